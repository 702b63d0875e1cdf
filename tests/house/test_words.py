"""Every error and every event of the rooms has words at the doors; every shown enum has a label."""

from __future__ import annotations

import importlib
import pkgutil

import webapp
from webapp.core import DomainError, Event
from webapp.web import words

ROOMS = (
    "core",
    "people",
    "certificates",
    "mandates",
    "entitlements",
    "codes",
    "assessments",
    "home_services",
    "notifications",
    "register",
    "web",
)


def load_rooms() -> None:
    for room in ROOMS:
        try:
            package = importlib.import_module(f"webapp.{room}")
        except ModuleNotFoundError:
            continue
        for module in pkgutil.walk_packages(package.__path__, f"webapp.{room}."):
            importlib.import_module(module.name)
    words.load()


def subclasses(kind: type) -> set[type]:
    return {kind, *(below for each in kind.__subclasses__() for below in subclasses(each))}


def without_words(kinds: set[type[DomainError]]) -> list[str]:
    """Errors that would be shown under a parent's vague sentence or none; nobody reads a CatalogueError on a page."""
    shown = {k for k in kinds if k.__module__.startswith("webapp.") and not getattr(k, "for_operators", False)}
    return sorted(f"{k.__module__}.{k.__name__}" for k in shown if k is not DomainError and k.code not in words.ERRORS)


def test_every_domain_error_has_a_sentence_of_its_own():
    load_rooms()
    assert without_words(subclasses(DomainError)) == []


def test_an_error_without_words_is_found():
    load_rooms()

    offender = type("NobodyWroteThis", (), {"code": "nobody_wrote_this", "__module__": "webapp.people.errors"})
    assert without_words({offender}) == ["webapp.people.errors.NobodyWroteThis"]


def test_every_event_has_words():
    load_rooms()
    ours = {name for name, kind in Event.registry.items() if kind.__module__.startswith("webapp.")}
    assert sorted(ours - words.EVENTS.keys()) == []
    assert sorted(words.EVENTS.keys() - ours) == [], "words for an event that does not exist"


def test_the_rooms_list_is_complete():
    rooms = {m.name for m in pkgutil.iter_modules(webapp.__path__) if m.ispkg}
    assert rooms - set(ROOMS) <= {"resident", "workbench", "checkpoint", "migrations"}
