"""What is told about the use of the benefit code."""

from __future__ import annotations

from typing import Any

from webapp.mandates import Province
from webapp.notifications.models import Topic
from webapp.notifications.notice import Notice
from webapp.notifications.reaches import HERS, the_resident


class OfTheCode(Notice, family=True):
    topic = Topic.code
    province = Province.code
    reaches = HERS


class CodeRepeated(OfTheCode):
    """Checked more than once: perhaps a queue, perhaps a copy. She alone can tell, and can freeze it at once."""

    event = "codes.CodeChecked"
    urgent = True

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """Each check stands in her list; a message for every bus would teach her to look at none."""
        return facts["times"] > 1


class CodeFrozen(OfTheCode):
    event = "codes.CodeFrozen"
    important = True


class CodeUnfrozen(OfTheCode):
    event = "codes.CodeUnfrozen"
    important = True

    @classmethod
    def applies(cls, facts: dict[str, Any]) -> bool:
        """Where a death was recorded by mistake she is told of that, and of all that serves again."""
        return facts.get("was") != "death"


class MisuseSettled(OfTheCode):
    """An answer to what she reported."""

    event = "codes.MisuseSettled"
    reaches = (the_resident,)
