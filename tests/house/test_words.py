"""Every error and every event of the rooms has words at the doors; every shown enum has a label."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from babel.messages.pofile import read_po

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


ENGLISH = Path(webapp.__file__).parents[1] / "translations/en/LC_MESSAGES/messages.po"
PLACES = re.compile(
    r"\b(?:on|to|at|in) the (?:left|right|top|bottom|upper|lower|corner)\b|\b(?:left|right)[- ]hand\b|"
    r"\b(?:red|green|blue|yellow|orange|grey|round|square) (?:button|box|text|words|mark|line|picture)\b",
    re.IGNORECASE,
)
"""“right” for what is correct and “left” for what remains point nowhere."""


def pointing(sentences: list[str]) -> list[str]:
    return [each for each in sentences if PLACES.search(each)]


def test_no_english_sentence_can_be_followed_only_by_whoever_sees_the_page():
    with ENGLISH.open("rb") as file:
        told = [each.string for each in read_po(file) if each.id]
    sentences = [part for each in told for part in ((each,) if isinstance(each, str) else each)]
    assert pointing(sentences) == []


def test_a_sentence_that_points_is_found():
    assert pointing(["Press the green button.", "It stands on the right.", "If all is right, send it."]) == [
        "Press the green button.",
        "It stands on the right.",
    ]


TRADITIONAL = ENGLISH.parents[2] / "zh_Hant/LC_MESSAGES/messages.po"
WRONG_CHARACTERS = re.compile("聯系|回復 ?[0-9]|發佈|裏|爲|衆|羣|牀|喫|纔|麪|鄰裡|公裡|裡程|覈")
"""What a conversion character by character makes of 联系, 回复, 发布, 里, 为 …"""


def test_traditional_sentences_are_written_as_a_reader_writes_them():
    with TRADITIONAL.open("rb") as file:
        told = [each.string for each in read_po(file) if each.id]
    sentences = [part for each in told for part in ((each,) if isinstance(each, str) else each)]
    assert [each for each in sentences if WRONG_CHARACTERS.search(each)] == []


def test_a_wrong_character_is_found():
    assert WRONG_CHARACTERS.search("請聯系社區")
    assert WRONG_CHARACTERS.search("同意請回復 1")
    assert not WRONG_CHARACTERS.search("請聯繫社區，公里、鄰里和恢復")
