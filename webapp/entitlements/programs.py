"""From the conditions of many benefits to a list of steps over columns, each comparison and each group done once.

Every part of every tree becomes a node; parts that ask the same are one node, whichever benefit they belong to. What is
the same for everybody in the columns (a fact that nobody has told, one that everybody has) is settled beforehand and
leaves no step. A step takes two slots and fills a third; a slot is filled again as soon as nobody needs it, so that
what is being worked on stays in the processor's cache.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Column = npt.NDArray[np.integer]
Node = int | bool
"""A node by its number; True and False where the part is the same for everybody."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Which codes occur in a column: all that the coding knows, or only some of them."""

    known: frozenset[int]
    """The codes of known values."""
    some_known: bool
    some_unknown: bool

    @property
    def codes(self) -> frozenset[int]:
        return (self.known if self.some_known else frozenset()) | (_UNKNOWN if self.some_unknown else frozenset())


_UNKNOWN = frozenset({0})
_ALL, _ANY = "all", "any"


@dataclass(frozen=True, slots=True)
class Program:
    """Steps that have been worked out for columns of one kind."""

    columns: tuple[tuple[int, int], ...]
    """A slot, and the place of the column that it begins with."""
    slots: tuple[Any, ...]
    steps: tuple[tuple[Callable[[Any, Any], Any], int, int, int], ...]
    roots: tuple[Node, ...]
    """For each part that was asked for its slot, or its answer for everybody."""

    def run(self, column: Callable[[int], Column]) -> list[Mask | bool]:
        """``column``: the codes at a place of the row."""
        slots = list(self.slots)
        for slot, place in self.columns:
            slots[slot] = column(place)
        for step, left, right, filled in self.steps:
            slots[filled] = step(slots[left], slots[right])
        return [root if isinstance(root, bool) else slots[root] for root in self.roots]


@dataclass(slots=True)
class Nodes:
    """The parts of all trees, each once."""

    seen: Callable[[int], Seen]
    """What occurs in the column at a place."""
    dtype: Callable[[int], npt.DTypeLike]
    made: dict[Hashable, int] = field(default_factory=dict)
    parts: list[tuple[Any, ...]] = field(default_factory=list)

    def leaf(self, place: int, codes: frozenset[int]) -> Node:
        """Whether the column at a place has one of the codes."""
        there = self.seen(place).codes
        wanted = codes & there
        return wanted == there if wanted in (frozenset(), there) else self._node("leaf", place, wanted)

    def group(self, *, one_of: bool, parts: Iterable[Node]) -> Node:
        """All parts, or one of them. Parts that ask the same column become one comparison."""
        kind = _ANY if one_of else _ALL
        members: set[int] = set()
        columns: dict[int, frozenset[int]] = {}
        waiting = [*parts]
        while waiting:
            part = waiting.pop()
            if isinstance(part, bool):
                if part is one_of:
                    return one_of
                continue
            found, *inside = self.parts[part]
            if found == kind:
                waiting += inside[0]
            elif found == "leaf":
                place, codes = inside
                before = columns.get(place)
                columns[place] = codes if before is None else before | codes if one_of else before & codes
            else:
                members.add(part)
        leaves = [self.leaf(place, codes) for place, codes in columns.items()]
        if any(each is one_of for each in leaves):
            return one_of
        members |= {each for each in leaves if not isinstance(each, bool)}
        if len(members) < 2:
            return members.pop() if members else not one_of
        return self._node(kind, frozenset(members))

    def program(self, roots: Sequence[Node]) -> Program:
        return _Writing(self).written(roots)

    def _node(self, *part: Any) -> int:
        if part not in self.made:
            self.made[part] = len(self.parts)
            self.parts.append(part)
        return self.made[part]


class _Writing:
    """Nodes brought into an order, in twos, and given slots."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._columns: dict[int, int] = {}
        self._constants: dict[tuple[int, str], int] = {}
        self._slots: list[Any] = []
        self._steps: list[tuple[Callable[[Any, Any], Any], int, int]] = []
        self._of: dict[Hashable, int] = {}
        """Values that have been worked out: of a node, of a pair, of a comparison."""
        self._common: Counter[tuple[str, int]] = Counter()

    def written(self, roots: Sequence[Node]) -> Program:
        for kind, *inside in (self._nodes.parts[each] for each in self._reached(roots)):
            if kind != "leaf":
                self._common.update((kind, each) for each in inside[0])
        values = [root if isinstance(root, bool) else self._value(root) for root in roots]
        return self._with_slots(values)

    def _reached(self, roots: Sequence[Node]) -> set[int]:
        reached: set[int] = set()
        waiting = [root for root in roots if not isinstance(root, bool)]
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                kind, *inside = self._nodes.parts[node]
                waiting += [] if kind == "leaf" else inside[0]
        return reached

    def _value(self, node: int) -> int:
        if node in self._of:
            return self._of[node]
        kind, *inside = self._nodes.parts[node]
        if kind == "leaf":
            value = self._compared(*inside)
        else:
            # what most groups have in common comes first, so that they share their beginnings
            first, *others = sorted(inside[0], key=lambda each: (-self._common[kind, each], each))
            value = self._value(first)
            for each in others:
                value = self._step(np.bitwise_or if kind == _ANY else np.bitwise_and, value, self._value(each))
        self._of[node] = value
        return value

    def _compared(self, place: int, codes: frozenset[int]) -> int:
        """The fewest steps to a comparison, taken as it is or the other way round."""
        there = self._nodes.seen(place).codes
        column, dtype = self._column(place), self._nodes.dtype(place)
        for one, between, above, below, among in (
            (codes, np.less_equal, np.greater_equal, np.less_equal, np.equal),
            (there - codes, np.greater, np.less, np.greater, np.not_equal),
        ):
            low, high = min(one), max(one)
            if low == high:
                return self._step(among, column, self._constant(low, dtype))
            if one == frozenset(code for code in there if low <= code <= high):
                if high == max(there):
                    return self._step(above, column, self._constant(low, dtype))
                if low == min(there):
                    return self._step(below, column, self._constant(high, dtype))
                shifted = self._step(np.subtract, column, self._constant(low, dtype))  # what lies below wraps far above
                return self._step(between, shifted, self._constant(high - low, dtype))
        bits = sum(code for code in codes if code & (code - 1) == 0)
        if codes == frozenset(code for code in there if code & bits):
            common = self._step(np.bitwise_and, column, self._constant(bits, dtype))
            return self._step(np.not_equal, common, self._constant(0, dtype))
        if len(codes) <= 3:
            first, *others = (self._step(np.equal, column, self._constant(each, dtype)) for each in sorted(codes))
            for each in others:
                first = self._step(np.bitwise_or, first, each)
            return first
        table = np.zeros(np.iinfo(dtype).max + 1, dtype=bool)
        table[list(codes)] = True
        self._slots.append(table)
        return self._step(np.take, ~(len(self._slots) - 1), column)

    def _step(self, step: Callable[[Any, Any], Any], left: int, right: int) -> int:
        """The number of the step that works this out. A negative number stands for a slot that is filled beforehand."""
        key = step, left, right
        if key not in self._of:
            self._steps.append(key)
            self._of[key] = len(self._steps) - 1
        return self._of[key]

    def _column(self, place: int) -> int:
        if place not in self._columns:
            self._columns[place] = len(self._slots)
            self._slots.append(None)
        return ~self._columns[place]

    def _constant(self, value: int, dtype: npt.DTypeLike) -> int:
        key = value, np.dtype(dtype).str
        if key not in self._constants:
            self._constants[key] = len(self._slots)
            self._slots.append(np.array(value, dtype=dtype))
        return ~self._constants[key]

    def _with_slots(self, roots: Sequence[Node]) -> Program:
        kept = {root for root in roots if not isinstance(root, bool)}
        last = {value: place for place, (_, *used) in enumerate(self._steps) for value in used}
        slot_of: dict[int, int] = {}
        slots, free, steps = [*self._slots], [], []
        for place, (step, left, right) in enumerate(self._steps):
            operands = [~value if value < 0 else slot_of[value] for value in (left, right)]
            over = (value for value in {left, right} if value >= 0 and last[value] == place and value not in kept)
            free += [slot_of[value] for value in over]
            if not free:
                free.append(len(slots))
                slots.append(None)
            slot_of[place] = free.pop()
            steps.append((step, *operands, slot_of[place]))
        found = tuple(root if isinstance(root, bool) else slot_of[root] for root in roots)
        columns = tuple((slot, place) for place, slot in self._columns.items())
        return Program(columns, tuple(slots), tuple(steps), found)
