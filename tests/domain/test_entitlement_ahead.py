"""What turns by itself, on which day and why; and what a change would start, stop and soften before it is reported."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.conftest import Village
from webapp import entitlements, people
from webapp.core import Actor
from webapp.entitlements import Answer, Cause, FactsContradict, Occasion, Told, current, suppose
from webapp.entitlements.findings import Place
from webapp.entitlements.queries import entitlements_from
from webapp.people import FactSource, Resident

ON = dt.date(2026, 11, 23)


def occasions(village: Village, who: str, *keys: str) -> list[Occasion]:
    with village.database.reading() as db:
        looked = entitlements.look_ahead(db, db.get_one(Resident, village.of(who).id), ON)
        return list(looked.occasions([current().benefit(key) for key in keys] if keys else None))


def test_a_birthday_turns_what_asks_for_the_age(village: Village) -> None:
    """The subsidy for disabled children ends with the eighteenth year: 赵子豪 was born in September 2012."""
    turn = occasions(village, "hao", "pinghu/disabled-child-subsidy")[-1]
    assert (turn.on, turn.age, turn.causes) == (dt.date(2031, 9, 2), 19, (Cause.BIRTHDAY,))
    assert turn.turnings[0].after.answer is Answer.NOT_ENTITLED


def test_the_day_after_the_certificate_has_run_out_ends_what_hangs_on_it(village: Village) -> None:
    (turn,) = occasions(village, "mei", "pinghu/free-bus-travel")
    assert (turn.on, turn.causes) == (dt.date(2032, 6, 2), (Cause.CERTIFICATE_ENDS,))
    assert [each.key for each in turn.doubted] == ["pinghu/free-bus-travel"], "without one it is not known; it is no no"
    assert turn.stops == ()


def test_a_hukou_that_moves_ends_what_the_old_place_says_and_begins_what_the_new_one_says(village: Village) -> None:
    with village.database.writing() as db:
        mei = db.get_one(Resident, village.mei.id)
        there = db.get_one(people.Area, village.areas["310115"].id)
        day = dt.date(2027, 3, 1)
        people.move_hukou(db, village.actor("officer"), mei, there, from_on=day, source=FactSource.officer)
    turn = next(each for each in occasions(village, "mei") if Cause.HUKOU_MOVES in each.causes)
    assert turn.on == dt.date(2027, 3, 1)
    assert {each.region for each in turn.stops} == {"pinghu", "jiaxing"}
    assert {each.region for each in turn.starts} == {"pudong"}


def test_a_benefit_that_ends_on_a_recorded_day_turns_for_whoever_has_it(village: Village) -> None:
    with village.database.writing() as db:
        record = next(iter(entitlements.in_force_records(db, "pinghu/free-bus-travel")))
        entitlements.end_in_force(db, village.actor("federation"), record, ended_on=dt.date(2027, 1, 1))
    turn, *_ = occasions(village, "mei", "pinghu/free-bus-travel")
    assert (turn.on, turn.causes) == (dt.date(2027, 1, 1), (Cause.BENEFIT_ENDS,))
    assert (turn.turnings[0].before.is_given, turn.turnings[0].after.is_given) == (True, False)
    assert [each.key for each in turn.withdrawn] == ["pinghu/free-bus-travel"]
    assert turn.starts == turn.stops == turn.doubted == turn.given == (), "she fits as before"


def test_each_day_ahead_is_what_the_answers_say_on_that_day(village: Village) -> None:
    """Looking ahead and being there are one: the answers of the day itself agree with what was foreseen."""
    for who in ("hao", "mei", "xue", "feng", "pei"):
        with village.database.reading() as db:
            her = db.get_one(Resident, village.of(who).id)
            for turn in list(entitlements.look_ahead(db, her, ON).occasions())[:4]:
                there = entitlements.entitlements_of(db, her, turn.on)
                by_key = {each.benefit.key: each.answer for each in there.assessments}
                assert {each.benefit.key: each.after.answer for each in turn.turnings} == {
                    each.benefit.key: by_key.get(each.benefit.key) for each in turn.turnings
                }, (who, turn.on)


def found(*layers: str, **facts: Any):
    return entitlements_from(Told([], {"holds_certificate": True, **facts}), Place(layers, layers), {}, ON, current())


def test_what_a_change_makes_uncertain_has_not_stopped() -> None:
    hers = found("pinghu", "jiaxing", age=15, grade=3, category=["hearing"], student="secondary", disabled_person=True)
    then = suppose(hers, "student", "none")
    doubted = [each.benefit.key for each in then.doubted]
    assert "jiaxing/senior-education-places" in doubted, "the text is silent on whoever has left school"
    assert not {each.benefit.key for each in then.stops} & set(doubted)


def test_a_change_says_what_stops_and_what_starts() -> None:
    hers = found(
        "pinghu", "jiaxing", age=40, grade=3, category=["physical"], income_status="dibao_marginal",
        receives_child_in_difficulty_subsidy=False, single_person_dibao=False,
    )  # fmt: skip
    then = suppose(hers, "income_status", "none")
    assert "pinghu/marginal-household-living-subsidy" in [each.benefit.key for each in then.stops]
    assert not suppose(hers, "income_status", "dibao_marginal"), "the same again changes nothing"
    back = suppose(found("pinghu", "jiaxing", age=40, grade=3, category=["physical"], income_status="none",
                         receives_child_in_difficulty_subsidy=False, single_person_dibao=False),
                   "income_status", "dibao_marginal")  # fmt: skip
    assert "pinghu/marginal-household-living-subsidy" in [each.benefit.key for each in back.starts]


@pytest.mark.parametrize(
    ("layers", "fact", "before", "after", "taper"),
    [
        (("pinghu", "jiaxing"), "income_status", "dibao", "none", "jiaxing/assistance-taper"),
        (("pinghu", "jiaxing"), "receives_nursing_subsidy", True, False, "jiaxing/assistance-taper"),
        (("jining",), "single_person_dibao", True, False, "jining/assistance-taper"),
        (("pinghu", "jiaxing"), "income_status", "none", "dibao", None),
        (("pudong",), "income_status", "dibao", "none", None),
        (("jining",), "receives_nursing_subsidy", True, False, None),
    ],
)
def test_a_taper_softens_what_its_words_name_and_only_where_it_ends(
    layers: tuple[str, ...], fact: str, before: object, after: object, taper: str | None
) -> None:
    then = suppose(found(*layers, grade=2, category=["physical"], age=40, **{fact: before}), fact, after)
    assert [benefit.key for benefit, _ in then.softened] == ([taper] if taper else [])


def test_what_is_not_known_any_more_has_not_ended() -> None:
    assert suppose(found("jiaxing", income_status="dibao"), "income_status", None).softened == ()


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(FactsContradict):
        suppose(found("jiaxing", grade=4, severe=False), "grade", 1)


def test_nothing_is_written_by_looking(village: Village) -> None:
    actor = Actor.service(village.actor("mei").at)
    with village.database.reading() as db:
        mei = db.get_one(Resident, village.mei.id)
        suppose(entitlements.entitlements_of(db, mei, actor.today), "income_status", "none")
        assert not db.new
        assert not db.dirty


@pytest.mark.parametrize(
    ("layers", "known", "received"),
    [
        (("pinghu", "jiaxing"), {"income_status": "dibao"}, "jiaxing/dibao"),
        (("pinghu", "jiaxing"), {"receives_living_allowance": True}, "pinghu/living-allowance"),
        (("pinghu", "jiaxing"), {"receives_nursing_subsidy": True}, "jiaxing/nursing-subsidy"),
        (("pinghu", "jiaxing"), {"single_person_dibao": True}, "jiaxing/single-person-dibao-severe"),
        (("pinghu", "jiaxing"), {"income_status": "tekun"}, "pinghu/extreme-hardship-support"),
        (("pinghu", "jiaxing"), {"sheltered_employment_income": True}, "pinghu/sheltered-employment"),
        (("pinghu", "jiaxing"), {"works_in_enterprise_home": True}, "jiaxing/disabled-persons-home"),
        (("jining",), {"under_medical_assistance": True}, "jining/medical-assistance"),
    ],
)
def test_whatever_says_that_she_has_a_help_is_believed_and_nothing_else_does(
    layers: tuple[str, ...], known: dict[str, Any], received: str
) -> None:
    benefit = current().benefit(received)
    assert found(*layers, age=40, **known).receives(benefit)
    assert not found(*layers, age=40).receives(benefit)


def test_each_fact_that_says_that_somebody_has_a_help_is_tried() -> None:
    told = {fact for fact in current().vocabulary if current().vocabulary[fact].receipt_of}
    assert told == {
        "receives_dibao", "receives_living_allowance", "receives_nursing_subsidy", "single_person_dibao",
        "receives_extreme_hardship_support", "sheltered_employment_income", "works_in_enterprise_home",
        "under_medical_assistance",
    }  # fmt: skip
