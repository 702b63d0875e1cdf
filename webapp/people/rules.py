"""What is true of people without a database: numbers, ages, limits of codes.

Source of the citizen id's form: GB 11643 as given in the rules gathered for this project:
17 digits and a check character; weights and remainders below.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from webapp.people.errors import BadCitizenId, BadPhone, CodeMalformed

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

CODE_LIFE = timedelta(minutes=10)
OFFICER_CODE_LIFE = timedelta(days=1)
CODE_DIGITS = 6
CODE_ATTEMPTS = 5
CODES_PER_HOUR = 5
CODES_WINDOW = timedelta(hours=1)
PHONE_WAIT = timedelta(hours=24)
"""From the proof of a new number until it serves; meanwhile the former one hears of it and can stop it."""
SESSION_LIFE = timedelta(days=30)
"""After the last visit."""
SESSION_NOTED_AFTER = timedelta(days=1)
"""A visit renews a session no more often than this: most pages write nothing."""


def tidied(typed: str) -> str:
    """What was typed in half-width characters, without spaces and hyphens, in capitals."""
    folded = unicodedata.normalize("NFKC", typed or "")
    return re.sub(r"[\s\-–—·.]", "", folded).upper()


def check_character(first_17: str) -> str:
    return CHECK_CHARACTERS[sum(int(d) * w for d, w in zip(first_17, WEIGHTS, strict=True)) % 11]


def normalised_citizen_id(typed: str) -> str:
    """18 characters. Raises BadCitizenId with reason length, characters, birth_date or check_character."""
    number = tidied(typed)
    if len(number) != 18:
        raise BadCitizenId(reason="length", length=len(number))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise BadCitizenId(reason="characters")
    birth_of(number)
    if check_character(number[:17]) != number[17]:
        raise BadCitizenId(reason="check_character")
    return number


def birth_of(citizen_id: str) -> date:
    digits = citizen_id[6:14]
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise BadCitizenId(reason="birth_date") from None
    if not date(1880, 1, 1) <= birth <= date.today():  # noqa: DTZ011 (a day more or less is all the same here)
        raise BadCitizenId(reason="birth_date")
    return birth


def age_on(birth_on: date, day: date) -> int:
    """Completed years."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def normalised_phone(typed: str) -> str:
    """A mainland mobile number of 11 digits, however typed. Raises BadPhone (reason: length, characters, prefix)."""
    number = tidied(typed).removeprefix("+86").removeprefix("0086")
    if not re.fullmatch(r"[0-9]+", number):
        raise BadPhone(reason="characters" if number else "missing")
    if len(number) != 11:
        raise BadPhone(reason="length", length=len(number))
    if not re.match(r"1[3-9]|000", number):  # 000…: numbers of the demo village, never issued
        raise BadPhone(reason="prefix")
    return number


def normalised_code(typed: str) -> str:
    """Six digits, however typed. Raises CodeMalformed (reason: characters, length)."""
    code = tidied(typed)
    if not re.fullmatch(r"[0-9]+", code):
        raise CodeMalformed(reason="characters")
    if len(code) != CODE_DIGITS:
        raise CodeMalformed(reason="length", length=len(code))
    return code


def is_written(typed: str) -> bool:
    """Whether there is anything to read in it, in whatever script: a name or an address of signs alone is none."""
    return any(unicodedata.category(character).startswith("L") for character in typed)
