"""Rules of the engines that are switched off, each with its reason. There is no other place for it."""

from __future__ import annotations

OFF: dict[tuple[str, str], str] = {}
"""(engine, rule): reason. Engines: axe, ibm, nu (there the rule is the message, or its beginning)."""
