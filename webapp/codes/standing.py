"""Which claims hold for a resident on a day.

Only what is proven counts here: the certificate on file, what the certificate proves, what is given where her hukou
is. What she has answered herself may open a benefit's page to her, and never a claim to others; her own needs are the
one exception, and their claim says that it is her own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.certificates import certificate_on
from webapp.codes.claims import BenefitGiven, Claim, FactProven, all_claims
from webapp.codes.errors import ClaimNotHers
from webapp.entitlements import Answer, Circumstances, assess, current, given, in_force_on, region_of
from webapp.people import Need, Resident, needs_of


@dataclass(frozen=True, slots=True)
class Standing:
    claim: Claim
    holds: bool
    grade: int | None
    """Where the claim shows it."""


def claims_of(db: Session, resident: Resident, day: date) -> list[Standing]:
    """Every claim, in the order of their numbers, with whether it holds for her on a day."""
    return _standings(db, resident, day, list(all_claims().values()))


def held(db: Session, resident: Resident, claim: Claim, day: date) -> Standing:
    """Raises ClaimNotHers."""
    standing = _standings(db, resident, day, [claim])[0]
    if not standing.holds:
        raise ClaimNotHers(claim=claim.slug)
    return standing


def _standings(db: Session, resident: Resident, day: date, claims: list[Claim]) -> list[Standing]:
    certificate = None if resident.died_on else certificate_on(db, resident, day)
    if certificate is None:
        return [Standing(claim, holds=False, grade=None) for claim in claims]
    proven = Circumstances(
        current().vocabulary,
        {
            "holds_certificate": True,
            "grade": certificate.grade,
            "category": [certificate.category.value],
        },
    )
    families = (
        _given_families(db, resident, day, proven)
        if any(isinstance(c.rule, BenefitGiven) for c in claims)
        else frozenset()
    )
    needs = frozenset(needs_of(resident))
    return [
        Standing(
            claim, _holds(claim, proven.known(""), families, needs), certificate.grade if claim.shows_grade else None
        )
        for claim in claims
    ]


def _holds(claim: Claim, proven: Any, families: frozenset[str], needs: frozenset[Need]) -> bool:
    rule = claim.rule
    if isinstance(rule, FactProven):
        return rule.holds(proven[rule.fact])
    if isinstance(rule, BenefitGiven):
        return rule.family in families
    return rule.need in needs


def _given_families(db: Session, resident: Resident, day: date, proven: Circumstances) -> frozenset[str]:
    """Families of help of which at least one document gives it to her, by proof alone."""
    region = region_of(db, resident, day)
    if region is None:
        return frozenset()
    wanted = {claim.rule.family for claim in all_claims().values() if isinstance(claim.rule, BenefitGiven)}
    in_force = in_force_on(db, day)
    return frozenset(
        benefit.family
        for benefit in current().speaking_for(region)
        if benefit.family in wanted
        and given(benefit, in_force, day)
        and assess(benefit, proven, day).answer is Answer.ENTITLED
    )
