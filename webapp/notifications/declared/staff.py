"""What staff are told about their own work."""

from __future__ import annotations

from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import the_successor


class MattersHandedOver(Notice):
    """Somebody has left a seat or moved on: whoever was named takes over, and has to know."""

    event = "people.MattersHandedOver"
    topic = Topic.account
    important = True
    reaches = (the_successor,)
