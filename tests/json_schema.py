"""A judge of JSON Schema, as far as our schemas go: draft-07 keywords, and an error for one that it does not know."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
REMARKS = {"$schema", "title", "description", "definitions", "format", "then", "else"}


def fits(value: Any, schema: Any, root: dict[str, Any]) -> bool:
    """Whether a value as YAML gives it has the shape; a day counts as its text."""
    if isinstance(schema, bool):
        return schema
    if isinstance(value, dt.date):
        value = value.isoformat()
    return all(_keyword(key, wanted, value, schema, root) for key, wanted in schema.items() if key not in REMARKS)


def _same(one: Any, other: Any) -> bool:
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def _is(value: Any, kind: str) -> bool:
    if kind in ("integer", "number"):
        numbers = int if kind == "integer" else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def _keyword(  # noqa: C901, PLR0912  one branch a keyword
    key: str, wanted: Any, value: Any, schema: dict[str, Any], root: dict[str, Any]
) -> bool:
    match key:
        case "$ref":
            return fits(value, root["definitions"][wanted.removeprefix("#/definitions/")], root)
        case "type":
            return _is(value, wanted)
        case "enum":
            return any(_same(value, each) for each in wanted)
        case "const":
            return _same(value, wanted)
        case "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        case "required":
            return not isinstance(value, dict) or all(each in value for each in wanted)
        case "properties":
            there = value if isinstance(value, dict) else {}
            return all(fits(there[name], each, root) for name, each in wanted.items() if name in there)
        case "additionalProperties":
            known = schema.get("properties", {})
            return not isinstance(value, dict) or all(
                fits(each, wanted, root) for name, each in value.items() if name not in known
            )
        case "items":
            return not isinstance(value, list) or all(fits(each, wanted, root) for each in value)
        case "minItems":
            return not isinstance(value, list) or len(value) >= wanted
        case "minProperties":
            return not isinstance(value, dict) or len(value) >= wanted
        case "allOf":
            return all(fits(value, each, root) for each in wanted)
        case "anyOf":
            return any(fits(value, each, root) for each in wanted)
        case "oneOf":
            return sum(fits(value, each, root) for each in wanted) == 1
        case "if":
            branch = schema.get("then" if fits(value, wanted, root) else "else", True)
            return fits(value, branch, root)
    raise ValueError(f"no such keyword: {key}")
