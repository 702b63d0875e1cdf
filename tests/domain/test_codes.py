"""Showing one claim, and freezing: what stands in a code, and what does not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import cbor2
import pytest
from sqlalchemy import select

from tests import factories_codes as given
from tests import factories_mandates
from tests.conftest import MORNING
from webapp import certificates, codes, entitlements, mandates, people
from webapp.codes import (
    BenefitCode,
    ClaimNotHers,
    CodeIsFrozen,
    EndedByDeath,
    FreezeReason,
    IssuerKey,
    MisuseOutcome,
    MisuseSettledAlready,
    NoSuchClaim,
    Presentation,
    Refusal,
    UnfreezingIsHers,
)
from webapp.core import Actor, LedgerEntry
from webapp.mandates import Power, Province
from webapp.people import FactSource, Need


def of(db, village, key):
    return people.find_resident(db, village.of(key).public_id)


def holding(db, village, key):
    return {s.claim.slug for s in codes.claims_of(db, of(db, village, key), MORNING.date()) if s.holds}


def test_the_certificate_proves_what_can_be_shown(village):
    with village.database.reading() as db:
        assert holding(db, village, "mei") == {
            "valid-certificate",
            "severe-disability",
            "grade",
            "free-transport",
            "accessible-parking",
        }
        assert holding(db, village, "bin") == {"valid-certificate", "grade", "free-transport"}
        assert holding(db, village, "hao") >= {"companion", "severe-disability"}
        assert holding(db, village, "fang") == set()


def test_what_she_says_of_herself_proves_nothing_to_others(village):
    with village.database.writing() as db:
        fang = of(db, village, "fang")
        for fact, value in (("grade", 1), ("holds_certificate", True), ("severe", True)):
            entitlements.answer_question(db, village.actor("fang"), fang, fact, value, source=FactSource.resident)
        people.set_needs(db, village.actor("fang"), fang, [Need.companion])
        assert holding(db, village, "fang") == set()


def test_a_certificate_that_has_run_out_proves_nothing(village):
    with village.database.writing() as db:
        mei = of(db, village, "mei")
        certificates.certificate_on(db, mei, MORNING.date()).valid_until = date(2026, 11, 22)
        db.flush()
        assert holding(db, village, "mei") == set()
        with pytest.raises(ClaimNotHers):
            codes.show(db, village.actor("mei"), mei, "valid-certificate")


def test_free_travel_is_shown_only_where_it_is_given(village):
    with village.database.writing() as db:
        for record in entitlements.in_force_records(db):
            if record.benefit.endswith(("free-city-transport", "free-bus-travel")):
                entitlements.end_in_force(
                    db, Actor.service(MORNING), record, ended_on=max(record.effective_on, date(2026, 11, 1))
                )
        entitlements.record_in_force(
            db, Actor.service(MORNING), "jiaxing/free-city-transport", source="试", effective_on=date(2026, 11, 2)
        )
        held = entitlements.in_force_records(db, "jiaxing/free-city-transport")[0]
        assert "free-transport" in holding(db, village, "mei")
        entitlements.end_in_force(db, Actor.service(MORNING), held, ended_on=date(2026, 11, 20))
        assert "free-transport" not in holding(db, village, "mei")


def test_a_code_holds_one_claim_and_nothing_of_the_person(village):
    with village.database.writing() as db:
        shown = given.show(db, village, "mei", "severe-disability")
        claims = given.claims_of(shown.token)
        assert claims == {
            1: "huican",
            4: int((MORNING + timedelta(minutes=5)).timestamp()),
            6: int(MORNING.timestamp()),
            7: shown.cti,
            -70001: 2,
        }
        raw = given.token_of(shown.token)
        mei = village.mei
        for private in (mei.citizen_id, mei.name, mei.public_id, mei.phone):
            assert private.encode() not in raw
        assert len(shown.token) <= 190


def test_the_grade_stands_in_no_code_but_the_one_that_claims_it(village):
    with village.database.writing() as db:
        assert given.claims_of(given.show(db, village, "mei", "grade").token)[-70001] == [3, 2]
        for slug in ("valid-certificate", "free-transport", "accessible-parking"):
            assert isinstance(given.claims_of(given.show(db, village, "mei", slug).token)[-70001], int)


def test_two_codes_of_one_person_share_nothing_that_tells(village):
    with village.database.writing() as db:
        first = given.show(db, village)
        given.check(db, first.number)
        one, two = (given.claims_of(token) for token in (first.token, given.show(db, village).token))
        assert one[7] != two[7]
        assert {key: value for key, value in one.items() if key != 7} == {
            key: value for key, value in two.items() if key != 7
        }
        numbers = db.scalars(select(Presentation.number)).all()
        assert len(set(numbers)) == 2


def test_pressing_again_shows_the_same_code_and_is_told_once(village):
    with village.database.writing() as db:
        first = given.show(db, village)
        assert given.show(db, village).id == first.id
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry.event)).all()
        assert [event.rpartition(".")[2] for event in told].count("CodeShown") == 1


def test_a_code_that_was_checked_or_ends_soon_or_shows_something_else_is_not_shown_again(village):
    with village.database.writing() as db:
        first = given.show(db, village)
        assert given.show(db, village, claim="grade").id != first.id
        soon = first.expires_at - codes.RENEW_BEFORE_END
        assert given.show(db, village, at=soon).id != first.id
        given.check(db, first.number)
        assert given.show(db, village).id != first.id


def test_what_she_shows_is_not_what_her_carer_shows(village):
    with village.database.writing() as db:
        hers = given.show(db, village)
        (held,) = {each.id for each in mandates.mandates_by(db, of(db, village, "mei"))}
        carer = replace(village.actor("daughter"), resident_id=village.mei.id, mandate_id=held)
        assert given.show(db, village, actor=carer).id != hers.id


def test_a_frozen_code_is_not_shown_again(village):
    with village.database.writing() as db:
        given.show(db, village)
        codes.freeze(db, village.actor("mei"), of(db, village, "mei"), reason=FreezeReason.paused)
        with pytest.raises(CodeIsFrozen):
            given.show(db, village)


def test_an_unknown_claim_and_one_that_is_not_hers_are_refused(village):
    with village.database.writing() as db:
        with pytest.raises(NoSuchClaim):
            given.show(db, village, "mei", "category")
        with pytest.raises(ClaimNotHers):
            given.show(db, village, "bin", "severe-disability")


def test_showing_is_told_once_and_renewing_while_it_is_open_is_not(village):
    with village.database.writing() as db:
        first = given.show(db, village)
        actor = village.actor("mei")
        second = codes.renew(db, actor.later(MORNING + timedelta(minutes=4)), first)
        third = codes.renew(db, actor.later(MORNING + timedelta(minutes=9)), second)
        assert len({first.number, second.number, third.number}) == 3
    with village.database.reading() as db:
        assert events(db, village, "CodeShown") == [{"claim": "valid-certificate"}]


def test_a_code_put_away_and_shown_again_is_told_again(village):
    with village.database.writing() as db:
        codes.renew(db, village.actor("mei").later(MORNING + timedelta(minutes=7)), given.show(db, village))
    with village.database.reading() as db:
        assert len(events(db, village, "CodeShown")) == 2


def test_freezing_kills_every_code_on_every_screen_at_once(village):
    with village.database.writing() as db:
        shown = given.show(db, village)
    with village.database.writing() as db:
        codes.freeze(db, village.actor("mei"), of(db, village, "mei"), reason=FreezeReason.paused)
        assert given.check(db, shown.number).refusal is Refusal.frozen
        with pytest.raises(CodeIsFrozen):
            given.show(db, village)


def test_codes_shown_before_stay_dead_after_unfreezing(village):
    with village.database.writing() as db:
        shown = given.show(db, village)
        mei = of(db, village, "mei")
        codes.freeze(db, village.actor("mei"), mei, reason=FreezeReason.paused)
        codes.unfreeze(db, village.actor("mei"), mei)
        assert given.check(db, shown.token).refusal is Refusal.withdrawn
        assert given.check(db, given.show(db, village).token).accepted


def test_whoever_acts_for_her_can_freeze_and_not_unfreeze(village):
    with village.database.writing() as db:
        mei = of(db, village, "mei")
        carer = replace(village.actor("daughter"), resident_id=mei.id, mandate_id=1)
        codes.freeze(db, carer, mei, reason=FreezeReason.paused)
        with pytest.raises(UnfreezingIsHers):
            codes.unfreeze(db, carer, mei)


def test_the_code_of_the_dead_stays_frozen(village):
    with village.database.writing() as db:
        mei = of(db, village, "mei")
        codes.freeze(db, village.actor("mei"), mei, reason=FreezeReason.paused)
        people.record_death(db, village.actor("officer"), mei, on=MORNING.date())
        code = codes.freeze(db, village.actor("officer"), mei, reason=FreezeReason.death)
        assert code.frozen_reason is FreezeReason.death
        with pytest.raises(EndedByDeath):
            codes.unfreeze(db, village.actor("officer"), mei)


def test_this_was_not_me_freezes_and_waits_for_the_officer(village):
    with village.database.writing() as db:
        answer = given.check(db, given.show(db, village).number)
        mei = of(db, village, "mei")
        report = codes.report_misuse(db, village.actor("mei"), mei, answer)
        assert codes.report_misuse(db, village.actor("mei"), mei, answer) is report
        assert codes.code_of(db, mei).frozen_reason is FreezeReason.not_me
    with village.database.writing() as db:
        here = people.within_area(db, village.areas["000482001001"].id)
        elsewhere = people.within_area(db, village.areas["330402"].id)
        assert [row[:3] for row in db.execute(codes.reports_waiting(here))] == [
            (report.public_id, village.mei.public_id, village.mei.name)
        ]
        assert db.execute(codes.reports_waiting(elsewhere)).all() == []
        waiting = codes.find_report(db, report.public_id, resident_id=village.mei.id)
        codes.settle_misuse(db, village.actor("officer"), waiting, outcome=MisuseOutcome.hers_after_all)
        assert db.execute(codes.reports_waiting(here)).all() == []
        with pytest.raises(MisuseSettledAlready):
            codes.settle_misuse(db, village.actor("officer"), waiting, outcome=MisuseOutcome.unclear)
        assert codes.code_of(db, of(db, village, "mei")).frozen_at is not None


def test_a_carer_s_code_dies_with_the_mandate(village):
    from webapp import mandates

    with village.database.writing() as db:
        granted = factories_mandates.grant(db, village, scope={(Province.code, Power.show)})
        carer = Actor(account_id=village.neighbour.id, at=MORNING, resident_id=village.guo.id, mandate_id=granted.id)
        shown = given.show(db, village, "guo", actor=carer)
        assert given.check(db, shown.token).accepted
        mandates.revoke(db, village.actor("guo"), granted, reason="by_resident")
        assert given.check(db, shown.token).refusal is Refusal.mandate_ended


def test_many_who_show_their_first_code_at_one_moment_sign_with_one_key(village):
    ready = Barrier(4)

    def first_code(who):
        ready.wait()
        with village.database.writing() as db:
            return given.show(db, village, who).token

    with ThreadPoolExecutor(4) as pool:
        tokens = list(pool.map(first_code, ("mei", "guo", "mei", "bin")))
    with village.database.writing() as db:
        assert len(db.scalars(select(IssuerKey)).all()) == 1
        assert all(given.check(db, token).accepted for token in tokens)


def test_the_secret_is_unreadable_in_the_database(village):
    with village.database.writing() as db:
        given.show(db, village)
        stored = db.connection().exec_driver_sql("SELECT private_pem FROM issuer_keys").scalar_one()
        assert b"PRIVATE KEY" not in bytes(stored)


def test_an_old_key_verifies_until_its_codes_are_dead(village):
    with village.database.writing() as db:
        shown = given.show(db, village)
        codes.rotate_key(db, Actor.service(MORNING + timedelta(minutes=1)))
        later = MORNING + timedelta(minutes=2)
        fresh = given.show(db, village, "guo", at=later)
        assert given.check(db, shown.token, at=later).accepted
        assert given.check(db, fresh.token, at=later).accepted
        assert len(cbor2.loads(codes.key_set(db, later))) == 2
        dead = MORNING + timedelta(minutes=1) + codes.LONGEST_LIFE + codes.LEEWAY
        assert len(cbor2.loads(codes.key_set(db, dead))) == 1
        assert given.check(db, shown.token, at=dead).refusal is Refusal.unknown_key


def test_the_published_keys_hold_no_secret(village):
    with village.database.writing() as db:
        given.show(db, village)
        key = cbor2.loads(codes.key_set(db, MORNING))[0]
        assert set(key) == {1, 2, 3, -1, -2, -3}
        assert (key[1], key[3], key[-1], len(key[2])) == (2, -7, 1, 4)


def test_what_nobody_checked_is_forgotten_after_eight_days_and_what_somebody_did_is_not(village):
    with village.database.writing() as db:
        checked = given.show(db, village)
        given.check(db, checked.number)
        given.show(db, village)
        given.check(db, "0000000000")
    with village.database.writing() as db:
        assert codes.forget_dead(db, Actor.service(MORNING + timedelta(hours=23))) == 0
        assert codes.forget_dead(db, Actor.service(MORNING + timedelta(hours=25))) == 1  # the stray number
        assert codes.forget_dead(db, Actor.service(MORNING + timedelta(days=7, hours=23))) == 0
        assert codes.forget_dead(db, Actor.service(MORNING + timedelta(days=8, hours=1))) == 1
        assert db.scalars(select(Presentation.id)).all() == [checked.id]
        assert len(codes.checks_of(db, of(db, village, "mei"))) == 1


def test_the_code_of_another_is_not_found(village):
    from webapp.core import NotFound

    with village.database.writing() as db:
        shown = given.show(db, village)
        answer = given.check(db, shown.number)
        for ask in (
            lambda: codes.find_presentation(db, shown.public_id, resident_id=village.guo.id, mandate_id=None),
            lambda: codes.find_presentation(db, shown.public_id, resident_id=village.mei.id, mandate_id=1),
            lambda: codes.find_check(db, answer.public_id, resident_id=village.guo.id),
        ):
            with pytest.raises(NotFound):
                ask()


def test_one_code_to_a_resident(village):
    with village.database.writing() as db:
        for slug in ("valid-certificate", "grade"):
            given.show(db, village, "mei", slug)
        assert len(db.scalars(select(BenefitCode)).all()) == 1


def events(db, village, name):
    entries = db.scalars(
        select(LedgerEntry).where(LedgerEntry.event == f"codes.{name}", LedgerEntry.subject_id == village.mei.id)
    )
    return [entry.facts for entry in entries]
