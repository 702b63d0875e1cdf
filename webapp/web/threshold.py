"""Before the first use: a plain notice, and a separate consent to what is sensitive.

Whoever comes to the front door as a resident, or for one, has read the notice; a resident has agreed that her health
is used. Until then every page leads to the notice. What is hers by right — reading, taking, deleting what is known of
her, withdrawing — needs no consent, and its routes say so (`before_notice`).
"""

from __future__ import annotations

from webapp.core import NotPermitted
from webapp.people import consents_lacking
from webapp.web.visit import Visit
from webapp.web.words.privacy import HEALTH, HEALTH_VERSION, NOTICE, NOTICE_VERSION


class NoticeNeeded(NotPermitted):
    """She has not yet read what is done with what is known of her, or has withdrawn."""


def lacking(visit: Visit) -> list[str]:
    """Which kinds of consent are missing from whoever is here as a resident or for one."""
    if visit.account is None or visit.resident is None:
        return []
    if visit.on_behalf:
        return consents_lacking(visit.account, None, {NOTICE: NOTICE_VERSION})
    return consents_lacking(visit.account, visit.resident, {NOTICE: NOTICE_VERSION, HEALTH: HEALTH_VERSION})


def check(visit: Visit) -> None:
    """Raises NoticeNeeded."""
    if lacking(visit):
        raise NoticeNeeded()
