"""Who may act for whom, for what, until when; and that it ends when it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories_mandates as given
from tests.conftest import MORNING
from webapp import mandates, people
from webapp.core import Actor, Matter, record
from webapp.core.ledger import timeline
from webapp.mandates import (
    Mandate,
    MandateEnded,
    MandateTooLong,
    NoSuchMandate,
    NotHersToGive,
    Power,
    Preset,
    Province,
    ScopeMissing,
    ScopeNotPossible,
    mandate_status,
)
from webapp.people import Account

TODAY = MORNING.date()


def serving(db, village, day=TODAY, *, agent="neighbour", giver="guo"):
    return mandates.active_mandate(db, village.of(agent).id, village.of(giver).public_id, day)


def test_a_mandate_serves_from_its_first_day_to_the_end_of_its_last(village):
    with village.database.writing() as db:
        granted = given.grant(db, village, days=30)
        assert granted.from_on == TODAY
        for days, there in ((-1, False), (0, True), (30, True), (31, False)):
            assert (serving(db, village, TODAY + timedelta(days=days)) is not None) is there


def test_the_status_in_python_is_the_status_in_sql(village):
    with village.database.writing() as db:
        given.grant(db, village)
        given.grant(db, village, giver="mei", agent="mother")
        revoked = given.grant(db, village, giver="bin")
        mandates.revoke(db, village.actor("bin"), revoked, reason="by_resident")
        for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=30), TODAY + timedelta(days=31)):
            active = set(db.scalars(select(Mandate.id).where(mandates.active_on(day))))
            for each in db.scalars(select(Mandate)):
                moments = {
                    "from_on": each.from_on,
                    "until_on": each.until_on,
                    "revoked_at": each.revoked_at,
                    "today": day,
                }
                assert mandates.is_active(**moments) is (each.id in active)


def test_a_mandate_has_four_states():
    def state(**change):
        moments = {"from_on": TODAY, "until_on": TODAY, "revoked_at": None, "today": TODAY, **change}
        return mandate_status(**moments)

    assert state() == "active"
    assert state(today=TODAY + timedelta(days=1)) == "expired"
    assert state(today=TODAY - timedelta(days=1)) == "not_yet"
    assert state(revoked_at=MORNING) == "revoked"


def test_an_ended_mandate_serves_no_more_and_cannot_end_twice(village):
    with village.database.writing() as db:
        granted = given.grant(db, village)
        mandates.revoke(db, village.actor("guo"), granted, reason="by_resident")
        assert serving(db, village) is None
        assert granted.revoked_by == village.actor("guo").account_id
        with pytest.raises(MandateEnded):
            mandates.revoke(db, village.actor("guo"), granted, reason="by_resident")
    with village.database.reading() as db:
        told = [entry.event for entry in timeline(db, Matter("mandate", granted.public_id))]
    assert told == ["mandates.MandateGranted", "mandates.MandateRevoked"]


def test_a_second_mandate_for_the_same_agent_ends_the_first(village):
    with village.database.writing() as db:
        first = given.grant(db, village)
        other = given.grant(db, village, agent="mother")
        second = given.grant(db, village, scope={(Province.messages, Power.see)})
        assert first.revoked_reason == "replaced"
        first_id = first.public_id
        assert other.revoked_at is None
        assert serving(db, village).id == second.id
        mandates.revoke(db, village.actor("guo"), second, reason="by_resident")
        assert serving(db, village) is None
    with village.database.reading() as db:
        told = [(entry.event, entry.facts.get("reason")) for entry in timeline(db, Matter("mandate", first_id))]
    assert told == [("mandates.MandateGranted", None), ("mandates.MandateRevoked", "replaced")]


def test_what_can_be_handed_on_is_a_closed_list(village):
    with village.database.writing() as db:
        with pytest.raises(ScopeMissing):
            given.grant(db, village, scope=set())
        for wrong in (
            (Province.code, Power.submit),
            (Province.messages, Power.fill_in),
            (Province.profile, Power.submit),
        ):
            with pytest.raises(ScopeNotPossible):
                given.grant(db, village, scope={wrong})


def test_who_may_submit_may_see_what_she_submits(village):
    with village.database.writing() as db:
        granted = given.grant(db, village, scope={(Province.appointments, Power.submit)})
        assert mandates.may(granted, Province.appointments, Power.see)
        assert not mandates.may(granted, Province.appointments, Power.receive_notices)
        assert not mandates.may(granted, Province.home_services, Power.see)


def test_showing_a_code_brings_nothing_else_with_it(village):
    with village.database.writing() as db:
        granted = given.grant(db, village, scope={(Province.code, Power.show)})
        assert [(row.province, row.power) for row in granted.scope] == [(Province.code, Power.show)]


def test_every_preset_can_be_handed_on_and_looking_is_only_looking():
    for preset in Preset:
        assert mandates.can_be_handed_on(mandates.PRESETS[preset])
        assert mandates.completed(mandates.PRESETS[preset]) == mandates.PRESETS[preset]
    assert {power for _, power in mandates.PRESETS[Preset.look]} == {Power.see}
    assert mandates.PRESETS[Preset.everything] == mandates.everything()


@pytest.mark.parametrize(("days", "refusal"), [(-1, mandates.DurationMissing), (366, MandateTooLong)])
def test_a_mandate_is_neither_over_before_it_begins_nor_for_ever(village, days, refusal):
    with village.database.writing() as db, pytest.raises(refusal):
        given.grant(db, village, days=days)


def test_only_she_herself_can_give_it(village):
    with village.database.writing() as db:
        granted = given.grant(db, village, scope=mandates.everything())
        carer = Actor(account_id=village.neighbour.id, at=MORNING, resident_id=village.guo.id, mandate_id=granted.id)
        guo = people.find_resident(db, village.guo.public_id)
        mother = db.get_one(Account, village.mother.id)
        for actor in (carer, village.actor("mei"), village.actor("officer"), Actor.service(MORNING),
                      replace(village.actor("officer"), resident_id=village.guo.id)):
            with pytest.raises(NotHersToGive):
                mandates.grant(
                    db,
                    actor,
                    guo,
                    mother,
                    relation="other",
                    scope=given.BOOKING,
                    until_on=TODAY,
                    words="x",
                    words_version="1",
                    signature_kind=mandates.SignatureKind.signed_in,
                    signature_proof="x",
                )
            with pytest.raises(NotHersToGive):
                mandates.start_draft(db, actor, guo, name="某人", phone="00020000002", relation=mandates.Relation.other)
            with pytest.raises(NotHersToGive):
                mandates.start_renewal(db, actor, granted)


def test_renewing_is_a_new_row_and_the_old_one_says_why_it_ended(village):
    with village.database.writing() as db:
        old = given.grant(db, village)
        new = mandates.renew(
            db, village.actor("guo"), old, until_on=TODAY + timedelta(days=90), words="新的委托书", words_version="1",
            signature_kind=mandates.SignatureKind.signed_in, signature_proof="session:1")
        assert (old.revoked_reason, new.renews_id) == ("renewed", old.id)
        assert [(r.province, r.power) for r in new.scope] == [(r.province, r.power) for r in old.scope]
        assert (old.words, new.words) == (given.WORDS, "新的委托书")


def test_a_death_ends_what_was_given_and_what_was_held(village):
    with village.database.writing() as db:
        given_by_guo = given.grant(db, village)
        resident_agent = people.account_of(db, people.find_resident(db, village.guo.public_id))
        held = mandates.grant(
            db,
            village.actor("mei"),
            people.find_resident(db, village.mei.public_id),
            resident_agent,
            relation="friend",
            scope=given.BOOKING,
            until_on=TODAY,
            words="x",
            words_version="1",
            signature_kind=mandates.SignatureKind.signed_in,
            signature_proof="x",
        )
        mandates.end_mandates_of(db, Actor.service(MORNING), village.guo.id, reason="death")
        assert {given_by_guo.revoked_reason, held.revoked_reason} == {"death"}
        assert serving(db, village, agent="daughter", giver="mei") is not None


def test_an_expired_mandate_is_not_ended_again_by_a_death(village):
    with village.database.writing() as db:
        granted = given.grant(db, village)
        mandates.end_mandates_of(db, Actor.service(MORNING + timedelta(days=40)), village.guo.id, reason="death")
        assert granted.revoked_at is None


def test_a_mandate_is_found_by_who_gave_it_and_who_holds_it_and_nobody_else(village):
    with village.database.writing() as db:
        granted = given.grant(db, village)
        assert mandates.find_mandate(db, granted.public_id, resident_id=village.guo.id).id == granted.id
        assert mandates.find_mandate(db, granted.public_id, agent_id=village.neighbour.id).id == granted.id
        for asker in ({"resident_id": village.mei.id}, {"agent_id": village.mother.id}, {}):
            with pytest.raises(NoSuchMandate):
                mandates.find_mandate(db, granted.public_id, **asker)


def test_what_was_done_under_a_mandate_can_be_read_and_nothing_else(village):
    with village.database.writing() as db:
        granted, other = given.grant(db, village), given.grant(db, village, agent="mother")
    for mandate, agent, times in ((granted, "neighbour", mandates.PAGE + 1), (other, "mother", 1)):
        for _ in range(times):
            with village.database.writing() as db:
                carer = Actor(
                    account_id=village.of(agent).id, at=MORNING, resident_id=village.guo.id, mandate_id=mandate.id
                )
                guo = people.find_resident(db, village.guo.public_id)
                wanted = [] if people.needs_of(guo) else [people.Need.slowly]
                people.set_needs(db, carer, guo, wanted)
    with village.database.reading() as db:
        first, more = mandates.done_under(db, granted, part_of=str)
        second, after = mandates.done_under(db, granted, part_of=str, page=2)
        by_mother, _ = mandates.done_under(db, other, part_of=str)
    assert (len(first), more, len(second), after) == (mandates.PAGE, True, 1, False)
    assert {each.entry.actor_id for each in first + second} == {village.neighbour.id}
    assert len(by_mother) == 1


def test_looks_at_one_part_on_one_day_are_one_line_with_their_number(village):
    with village.database.writing() as db:
        granted = given.grant(db, village)
    late = MORNING.replace(hour=15, minute=59)  # the last minute of that day in the village
    for page, at in (("letter", MORNING), ("home_service", MORNING), ("home_service_times", late),
                     ("home_service", late), ("home_service", late + timedelta(minutes=1))):
        with village.database.writing() as db:
            carer = Actor(
                account_id=village.neighbour.id, at=at, resident_id=village.guo.id, mandate_id=granted.id)
            record(db, carer, people.FileViewed(page=page), subject_id=village.guo.id)
    with village.database.reading() as db:
        done, _more = mandates.done_under(db, granted, part_of=lambda page: page[:4])
    assert [(each.entry.facts["page"], each.entry.at, each.looks) for each in done] == [
        ("home_service", late + timedelta(minutes=1), 1), ("home_service", late, 3), ("letter", MORNING, 1)]


def test_the_newest_word_of_what_she_signed_is_kept_with_its_digest(village):
    with village.database.writing() as db:
        granted = given.grant(db, village)
    assert granted.words_hash == mandates.words_digest(given.WORDS)
    assert granted.words == given.WORDS
