"""Every notice has words for everybody it reaches; what leaves the house says nothing that others should not read."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import timedelta
from itertools import product

import pytest
from flask import g

from tests.conftest import MORNING
from tests.lock_screens import UNFIT_FOR_A_LOCK_SCREEN
from webapp.assessments import Hand
from webapp.core import Event
from webapp.entitlements import current
from webapp.home_services import CancelReason, DeclineReason, GiveBackReason, services
from webapp.notifications import Audience, Message, Notice
from webapp.notifications.reaches import (
    clerks_of_provider,
    clerks_of_site,
    her_federation,
    her_officers,
    the_successor,
    who_was_to_come,
)
from webapp.people import LANGUAGES, Account
from webapp.web.words.notices import INSIDE, OUTSIDE, STAFF, in_words, outside
from webapp.web.words.notices.about import about_each

KINDS = sorted(Notice.of_kind)

WHEN = (MORNING + timedelta(days=7)).isoformat()

VALUES = {
    "starts_at": WHEN,
    "former_starts_at": WHEN,
    "visit_at": WHEN,
    "undoes": 1,
    "about": "letter",
    "topic": "service",
    "former_site": "none",
    "former_booked_at": WHEN,
    "former_confirmed_at": None,
    "former_windows": [[3, "afternoon"]],
    "until": WHEN,
    "until_on": "2026-12-31",
    "offers": 3,
    "rating": 5,
    "corrected": False,
    "confirm_again": True,
    "helper_changed": True,
    "kind": "home",
    "needs": [],
    "prepared": [],
    "fields": [],
    "fact": "student",
    "source": "officer",
    "gained": ["a"],
    "lost": ["b"],
    "became_possible": ["c"],
    "because": ["age"],
    "times": 3,
    "claim": "severe",
    "place": "bus",
    "accepted": True,
    "enrolled": True,
    "offline": False,
    "benefit": "jiaxing/dibao",
    "agreement": "by_telephone",
    "proposal": "0123456789abcdef",
    "way": "recovery",
    "new_device": True,
    "in_force_at": "2026-11-24T01:00:00+00:00",
    "errand": "0123456789abcdef",
    "errand_kind": "home_service",
    "left": "none",
    "open_matters": 3,
    "guardianship": "none",
    "proof": "household_register",
    "review_on": "2027-11-23",
    "goes_ahead": True,
    "item": "name",
    "from_on": "2026-12-01",
    "was": "paused",
}


def facts_of(kind, village):
    notice = Notice.of_kind[kind]
    names = (
        [field.name for field in fields(Event.registry[notice.event])]
        if notice.event
        else ["starts_at", "visit_at", "until_on", "kind", "site", "request", "mandate"]
    )
    known = VALUES | {
        "site": "none",
        "provider": village.warm_home.public_id,
        "request": "none",
        "mandate": "none",
        "service": next(iter(services())),
    }
    known |= {
        "by": Hand.resident.value,
        "reason": {
            "request_declined": DeclineReason.other,
            "assignment_given_back": GiveBackReason.other,
            "request_cancelled": CancelReason.other,
            "new_phone_stopped": "asked",
            "guardian_ended": "changed",
        }.get(kind, "by_resident"),
        "outcome": "declined" if kind == "correction_settled" else "settled",
    }
    if "request" in names:
        names.append("service")
    return {name: known[name] for name in names}


def message_of(kind, village, db, /, audience=Audience.own, language="zh_Hans", **changed):
    recipient = db.get_one(Account, village.daughter.id)
    recipient.language = language
    return Message(
        public_id="m" * 16,
        recipient=recipient,
        recipient_id=recipient.id,
        audience=audience,
        resident=db.merge(village.mei),
        resident_id=village.mei.id,
        kind=kind,
        version=1,
        facts_text=json.dumps(facts_of(kind, village) | changed),
    )


@pytest.fixture
def speak(app, village):
    def say(kind, /, audience=Audience.own, language="zh_Hans", **changed):
        with village.database.reading() as db, db.no_autoflush, app.app_context():
            g.language = language
            return in_words(about_each(db, [message_of(kind, village, db, audience, language, **changed)])[0])

    return say


def test_every_kind_has_words_and_nothing_else_has():
    assert sorted(INSIDE) == KINDS
    assert sorted(OUTSIDE) == KINDS


def test_every_notice_that_reaches_a_queue_has_words_for_staff():
    queues = {her_officers, her_federation, clerks_of_site, clerks_of_provider, who_was_to_come, the_successor}
    assert sorted(STAFF) == [kind for kind in KINDS if queues & set(Notice.of_kind[kind].reaches)]


def test_everybody_who_can_be_reached_is_told_in_words(speak):
    for kind, audience in product(KINDS, Audience):
        if audience is Audience.staff and kind not in STAFF:
            continue
        said = speak(kind, audience)
        assert 2 < len(said.subject) <= 60
        assert len(said.body) > 4
        assert "%(" not in said.subject + said.body + said.outside_text + said.push_title + said.push_body
        assert said.path in (f"/inbox/{'m' * 16}/matter", f"/workbench/inbox/{'m' * 16}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_leaves_the_house_tells_what_others_should_not_read(speak, language):
    for kind, audience in product(KINDS, (Audience.own, Audience.carer)):
        said = speak(kind, audience, language)
        told = f"{said.push_title}\n{said.push_body}\n{said.outside_text}".replace("惠残码", "").replace("惠殘碼", "")
        assert UNFIT_FOR_A_LOCK_SCREEN.findall(told) == []
        for name in ("陈秀梅", "陈晓燕", "暖家"):
            assert name not in told


def test_a_sentence_that_names_a_grade_is_found():
    assert UNFIT_FOR_A_LOCK_SCREEN.search("您的残疾等级是二级")
    assert UNFIT_FOR_A_LOCK_SCREEN.search("康宁医院确认了预约")
    assert UNFIT_FOR_A_LOCK_SCREEN.search("补贴 300 元")
    assert not UNFIT_FOR_A_LOCK_SCREEN.search("预约已确认")


def test_what_goes_outside_is_the_same_whatever_the_facts_are(app, village):
    """It takes no facts at all, so that no fact can slip into it."""
    with village.database.reading() as db, db.no_autoflush, app.app_context():
        g.language = "zh_Hans"
        for kind in KINDS:
            message = message_of(kind, village, db)
            first = outside(about_each(db, [message])[0])
            message.facts_text = "{}"
            assert outside(about_each(db, [message])[0]) == first


def test_an_sms_is_short_enough_to_be_one_message(speak):
    """Seventy characters of UCS-2."""
    for kind, audience in product(KINDS, (Audience.own, Audience.carer)):
        assert len(speak(kind, audience).outside_text) <= 70


@pytest.mark.parametrize("by", [hand.value for hand in Hand])
def test_whoever_cancelled_an_appointment_is_named(speak, by):
    assert len(speak("appointment_cancelled", by=by).body.splitlines()) == 2


@pytest.mark.parametrize("by", ["resident", "carer", "officer", "service"])
def test_whoever_cancelled_a_service_is_named(speak, by):
    assert len(speak("request_cancelled", by=by).body.splitlines()) == 3


@pytest.mark.parametrize(("kind", "offers"), [("hospital", 0), ("hospital", 1), ("hospital", 3), ("home", 0)])
def test_a_displaced_appointment_says_what_is_next(speak, kind, offers):
    assert len(speak("appointment_displaced", kind=kind, offers=offers).body.splitlines()) == 3


def test_no_notice_names_a_benefit_by_its_key(speak):
    key = next(iter(current().benefits))
    assert key not in speak("entitlements_changed", gained=[key]).body


def test_every_event_s_facts_can_be_made_up_here():
    for kind in KINDS:
        event = Notice.of_kind[kind].event
        needed = [field.name for field in fields(Event.registry[event]) if field.default is MISSING] if event else []
        assert set(needed) <= VALUES.keys() | {
            "site",
            "provider",
            "request",
            "mandate",
            "service",
            "by",
            "reason",
            "outcome",
            "device",
        }
