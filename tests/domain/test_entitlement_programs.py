"""The steps over columns say of everybody what each part says, whatever occurs in the columns."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.entitlements.programs import Nodes, Seen

KINDS = {0: (2, np.uint8), 1: (9, np.uint8), 2: (127, np.uint8), 3: (700, np.uint16)}
"""For each place how many codes there are, and the type of its column."""

Part = tuple[int, frozenset[int]] | tuple[bool, list[Any]]


def leaves() -> st.SearchStrategy[Part]:
    def at(place: int) -> st.SearchStrategy[Part]:
        many = KINDS[place][0]
        some = st.frozensets(st.integers(0, many), max_size=6)
        spans = st.tuples(st.integers(0, many), st.integers(0, many)).map(lambda ends: frozenset(range(*sorted(ends))))
        bits = st.integers(1, many).map(lambda mask: frozenset(code for code in range(many + 1) if code & mask))
        return st.tuples(st.just(place), some | spans | bits)

    return st.sampled_from([*KINDS]).flatmap(at)


parts = st.recursive(leaves(), lambda inside: st.tuples(st.booleans(), st.lists(inside, max_size=4)), max_leaves=12)


def columns_of(chance: np.random.Generator, told: dict[int, str]) -> dict[int, Any]:
    columns = {}
    for place, (many, dtype) in KINDS.items():
        column = chance.integers(0 if told[place] == "some" else 1, many + 1, 40).astype(dtype)
        if told[place] == "some":
            column[:2] = 0, 1
        columns[place] = column * 0 if told[place] == "nobody" else column
    return columns


def plainly(part: Part, columns: dict[int, Any]) -> Any:
    first, rest = part
    if isinstance(first, bool):
        found = [plainly(each, columns) for each in rest]
        return reduce(np.logical_or if first else np.logical_and, found, np.full(40, not first))
    return np.isin(columns[first], list(rest))


@pytest.mark.parametrize("seed", range(3))
@settings(max_examples=60, deadline=None)
@given(asked=st.lists(parts, min_size=1, max_size=6),
       told=st.fixed_dictionaries({place: st.sampled_from(("all", "some", "nobody")) for place in KINDS}))  # fmt: skip
def test_a_program_answers_each_part_as_the_part_alone_does(
    seed: int, asked: list[Part], told: dict[int, str]
) -> None:
    columns = columns_of(np.random.default_rng(seed), told)
    kinds = {place: Seen(frozenset(range(1, many + 1)), told[place] != "nobody", told[place] != "all")
             for place, (many, _) in KINDS.items()}  # fmt: skip
    nodes = Nodes(kinds.__getitem__, lambda place: KINDS[place][1])

    def node(part: Part) -> int | bool:
        first, rest = part
        if isinstance(first, bool):
            return nodes.group(one_of=first, parts=[node(each) for each in rest])
        return nodes.leaf(first, rest)

    found = nodes.program([node(each) for each in asked]).run(columns.__getitem__)
    for part, answer in zip(asked, found, strict=True):
        assert (np.full(40, answer) if isinstance(answer, bool) else answer).tolist() == plainly(part, columns).tolist()


def test_parts_that_ask_the_same_are_worked_out_once() -> None:
    kinds = {place: Seen(frozenset(range(1, many + 1)), True, True) for place, (many, _) in KINDS.items()}
    nodes = Nodes(kinds.__getitem__, lambda place: KINDS[place][1])
    one, other = nodes.leaf(0, frozenset({1})), nodes.leaf(1, frozenset({4}))
    both = [nodes.group(one_of=False, parts=each) for each in ([one, other], [other, one], [one, other, other])]
    assert len(set(both)) == 1
    assert len(nodes.program([*both, one]).steps) == 3
