"""What can be taken back besides appointments: home services, mandates, corrections, consents, answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories_home_services as homes
from tests import factories_mandates as given
from webapp import home_services, mandates, people
from webapp.core import UNDO_FOR, LedgerEntry, NothingToUndo, UndoOver
from webapp.core.ledger import timeline
from webapp.core.ledger_proof import verify
from webapp.home_services import HomeServiceRequest, NoSuchRequest, Status
from webapp.mandates import ErrandKind, Mandate, NotHersToGive
from webapp.people import Consent, CorrectionItem, CorrectionOutcome, CorrectionRequest, FactSource

MORNING = homes.MORNING
LAST_MOMENT = MORNING + UNDO_FOR - timedelta(seconds=1)
TOO_LATE = MORNING + UNDO_FOR


def at_last(village, key="mei", at=LAST_MOMENT):
    return village.actor(key, at)


# home services


def request_in(village, *path):
    """Mei's request after these moves: its public id."""
    with village.database.writing() as db:
        request = homes.draft(db, village, windows=homes.TODAY)
        for name in path:
            homes.make(db, village, name, request, visit_at=homes.VISIT_TODAY)
        return request.public_id


def undo_request(village, public_id, actor):
    with village.database.writing() as db:
        request = db.scalars(select(HomeServiceRequest).where(HomeServiceRequest.public_id == public_id)).one()
        undone = home_services.undo_of(home_services.history(db, request))
        return home_services.undo(db, actor, request, mark=undone.mark if undone else "")


@pytest.mark.parametrize("path", [("ask",), ("ask", "accept")])
def test_a_request_that_is_undone_is_a_draft_again_with_all_she_wrote(village, path):
    request = undo_request(village, request_in(village, *path), at_last(village))
    assert (request.status, request.address, request.note) == (Status.draft, homes.ADDRESS, "门铃坏了")
    with village.database.writing() as db:  # and can be sent again
        again = homes.make(db, village, "ask", db.get_one(HomeServiceRequest, request.id))
        assert again.status is Status.requested


def test_once_a_provider_was_asked_a_request_is_cancelled_and_not_undone(village):
    with pytest.raises(NothingToUndo):
        undo_request(village, request_in(village, "ask", "accept", "assign"), at_last(village))


def test_a_cancellation_that_is_undone_brings_back_the_provider_who_was_to_come(village):
    public_id = request_in(village, "ask", "accept", "assign", "promise", "cancel")
    request = undo_request(village, public_id, at_last(village))
    assert (request.status, request.assignment.helper_name) == (Status.promised, "彭小红")
    assert (request.cancelled_by, request.cancel_reason, request.assignment.closing) == (None, None, None)


def test_a_provider_who_had_given_it_back_does_not_come_back(village):
    public_id = request_in(village, "ask", "accept", "assign", "give_back", "assign", "cancel")
    request = undo_request(village, public_id, at_last(village))
    assert [each.closed_at is None for each in request.assignments] == [False, True]


def test_a_rating_that_is_undone_is_asked_for_again(village):
    path = ("ask", "accept", "assign", "promise", "set_out", "finish", "confirm")
    request = undo_request(village, request_in(village, *path), at_last(village))
    assert (request.status, request.rating, request.rating_words) == (Status.done, None, None)


def test_what_an_officer_has_cancelled_is_not_hers_to_undo(village):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.requested)
        given.errand(db, village, ErrandKind.home_service, matter=home_services.matter_of(request))
        homes.make(db, village, "cancel", request, by="officer")
        public_id = request.public_id
    with pytest.raises(NothingToUndo):
        undo_request(village, public_id, at_last(village))


def test_a_request_is_undone_by_nobody_else_and_not_too_late(village):
    public_id = request_in(village, "ask")
    with pytest.raises(NoSuchRequest):
        undo_request(village, public_id, at_last(village, "guo"))
    with pytest.raises(UndoOver):
        undo_request(village, public_id, at_last(village, at=TOO_LATE))


# mandates


def granted(village, **changed):
    with village.database.writing() as db:
        return given.grant(db, village, **changed).public_id


def undo_mandate(village, public_id, actor):
    with village.database.writing() as db:
        mandate = db.scalars(select(Mandate).where(Mandate.public_id == public_id)).one()
        undone = mandates.grant_undo(db, mandate)
        return mandates.undo_grant(db, actor, mandate, mark=undone.mark if undone else "")


def serves(village, public_id, at=LAST_MOMENT):
    with village.database.reading() as db:
        active = mandates.active_mandate(db, village.neighbour.id, village.guo.public_id, at.date())
    return active is not None and active.public_id == public_id


def test_a_mandate_that_is_undone_serves_no_more(village):
    public_id = granted(village)
    assert undo_mandate(village, public_id, at_last(village, "guo")).revoked_reason == "undone"
    assert not serves(village, public_id)


def test_the_mandate_that_had_been_replaced_serves_again(village):
    first, second = granted(village), granted(village, days=90)
    undo_mandate(village, second, at_last(village, "guo"))
    assert serves(village, first)
    with village.database.reading() as db:
        entries = [e.event for e in db.scalars(select(LedgerEntry).where(LedgerEntry.matter == f"mandate:{first}"))]
        assert entries == ["mandates.MandateGranted", "mandates.MandateRevoked", "mandates.MandateRestored"]
        assert verify(db, village.guo.id)


def test_a_mandate_is_undone_by_her_alone_and_not_too_late(village):
    public_id = granted(village)
    with pytest.raises(NotHersToGive):
        undo_mandate(village, public_id, at_last(village, "mei"))
    with pytest.raises(UndoOver):
        undo_mandate(village, public_id, at_last(village, "guo", TOO_LATE))
    assert serves(village, public_id)


def test_the_end_of_a_mandate_is_not_undone(village):
    public_id = granted(village)
    with village.database.writing() as db:
        mandate = db.scalars(select(Mandate).where(Mandate.public_id == public_id)).one()
        mandates.revoke(db, village.actor("guo"), mandate, reason="by_resident")
    with pytest.raises(NothingToUndo):
        undo_mandate(village, public_id, at_last(village, "guo"))


# what is known of her


@pytest.fixture
def asked(village):
    """Her request to have her name put right: its public id."""
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        return people.request_correction(db, village.actor("mei"), her, item=CorrectionItem.name, words="错了").public_id


def correction(db, public_id):
    return db.scalars(select(CorrectionRequest).where(CorrectionRequest.public_id == public_id)).one()


def test_a_correction_that_is_undone_waits_for_nobody_and_cannot_be_settled(village, asked):
    with village.database.writing() as db:
        people.undo_correction(db, at_last(village), correction(db, asked))
    with village.database.writing() as db:
        hers = correction(db, asked)
        there = people.within_area(db, hers.resident.residence_area_id)
        assert db.execute(people.corrections_waiting(there)).all() == []
        with pytest.raises(people.CorrectionTakenBack):
            people.settle_correction(
                db, village.actor("officer"), hers, outcome=CorrectionOutcome.corrected, answer="好")
        events = [entry.event for entry in timeline(db, people_matter(hers))]
    assert events == ["people.CorrectionRequested", "people.CorrectionUndone"]


def people_matter(request):
    from webapp.core import Matter

    return Matter("correction", request.public_id)


def test_a_correction_is_not_undone_too_late_nor_once_it_is_settled(village, asked):
    with village.database.writing() as db, pytest.raises(UndoOver):
        people.undo_correction(db, at_last(village, at=TOO_LATE), correction(db, asked))
    with village.database.writing() as db:
        people.settle_correction(
            db, village.actor("officer"), correction(db, asked), outcome=CorrectionOutcome.corrected, answer="改好了")
        with pytest.raises(people.CorrectionSettledAlready):
            people.undo_correction(db, at_last(village), correction(db, asked))


def withdrawn(village):
    with village.database.writing() as db:
        held = people.consent_held(db, kind="health_data", resident_id=village.mei.id)
        people.withdraw_consent(db, village.actor("mei"), held)
        return held.id


def test_a_withdrawal_that_is_undone_leaves_the_consent_as_it_was(village):
    consent_id = withdrawn(village)
    with village.database.writing() as db:
        people.restore_consent(db, at_last(village), db.get_one(Consent, consent_id))
    with village.database.reading() as db:
        assert people.consent_held(db, kind="health_data", resident_id=village.mei.id).id == consent_id


def test_a_withdrawal_is_not_undone_too_late_nor_beside_a_new_consent(village):
    consent_id = withdrawn(village)
    with village.database.writing() as db, pytest.raises(UndoOver):
        people.restore_consent(db, at_last(village, at=TOO_LATE), db.get_one(Consent, consent_id))
    with village.database.writing() as db:
        people.give_consent(
            db, village.actor("mei"), resident_id=village.mei.id, kind="health_data", version="9", words="新")
        with pytest.raises(NothingToUndo):
            people.restore_consent(db, at_last(village), db.get_one(Consent, consent_id))


def say(village, value, at=MORNING):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.record_fact(
            db, village.actor("mei", at), her, "rural_household", value, source=FactSource.resident)


def take_back(village, at=LAST_MOMENT):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.undo_fact(db, village.actor("mei", at), her, "rural_household", source=FactSource.resident)


def said(village):
    """Her own word on it today; absent: none."""
    with village.database.reading() as db:
        rows = people.facts_held(db, village.mei, MORNING.date())
    return [row.value for row in rows if row.fact == "rural_household" and row.source is FactSource.resident]


def test_an_answer_that_is_undone_gives_way_to_the_one_before(village):
    yesterday = MORNING - timedelta(days=1)
    for value, at in ((True, yesterday), (False, MORNING), (None, MORNING)):
        say(village, value, at)
    take_back(village)
    assert said(village) == ["false"]
    take_back(village)
    assert said(village) == ["true"]
    with pytest.raises(UndoOver):
        take_back(village)


def test_the_only_answer_that_is_undone_leaves_none(village):
    say(village, True)
    take_back(village)
    assert said(village) == []
    with pytest.raises(NothingToUndo):
        take_back(village)
