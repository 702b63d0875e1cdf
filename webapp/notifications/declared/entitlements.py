"""What is told when the answers about benefits have changed."""

from datetime import timedelta

from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS


class EntitlementsChanged(Notice):
    """Something is hers now, or no more. Two subsidies count from the month of applying, so she is told soon."""

    event = "entitlements.EntitlementsChanged"
    topic = Topic.entitlements
    province = Province.entitlements
    lifetime = timedelta(days=3)
    reaches = HERS
