"""Writing a request: what is checked before it is sent, and that it is hers alone until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import factories_home_services as given
from tests.factories_home_services import MORNING, THURSDAY, WEDNESDAY, WISHES
from webapp import home_services, people
from webapp.home_services import (
    AddressMissing,
    ConsentMissing,
    MoveNotPossible,
    NoSuchRequest,
    NoSuchService,
    NotInThisPlace,
    NoWindow,
    Part,
    ResidenceUnknown,
    Status,
    TextTooLong,
    TooManyWindows,
    UnknownAsk,
    WindowOver,
    given_name,
    part_of,
)
from webapp.people import Need, Resident

TODAY = MORNING.date()


def test_what_she_writes_is_kept_as_she_wrote_it(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
    with village.database.reading() as db:
        kept = home_services.find_own_request(db, draft.public_id, resident_id=village.mei.id)
        assert kept.times == [(WEDNESDAY, Part.morning), (THURSDAY, Part.afternoon)]
        assert (kept.address, kept.note) == (given.ADDRESS, "门铃坏了")
        assert kept.wants == [Need.slowly, Need.wheelchair]
        assert kept.asks == ["rest-for-family"]
        assert kept.area.name == "桂花社区"
        assert home_services.history(db, kept) == []


@pytest.mark.parametrize(("change", "refusal"), [
    ({"windows": []}, NoWindow),
    ({"windows": [(WEDNESDAY + timedelta(days=n), Part.morning) for n in range(10)]}, TooManyWindows),
    ({"windows": [(TODAY - timedelta(days=1), Part.morning)]}, WindowOver),
    ({"windows": [(WEDNESDAY, Part.morning), (TODAY + timedelta(days=31), Part.morning)]}, WindowOver),
    ({"address": " \u200b\n"}, AddressMissing),
    ({"address": "桂" * 201}, TextTooLong),
    ({"note": "话" * 501}, TextTooLong),
    ({"note": "🙂" * 10_000}, TextTooLong),
    ({"asks": ["bathing"]}, UnknownAsk),
])
def test_a_wrong_wish_is_refused_and_nothing_is_kept(village, change, refusal):
    with village.database.writing() as db, pytest.raises(refusal):
        given.draft(db, village, **change)
    with village.database.reading() as db:
        assert home_services.requests_of(db, village.mei.id) == []


def test_this_morning_is_over_at_noon_and_this_evening_is_not(village):
    noon = MORNING + timedelta(hours=3)
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        actor = village.actor("mei", noon)
        with pytest.raises(WindowOver):
            home_services.start_draft(db, actor, mei, "visit", replace(WISHES, windows=[(TODAY, Part.morning)], asks=[]))
        late = replace(WISHES, windows=[(TODAY, Part.evening)], asks=[])
        assert home_services.start_draft(db, actor, mei, "visit", late).times == [(TODAY, Part.evening)]


def test_characters_that_nobody_can_see_are_taken_out(village):
    with village.database.writing() as db:
        draft = given.draft(db, village, address="桂花路\x00 8 号\x1b", note="第一行\r\n\r\n第二行\u2028")
        assert draft.address == "桂花路 8 号"
        assert "\x00" not in (draft.note or "")


def test_a_draft_can_be_changed_until_it_is_sent(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        changed = replace(WISHES, windows=[(THURSDAY, Part.afternoon), (THURSDAY, Part.evening)], note="")
        home_services.change_draft(db, village.actor("mei"), draft, changed)
    with village.database.writing() as db:
        draft = home_services.find_own_request(db, draft.public_id, resident_id=village.mei.id)
        assert draft.times == [(THURSDAY, Part.afternoon), (THURSDAY, Part.evening)]
        assert draft.note is None
        given.make(db, village, "ask", draft)
        with pytest.raises(MoveNotPossible):
            home_services.change_draft(db, village.actor("mei"), draft, WISHES)
        with pytest.raises(MoveNotPossible):
            home_services.discard_draft(db, village.actor("mei"), draft)


def test_a_draft_is_nobody_elses(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        for stranger in ("guo", "daughter", "officer", "provider"):
            with pytest.raises(NoSuchRequest):
                home_services.change_draft(db, village.actor(stranger), draft, WISHES)
            with pytest.raises(NoSuchRequest):
                home_services.discard_draft(db, village.actor(stranger), draft)
        home_services.discard_draft(db, village.actor("mei"), draft)
        assert home_services.requests_of(db, village.mei.id) == []


def test_without_her_agreement_nothing_is_sent(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        with pytest.raises(ConsentMissing):
            home_services.ask(db, village.actor("mei"), draft, agreed=False, consent_version="1", consent_words="同意")
        assert draft.status is Status.draft


def test_times_that_have_passed_while_she_was_writing_are_told(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        late = village.actor("mei", MORNING + timedelta(days=2, hours=4))
        with pytest.raises(WindowOver):
            home_services.ask(db, late, draft, agreed=True, consent_version="1", consent_words="同意")


def test_a_service_that_no_document_of_her_place_names_cannot_be_asked_for(village):
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        with pytest.raises(NoSuchService):
            home_services.start_draft(db, village.actor("mei"), mei, "../secrets", WISHES)
        nowhere = db.get_one(Resident, village.guo.id)
        nowhere.residence_area_id = None
        db.flush()
        db.refresh(nowhere)
        with pytest.raises(ResidenceUnknown):
            home_services.start_draft(db, village.actor("guo"), nowhere, "respite-care", WISHES)
        nowhere.residence_area_id = village.areas["330000"].id
        db.flush()
        db.refresh(nowhere)
        with pytest.raises(NotInThisPlace):
            home_services.start_draft(db, village.actor("guo"), nowhere, "respite-care", WISHES)


def test_old_drafts_are_forgotten_and_what_was_sent_is_not(village):
    with village.database.writing() as db:
        old, sent = given.draft(db, village), given.in_status(db, village, Status.requested)
        month = MORNING + timedelta(days=31)
        assert home_services.forget_old_drafts(db, village.actor("officer", MORNING)) == 0
        assert home_services.forget_old_drafts(db, village.actor("officer", month)) == 1
        left = home_services.requests_of(db, village.mei.id)
        assert [r.id for r in left] == [sent.id]
        assert old.id != sent.id


@pytest.mark.parametrize(("name", "called"), [
    ("陈秀梅", "秀梅"), ("欧阳春华", "春华"), ("欧阳", "阳"), ("李斌", "斌"), ("阿依古丽·买买提", "阿依古丽"), ("Anna Schmidt", "Anna"), ("吴", "吴"),
])
def test_a_provider_calls_her_by_her_given_name(name, called):
    assert given_name(name) == called


def test_a_day_has_three_parts():
    from datetime import time

    assert [part_of(time(hour)) for hour in (0, 11, 12, 17, 18, 23)] == [
        Part.morning, Part.morning, Part.afternoon, Part.afternoon, Part.evening, Part.evening]
