"""A template that renders the same bytes as a page: what somebody would write who wanted just this page.

Neighbours of the same tag and class become a loop; what differs between them becomes an
expression, what only some of them have a condition, and what is the same everywhere stays
text. The syntax is the part that Jinja and Django's templates have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import count, pairwise
from typing import Any

from markupsafe import Markup, escape

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
CLASS = re.compile(r'\sclass="([^" ]*)')
ATTRIBUTE = re.compile(r'="([^"]*)"')

Values = dict[str, Any]


@dataclass
class Element:
    opening: str
    children: list[Node] = field(default_factory=list)
    closing: str = ""

    @property
    def key(self) -> str:
        of_class = CLASS.search(self.opening)
        return f"{TAG.match(self.opening)[1]}.{of_class[1] if of_class else ''}"  # type: ignore[index]


@dataclass
class Run:
    """Neighbours that look alike, with what stands between them."""

    of: str
    parts: list[Element | str]

    @property
    def key(self) -> str:
        return f"{self.of}*"

    @property
    def rows(self) -> list[list[Node]]:
        """Each with the blanks after it, so that the loop's body is the same for all but the last."""
        rows: list[list[Node]] = []
        for part in self.parts:
            if isinstance(part, str):
                rows[-1].append(part)
            else:
                rows.append([part])
        return rows


Node = Element | Run | str


def template_of(html: str) -> tuple[str, Values]:
    """The template of a page and the values that make it the page again."""
    if re.search(r"\{[{%#]", html):
        raise ValueError("the page holds what a template would take for its own")
    begin, end = html.index("<body"), html.rindex("</body>")
    values: Values = {}
    body = _Writer().written([_parsed(html[begin:end] + "</body>")], [values], "")
    return html[:begin] + body + html[end + len("</body>"):], values


def _parsed(html: str) -> list[Node]:
    top = Element("")
    path = [top]
    for token in TOKEN.findall(html):
        if token.startswith("</"):
            path.pop().closing = token
        elif TAG.match(token):
            element = Element(token)
            path[-1].children.append(element)
            if TAG.match(token)[1] not in VOID and not token.endswith("/>"):  # type: ignore[index]
                path.append(element)
        else:
            path[-1].children.append(token)
    if path != [top]:
        raise ValueError("the page's elements are not closed in order")
    return top.children


class _Writer:
    """Names are given out one after the other: a loop's variable or a value has its number in the whole template."""

    def __init__(self) -> None:
        self._numbers = count()

    def _name(self, kind: str) -> str:
        return f"{kind}{next(self._numbers)}"

    def written(self, sequences: list[list[Node]], values: list[Values], prefix: str) -> str:
        """One piece of template for several sequences of nodes; what tells them apart goes into their values."""
        sequences = _with_runs(sequences)
        return "".join(self._column(column, values, prefix) for column in _columns(sequences))

    def _column(self, column: list[Node | None], values: list[Values], prefix: str) -> str:
        there = [(node, row) for node, row in zip(column, values, strict=True) if node is not None]
        nodes, rows = [node for node, _ in there], [row for _, row in there]
        if len(there) == len(column):
            return self._same_kind(nodes, rows, prefix)
        name = self._name("has")
        for node, row in zip(column, values, strict=True):
            row[name] = node is not None
        return f"{{% if {prefix}{name} %}}{self._same_kind(nodes, rows, prefix)}{{% endif %}}"

    def _same_kind(self, nodes: list[Any], rows: list[Values], prefix: str) -> str:
        if isinstance(nodes[0], str):
            return self._text(nodes, rows, prefix)
        if isinstance(nodes[0], Run):
            return self._loop(nodes, rows, prefix)
        inside = self.written([node.children for node in nodes], rows, prefix)
        return self._opening([node.opening for node in nodes], rows, prefix) + inside + nodes[0].closing

    def _loop(self, runs: list[Run], rows: list[Values], prefix: str) -> str:
        name, each = self._name("list"), self._name("each")
        within: list[list[Node]] = []
        below: list[Values] = []
        for run, row in zip(runs, rows, strict=True):
            row[name] = [{} for _ in run.rows]
            below += row[name]
            within += run.rows
        return f"{{% for {each} in {prefix}{name} %}}{self.written(within, below, f'{each}.')}{{% endfor %}}"

    def _opening(self, openings: list[str], rows: list[Values], prefix: str) -> str:
        if len(set(openings)) == 1:
            return openings[0]
        split = [ATTRIBUTE.split(opening) for opening in openings]
        if len({tuple(pieces[::2]) for pieces in split}) > 1:  # other attributes, not only other values
            return self._text(openings, rows, prefix)
        written = []
        for place, pieces in enumerate(zip(*split, strict=True)):
            if place % 2:
                written.append(f'="{self._text(list(pieces), rows, prefix)}"')
            else:
                written.append(pieces[0])
        return "".join(written)

    def _text(self, texts: list[str], rows: list[Values], prefix: str) -> str:
        if len(set(texts)) == 1:
            return texts[0]
        name = self._name("text")
        for text, row in zip(texts, rows, strict=True):
            plain = unescape(text)
            # Jinja and Django write a quotation mark in two ways: such a text stands as the page has it
            escapes_alike = str(escape(plain)) == text and not set(plain) & set("'\"")
            row[name] = plain if escapes_alike else Markup(text)  # noqa: S704  our own page
        return f"{{{{ {prefix}{name} }}}}"


def _with_runs(sequences: list[list[Node]]) -> list[list[Node]]:
    """Elements that follow each other alike, in any of the sequences, stand as one run in all of them."""
    repeated = {key for sequence in sequences for key in _repeated(sequence)}
    return [list(_collapsed(sequence, repeated)) for sequence in sequences]


def _repeated(sequence: list[Node]) -> Iterator[str]:
    keys = [node.key for node in sequence if isinstance(node, Element)]
    yield from (one for one, other in pairwise(keys) if one == other)


def _collapsed(sequence: list[Node], repeated: set[str]) -> Iterator[Node]:
    run: Run | None = None
    for node in sequence:
        if isinstance(node, str):
            if run is None:
                yield node
            elif node.isspace():
                run.parts.append(node)
            else:
                yield run
                run = None
                yield node
        elif run is not None and node.key == run.of:  # type: ignore[union-attr]
            run.parts.append(node)  # type: ignore[arg-type]
        else:
            if run is not None:
                yield run
            run = Run(node.key, [node]) if node.key in repeated else None  # type: ignore[arg-type]
            if run is None:
                yield node
    if run is not None:
        yield run


def _columns(sequences: list[list[Node]]) -> list[list[Node | None]]:
    """The sequences side by side: nodes of one kind in one column, in an order that holds for all of them."""
    order: list[str] = []
    placed: list[dict[str, Node]] = []
    for sequence in sequences:
        at = 0
        mine: dict[str, Node] = {}
        for key, node in zip(_kinds(sequence), sequence, strict=True):
            while key in order and order.index(key) < at:
                key += "'"  # noqa: PLW2901  it stands elsewhere than in the sequences before: a column of its own
            if key not in order:
                order.insert(at, key)
            at = order.index(key) + 1
            mine[key] = node
        placed.append(mine)
    return [[mine.get(key) for mine in placed] for key in order]


def _kinds(sequence: list[Node]) -> Iterator[str]:
    """The kind of each node; a text's is what it follows."""
    before = "beginning"
    for node in sequence:
        kind = f"text after {before}" if isinstance(node, str) else node.key
        yield kind
        before = kind
