"""What is told when the answers about benefits have changed."""

from datetime import timedelta

from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS, her_officers


class EntitlementsChanged(Notice):
    """Something is hers now, or no more. Two subsidies count from the month of applying, so she is told soon."""

    event = "entitlements.EntitlementsChanged"
    topic = Topic.entitlements
    province = Province.entitlements
    lifetime = timedelta(days=3)
    reaches = HERS


class OpeningSettled(Notice):
    """Her community has seen to what the rules opened for her without her asking."""

    event = "entitlements.OpeningSettled"
    topic = Topic.entitlements
    province = Province.entitlements
    lifetime = timedelta(days=3)
    reaches = HERS


class BenefitAsked(Notice):
    """She waits for an answer: her community officers have the next step."""

    event = "entitlements.BenefitAsked"
    topic = Topic.entitlements
    reaches = (her_officers,)


class InquiryAnswered(Notice):
    event = "entitlements.InquiryAnswered"
    topic = Topic.entitlements
    province = Province.entitlements
    lifetime = timedelta(days=3)
    reaches = HERS
