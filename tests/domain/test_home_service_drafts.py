"""Writing a request: what is checked before it is sent, and that it is hers alone until then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories_home_services as given
from tests.factories_home_services import MORNING, THURSDAY, WEDNESDAY
from webapp import home_services, people
from webapp.home_services import (
    AddressMissing,
    ConsentMissing,
    HelperGender,
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


def test_her_needs_and_her_last_address_are_copied(village):
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        actor = village.actor("mei")
        first = home_services.start_draft(db, actor, mei, "visit", windows=given.TIMES)
        assert (first.address, first.wants, first.helper_gender) == (
            None,
            [Need.slowly, Need.wheelchair],
            HelperGender.any,
        )
        home_services.change_place(db, actor, first, address=given.ADDRESS)
        assert home_services.start_draft(db, actor, mei, "visit", windows=given.TIMES).address == given.ADDRESS


@pytest.mark.parametrize(("times", "refusal"), [
    ({"windows": []}, NoWindow),
    ({"windows": [(WEDNESDAY + timedelta(days=n), Part.morning) for n in range(10)]}, TooManyWindows),
    ({"windows": [(TODAY - timedelta(days=1), Part.morning)]}, WindowOver),
    ({"windows": [(WEDNESDAY, Part.morning), (TODAY + timedelta(days=31), Part.morning)]}, WindowOver),
    ({"asks": ["bathing"]}, UnknownAsk),
])
def test_a_wrong_time_or_wish_is_refused_and_nothing_is_kept(village, times, refusal):
    with village.database.writing() as db, pytest.raises(refusal):
        given.draft(db, village, **times)
    with village.database.reading() as db:
        assert home_services.requests_of(db, village.mei.id) == []


@pytest.mark.parametrize(("address", "refusal"), [
    (" \u200b\n", AddressMissing), ("\u202e", AddressMissing), ("", AddressMissing), ("桂" * 201, TextTooLong)])
def test_a_wrong_address_is_refused(village, address, refusal):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        with pytest.raises(refusal):
            home_services.change_place(db, village.actor("mei"), draft, address=address)
        assert draft.address == given.ADDRESS


@pytest.mark.parametrize("note", ["话" * 501, "🙂" * 10_000])
def test_too_long_a_note_is_refused_with_how_long_it_is(village, note):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        with pytest.raises(TextTooLong) as refused:
            home_services.change_manner(
                db, village.actor("mei"), draft, helper_gender=HelperGender.any, needs=[], note=note)
        assert refused.value.facts == {"longest": 500, "length": len(note)}
        assert draft.note == "门铃坏了"


def test_this_morning_is_over_at_noon_and_this_evening_is_not(village):
    noon = MORNING + timedelta(hours=3)
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        actor = village.actor("mei", noon)
        with pytest.raises(WindowOver):
            home_services.start_draft(db, actor, mei, "visit", windows=[(TODAY, Part.morning)])
        late = [(TODAY, Part.evening)]
        assert home_services.start_draft(db, actor, mei, "visit", windows=late).times == late


def test_characters_that_nobody_can_see_are_taken_out(village):
    with village.database.writing() as db:
        draft, actor = given.draft(db, village), village.actor("mei")
        home_services.change_place(db, actor, draft, address="桂花路\x00 8 号\x1b")
        assert draft.address == "桂花路 8 号"
        home_services.change_manner(
            db, actor, draft, helper_gender=HelperGender.any, needs=[], note="第一行\r\n\r\n第二行\u2028\u202e")
        assert draft.note == "第一行\n\n第二行"


def test_a_draft_can_be_changed_until_it_is_sent(village):
    changed = [(THURSDAY, Part.afternoon), (THURSDAY, Part.evening)]
    with village.database.writing() as db:
        draft = given.draft(db, village)
        home_services.change_times(db, village.actor("mei"), draft, windows=changed)
    with village.database.writing() as db:
        actor = village.actor("mei")
        draft = home_services.find_own_request(db, draft.public_id, resident_id=village.mei.id)
        assert (draft.times, draft.asks) == (changed, [])
        given.make(db, village, "ask", draft)
        for change in (
            lambda: home_services.change_times(db, actor, draft, windows=given.TIMES),
            lambda: home_services.change_place(db, actor, draft, address="别处"),
            lambda: home_services.change_manner(db, actor, draft, helper_gender=HelperGender.man, needs=[], note=""),
            lambda: home_services.discard_draft(db, actor, draft),
        ):
            with pytest.raises(MoveNotPossible):
                change()
        assert (draft.times, draft.address, draft.helper_gender) == (changed, given.ADDRESS, HelperGender.any)


def test_a_draft_is_nobody_elses(village):
    with village.database.writing() as db:
        draft = given.draft(db, village)
        mei = people.find_resident(db, village.mei.public_id)
        for stranger in ("guo", "daughter", "river_officer", "officer", "provider"):
            actor = village.actor(stranger)
            for change in (
                lambda actor=actor: home_services.start_draft(db, actor, mei, "visit", windows=given.TIMES),
                lambda actor=actor: home_services.change_times(db, actor, draft, windows=given.TIMES),
                lambda actor=actor: home_services.change_place(db, actor, draft, address="别处"),
                lambda actor=actor: home_services.discard_draft(db, actor, draft),
            )[1 if stranger == "officer" else 0 :]:  # who may begin one for her, and may not touch hers
                with pytest.raises(NoSuchRequest):
                    change()
        home_services.discard_draft(db, village.actor("mei"), draft)
        assert home_services.requests_of(db, village.mei.id) == []


def test_without_an_address_nothing_is_sent(village):
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        draft = home_services.start_draft(db, village.actor("mei"), mei, "visit", windows=given.TIMES)
        with pytest.raises(AddressMissing):
            given.make(db, village, "ask", draft)
        assert draft.status is Status.draft


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
            home_services.start_draft(db, village.actor("mei"), mei, "../secrets", windows=given.TIMES)
        nowhere = db.get_one(Resident, village.guo.id)
        nowhere.residence_area_id = None
        db.flush()
        db.refresh(nowhere)
        with pytest.raises(ResidenceUnknown):
            home_services.start_draft(db, village.actor("guo"), nowhere, "respite-care", windows=given.TIMES)
        nowhere.residence_area_id = village.areas["330000"].id
        db.flush()
        db.refresh(nowhere)
        with pytest.raises(NotInThisPlace):
            home_services.start_draft(db, village.actor("guo"), nowhere, "respite-care", windows=given.TIMES)


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
    ("买买提・阿不都热依木", "买买提"), ("买买提•阿不都热依木", "买买提"), ("买买提‧阿不都热依木", "买买提"),
])
def test_a_provider_calls_her_by_her_given_name(name, called):
    assert given_name(name) == called


def test_a_day_has_three_parts():
    from datetime import time

    assert [part_of(time(hour)) for hour in (0, 11, 12, 17, 18, 23)] == [
        Part.morning, Part.morning, Part.afternoon, Part.afternoon, Part.evening, Part.evening]
