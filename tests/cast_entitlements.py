"""What the village has for entitlements: some benefits in force, all marked as the demo's, and a first look.

The Pinghu plan is a draft whose period has ended: without such records nobody of the village would have anything of it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from webapp import entitlements
from webapp.core import Actor
from webapp.people import Resident

SOURCE = "演示用的记录，不是真实文件"

IN_FORCE = (  # benefit, from
    ("pinghu/marginal-household-living-subsidy", date(2026, 1, 1)),
    ("pinghu/disabled-child-subsidy", date(2026, 1, 1)),
    ("pinghu/free-bus-travel", date(2025, 7, 1)),
    ("pinghu/accident-insurance", date(2026, 3, 1)),
    ("pinghu/respite-care", date(2026, 6, 1)),
    ("pinghu/home-assessment", date(2026, 1, 1)),
    ("pinghu/free-entry", date(2025, 5, 1)),
    ("pinghu/quarterly-visits", date(2026, 1, 1)),
    ("pudong/communication-access", date(2026, 1, 1)),
    ("pudong/legal-aid", date(2026, 1, 1)),
    ("pudong/family-doctor", date(2026, 4, 1)),
    ("jining/free-city-transport", date(2026, 1, 1)),
    ("jining/respite-care", date(2026, 6, 1)),
    ("jining/free-entry", date(2026, 1, 1)),
    ("jiaxing/family-doctor", date(2025, 1, 1)),
    ("jiaxing/respite-care", date(2026, 6, 1)),
)


def populate(db: Any, actor: Actor, everybody: dict[str, Any]) -> None:
    """Needs the people, their certificates and facts: the first look is the ground for telling them what is new."""
    officer = replace(actor, account_id=everybody["federation"].id)
    for benefit, effective_on in IN_FORCE:
        entitlements.record_in_force(db, officer, benefit, source=SOURCE, effective_on=effective_on, is_demo=True)
    for who in everybody.values():
        if isinstance(who, Resident):
            entitlements.take_stock(db, actor, who)
