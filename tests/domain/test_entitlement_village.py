"""The people of the village and what is theirs: the whole chain from their register to the overview."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp import entitlements
from webapp.core import LedgerEntry
from webapp.entitlements import Answer

ON = dt.date(2026, 11, 23)


def test_yun_and_qin_have_the_living_subsidy_and_mei_has_not(village) -> None:
    with village.database.reading() as db:
        answers = {}
        for key in ("yun", "qin", "mei", "bin"):
            found = entitlements.entitlements_of(db, db.merge(village.of(key), load=False), ON)
            (subsidy,) = (
                each for each in found.assessments if each.benefit.key == "pinghu/marginal-household-living-subsidy"
            )
            answers[key] = (subsidy.answer, subsidy in found.overview.yours)
    assert answers == {
        "yun": (Answer.ENTITLED, True),
        "qin": (Answer.ENTITLED, True),
        "mei": (Answer.NOT_ENTITLED, False),
        "bin": (Answer.COULD_BE, False),
    }


def test_whoever_lives_in_nanhu_sees_only_the_city(village) -> None:
    with village.database.reading() as db:
        found = entitlements.entitlements_of(db, db.merge(village.of("jun"), load=False), ON)
    assert found.region == "jiaxing"
    assert {each.benefit.region for each in found.assessments} == {"jiaxing"}


def test_whoever_has_no_certificate_yet_is_refused_nothing_for_it(village) -> None:
    with village.database.reading() as db:
        found = entitlements.entitlements_of(db, db.merge(village.of("fang"), load=False), ON)
    failing = {
        result.condition.fact
        for each in found.overview.not_yet
        for result in each.conditions
        if result.verdict is entitlements.Verdict.NOT_MET
    }
    assert not failing & {"disabled_person", "holds_certificate", "grade", "category", "severe"}
    assert found.overview.answers_away


def test_everybody_has_something_in_each_group_that_a_page_shows(village) -> None:
    with village.database.reading() as db:
        found = entitlements.entitlements_of(db, db.merge(village.of("mei"), load=False), ON).overview
    groups = (found.yours, found.by_document, found.answers_away, found.not_yet, found.not_stated)
    assert all(groups), [len(group) for group in groups]


def test_every_record_of_the_village_is_marked_as_the_demos(village) -> None:
    with village.database.reading() as db:
        rows = entitlements.in_force_records(db)
    assert rows
    assert all(row.is_demo and row.recorded_by == village.of("federation").id for row in rows)


def test_settling_the_village_tells_nobody_that_she_gained_anything(village) -> None:
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "entitlements.EntitlementsChanged")).all()
    assert told == []
