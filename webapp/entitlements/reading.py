"""Reading a catalogue file so that every complaint can name its line.

`Entry` is one place in a file: a value and the way to it. Lines are looked up only when something is wrong: reading
stays as fast as plain YAML.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

from webapp.entitlements.errors import CatalogueError

T = TypeVar("T")

OPEN = "〔"
"""Begins what a skeleton leaves to be filled in."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Text(NamedTuple):
    """The same words in the languages that a catalogue file may hold; ``en`` is None where nobody has written it."""

    zh_hans: str
    en: str | None


class _StrictLoader(_Loader):  # type: ignore[misc]
    """YAML lets a second key silently replace the first; in a rule that would lose a condition."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            seen = set()
            for key, _ in node.value:
                if key.value in seen:
                    raise yaml.MarkedYAMLError(problem="key_twice", problem_mark=key.start_mark, note=key.value)
                seen.add(key.value)
        return mapping


class Entry:
    """One place in a catalogue file."""

    __slots__ = ("file", "path", "value")

    def __init__(self, file: Path, value: Any, path: tuple[str | int, ...] = ()) -> None:
        self.file = file
        self.value = value
        self.path = path

    def wrong(self, problem: str, *, instead: str | None = None, found: Any = None) -> CatalogueError:
        return CatalogueError(
            file=str(self.file),
            line=line_of(self.file, self.path),
            problem=problem,
            found=self.value if found is None else found,
            instead=instead,
        )

    def get(self, key: str) -> Entry | None:
        """The entry under a key, or None where the file is silent (no such key, or null)."""
        value = self.mapping().get(key)
        return None if value is None else Entry(self.file, value, (*self.path, key))

    def at(self, key: str) -> Entry:
        entry = self.get(key)
        if entry is None:
            raise self.wrong("missing_key", found=key, instead=f"{key}: …")
        return entry

    def mapping(self) -> dict[Any, Any]:
        if not isinstance(self.value, dict):
            raise self.wrong("not_a_mapping", instead="key: value")
        return self.value

    def items(self) -> list[Entry]:
        if not isinstance(self.value, list):
            raise self.wrong("not_a_list", instead=f"[{self.value}]")
        return [Entry(self.file, value, (*self.path, place)) for place, value in enumerate(self.value)]

    def entries(self) -> list[tuple[Any, Entry]]:
        return [(key, Entry(self.file, value, (*self.path, key))) for key, value in self.mapping().items()]

    def only(self, *known: str) -> None:
        """Refuse a key that nobody reads: a condition misspelt would be a condition lost."""
        for key, entry in self.entries():
            if key not in known:
                raise entry.wrong("unknown_key", found=key, instead=near(str(key), known))

    def string(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong("not_words", instead=f'"{self.value}"')
        return self.value

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong("not_true_or_false", instead="true")
        return self.value

    def whole_number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.wrong("not_a_whole_number", instead="18")
        return self.value

    def number(self) -> Decimal:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong("not_a_number", instead="230")
        return Decimal(str(self.value))

    def day(self) -> dt.date:
        if not isinstance(self.value, dt.date) or isinstance(self.value, dt.datetime):
            raise self.wrong("not_a_day", instead="2025-12-31")
        return self.value

    def one_of(self, known: Iterable[str]) -> str:
        known = list(known)
        if self.value not in known:
            raise self.wrong("not_one_of", instead=near(str(self.value), known) or " | ".join(known))
        return str(self.value)

    def text(self, *, english: bool = True) -> Text:
        """``{zh_Hans: …, en: …}``; without ``english`` the second may be missing."""
        self.only("zh_Hans", "en")
        return Text(
            self.at("zh_Hans").string(),
            self.at("en").string() if english or self.get("en") is not None else None,
        )


def read(file: Path) -> Entry:
    """The whole file as one entry. Raises CatalogueError when it is no YAML."""
    try:
        with file.open(encoding="utf-8") as stream:
            value = yaml.load(stream, _StrictLoader)  # noqa: S506  a SafeLoader underneath
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        twice = error.problem == "key_twice"
        raise CatalogueError(
            file=str(file),
            line=line,
            problem="key_twice" if twice else "not_yaml",
            found=error.note if twice else error.problem,
            # the usual cause: ? or : in unquoted words inside braces
            instead=None if twice else '"…"',
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(file=str(file), line=None, problem="not_yaml", found=str(error)) from None
    return Entry(file, value)


def read_each(files: Iterable[Path], make: Callable[[Entry], T], broken: list[CatalogueError] | None) -> list[T]:
    """What is made of each file, in the order of names. Raises CatalogueError, or collects it in ``broken``."""
    made = []
    for file in sorted(files):
        try:
            entry = read(file)
            open_places = unfilled(entry) if OPEN in file.read_text(encoding="utf-8") else []
            if open_places:
                if broken is None:
                    raise open_places[0]
                broken += open_places
            else:
                made.append(make(entry))
        except CatalogueError as error:
            if broken is None:
                raise
            broken.append(error)
    return made


def unfilled(entry: Entry) -> list[CatalogueError]:
    """The places of a skeleton that nobody has filled in."""
    if isinstance(entry.value, dict):
        return [error for _, each in entry.entries() for error in unfilled(each)]
    if isinstance(entry.value, list):
        return [error for each in entry.items() for error in unfilled(each)]
    if isinstance(entry.value, str) and entry.value.startswith(OPEN):
        return [entry.wrong("not_filled_in")]
    return []


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    found = difflib.get_close_matches(word, [str(each) for each in known], n=1)
    return found[0] if found else None


def line_of(file: Path, path: tuple[str | int, ...]) -> int | None:
    """The 1-based line on which the entry at ``path`` begins; of the nearest entry above it where it is not there."""
    with file.open(encoding="utf-8") as stream:
        node = yaml.compose(stream, _Loader)
    line = None if node is None else node.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        else:
            break
    return line
