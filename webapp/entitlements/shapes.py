"""The shape of the catalogue's files, as JSON Schema (draft-07), for editors.

An editor that knows the shape completes keys, values and the names of facts and documents while somebody writes, and
marks what cannot be. The readers (`benefits`, `conditions`, `facts`, `documents`, `conflicts`) stay the judges; a test
breaks a file key by key and holds the shape equal to what they accept. Quotations and examples only `check` can prove.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.entitlements.benefits import Beneficiary, Kind, Life, Per, Strength, TriggerMode, Unit
from webapp.entitlements.catalogue import Catalogue
from webapp.entitlements.conflicts import ConflictKind
from webapp.entitlements.documents import TextStanding
from webapp.entitlements.facts import Fact, FactType, KnownFrom
from webapp.entitlements.verdicts import Answer

Shape = dict[str, Any]

KINDS = ("benefit", "fact", "document", "conflict")
"""The kinds of files that have a shape."""

_WORDS: Shape = {"type": "string", "pattern": r"\S"}
_DAY: Shape = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_WHOLE: Shape = {"type": "integer"}
_TRUTH: Shape = {"type": "boolean"}


def shape_of(kind: str, catalogue: Catalogue) -> Shape:
    """The shape of one kind of file, with the facts, documents and benefits that the catalogue has now."""
    made = {"benefit": _benefit, "fact": _fact, "document": _document, "conflict": _conflict}[kind](catalogue)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind, **made}


def _entry(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping with these keys and no others; what is optional may also be null."""
    silent = {key: {"anyOf": [shape, {"type": "null"}]} for key, shape in (optional or {}).items()}
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **silent},
        "additionalProperties": False,
    }


def _list(shape: Shape, *, least: int = 0) -> Shape:
    return {"type": "array", "items": shape, **({"minItems": least} if least else {})}


def _one_of(names: Iterable[Any]) -> Shape:
    return {"enum": [each.value if isinstance(each, enum.Enum) else each for each in names]}


def _text(*, english: bool = True) -> Shape:
    both = {"zh_Hans": _WORDS, "en": _WORDS}
    return _entry(both) if english else _entry({"zh_Hans": _WORDS}, {"en": _WORDS})


def _quotation(catalogue: Catalogue) -> Shape:
    return _entry({"document": _one_of(sorted(catalogue.documents)), "clause": _WORDS, "quote": _WORDS})


def _benefit(catalogue: Catalogue) -> Shape:
    cited = {"words": _WORDS, "source": _WORDS}
    says = {**cited, "says": _text()}
    worth = _entry(
        {"unit": _one_of(Unit), **cited},
        {
            "amount": {"type": "number"},
            "amount_max": {"type": "number"},
            "per": _one_of(Per),
            "cap": _WORDS,
            "of": _WORDS,
            "duration": _WORDS,
            "says": _text(),
        },
    )
    sources = {"type": "object", "minProperties": 1, "additionalProperties": _quotation(catalogue)}
    entry = _entry(
        {
            "slug": _WORDS,
            "region": _one_of(catalogue.regions),
            "kind": _one_of(Kind),
            "life": _one_of(Life),
            "beneficiary": _list(_one_of(Beneficiary)),
            "names": _text(),
            "summary": _text(english=False),
            "strength": _one_of(Strength),
            "sources": sources,
        },
        {
            "extracted_as": {"anyOf": [_WORDS, _list(_WORDS)]},
            "family": _WORDS,
            "easy_read": _entry({"zh_Hans": _list(_WORDS), "reviewed": _TRUTH}),
            "trigger": {
                "anyOf": [
                    _entry({}, {"mode": {"type": "null"}}),
                    _entry({"mode": _one_of(TriggerMode), **cited}),
                ]
            },
            "conditions": {"$ref": "#/definitions/condition"},
            "worth": _list(worth),
            "brings": _list(_entry(says)),
            "excludes": _list(_entry({"benefit": _WORDS, **cited})),
            "softens": _list({"$ref": "#/definitions/lost"}),
            "holds": _entry({}, {"from": _DAY, "until": _DAY}),
            "examples": _list(_example(catalogue)),
        },
    )
    firm = {"properties": {"summary": _text()}}
    entry["allOf"] = [{"if": {"properties": {"strength": {"const": Strength.FIRM.value}}}, "then": firm}]
    entry["definitions"] = {
        "condition": _condition(catalogue, says),
        "leaf": _leaf(catalogue, says),
        "lost": _leaf(catalogue, cited),
    }
    return entry


def _condition(catalogue: Catalogue, says: Mapping[str, Shape]) -> Shape:
    condition = {"$ref": "#/definitions/condition"}
    shapes = {
        "all": _entry({"all": _list(condition, least=1)}),
        "any": _entry({"any": _list(condition, least=1)}),
        "not": _entry({"not": condition}),
        "fact": {"$ref": "#/definitions/leaf"},
        "unstated": _entry({"unstated": {"const": True}, **says}),
    }
    return {
        "type": "object",
        "oneOf": [{"required": [key]} for key in shapes],
        "allOf": [{"if": {"required": [key]}, "then": shape} for key, shape in shapes.items()],
    }


def _leaf(catalogue: Catalogue, says: Mapping[str, Shape]) -> Shape:
    """One fact, one operator that fits it, one of its values."""
    facts = {"fact": _one_of(sorted(catalogue.vocabulary)), **says}
    shape = _entry(facts)
    shape["properties"] |= {"is": True, "in": True, "at_least": True, "at_most": True}
    grouped: dict[str, list[str]] = {}
    tests: dict[str, Shape] = {}
    for name in sorted(catalogue.vocabulary):
        test = _test(catalogue.vocabulary[name])
        tests[repr(test)] = test
        grouped.setdefault(repr(test), []).append(name)
    shape["allOf"] = [
        {"if": {"properties": {"fact": {"enum": names}}, "required": ["fact"]}, "then": tests[key]}
        for key, names in grouped.items()
    ]
    return shape


def _test(fact: Fact) -> Shape:
    """Exactly one of the operators that fit the fact."""
    members = _list(_one_of(fact.values), least=1)
    fitting: dict[str, Shape] = {
        FactType.BOOLEAN: {"is": _TRUTH},
        FactType.INTEGER: {"in": members, "at_least": _one_of(fact.values), "at_most": _one_of(fact.values)},
        FactType.CHOICE: {"in": members},
        FactType.CHOICES: {"in": members},
    }[fact.type]
    others = {operator: False for operator in ("is", "in", "at_least", "at_most") if operator not in fitting}
    return {"properties": {**fitting, **others}, "oneOf": [{"required": [operator]} for operator in fitting]}


def _example(catalogue: Catalogue) -> Shape:
    facts = {name: _value(catalogue.vocabulary[name]) for name in sorted(catalogue.vocabulary)}
    return _entry({"who": _text(), "facts": _entry({}, facts), "answer": _one_of(Answer)})


def _value(fact: Fact) -> Shape:
    if fact.type is FactType.BOOLEAN:
        return _TRUTH
    one = _one_of(fact.values)
    return _list(one) if fact.type is FactType.CHOICES else one


def _fact(catalogue: Catalogue) -> Shape:
    names = _one_of(sorted(catalogue.vocabulary))
    plain = {"anyOf": [_TRUTH, _WHOLE, {"type": "string"}]}
    tests: dict[str, Shape] = {"is": _TRUTH, "in": _list(plain, least=1), "at_least": _WHOLE, "at_most": _WHOLE}
    derivation = _entry({"fact": names, "gives": _TRUTH})
    derivation["properties"] |= tests
    derivation["oneOf"] = [{"required": [operator]} for operator in tests]
    entry = _entry(
        {
            "fact": _WORDS,
            "type": _one_of(FactType),
            "known_from": _one_of(KnownFrom),
            "label": _text(),
            "question": _text(),
        },
        {
            "values": {"type": "array"},
            "range": _entry({"least": _WHOLE, "most": _WHOLE}),
            "stands_for_several": _WORDS,
            "regional": _TRUTH,
            "value_labels": {"type": "object", "additionalProperties": _text()},
            "asked_as": _WORDS,
            "follows_from": _list(derivation),
            "usual_age": _entry({"least": _WHOLE, "most": _WHOLE}),
            "receipt_of": _WORDS,
            "source": _quotation(catalogue),
        },
    )
    members = {"values": _list(_WORDS, least=1), "value_labels": {"type": "object"}}
    choices = {
        "if": {"properties": {"type": {"enum": ["choice", "choices"]}}},
        "then": {"required": ["values", "value_labels"], "properties": members},
    }
    numbers = {
        "if": {"properties": {"type": {"const": "integer"}}},
        "then": {
            "anyOf": [
                {"required": ["range"], "properties": {"range": {"type": "object"}}},
                {"required": ["values"], "properties": {"values": _list(_WHOLE)}},
            ]
        },
    }
    receipt = {
        "if": {"required": ["receipt_of"], "properties": {"receipt_of": {"type": "string"}}},
        "then": {"properties": {"type": {"const": "boolean"}}},
    }
    entry["allOf"] = [choices, numbers, receipt]
    return entry


def _document(catalogue: Catalogue) -> Shape:
    period = _entry({"from": _WHOLE, "until": _WHOLE})
    entry = _entry(
        {"document": _WORDS, "region": _WORDS, "title": _text(), "standing": _one_of(TextStanding)},
        {"publisher": _text(), "issued_on": _DAY, "published_on": _DAY, "period": period},
    )
    issued = {"required": ["issued_on"], "properties": {"issued_on": _DAY}}
    entry["if"] = {"properties": {"standing": {"const": TextStanding.ISSUED.value}}}
    entry["then"], entry["else"] = issued, {"properties": {"issued_on": {"type": "null"}}}
    return entry


def _conflict(catalogue: Catalogue) -> Shape:
    return _entry(
        {
            "conflict": _WORDS,
            "kind": _one_of(ConflictKind),
            "benefits": _list(_WORDS),
            "says": _text(),
            "positions": _list(_quotation(catalogue), least=1),
        },
        {"extracted_as": _WORDS},
    )
