"""What a tree of conditions yields for what is known of somebody.

Each part of a tree has a *prospect*: the set of values (yes, open, no) that it could still take when every unknown
fact is answered, while what the text leaves unstated stays open. A met leaf has {yes}, a leaf that is not met {no},
one whose fact is not known {yes, no}, an unstated one {open}. Groups combine the prospects of their parts: the least
value of any choice for `All`, the greatest for `Any` (strong Kleene logic, taken set by set). From the prospect of
the whole tree the four answers are read off:

    {yes}                 entitled       whatever the unknown and the unstated are
    {no}                  not entitled   whatever they are
    any other with yes    could be       answering what is unknown could settle it
    any other             not stated     no answer can: the document does not say

Parts are taken as independent, as Kleene logic does: yes and no are always right; a "could be" may turn out not
to be when two conditions ask about the same fact.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from webapp.entitlements.conditions import All, Any, Leaf, Not, Tree, Unstated
from webapp.entitlements.facts import FactType, Value, test_of
from webapp.entitlements.vocabulary import Known, Vocabulary

YES, OPEN, NO = 1, 2, 4
MET, NOT_MET, NOT_KNOWN, NOT_STATED = YES, NO, YES | NO, OPEN
PROSPECTS = (MET, NOT_MET, NOT_KNOWN, NOT_STATED)
"""Those that a single condition can have."""


class Answer(enum.StrEnum):
    ENTITLED = "entitled"
    COULD_BE = "could_be"
    NOT_ENTITLED = "not_entitled"
    NOT_STATED = "not_stated"


class Verdict(enum.StrEnum):
    """On one condition, or one group of them."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"
    NOT_STATED = "not_stated"


def _by_prospect(met: enum.StrEnum, not_met: enum.StrEnum, not_known: enum.StrEnum, not_stated: enum.StrEnum) -> tuple:
    table = [not_stated] * 8
    for prospect in range(8):
        if prospect & YES:
            table[prospect] = not_known
    table[YES], table[NO] = met, not_met
    return tuple(table)


ANSWERS: tuple[Answer, ...] = _by_prospect(
    Answer.ENTITLED, Answer.NOT_ENTITLED, Answer.COULD_BE, Answer.NOT_STATED
)  # fmt: skip
VERDICTS: tuple[Verdict, ...] = _by_prospect(
    Verdict.MET, Verdict.NOT_MET, Verdict.NOT_KNOWN, Verdict.NOT_STATED
)  # fmt: skip


def _combined(choose: Callable[[int, int], int]) -> tuple[tuple[int, ...], ...]:
    """The prospect of two parts together: every choice of a value from each, combined by ``choose``."""

    def together(one: int, other: int) -> int:
        prospect = 0
        for a in (YES, OPEN, NO):
            for b in (YES, OPEN, NO):
                if one & a and other & b:
                    prospect |= choose(a, b)
        return prospect

    return tuple(tuple(together(one, other) for other in range(8)) for one in range(8))


# the values are ordered yes 1 < open 2 < no 4, so the least true of two is the greatest number
_BOTH = _combined(max)
_EITHER = _combined(min)


class ConditionResult(NamedTuple):
    """One condition and how it stands with somebody: the same for everybody with whom it stands so."""

    prospect: int
    verdict: Verdict
    condition: Leaf | Unstated


class GroupResult(NamedTuple):
    """Conditions that belong together: every one of them (`all`), or one of them (`any`)."""

    prospect: int
    verdict: Verdict
    one_of: bool
    parts: tuple[Part, ...]

    @property
    def alternatives_spared(self) -> bool:
        """One of the alternatives holds, so the others need not: they are no failures."""
        return self.one_of and self.verdict is Verdict.MET


Part = ConditionResult | GroupResult


class Results(dict[Value | None, ConditionResult]):
    """For one leaf: what is known of its fact → the result; filled as values turn up, bounded by the vocabulary."""

    def __init__(
        self, condition: Leaf | Unstated, prospect_of: Callable[[Value | None], int], asks: Hashable, regional: bool
    ) -> None:
        """``asks``: equal for leaves that ask the same, whatever their words are; None: asks for no fact.
        ``regional``: whether the fact depends on the region whose document asks."""
        super().__init__()
        self._prospect_of = prospect_of
        self.asks, self.regional = asks, regional
        self.of = {each: ConditionResult(each, VERDICTS[each], condition) for each in PROSPECTS}
        """The result by its prospect."""

    def __missing__(self, value: Value | None) -> ConditionResult:
        result = self[value] = self.of[self._prospect_of(value)]
        return result


class Judged(NamedTuple):
    """What a tree yields for what is known of somebody, with every reason."""

    prospect: int
    answer: Answer
    conditions: tuple[ConditionResult, ...]
    explanation: GroupResult | None


SILENT = Judged(OPEN, Answer.NOT_STATED, (), None)
"""Where the text says nothing about who."""

REMEMBERED = 256
"""How many different people a tree remembers."""


class Evaluator:
    """A tree made ready: `conditions` looks each leaf up in a table, `prospect` folds the results.

    A tree asks for few facts, and most people are alike in them: `judged` remembers what it has worked out.
    """

    __slots__ = ("_asked", "_judged", "_simple", "leaves", "shape")

    def __init__(self, tree: Tree, vocabulary: Vocabulary) -> None:
        self.leaves: list[tuple[str | None, Results]] = []
        """For each leaf in reading order its fact (None: unstated) and the result for each value of it."""
        self.shape = self._prepare(tree, True, vocabulary)
        self._simple = _is_simple(self.shape)
        facts = tuple(dict.fromkeys(fact for fact, _ in self.leaves if fact is not None))
        self._asked: Callable[[Known], object] = itemgetter(*facts) if facts else lambda _: None
        self._judged: dict[object, Judged] = {}

    def judged(self, known: Known) -> Judged:
        """Prospect, conditions and explanation together."""
        key = self._asked(known)
        try:
            return self._judged[key]
        except KeyError:
            judged = self.judge(self.conditions(known))
            if len(self._judged) >= REMEMBERED:
                self._judged = {}
            self._judged[key] = judged
            return judged

    def judge(self, results: Sequence[ConditionResult]) -> Judged:
        """From one result per leaf."""
        prospect = self.prospect(results)
        return Judged(prospect, ANSWERS[prospect], tuple(results), self.explanation(results))

    def conditions(self, known: Known) -> list[ConditionResult]:
        """One result per leaf, in reading order."""
        # an unstated leaf has no fact: nobody's facts are asked
        return [results[known[fact] if fact is not None else None] for fact, results in self.leaves]

    def prospect(self, results: Sequence[ConditionResult]) -> int:
        if self._simple:
            prospect = YES
            for result in results:
                prospect = _BOTH[prospect][result[0]]
            return prospect
        return _fold(self.shape, results)

    def explanation(self, results: Sequence[ConditionResult]) -> GroupResult:
        """The results in the shape of the tree; at the top always a group of all."""
        top = _explained(self.shape, results)
        if isinstance(top, GroupResult) and not top.one_of:
            return top
        return GroupResult(top.prospect, top.verdict, False, (top,))

    def missing(self, results: Sequence[ConditionResult]) -> tuple[str, ...]:
        """The unknown facts that still bear on the answer, in reading order, each once."""
        return tuple(dict.fromkeys(_missing(_explained(self.shape, results))))

    def shortest_way(self, results: Sequence[ConditionResult], asked_as: Callable[[str], str]) -> frozenset[str]:
        """Fewest questions whose answers could make it yes. Empty where none could, or none is needed."""
        return _shortest_way(_explained(self.shape, results), asked_as) or frozenset()

    def _prepare(self, tree: Tree, wanted: bool, vocabulary: Vocabulary) -> Shape:
        """Indexes of leaves in groups; `Not` is carried down to the leaves by De Morgan."""
        match tree:
            case Not(part):
                return self._prepare(part, not wanted, vocabulary)
            case All(parts) | Any(parts):
                one_of = isinstance(tree, Any) is wanted
                return one_of, tuple(self._prepare(part, wanted, vocabulary) for part in parts)
            case Unstated():
                self.leaves.append((None, Results(tree, lambda _: NOT_STATED, None, False)))
            case Leaf():
                asks = tree.fact, tree.operator, tree.wanted, wanted
                prospect_of = _prospect_of(tree, wanted, vocabulary)
                self.leaves.append((tree.fact, Results(tree, prospect_of, asks, vocabulary.is_regional(tree.fact))))
        return len(self.leaves) - 1


Shape = int | tuple[bool, tuple["Shape", ...]]
"""The tree without `Not`: a leaf by its number, or a group (whether one of its parts is enough, the parts)."""


def _is_simple(shape: Shape) -> bool:
    return not isinstance(shape, int) and not shape[0] and all(isinstance(part, int) for part in shape[1])


def _prospect_of(leaf: Leaf, wanted: bool, vocabulary: Vocabulary) -> Callable[[Value | None], int]:
    fact = vocabulary[leaf.fact]
    test = test_of(leaf.operator, leaf.wanted)

    def prospect(value: Value | None) -> int:
        if value is None:
            return NOT_KNOWN
        if fact.type is not FactType.CHOICES:
            return MET if test(value) is wanted else NOT_MET
        if value & leaf.wanted:  # type: ignore[operator]
            return MET if wanted else NOT_MET
        # 多重 says that there are at least two others and not which
        if fact.stands_for_several in value and len(value) < 3:  # type: ignore[operator, arg-type]
            return NOT_KNOWN
        return NOT_MET if wanted else MET

    return prospect


def _fold(shape: Shape, results: Sequence[ConditionResult]) -> int:
    if isinstance(shape, int):
        return results[shape][0]
    one_of, parts = shape
    prospect, table = (NO, _EITHER) if one_of else (YES, _BOTH)
    for part in parts:
        prospect = table[prospect][results[part][0] if isinstance(part, int) else _fold(part, results)]
    return prospect


def _explained(shape: Shape, results: Sequence[ConditionResult]) -> Part:
    if isinstance(shape, int):
        return results[shape]
    one_of, parts = shape
    prospect = _fold(shape, results)
    return GroupResult(prospect, VERDICTS[prospect], one_of, tuple(_explained(part, results) for part in parts))


def _missing(part: Part) -> Iterable[str]:
    if part.prospect in (YES, NO, OPEN):
        return
    if isinstance(part, GroupResult):
        for each in part.parts:
            yield from _missing(each)
    elif isinstance(part.condition, Leaf):
        yield part.condition.fact


def _shortest_way(part: Part, asked_as: Callable[[str], str]) -> frozenset[str] | None:
    """None where no answer leads to yes."""
    if part.prospect == YES:
        return frozenset()
    if not part.prospect & YES:
        return None
    if isinstance(part, ConditionResult):
        return frozenset({asked_as(part.condition.fact)}) if isinstance(part.condition, Leaf) else None
    ways = [_shortest_way(each, asked_as) for each in part.parts]
    open_ways = [way for way in ways if way is not None]
    if part.one_of:
        return min(open_ways, key=len)
    return frozenset().union(*open_ways)
