"""What is told about complaints: the Federation that one waits, and her that it was answered."""

from __future__ import annotations

from datetime import timedelta

from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import her_federation, the_resident, who_complained


class ComplaintMade(Notice):
    """It must be answered, and not by her community."""

    event = "people.ComplaintMade"
    topic = Topic.account
    important = True
    reaches = (her_federation,)


class ComplaintAnswered(Notice):
    """To who wrote it and to herself alone: she may have complained of another carer, or of her community."""

    event = "people.ComplaintAnswered"
    topic = Topic.account
    hers_alone = True
    lifetime = timedelta(days=3)
    reaches = (the_resident, who_complained)
