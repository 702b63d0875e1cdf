"""What was scanned, whichever of the three ways it was shown in."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from webapp.codes import paper, showing, token
from webapp.codes.models import Way
from webapp.codes.token import KeyOf

PREFIXES = {token.PREFIX: Way.screen, showing.PREFIX: Way.phone, paper.PREFIX: Way.paper}


class Read(NamedTuple):
    way: Way
    cti: bytes
    signed_at: datetime | None = None
    """When the phone signed it."""


def looks_like_one(given: str) -> bool:
    return given.lstrip()[:4].upper() in PREFIXES


def read(given: str, key_of: KeyOf) -> Read:
    """Raises Unreadable: malformed, unknown_key, forged."""
    way = PREFIXES.get(given.lstrip()[:4])
    if way is Way.phone:
        shown = showing.opened_showing(given, key_of)
        return Read(way, shown.cti, shown.signed_at)
    if way is Way.paper:
        return Read(way, paper.opened_paper(given))
    return Read(Way.screen, token.opened(given, key_of).cti)
