"""Rules of the engines that are switched off, each with its reason. There is no other place for it."""

from __future__ import annotations

OFF: dict[tuple[str, str], str] = {
    ("axe", "p-as-heading"): "an amount or an answer in large letters is what one came to read and heads nothing; "
    "what heads something is a heading, and structure.py looks at the order of headings",
    ("nu", "CSS: “field-sizing”"): "a property of CSS Basic User Interface 4 that the checker's list does not hold; "
    "with it a long choice takes a second line instead of being cut, and a browser without it cuts as before",
}
"""(engine, rule): reason. Engines: axe, ibm, nu (there the rule is the message, or its beginning)."""
