"""All words of the doors: errors, events, labels, dates. The rooms contain no sentence.

One module a room fills three tables:

errors   error code -> sentence(facts): what is wrong and what to do now
events   event name -> sentence(facts): what happened, for time-lines
labels   enum member -> its name; members of two enums with the same text are told apart
names    what its templates may call besides, if anything

A house test asserts that every error and every event has words.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from importlib import import_module
from typing import Any

from flask_babel import gettext as _

from webapp.core import (
    Conflict,
    DomainError,
    Expired,
    Invalid,
    LedgerEntry,
    NotFound,
    NotPermitted,
    NotPossibleNow,
    TooManyAttempts,
)
from webapp.web import languages
from webapp.web.words.dates import clock_time, day, moment, month, period, short_day

Sentence = Callable[[dict[str, Any]], str]

ROOMS = (
    "common",
    "people",
    "certificates",
    "mandates",
    "entitlements",
    "codes",
    "assessments",
    "home_services",
    "notifications",
    "register",
)

ERRORS: dict[str, Sentence] = {}
EVENTS: dict[str, Sentence] = {}
LABELS: dict[tuple[type, Any], Any] = {}
NAMES: dict[str, Callable[..., Any]] = {}
_LABELLED: dict[tuple[str, type, Any], str] = {}
"""Those that were asked for, in the language in which they were."""

STATUS = {
    NotFound: 404,
    NotPermitted: 403,
    Invalid: 422,
    NotPossibleNow: 409,
    Conflict: 409,
    Expired: 410,
    TooManyAttempts: 429,
}


def load() -> None:
    """Fill the tables. Called once when the application is made."""
    for room in ROOMS:
        try:
            module = import_module(f"webapp.web.words.{room}")
        except ModuleNotFoundError as missing:
            if missing.name != f"webapp.web.words.{room}":
                raise
            continue
        ERRORS.update(module.errors)
        EVENTS.update(module.events)
        # a dict would take Life.culture and Kind.culture for the same key: such a room lists pairs
        pairs = module.labels.items() if isinstance(module.labels, dict) else module.labels
        LABELS.update({(type(member), member): name for member, name in pairs})
        NAMES.update(getattr(module, "names", {}))


def error(refused: DomainError) -> str:
    for kind in type(refused).__mro__:
        code = getattr(kind, "code", None)
        if code in ERRORS:
            return ERRORS[code](refused.facts)
    return _("这一步没有成功。请再试一次。")


def status(refused: DomainError) -> int:
    return next((STATUS[kind] for kind in type(refused).__mro__ if kind in STATUS), 400)


def event_words(entry: LedgerEntry) -> str:
    return EVENTS[entry.event](entry.facts)


def label(member: Enum | str) -> str:
    key = languages.current(), type(member), member
    if key not in _LABELLED:
        _LABELLED[key] = str(LABELS[type(member), member])
    return _LABELLED[key]


__all__ = [
    "ERRORS",
    "EVENTS",
    "LABELS",
    "NAMES",
    "clock_time",
    "day",
    "error",
    "event_words",
    "label",
    "load",
    "moment",
    "month",
    "period",
    "short_day",
    "status",
]
