"""Parts of a page that are the same for all who read alike: drawn once and kept (docs/decisions/0022).

Nothing of a person gets in. A part is drawn in a request of its own, which nobody sends: no cookie, no session, nobody
signed in. Of whoever looks it knows language and way of reading. Everything else it is drawn from is of the kinds
below, which hold nobody's words, and all of it is the key under which the part is kept.

A component keeps what it draws by saying so itself, around a macro of its own: `{{ drawn_once(whole_card, card) }}`.
A macro of a page will not do: it is another one each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NoReturn

from flask import Flask, current_app, g
from jinja2.runtime import Macro
from markupsafe import Markup

from webapp.web.answers import SHOWN, showing
from webapp.web.benefit_cards import BenefitCard
from webapp.web.languages import TAGS
from webapp.web.menu import MenuItem

KEPT = 2000
"""Parts, of some 2 kB: two hundred benefits with what they usually come to, in three languages."""

Impersonal = BenefitCard | MenuItem | Enum | bool


class MayBePersonal(TypeError):
    """A part would be kept that is drawn from something that could be somebody's."""


@dataclass(frozen=True)
class Reader:
    """What a kept part knows of whoever looks: it is shown to it instead of the visit, and refuses everything else."""

    language: str
    reading: str

    def __getattr__(self, name: str) -> NoReturn:
        raise MayBePersonal(f"a kept part asks for {name}")

    @property
    def lang_tag(self) -> str:
        return TAGS[self.language]


def drawn_once(part: Macro, *values: Impersonal) -> Markup:
    """What a component's macro makes of these values for whoever reads as this visitor does."""
    for value in values:
        if not isinstance(value, Impersonal):
            raise MayBePersonal(f"{part.name} is drawn from a {type(value).__name__}")
    return _drawn(part, Reader(SHOWN.language, SHOWN.reading), *values)


@lru_cache(maxsize=KEPT)
def _drawn(part: Macro, reader: Reader, *values: Impersonal) -> Markup:
    app = current_app
    with app.app_context(), app.test_request_context(), showing(reader):
        g.language = reader.language
        return Markup(part(*values))  # noqa: S704  a template of ours, which escapes


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(drawn_once=drawn_once)
