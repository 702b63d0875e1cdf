"""Flask, where what every page does dozens of times is done once."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any

from flask import Flask, Response, has_request_context
from flask.templating import Environment
from jinja2.runtime import Context, Macro

from webapp.web import packing


class Names(Context):
    """A page calls four hundred components and functions; of each Jinja asks in several ways whether it wants to know
    where it is called from, which took 3 µs."""

    def call(self, called: Any, /, *args: Any, **options: Any) -> Any:
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in (FunctionType, MethodType) or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **options)
        options.pop("_block_vars", None)
        options.pop("_loop_vars", None)
        return called(*args, **options)


class Templates(Environment):
    """Every import of a component compares the names that all templates share.

    With Jinja's chained mapping that took 30 µs an import; a plain dictionary is compared at C's speed.
    """

    context_class = Names

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return self.globals | own if own else self.globals


ADDRESSES = 2000
"""As many are kept: all pages without parameters and all benefits, with room for what is looked at just now."""


def _is_plain(values: dict[str, Any]) -> bool:
    """Words only, and nothing of Flask's own, such as `_external`, whose answer is another host's or scheme's."""
    return all(type(value) is str and name[0] != "_" for name, value in values.items())


class Site(Flask):
    jinja_environment = Templates

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._address = lru_cache(ADDRESSES)(super().url_for)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """An address is worked out once: a menu asks for the same five each time, a list for its benefits."""
        given = {name: value for name, value in values.items() if value is not None}
        if endpoint.startswith(".") or not has_request_context() or not _is_plain(given):
            return super().url_for(endpoint, **values)
        return self._address(endpoint, **given)

    def send_static_file(self, filename: str) -> Response:
        """A file that is text was packed once, as tightly as it goes; other answers are packed as they are made."""
        return packing.packed(super().send_static_file(filename), filename)
