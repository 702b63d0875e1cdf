"""What is true of a code without a database: its life, its short number, the moments at which it serves."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from webapp.codes.models import Refusal
from webapp.people import tidied

LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=60)
"""How far two clocks may disagree."""

NUMBER_LENGTH = 10
GROUPS = (4, 3, 3)

LONGEST_GIVEN = 600
"""Characters of what is scanned or typed; ours has about 180."""


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: every single wrong digit shows, and nearly every exchange of two neighbours."""
    product = 10
    for digit in digits:
        product = (int(digit) + product) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def new_number() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(NUMBER_LENGTH - 1))
    return digits + check_digit(digits)


def short_number(given: str) -> str | None:
    """The ten digits that somebody typed, in any width and grouping; None when they cannot be a number of ours."""
    digits = tidied(given)
    if len(digits) != NUMBER_LENGTH or not digits.isascii() or not digits.isdigit():
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


def in_groups(number: str) -> list[str]:
    """As it is read out: 4, 3 and 3 digits."""
    starts = [sum(GROUPS[:place]) for place in range(len(GROUPS))]
    return [number[start : start + length] for start, length in zip(starts, GROUPS, strict=True)]


def refused_at(at: datetime, *, issued_at: datetime, expires_at: datetime) -> Refusal | None:
    """Whether a code is too young or too old at a moment; clocks may differ by LEEWAY."""
    if at < issued_at - LEEWAY:
        return Refusal.not_yet
    return Refusal.expired if at >= expires_at + LEEWAY else None
