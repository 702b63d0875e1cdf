"""What comes in, without what nobody can see: control characters that a copied text or a faulty keyboard brings.

PostgreSQL keeps no NUL; a reader hears none of them. In an address nobody writes one: such a page does not exist.
"""

from __future__ import annotations

import re

from flask import request
from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""All but tabulator and the ends of lines."""


def without_unseen(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    pairs = values.items(multi=True)
    return ImmutableMultiDict([(UNSEEN.sub("", name), UNSEEN.sub("", value)) for name, value in pairs])


class Typed(HtmxAwareRequest):
    @property
    def has_unseen(self) -> bool:
        """Whether the address holds what nobody writes; of a query only the visible part is read."""
        return UNSEEN.search(self.path) is not None

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:  # type: ignore[override]
        return without_unseen(super().args)

    def _load_form_data(self) -> None:
        loaded = "form" in self.__dict__
        super()._load_form_data()
        if not loaded:
            self.__dict__["form"] = without_unseen(self.form)


def number_asked(name: str = "page", furthest: int = 1000) -> int:
    """The page of a list that the address asks for, from 1 on; what is no number is the first."""
    return min(max(1, request.args.get(name, 1, type=int)), furthest)
