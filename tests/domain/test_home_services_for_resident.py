"""An officer asks for somebody who has no phone: only where the officer serves, and never without her word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories_home_services as given
from tests import factories_mandates
from tests.factories_home_services import ADDRESS, MORNING
from webapp import home_services, people
from webapp.home_services import Agreement, AgreementMissing, ConsentMissing, MoveNotPossible, NoSuchRequest, Status
from webapp.mandates import ErrandKind
from webapp.people import Resident


def write(db, village, *, by="officer", key="hao"):
    return given.officers_draft(db, village, key=key, by=by)


def ask(db, village, draft, *, by="officer", agreed=True, agreement=Agreement.by_telephone):
    return home_services.ask(
        db, village.actor(by, MORNING), draft, agreed=agreed, consent_version="1", consent_words="念给本人听",
        agreement=agreement)


@pytest.mark.parametrize("agreement", list(Agreement))
def test_who_asked_and_how_she_agreed_are_kept(village, agreement):
    with village.database.writing() as db:
        request = ask(db, village, write(db, village), agreement=agreement)
        assert (request.status, request.agreement) == (Status.requested, agreement)
        assert request.requested_by == village.officer.id
        held = people.consent_held(db, resident_id=village.hao.id, kind=home_services.CONSENT)
        assert (held.version, held.account_id) == ("1", village.officer.id)
    with village.database.reading() as db:
        (entry,) = home_services.history(db, request)
        assert entry.actor_id == village.officer.id
        assert entry.facts["agreement"] == agreement.value


def test_her_own_request_says_of_no_agreement_with_an_officer(village):
    with village.database.writing() as db:
        request = home_services.ask(
            db, village.actor("mei"), given.draft(db, village), agreed=True, consent_version="1", consent_words="同意",
            agreement=Agreement.at_home)
        assert request.agreement is None
    with village.database.reading() as db:
        assert home_services.history(db, request)[0].facts["agreement"] is None


def test_nothing_is_asked_for_her_without_her_consent_or_without_saying_how_she_agreed(village):
    with village.database.writing() as db:
        draft = write(db, village)
        with pytest.raises(ConsentMissing):
            ask(db, village, draft, agreed=False)
        with pytest.raises(AgreementMissing):
            ask(db, village, draft, agreement=None)
        assert draft.status is Status.draft
        assert people.consent_held(db, resident_id=village.hao.id, kind=home_services.CONSENT) is None


@pytest.mark.parametrize("stranger", ["river_officer", "ginkgo_officer", "provider", "clerk", "guo", "daughter"])
def test_nobody_but_an_officer_of_where_she_lives_writes_for_her(village, stranger):
    with village.database.writing() as db, pytest.raises(NoSuchRequest):
        write(db, village, by=stranger)


@pytest.mark.parametrize("officer", ["federation", "administrator"])
def test_the_federation_above_may_ask_for_her(village, officer):
    with village.database.writing() as db:
        assert ask(db, village, write(db, village, by=officer), by=officer).status is Status.requested


def test_what_an_officer_writes_is_seen_by_that_officer_only(village):
    with village.database.writing() as db:
        draft = write(db, village, key="mei")
        assert home_services.requests_of(db, village.mei.id) == []
        with pytest.raises(NoSuchRequest):
            home_services.find_own_request(db, draft.public_id, resident_id=village.mei.id)
        for other in ("mei", "federation"):
            with pytest.raises(NoSuchRequest):
                home_services.change_place(db, village.actor(other, MORNING), draft, address="别处")
        seat = village.actor("federation", MORNING)
        with pytest.raises(NoSuchRequest):
            home_services.find_officers_draft(
                db, draft.public_id, account_id=seat.account_id, area_id=seat.area_id)
        assert home_services.requests_known_to(db, village.mei.id, account_id=village.officer.id) == [draft]
        assert home_services.requests_known_to(db, village.mei.id, account_id=seat.account_id) == []
        assert home_services.queue_of_area(db, seat.area_id, home_services.Pile.mine) == ([], False)


def test_an_officer_who_has_left_the_area_finds_the_draft_no_more(village):
    with village.database.writing() as db:
        draft = write(db, village)
        with pytest.raises(NoSuchRequest):
            home_services.find_officers_draft(
                db, draft.public_id, account_id=village.officer.id,
                area_id=village.actor("river_officer", MORNING).area_id)


def test_what_an_officer_asked_for_is_hers_from_then_on(village):
    with village.database.writing() as db:
        request = ask(db, village, write(db, village, key="mei"))
        assert home_services.requests_of(db, village.mei.id) == [request]
        with pytest.raises(MoveNotPossible):
            ask(db, village, request)
        given.make(db, village, "cancel", request, by="mei")
        assert request.cancelled_by == "resident"


def test_an_officer_is_not_shown_the_address_of_her_own_draft_nor_she_that_of_the_officers(village):
    with village.database.writing() as db:
        given.draft(db, village)
        mei = people.find_resident(db, village.mei.public_id)
        factories_mandates.errand(db, village, ErrandKind.home_service)
        officers = home_services.start_draft(db, village.actor("officer"), mei, "visit", windows=given.TIMES)
        assert officers.address is None
        home_services.change_place(db, village.actor("officer"), officers, address="别处 1 号")
        assert home_services.latest_address(db, mei.id) == ADDRESS


def test_nobody_writes_for_the_dead(village):
    with village.database.writing() as db:
        factories_mandates.errand(db, village, ErrandKind.home_service, key="hao")
        hao = db.get_one(Resident, village.hao.id)
        hao.died_on = MORNING.date()
        db.flush()
        with pytest.raises(NoSuchRequest):
            home_services.start_draft(db, village.actor("officer", MORNING), hao, "visit", windows=given.TIMES)


def test_what_an_officer_began_and_never_sent_is_forgotten(village):
    with village.database.writing() as db:
        write(db, village)
        assert home_services.forget_old_drafts(db, village.actor("officer", MORNING + timedelta(days=31))) == 1


def test_a_provider_is_told_that_the_community_asked_and_not_how_she_agreed(village):
    with village.database.writing() as db:
        request = ask(db, village, write(db, village, key="mei"))
        given.make(db, village, "accept", request)
        given.make(db, village, "assign", request)
        at = village.actor("provider")
        view = home_services.view_for_provider(db, request.public_id, organisation_id=at.organisation_id)
        assert view.by_officer is True
        assert not hasattr(view, "agreement")
