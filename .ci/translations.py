"""`collect` brings the sentences of the source into every catalogue; `check` fails on one that is not translated."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parents[1]
os.chdir(HOUSE)  # places in the catalogues are relative to it
TRANSLATIONS = HOUSE / "translations"
LANGUAGES = ("zh_Hant", "en")
"""The source is Simplified Chinese."""


def pybabel(*arguments: str | Path) -> None:
    CommandLineInterface().run(["pybabel", "--quiet", *map(str, arguments)])


def extract(template: Path) -> None:
    """Writes all sentences of webapp/ and templates/ (rules and keywords: pyproject.toml) into the file."""
    pybabel(
        "extract", "--mapping-file", HOUSE / "pyproject.toml", "--add-location=file", "--sort-by-file", "--no-wrap",
        "--project=huican", "--add-comments=For translators:", "--strip-comment-tags",
        "--keyword=_l", "--keyword=easy:2", "--keyword=term", "--keyword=lazy_pgettext:1c,2",
        "--output-file", template, ".",
    )  # fmt: skip


def catalogue(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def collect() -> None:
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        for language in LANGUAGES:
            command = "update" if catalogue(language).exists() else "init"
            options = ["--no-fuzzy-matching", "--ignore-pot-creation-date"] if command == "update" else []
            pybabel(command, "--input-file", template, "--output-dir", TRANSLATIONS, "--locale", language,
                    "--no-wrap", *options)  # fmt: skip


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def findings(source: Catalog, translated: Catalog) -> Iterator[str]:
    """What keeps the catalogue from saying all that the source says."""
    for message in source:
        if not message.id:
            continue
        own = translated.get(message.id, message.context)
        if own is None:
            yield f"not collected: {_shown(message)}"
        elif not own.string or (isinstance(own.string, tuple) and not all(own.string)):
            yield f"not translated: {_shown(message)}"
        elif own.fuzzy:
            yield f"translated in doubt: {_shown(message)}"
        else:
            yield from (f"{error}: {_shown(message)}" for error in own.check(translated))
    for message in translated:
        if message.id and source.get(message.id, message.context) is None:
            yield f"not in the source any more: {_shown(message)}"


def _shown(message: Message) -> str:
    return f"{message.id!r} {', '.join(path for path, _ in message.locations)}"


def check() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        source = read(template)
    found = []
    for language in LANGUAGES:
        path = catalogue(language)
        if not path.exists():
            found.append(f"{language}: no catalogue; run `make translations`")
            continue
        found += [f"{language}: {finding}" for finding in findings(source, read(path))]
    return found


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["collect"]:
            collect()
        case ["check"]:
            found = check()
            sys.stdout.writelines(f"  {finding}\n" for finding in found)
            sys.exit(1 if found else 0)
        case _:
            sys.exit(__doc__)
