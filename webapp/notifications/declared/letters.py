"""What is told about letters: the officers that one waits, her and whoever handles the matter that it was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS, her_officers


class LetterWritten(Notice):
    """She waits for an answer: her community officers have the next step."""

    event = "people.LetterWritten"
    topic = Topic.account
    reaches = (her_officers,)


class OfAnAnswer(Notice, family=True):
    """Carers are told by what their mandate covers."""

    lifetime = timedelta(days=3)
    reaches = HERS
    of_a_letter = True
    about: ClassVar[str]

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        return facts["about"] == cls.about


class LetterAnswered(OfAnAnswer):
    event = "people.LetterAnswered"
    topic = Topic.account
    about = "letter"


class AppointmentLetterAnswered(OfAnAnswer):
    event = "people.LetterAnswered"
    topic = Topic.appointments
    province = Province.appointments
    about = "appointment"


class HomeServiceLetterAnswered(OfAnAnswer):
    event = "people.LetterAnswered"
    topic = Topic.home_services
    province = Province.home_services
    about = "home_service"
