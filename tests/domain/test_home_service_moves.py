"""Who may move a request from where to where: every row of the table, and everything that is not in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests import factories_home_services as given
from tests import factories_mandates
from tests.factories_home_services import MORNING, VISIT
from webapp import home_services, people
from webapp.core import Actor, Matter, Several
from webapp.core.ledger import timeline
from webapp.home_services import (
    CONSENT,
    MOVES,
    CancelReason,
    ConsentMissing,
    ConsentWithdrawn,
    DayNotCome,
    DeclineReason,
    GiveBackReason,
    HelperMissing,
    MoveNotPossible,
    NeedsNotReady,
    NoSuchRequest,
    NotYetMissed,
    Party,
    ProviderNotHere,
    RatingMissing,
    ReasonMissing,
    ReopenReason,
    Status,
    VisitOutsideWindows,
    moves_at,
    moves_from,
    next_opening,
)
from webapp.mandates import ErrandKind
from webapp.people import Need

OF_PARTY = {Party.resident: "mei", Party.officer: "officer", Party.provider: "provider"}


@pytest.mark.parametrize("status", list(Status))
def test_a_request_says_where_it_stands_and_the_database_says_the_same(village, status):
    with village.database.writing() as db:
        request = given.in_status(db, village, status)
        assert request.status is status
        for other in Status:
            found = [each.id for each in home_services.requests_with_status(db, other)]
            assert (request.id in found) is (other is status)


@pytest.mark.parametrize(("name", "status"), [(name, status) for name, move in MOVES.items() for status in move.before])
def test_every_permitted_move_leads_where_the_table_says(village, name, status):
    with village.database.writing() as db:
        request = given.in_status(db, village, status)
        given.make(db, village, name, request, at=VISIT + timedelta(hours=3) if MOVES[name].opens else MORNING)
        assert request.status is MOVES[name].after


@pytest.mark.parametrize("status", list(Status))
def test_every_other_move_is_refused_and_changes_nothing(village, status):
    with village.database.writing() as db:
        request = given.in_status(db, village, status)
        events = len(home_services.history(db, request))
        for name, move in MOVES.items():
            if status in move.before:
                continue
            with pytest.raises((MoveNotPossible, NoSuchRequest)):
                given.make(db, village, name, request)
            assert request.status is status
        assert len(home_services.history(db, request)) == events


@pytest.mark.parametrize(("name", "move"), list(MOVES.items()))
def test_a_move_is_nobody_elses(village, name, move):
    with village.database.writing() as db:
        request = given.in_status(db, village, move.before[-1])
        for party, key in OF_PARTY.items():
            if party not in move.by:
                with pytest.raises(NoSuchRequest):
                    given.make(db, village, name, request, by=key)
        for stranger in ("guo", "daughter", "clerk", "ginkgo_officer", "device_provider"):
            with pytest.raises(NoSuchRequest):
                given.make(db, village, name, request, by=stranger)
        assert request.status is move.before[-1]


def test_each_move_leaves_one_entry_in_the_time_line_of_the_matter(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.confirmed)
    with village.database.reading() as db:
        names = [entry.event for entry in timeline(db, Matter("home_service", request.public_id))]
        assert names == [
            f"home_services.{event}"
            for event in (
                "HomeServiceRequested",
                "RequestAccepted",
                "ProviderAssigned",
                "VisitPromised",
                "HelperSetOut",
                "ServiceDone",
                "ServiceConfirmed",
            )
        ]


def test_the_ledger_holds_no_word_that_somebody_wrote(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.reopened)
    with village.database.reading() as db:
        written = " ".join(entry.body for entry in home_services.history(db, request))
    for words in ("门铃", "桂花路", "彭小红", "只做了一半", "陈秀梅"):
        assert words not in written


def test_what_somebody_wrote_is_unreadable_in_the_database_itself(village):
    from sqlalchemy import text

    with village.database.writing() as db:
        given.in_status(db, village, Status.reopened)
    with village.database.reading() as db:
        rows = [
            *db.execute(text("SELECT * FROM home_service_requests")),
            *db.execute(text("SELECT * FROM home_service_assignments")),
        ]
        stored = b"".join(
            bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row
        )
    for words in ("门铃", "桂花路", "彭小红", "只做了一半"):
        assert words.encode() not in stored


def test_a_stale_page_loses_against_what_has_happened_meanwhile(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.requested)
    with village.database.reading() as db:
        stale = home_services.find_request_in_area(db, request.public_id, area_id=village.actor("officer").area_id)
    with village.database.writing() as db:
        given.make(db, village, "cancel", request)
    with village.database.writing() as db, pytest.raises(MoveNotPossible) as refused:
        home_services.accept(db, village.actor("officer"), stale)
    assert refused.value.facts == {"move": "accept", "status": Status.cancelled}


def test_a_provider_that_cannot_come_gives_it_back_to_the_officer_and_sees_it_no_more(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.assigned)
        home_services.give_back(db, village.actor("provider"), request, reason=GiveBackReason.time_does_not_fit)
        assert request.status is Status.accepted
        assert request.assignments[0].closing_reason == "time_does_not_fit"
        with pytest.raises(NoSuchRequest):
            home_services.view_for_provider(db, request.public_id, organisation_id=village.warm_home.id)
        home_services.assign(db, village.actor("officer"), request, village.steady_hands)
        assert [each.organisation_id for each in request.assignments] == [village.warm_home.id, village.steady_hands.id]
        with pytest.raises(NoSuchRequest):
            given.make(db, village, "promise", request)
        given.make(db, village, "promise", request, by="device_provider")


def test_what_came_back_after_being_reopened_is_no_longer_called_reopened(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.reopened)
        later = MORNING + timedelta(hours=1)
        given.make(db, village, "assign", request, at=later)
        given.make(db, village, "give_back", request, at=later)
        assert request.status is Status.accepted
        assert request in home_services.requests_with_status(db, Status.accepted)


def test_a_provider_is_only_one_that_serves_where_she_lives(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.accepted)
        assert [each.name for each in home_services.providers_for(db, request)] == [
            village.warm_home.name,
            village.steady_hands.name,
        ]
        for wrong in (village.first_hospital, village.osmanthus):
            with pytest.raises(ProviderNotHere):
                home_services.assign(db, village.actor("officer"), request, wrong)
        far = given.draft(db, village, key="jun")
        given.make(db, village, "ask", far, by="jun")
        given.make(db, village, "accept", far, by="ginkgo_officer")
        with pytest.raises(ProviderNotHere):
            home_services.assign(db, village.actor("ginkgo_officer"), far, village.warm_home)
        home_services.assign(db, village.actor("ginkgo_officer"), far, village.steady_hands)


def test_the_federation_above_may_do_what_the_community_may(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.requested)
        given.make(db, village, "accept", request, by="federation")
        assert request.status is Status.accepted


@pytest.mark.parametrize("visit_at", [
    VISIT + timedelta(hours=5), VISIT + timedelta(days=1), VISIT - timedelta(days=7), MORNING - timedelta(hours=1)])
def test_nobody_comes_at_a_time_that_she_did_not_offer(village, visit_at):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.assigned)
        with pytest.raises(VisitOutsideWindows):
            home_services.promise(
                db, village.actor("provider"), request, helper_name="彭小红", visit_at=visit_at, ready_for=Need
            )
        assert request.status is Status.assigned


def test_a_helper_has_a_name(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.assigned)
        with pytest.raises(HelperMissing):
            home_services.promise(
                db, village.actor("provider"), request, helper_name="  ", visit_at=VISIT, ready_for=Need
            )


def test_a_provider_that_is_not_ready_for_her_needs_cannot_promise(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.assigned)
        with pytest.raises(NeedsNotReady) as refused:
            home_services.promise(
                db, village.actor("provider"), request, helper_name="彭小红", visit_at=VISIT, ready_for=[Need.slowly])
        assert refused.value.facts == {"needs": [Need.wheelchair]}
        assert request.status is Status.assigned


def test_all_that_keeps_a_promise_from_being_made_is_said_at_once(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.assigned)
        with pytest.raises(Several) as refused:
            home_services.promise(
                db, village.actor("provider"), request, helper_name="", visit_at=MORNING, ready_for=[Need.slowly])
        assert [type(each) for each in refused.value.each] == [HelperMissing, NeedsNotReady, VisitOutsideWindows]
        assert request.status is Status.assigned


def test_another_helper_is_told_as_another_helper(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        provider = village.actor("provider")
        home_services.change_visit(
            db, provider, request, helper_name="彭小红", visit_at=VISIT + timedelta(hours=1), ready_for=Need
        )
        home_services.change_visit(
            db, provider, request, helper_name="彭大姐", visit_at=VISIT + timedelta(hours=1), ready_for=Need
        )
    with village.database.reading() as db:
        changes = [
            e.facts["helper_changed"] for e in home_services.history(db, request) if e.event.endswith("VisitChanged")
        ]
    assert changes == [False, True]


def test_to_decline_one_must_say_why(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.requested)
        with pytest.raises(ReasonMissing):
            home_services.decline(db, village.actor("officer"), request, reason=DeclineReason.other, words=" \n ")
        assert request.status is Status.requested


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_to_five(village, rating):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.done)
        with pytest.raises(RatingMissing):
            home_services.confirm(db, village.actor("mei"), request, rating=rating)


def test_nobody_came_can_be_said_only_once_the_time_has_come(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        with pytest.raises(NotYetMissed):
            home_services.reopen(db, village.actor("mei"), request, reason=ReopenReason.nobody_came)
        late = village.actor("mei", VISIT + timedelta(hours=1))
        home_services.reopen(db, late, request, reason=ReopenReason.nobody_came)
        assert request.status is Status.reopened
        assert request.assignments[0].closing_reason == "nobody_came"


MIDNIGHT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
"""In the village: the first moment of Wednesday, for which the visit is promised. In UTC it is still Tuesday."""


def test_nobody_sets_out_before_the_agreed_day_begins_in_the_village(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        with pytest.raises(DayNotCome) as refused:
            given.make(db, village, "set_out", request, at=MIDNIGHT - timedelta(seconds=1))
        assert refused.value.facts == {"visit_at": VISIT}
        assert request.status is Status.promised
        given.make(db, village, "set_out", request, at=MIDNIGHT)
        assert request.status is Status.on_the_way


def test_who_was_held_up_sets_out_late(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        given.make(db, village, "set_out", request, at=VISIT + timedelta(days=1))
        assert request.status is Status.on_the_way


def test_nothing_is_done_before_somebody_has_set_out_nor_before_the_agreed_day(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        with pytest.raises(MoveNotPossible):
            given.make(db, village, "finish", request, at=VISIT)
        request.assignment.on_the_way_at = MORNING  # noted before this rule was in force
        db.flush()
        with pytest.raises(DayNotCome):
            given.make(db, village, "finish", request, at=MIDNIGHT - timedelta(seconds=1))
        given.make(db, village, "finish", request, at=VISIT)
        assert request.status is Status.done


def test_what_a_provider_may_do_waits_for_the_agreed_day():
    def at(moment):
        return moves_at(Status.promised, Party.provider, moment, visit_at=VISIT)

    assert at(MORNING) == at(MIDNIGHT - timedelta(seconds=1)) == ["give_back", "change_visit"]
    assert at(MIDNIGHT) == ["give_back", "change_visit", "set_out"]
    assert next_opening(Status.promised, Party.provider, MORNING, visit_at=VISIT) == MIDNIGHT
    assert next_opening(Status.promised, Party.provider, MIDNIGHT, visit_at=VISIT) is None


def test_a_colleague_who_has_moved_the_visit_keeps_an_old_page_from_setting_out(village):
    """The old page knows Wednesday; meanwhile it has become Thursday."""
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
    with village.database.reading() as db:
        stale = home_services.request_of_provider(db, request.public_id, organisation_id=village.warm_home.id)
        assert stale.assignment.visit_at == VISIT
    with village.database.writing() as db:
        fresh = home_services.request_of_provider(db, request.public_id, organisation_id=village.warm_home.id)
        given.make(db, village, "change_visit", fresh, at=VISIT, visit_at=VISIT + timedelta(days=1, hours=5))
    with village.database.writing() as db, pytest.raises(DayNotCome):
        given.make(db, village, "set_out", db.merge(stale, load=False), at=VISIT)
    with village.database.reading() as db:
        assert home_services.find_own_request(
            db, request.public_id, resident_id=village.mei.id).status is Status.promised


def test_it_is_kept_who_cancelled(village):
    with village.database.writing() as db:
        own, by_carer, by_officer, at_death = (given.in_status(db, village, Status.requested) for _ in range(4))
        mei = village.actor("mei")
        carer = Actor(account_id=village.daughter.id, at=MORNING, resident_id=village.mei.id, mandate_id=1)
        home_services.cancel(db, mei, own, reason=CancelReason.not_needed)
        home_services.cancel(db, carer, by_carer, reason=CancelReason.time_does_not_fit)
        factories_mandates.errand(
            db, village, ErrandKind.home_service, matter=home_services.matter_of(by_officer))
        home_services.cancel(db, village.actor("officer"), by_officer, reason=CancelReason.told_officer)
        home_services.end_requests_of(db, MORNING, village.mei.id, reason=CancelReason.death)
        assert [r.cancelled_by for r in (own, by_carer, by_officer, at_death)] == [
            "resident",
            "carer",
            "officer",
            "service",
        ]
        assert at_death.cancel_reason is CancelReason.death


def test_after_a_death_nobody_sets_out_and_drafts_are_forgotten(village):
    with village.database.writing() as db:
        statuses = (Status.requested, Status.assigned, Status.promised, Status.confirmed, Status.declined)
        requests = [given.in_status(db, village, status) for status in statuses]
        begun = given.draft(db, village).public_id
        home_services.end_requests_of(db, MORNING, village.mei.id, reason=CancelReason.death)
        assert [r.status for r in requests] == [Status.cancelled] * 3 + [Status.confirmed, Status.declined]
        with pytest.raises(NoSuchRequest):
            home_services.find_own_request(db, begun, resident_id=village.mei.id)


def test_the_pages_can_ask_what_somebody_may_do_now():
    assert moves_from(Status.done, Party.resident) == ["confirm", "reopen"]
    assert moves_from(Status.confirmed, Party.resident) == []
    assert moves_from(Status.requested, Party.officer) == ["accept", "decline", "cancel"]
    assert moves_from(Status.requested, Party.provider) == []


def test_until_it_promises_a_provider_knows_no_address_and_never_more_than_a_first_name(village):
    with village.database.writing() as db:
        seen = {}
        for status in (Status.assigned, Status.promised, Status.on_the_way, Status.done, Status.confirmed):
            request = given.in_status(db, village, status)
            seen[status] = home_services.view_for_provider(db, request.public_id, organisation_id=village.warm_home.id)
        certificate_words = {"physical", "2"}
    assert {status for status, view in seen.items() if view.address} == {Status.promised, Status.on_the_way}
    for view in seen.values():
        assert view.given_name == "秀梅"
        assert view.needs == (Need.slowly, Need.wheelchair)
        shown = {str(value) for name, value in vars(view).items() if name != "resident_id"}
        assert not shown & certificate_words
        assert not any("陈" in words or "门铃坏了" in words for words in shown)


def test_a_provider_sees_that_what_it_promised_was_cancelled_and_not_the_address(village):
    with village.database.writing() as db:
        request = given.in_status(db, village, Status.promised)
        given.make(db, village, "cancel", request)
        view = home_services.view_for_provider(db, request.public_id, organisation_id=village.warm_home.id)
        assert view.status is Status.cancelled
        assert view.address is None


def test_only_what_is_with_a_provider_stands_in_its_queue(village):
    with village.database.writing() as db:
        requests = {status: given.in_status(db, village, status) for status in Status}
        leaving = ("cancel", "take_back", "want_other")
        promised = {name: given.in_status(db, village, Status.promised) for name in leaving}
        for name, request in promised.items():
            given.make(db, village, name, request)
        here, more = home_services.queue_of_provider(db, village.warm_home.id)
        over, _ = home_services.queue_of_provider(db, village.warm_home.id, ended=True)
        elsewhere, _ = home_services.queue_of_provider(db, village.steady_hands.id)
        counted = home_services.how_many_with_provider(db, village.warm_home.id)
    assert counted == sum(r.status is not Status.done for r in here)
    assert home_services.Status.done in {r.status for r in here}
    with_provider = (Status.assigned, Status.promised, Status.on_the_way, Status.done)
    assert {view.public_id for view in here} == {requests[status].public_id for status in with_provider}
    assert {view.public_id for view in over} == {requests[Status.confirmed].public_id, promised["cancel"].public_id}
    assert elsewhere == []
    assert not more


def test_an_officers_queue_holds_the_area_and_no_draft(village):
    with village.database.writing() as db:
        requests = {status: given.in_status(db, village, status) for status in Status}
        area = village.actor("officer").area_id
        piles = {pile: home_services.queue_of_area(db, area, pile)[0] for pile in home_services.Pile}
        everywhere = home_services.queue_of_area(db, village.actor("federation").area_id, home_services.Pile.mine)[0]
        elsewhere = home_services.queue_of_area(db, village.actor("river_officer").area_id, home_services.Pile.mine)[0]
        own = home_services.requests_of(db, village.mei.id)
        with pytest.raises(NoSuchRequest):
            home_services.find_request_in_area(db, requests[Status.draft].public_id, area_id=area)
        with pytest.raises(NoSuchRequest):
            home_services.find_request_in_area(
                db, requests[Status.requested].public_id, area_id=village.actor("river_officer").area_id
            )
        with pytest.raises(NoSuchRequest):
            home_services.find_own_request(db, requests[Status.requested].public_id, resident_id=village.guo.id)
    assert {r.id for pile in piles.values() for r in pile} == {
        r.id for s, r in requests.items() if s is not Status.draft
    }
    assert {r.status for r in piles[home_services.Pile.mine]} == {Status.requested, Status.accepted, Status.reopened}
    assert {r.id for r in everywhere} == {r.id for r in piles[home_services.Pile.mine]}
    assert elsewhere == []
    assert len(own) == len(Status)
    ended = [r.status in home_services.ENDED for r in own]
    assert ended == sorted(ended)


def test_a_long_queue_is_turned_page_by_page(village):
    with village.database.writing() as db:
        for _ in range(home_services.PAGE + 1):
            given.in_status(db, village, Status.requested)
        area = village.actor("officer").area_id
        first, more = home_services.queue_of_area(db, area, home_services.Pile.mine)
        second, after = home_services.queue_of_area(db, area, home_services.Pile.mine, page=2)
        counted = home_services.how_many_with_officer(db, area)
    assert (len(first), more, len(second), after) == (home_services.PAGE, True, 1, False)
    assert counted == home_services.PAGE + 1
    assert not {r.id for r in first} & {r.id for r in second}


AGREED = {"consent_version": "1", "consent_words": "我同意。"}


def without_consent(db, village, status):
    request = given.in_status(db, village, status)
    held = people.consent_held(db, resident_id=village.mei.id, kind=CONSENT)
    people.withdraw_consent(db, village.actor("mei"), held)
    return request


@pytest.mark.parametrize("status", home_services.OPEN)
def test_without_her_consent_stands_still_what_no_provider_has(village, status):
    with village.database.writing() as db:
        request = without_consent(db, village, status)
        assert home_services.stands_still(db, request) is (status in home_services.WITH_OFFICER)


def test_once_she_agrees_again_a_provider_may_be_asked(village):
    with village.database.writing() as db:
        request = without_consent(db, village, Status.accepted)
        with pytest.raises(ConsentWithdrawn):
            given.make(db, village, "assign", request)
        mei = village.actor("mei")
        with pytest.raises(ConsentMissing):
            home_services.agree_again(db, mei, request, agreed=False, **AGREED)
        home_services.agree_again(db, mei, request, agreed=True, **AGREED)
        given.make(db, village, "assign", request)
        assert request.status is Status.assigned


@pytest.mark.parametrize("who", ["officer", "provider", "guo"])
def test_nobody_else_agrees_for_her(village, who):
    with village.database.writing() as db:
        request = without_consent(db, village, Status.accepted)
        with pytest.raises(NoSuchRequest):
            home_services.agree_again(db, village.actor(who), request, agreed=True, **AGREED)


def test_nothing_is_agreed_to_where_nothing_stands_still(village):
    with village.database.writing() as db:
        request = without_consent(db, village, Status.cancelled)
        home_services.agree_again(db, village.actor("mei"), request, agreed=True, **AGREED)
        assert people.consent_held(db, resident_id=village.mei.id, kind=CONSENT) is None


def test_consent_to_tell_the_provider_is_kept_with_its_words(village):
    with village.database.writing() as db:
        given.in_status(db, village, Status.requested)
        held = people.consent_held(db, resident_id=village.mei.id, kind=home_services.CONSENT)
    assert held is not None
    assert held.version == "1"
