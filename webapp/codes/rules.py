"""What is true of a code without a database: its life, its short number, the moments at which it serves."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from webapp.codes.models import Refusal
from webapp.people import tidied

LIFE = timedelta(minutes=5)
"""Of a code that the service draws, and of a phone's credential from the first check that it passed."""
LEEWAY = timedelta(seconds=60)
"""How far two clocks may disagree."""

BATCH = 32
"""Credentials that a phone is given at a time, for one claim."""
MOST_ALIVE = 4 * BATCH
"""Credentials of one claim that can be alive: a phone that asks for more is out of order."""
PHONE_LIFE = timedelta(hours=24)
SIGNED_EVERY = timedelta(seconds=30)
"""How often a phone signs what it shows anew."""
TO_THE_HOUR = timedelta(hours=1)
LONGEST_LIFE = PHONE_LIFE + TO_THE_HOUR
"""No signature of ours serves longer; a credential ends with the full hour, so that its end tells nothing."""

PAPER_LIFE = timedelta(days=365)
HANDED_IN_WITHIN = timedelta(days=7)
"""How long a check without network may be kept before it is handed in."""
LIST_SERVES = timedelta(hours=12)
"""How old a list of withdrawn codes may be when a checkpoint answers without network."""

NUMBER_LENGTH = 10
PAPER_NUMBER_LENGTH = 16
GROUPS = {NUMBER_LENGTH: (4, 3, 3), PAPER_NUMBER_LENGTH: (4, 4, 4, 4)}

LONGEST_GIVEN = 600
"""Characters of what is scanned or typed; ours has about 430."""


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: every single wrong digit shows, and nearly every exchange of two neighbours."""
    product = 10
    for digit in digits:
        product = (int(digit) + product) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def new_number(length: int = NUMBER_LENGTH) -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(length - 1))
    return digits + check_digit(digits)


def short_number(given: str) -> str | None:
    """The digits that somebody typed or copied, in any width, grouped, with commas; None when they cannot be a number
    of ours."""
    digits = re.sub("[,、]", "", tidied(given))
    if len(digits) not in GROUPS or not digits.isascii() or not digits.isdigit():
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


def in_groups(number: str) -> list[str]:
    """As it is read out: 4, 3 and 3 digits; on paper four times 4."""
    groups = GROUPS[len(number)]
    starts = [sum(groups[:place]) for place in range(len(groups))]
    return [number[start : start + length] for start, length in zip(starts, groups, strict=True)]


def refused_at(at: datetime, *, issued_at: datetime, expires_at: datetime) -> Refusal | None:
    """Whether a code is too young or too old at a moment; clocks may differ by LEEWAY."""
    if at < issued_at - LEEWAY:
        return Refusal.not_yet
    return Refusal.expired if at >= expires_at + LEEWAY else None


def showing_refused_at(at: datetime, *, signed_at: datetime) -> Refusal | None:
    """Whether what a phone signed is fresh: a picture of it is worthless after a minute and a half."""
    return refused_at(at, issued_at=signed_at, expires_at=signed_at + SIGNED_EVERY)


def end_of_batch(at: datetime) -> datetime:
    """The full hour after PHONE_LIFE: everybody's credentials of that hour end together."""
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole + PHONE_LIFE + TO_THE_HOUR
