"""What happened in the village before a page was opened: `before=` of a state (states.py).

Each takes the trip and returns public ids by name, for the path. What the tests' factories make is made by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import delete, select, update

from states import Trip, Walker
from tests import factories_assessments as assess
from tests import factories_clips, factories_openings
from tests import factories_codes as codes
from tests import factories_home_services as homes
from tests import factories_mandates as mandates
from tests import factories_notifications as notices
from tests.visitor import BASE
from webapp import assessments as assessments_room
from webapp import codes as codes_room
from webapp import entitlements, home_services, notifications, people
from webapp.assessments import models
from webapp.core import Actor, Matter, record
from webapp.core.ledger import LedgerHead, timeline
from webapp.home_services import Status
from webapp.mandates import ErrandKind, Mandate, MandateProposal, note_question_sent
from webapp.notifications import Message
from webapp.people import Account, Area, Organisation, Passkey, Resident, SignInSession
from webapp.settings import UnifiedSignIn
from webapp.web import sign_language

Before = Callable[[Trip], "dict[str, str] | None"]

LONG = "欧阳阿不都热依木尼格买提江·买买提居马诗兰"
"""As long as names are, with the dot between the parts."""
LONG_PLACE = "示范街道桂花社区居民委员会康乐东路网格"
LONG_OFFICE = "平湖市示范街道桂花社区残疾人综合服务和辅助器具适配中心（演示）"
LONG_STREET = "示范街道桂花路与康乐东路交叉口东南角幸福里小区一期 12 幢 2 单元 1301 室"


def made(make: Callable[[Any, Any], Any], name: str = "id") -> Before:
    """`make(db, village)` makes one thing, whose public id may stand in the path under this name."""

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            return {name: make(db, trip.village).public_id}

    return before


def after(*steps: Before) -> Before:
    """One after the other."""

    def before(trip: Trip) -> dict[str, str]:
        for step in steps:
            trip.names.update(step(trip) or {})
        return trip.names

    return before


def later(**by: float) -> Before:
    """Time passes: days, hours, minutes."""
    return lambda trip: trip.clock.advance(**by)


def home_service(status: Status) -> Before:
    """Mei's request for respite care."""
    return made(lambda db, village: homes.in_status(db, village, status))


def asked_by_two(trip: Trip) -> dict[str, str]:
    """Mei has asked for a service, and Guo an hour later for the same."""
    found = home_service(Status.requested)(trip)
    trip.clock.advance(hours=1)
    with trip.database.writing() as db:
        his = homes.draft(db, trip.village, key="guo")
        home_services.ask(db, trip.actor("guo"), his, agreed=True, consent_version="1", consent_words="同意")
    return found or {}


def home_service_again(status: Status = Status.promised) -> Before:
    """Mei's second request for respite care, an hour after the first."""

    def before(trip: Trip) -> None:
        trip.clock.advance(hours=1)
        with trip.database.writing() as db:
            request = homes.draft(db, trip.village)
            request.started_at = trip.clock()
            for name in homes.PATHS[status]:
                homes.make(db, trip.village, name, request, at=trip.clock())

    return before


visit_today = made(homes.promised_for_today)
"""The day has come for which the visit was promised."""


def sets_out_too_early(trip: Trip) -> None:
    trip.visitor.open("/workbench/").post(trip.at("/workbench/home-visits/{id}/departure"), status=409)


def promises_another_time(trip: Trip) -> None:
    trip.visitor.open(trip.at("/workbench/home-visits/{id}/promise"))
    trip.visitor.choose("2026年11月25日 星期三 上午", "下午 2:00").fill("谁去", "彭小红").press("答应上门", status=422)


officers_draft = made(homes.officers_draft)
"""A request for respite care that an officer writes for Mei."""


def hukou_here_and_home_elsewhere(trip: Trip) -> None:
    with trip.database.writing() as db:
        mei = people.find_resident(db, trip.village.mei.public_id)
        mei.hukou_area_id, mei.residence_area_id = mei.residence_area_id, trip.village.areas["000402001001"].id


def nothing_known_where_she_lives(trip: Trip) -> None:
    """Of the region no document has been read, no site assesses there; its officer is the one of the cast."""
    with trip.database.writing() as db:
        elsewhere = Area(code="000900", name="样本市")
        db.add(elsewhere)
        db.flush()
        mei = people.find_resident(db, trip.village.mei.public_id)
        mei.hukou_area_id = mei.residence_area_id = elsewhere.id
        people.membership_of(db, trip.village.officer).area_id = elsewhere.id


def no_site(trip: Trip) -> None:
    """No site of the village assesses anything, at home or in its rooms."""
    with trip.database.writing() as db:
        db.execute(delete(models.SiteCategory))


def no_provider(trip: Trip) -> dict[str, str]:
    """All have moved away since she asked."""
    asked = home_service(Status.accepted)(trip)
    far = trip.village.areas["370811"].id
    with trip.database.writing() as db:
        providers = Organisation.kind == people.OrganisationKind.provider
        db.execute(update(Organisation).where(providers).values(area_id=far))
    return asked


def no_sessions(trip: Trip) -> None:
    """The site is new: what the village has are another one's."""
    with trip.database.writing() as db:
        other = db.scalar(select(models.AssessmentSite.id).where(
            models.AssessmentSite.organisation_id == trip.village.lake_hospital.id))
        db.execute(update(models.AssessmentSession).values(site_id=other))


def no_benefit_recorded(trip: Trip) -> None:
    with trip.database.writing() as db:
        db.execute(delete(entitlements.models.BenefitInForce))


def shown_code(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        return {"id": codes.show(db, trip.village).public_id}


def code_shown_by_her_daughter(trip: Trip) -> dict[str, str]:
    from webapp import mandates as room

    with trip.database.writing() as db:
        held = room.mandates_by(db, people.find_resident(db, trip.village.mei.public_id))[0]
        actor = Actor(account_id=held.agent_id, at=trip.clock.at, resident_id=held.resident_id, mandate_id=held.id)
        return {"id": codes.show(db, trip.village, actor=actor).public_id}


def checked_code(trip: Trip) -> dict[str, str]:
    """Somebody at the bus has scanned it; once more with a number that is none of hers."""
    with trip.database.writing() as db:
        shown = codes.show(db, trip.village)
        found = codes.check(db, shown.number)
        return {"id": found.public_id}


def refused_check(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        return {"id": codes.check(db, "0000000000").public_id}


sheet = made(codes.paper)
"""Mei's code on paper."""

checkpoint = made(lambda db, village: codes.enrol(db, village)[0])


def ended_checkpoint(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found, _ = codes.enrol(db, trip.village)
        codes_room.revoke_checkpoint(db, trip.actor("administrator"), found)
        return {"id": found.public_id}


def frozen_code(trip: Trip) -> None:
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.mei.public_id)
        codes_room.freeze(db, trip.actor("mei"), her, reason=codes_room.FreezeReason.paused)


def misused_code(trip: Trip) -> dict[str, str]:
    """Mei has said of a check that it was not her."""
    found = checked_code(trip)
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.mei.public_id)
        check = codes_room.find_check(db, found["id"], resident_id=her.id, mandate_id=None)
        report = codes_room.report_misuse(db, trip.actor("mei"), her, check)
        return {"id": report.public_id}


def settled_misuse(trip: Trip) -> dict[str, str]:
    found = misused_code(trip)
    with trip.database.writing() as db:
        report = codes_room.find_report(db, found["id"], resident_id=trip.village.mei.id)
        outcome = next(iter(codes_room.MisuseOutcome))
        codes_room.settle_misuse(db, trip.actor("officer"), report, outcome=outcome)
    return found


def appointment(**booked: Any) -> Before:
    """Mei's at the first hospital tomorrow."""
    return made(lambda db, village: assess.book(db, village, **booked))


confirmed_appointment = made(assess.confirmed)
several_news = after(confirmed_appointment, home_service(Status.confirmed), home_service_again())
"""The site, the community and a provider have each done something, some of it twice."""
asked_visit = made(assess.request_home)


def visit_with_a_time(trip: Trip) -> dict[str, str]:
    """Asked for, and the site has named when it comes."""
    with trip.database.writing() as db:
        found = assess.request_home(db, trip.village)
        named = assess.session_on(db, trip.village, kind=assessments_room.AppointmentKind.home).slots[0]
        assessments_room.give_time(db, trip.actor("clerk"), found, named)
        return {"id": found.public_id}


def attended_appointment(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found = assess.attended(db, trip.village)
        trip.clock.at = assess.at_time_of(found, minutes=20)
        return {"id": found.public_id}


def begun_appointment(trip: Trip) -> dict[str, str]:
    """Its time has come, and nobody has said yet whether she did."""
    with trip.database.writing() as db:
        found = assess.confirmed(db, trip.village)
        trip.clock.at = assess.at_time_of(found)
        return {"id": found.public_id}


def begun_session(trip: Trip) -> dict[str, str]:
    return begun_appointment(trip) | hospital_session(trip)


def assessed_appointment(grade: int | None = 1) -> Before:
    reasons = None if grade else "没有达到四级的标准"

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            found = assess.assessed(db, trip.village, grade=grade, reasons=reasons)
            trip.clock.at = assess.at_time_of(found, minutes=60)
            return {"id": found.public_id, "outcome": found.outcome.public_id}

    return before


def displaced_appointment(trip: Trip) -> dict[str, str]:
    """The hospital has cancelled the session; other times are offered."""
    with trip.database.writing() as db:
        found = assess.book(db, trip.village)
        assessments_room.cancel_session(db, trip.actor("clerk"), found.slot.session)
        return {"id": found.public_id}


def cancelled_session(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found = assess.session_on(db, trip.village)
        assessments_room.cancel_session(db, trip.actor("clerk"), found)
        return {"session": found.public_id}


def cancelled_visit(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found = assess.request_home(db, trip.village)
        assessments_room.cancel(db, trip.actor("mei"), found)
        return {"id": found.public_id}


def undone_appointment(trip: Trip) -> dict[str, str]:
    """Mei's, taken back a minute after it was booked."""
    found = appointment()(trip)
    with trip.database.writing() as db:
        hers = assess.latest(db, trip.village)
        undo = assessments_room.undo_of(timeline(db, assessments_room.matter_of(hers)))
        assessments_room.undo(db, trip.actor("mei"), hers, mark=undo.mark)
    return found or {}


def begun_booking(trip: Trip) -> None:
    """Mei has chosen a hospital and left."""
    chosen = {"kind": "hospital", "reason": "renewal", "category": "physical"}
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.mei.public_id)
        kind = assessments_room.AppointmentKind.hospital
        assessments_room.keep_booking(db, trip.actor("mei"), her, kind, chosen)


def too_late_to(press: str, path: str) -> Callable[[Trip], None]:
    """The page was open when the time for undoing ended."""

    def walk(trip: Trip) -> None:
        trip.visitor.open(trip.at(path))
        trip.clock.advance(minutes=10)
        trip.visitor.press(press, status=410)

    return walk


def cancelled_appointment(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found = assess.book(db, trip.village)
        assessments_room.cancel(db, trip.actor("mei"), found)
        return {"id": found.public_id}


def appointment_again(trip: Trip) -> None:
    """An hour after the one that was cancelled, at the same time."""
    trip.clock.advance(hours=1)
    with trip.database.writing() as db:
        assess.book(db, trip.village, by=trip.actor("mei"))


def free_slot(trip: Trip) -> dict[str, str]:
    """A time at the first hospital tomorrow, and the hospital."""
    with trip.database.reading() as db:
        return {"slot": assess.slot(db, trip.village).public_id, "site": assess.site(db, trip.village).public_id}


def later_slot(trip: Trip) -> dict[str, str]:
    """Another time there, after the first."""
    with trip.database.reading() as db:
        return {"slot": assess.slot(db, trip.village, 1).public_id}


def taken_slot(trip: Trip) -> dict[str, str]:
    """A time at which the last place has just gone."""
    with trip.database.writing() as db:
        slot = assess.narrow_slot(db, trip.village)
        assess.book(db, trip.village, "guo", at=slot, needs=())
        return {"slot": slot.public_id}


def hospital_session(trip: Trip) -> dict[str, str]:
    with trip.database.reading() as db:
        return {"session": assess.session_on(db, trip.village).public_id}


given_mandate = made(mandates.grant)


def renews_the_mandate(trip: Trip) -> None:
    """From its page, a minute after it was signed, over the steps of a new one."""
    trip.clock.advance(minutes=1)
    trip.visitor.press("续期或者修改").press("下一步：办到哪一天")
    trip.visitor.choose("90 天，到2027年2月21日 星期日").press("下一步：读委托书").press("我读过了，签署委托")



def errand(kind: ErrandKind, key: str = "mei") -> Before:
    """Her word to the officer for a matter that is about to begin."""

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            return {"errand": mandates.errand(db, trip.village, kind, key=key).public_id}

    return before


def word_for_appointment(trip: Trip) -> None:
    """Her word to the officer for the appointment that she has."""
    from tests.factories_assessments import latest
    from webapp import assessments

    with trip.database.writing() as db:
        mandates.errand(db, trip.village, matter=assessments.matter_of(latest(db, trip.village)))


def word_for_home_service(trip: Trip) -> None:
    """Her word to the officer for the request that she has."""
    with trip.database.writing() as db:
        [hers] = home_services.requests_of(db, trip.village.mei.id)
        mandates.errand(db, trip.village, ErrandKind.home_service, matter=home_services.matter_of(hers))


def ended_errand(trip: Trip) -> dict[str, str]:
    from webapp import mandates as room

    with trip.database.writing() as db:
        found = mandates.errand(db, trip.village)
        room.end_errand(db, trip.actor("mei"), found, reason="by_resident")
        return {"errand": found.public_id}


mandate_draft = made(lambda db, village: mandates.draft(db, village, whole=False))
whole_mandate_draft = made(mandates.draft)


def ended_mandate(trip: Trip) -> dict[str, str]:
    from webapp import mandates as room

    with trip.database.writing() as db:
        found = mandates.grant(db, trip.village)
        room.revoke(db, trip.actor("guo"), found, reason="by_resident")
        return {"id": found.public_id}


def ended_mandates(trip: Trip) -> None:
    """One, and an hour later another to the same agent."""
    ended_mandate(trip)
    with trip.database.writing() as db:
        for mandate in db.scalars(select(Mandate).where(Mandate.resident_id == trip.village.guo.id)):
            mandate.granted_at -= timedelta(hours=1)
    ended_mandate(trip)


def proposal(words: str | None = None) -> Before:
    """An officer wrote one down for Guo and asked by message; perhaps the telephone has answered."""

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            written = mandates.proposal(db, trip.village, giver="guo")
            names = {"proposal": written.public_id}
            if words is not None:
                names["answer"] = mandates.answer(db, trip.village, written, words).public_id
            return names

    return before


def guardian(trip: Trip) -> dict[str, str]:
    """Hao's mother is recorded as his guardian."""
    with trip.database.writing() as db:
        return {"guardianship": mandates.guardian(db, trip.village).public_id}


def guardian_of_mei(trip: Trip) -> dict[str, str]:
    kind = mandates.GuardianKind.statutory
    with trip.database.writing() as db:
        return {"guardianship": mandates.guardian(db, trip.village, ward="mei", kind=kind).public_id}


def objection(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        found = mandates.guardian(db, trip.village)
        return {"objection": mandates.objection(db, trip.village, found).public_id}


def disagreement(trip: Trip) -> dict[str, str]:
    """The neighbour wanted to cancel what Mei's daughter had booked."""
    with trip.database.writing() as db:
        booked = assess.book(db, trip.village)
        return {"disagreement": mandates.disagreement(db, trip.village, booked.public_id).public_id}


def guo_wants_no_calls(trip: Trip) -> None:
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.of("guo").public_id)
        people.set_needs(db, trip.actor("guo"), her, [people.Need.no_calls, people.Need.writing])


def booked_for_hao(trip: Trip) -> None:
    """He has no account: the officer has to tell him."""
    with trip.database.writing() as db:
        booked = assessments_room.AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
        record(db, trip.actor("officer"), booked, subject_id=trip.village.of("hao").id,
               matter=Matter("appointment", "a" * 16))


def message_to(key: str, step: Before, kind: str | None = None) -> Before:
    """What this person was told of what the step did; the latest, or the latest of that kind."""

    def before(trip: Trip) -> dict[str, str]:
        step(trip)
        with trip.database.reading() as db:
            named = trip.village.of(key)
            account = named if isinstance(named, Account) else people.account_of(db, named)
            found = select(Message).where(Message.recipient_id == account.id).order_by(Message.id.desc())
            message = db.scalars(found.where(Message.kind == kind) if kind else found).first()
            assert message is not None, f"{key} was told nothing"
            return {"message": message.public_id}

    return before


def phone_for_push(*, proven: bool = True, lost: bool = False) -> Before:
    """Guo's phone receives push messages; unless proven it has not been tapped; lost: its subscription is gone."""

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            account = people.account_of(db, trip.village.guo)
            post_room = trip.app.extensions["huican"].post_room
            subscription = notices.made_up_subscription()
            device = notifications.add_device(
                db, trip.actor("guo"), account, subscription, name="手机", push=post_room.push
            )
            if proven:
                device.proven_at = trip.clock()
            if lost:
                device.retired_at, device.retired_because = trip.clock(), "gone"
            return {"device": device.public_id}

    return before


def last_question(trip: Trip) -> dict[str, str]:
    with trip.database.reading() as db:
        her = people.find_resident(db, trip.village.mei.public_id)
        found = entitlements.entitlements_of(db, her, trip.actor("mei").today)
        asked = entitlements.questions(found.assessments, found.who, found.told.passed_over)
        return {"fact": asked[-1].fact}


def asked_about_benefit(*, answered: bool = False) -> Before:
    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            her = people.find_resident(db, trip.village.mei.public_id)
            asked = entitlements.ask(db, trip.actor("mei"), her, "pinghu/free-bus-travel", "轮椅上得了公交车吗？")
            if answered:
                entitlements.answer_inquiry(db, trip.actor("officer"), asked, "上得了。请在站台等，司机会放坡板。")
            return {"inquiry": asked.public_id}

    return before


def opens_unasked(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        entitlements.switch_on(db, trip.actor("federation"), "pinghu/free-bus-travel", source="平残联〔2026〕2号")
    return {}


def opened_unasked(*, settled: bool = False) -> Before:
    def before(trip: Trip) -> dict[str, str]:
        opened = factories_openings.opened(trip.database, trip.actor("federation"), trip.village.mei)
        if settled:
            with trip.database.writing() as db:
                entitlements.settle_opening(db, trip.actor("officer"), db.merge(opened))
        return {"opening": opened.public_id}

    return before


def in_force(trip: Trip) -> dict[str, str]:
    with trip.database.reading() as db:
        (record,) = entitlements.in_force_records(db, "pinghu/free-bus-travel")
        return {"record": record.public_id}


def nothing_agreed(trip: Trip) -> None:
    """As before the first use."""
    with trip.database.writing() as db:
        for key in ("mei", "daughter"):
            named = trip.village.of(key)
            resident = named if key == "mei" else None
            account = people.account_of(db, named) if resident else named
            for consent in people.consents_of(db, resident_id=resident.id if resident else None, account_id=account.id):
                people.withdraw_consent(db, trip.actor(key), consent)


def asked_correction(trip: Trip) -> dict[str, str]:
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.mei.public_id)
        item = next(iter(people.CorrectionItem))
        asked = people.request_correction(db, trip.actor("mei"), her, item=item, words="名字写错了一个字。")
        return {"correction": asked.public_id}


def wrote_a_letter(*, answered: bool = False) -> Before:
    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            her = people.find_resident(db, trip.village.mei.public_id)
            letter = people.write_letter(db, trip.actor("mei"), her, "我不方便打电话，想问轮椅坡道。")
            if answered:
                people.answer_letter(db, trip.actor("officer"), letter, "门口有坡道，从东门进。")
            return {"id": letter.public_id}

    return before


def complained(*, answered: bool = False) -> Before:
    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            her = people.find_resident(db, trip.village.mei.public_id)
            words = "约好了上午来，没有人来，也没有告诉我。"
            made = people.complain(db, trip.actor("mei"), her, people.ComplaintTopic.service, words)
            if answered:
                outcome = people.ComplaintOutcome.upheld
                people.answer_complaint(db, trip.actor("federation"), made, "查过了，是我们忘了。", outcome=outcome)
            return {"id": made.public_id}

    return before


def answered_after_it_was_opened(trip: Trip) -> None:
    """The page stood open while the Federation answered."""
    trip.visitor.open(trip.at("/complaints/{id}"))
    with trip.database.writing() as db:
        made = people.complaints_of(db, trip.village.mei.id)[0]
        people.answer_complaint(
            db, trip.actor("federation"), made, "查过了。", outcome=people.ComplaintOutcome.partly_upheld)
    trip.visitor.press("撤回投诉", status=409)


def withdrawn_consent(trip: Trip) -> None:
    with trip.database.writing() as db:
        held = people.consent_held(db, kind="notice", resident_id=trip.village.mei.id)
        people.withdraw_consent(db, trip.actor("mei"), held)


def standing_still(status: Status) -> Before:
    """Mei's request, and no consent to tell a provider."""

    def before(trip: Trip) -> dict[str, str]:
        names = home_service(status)(trip)
        with trip.database.writing() as db:
            held = people.consent_held(db, kind=home_services.CONSENT, resident_id=trip.village.mei.id)
            people.withdraw_consent(db, trip.actor("mei"), held)
        return names

    return before


def gave_an_answer(trip: Trip) -> None:
    with trip.database.writing() as db:
        her = people.find_resident(db, trip.village.bin.public_id)
        entitlements.answer_question(
            db, trip.actor("bin"), her, "rural_household", True, source=people.FactSource.resident)


def looked_into(trip: Trip) -> None:
    """An officer has opened Mei's file."""
    here = Trip(trip.app, trip.village, trip.clock, Walker(trip.app))
    here.sign_in("officer")
    here.visitor.open(here.at("/workbench/residents/{mei}"))


def forged_head(trip: Trip) -> None:
    """Somebody has written over the end of Mei's chain."""
    with trip.database.writing() as db:
        db.get_one(LedgerHead, trip.village.mei.id).hash = "0" * 64


def viewed(trip: Trip, by: str = "federation") -> dict[str, str]:
    """A member of staff has looked at Mei's file."""
    with trip.database.writing() as db:
        account = trip.village.of(by)
        actor = people.actor_for(account, trip.clock(), people.membership_of(db, account))
        record(db, actor, people.FileViewed(page="resident"), subject_id=trip.village.mei.id)
    with trip.database.reading() as db:
        return {"view": people.file_views(db, trip.village.mei)[0][0].mark}


def asked_why(*, answered: bool = False, by: str = "federation") -> Before:
    def before(trip: Trip) -> dict[str, str]:
        mark = viewed(trip, by)["view"]
        with trip.database.writing() as db:
            her = people.find_resident(db, trip.village.mei.public_id)
            asked = people.question_view(db, trip.actor("mei"), her, mark, "为什么看我的档案？")
            if answered:
                people.explain_view(db, trip.actor("officer"), asked, "为了核对您的上门服务申请。")
            return {"question": asked.public_id}

    return before


def seat_of(key: str) -> Before:
    def before(trip: Trip) -> dict[str, str]:
        with trip.database.reading() as db:
            return {"seat": people.membership_of(db, trip.village.of(key)).public_id}

    return before


def invitation_not_taken(trip: Trip) -> dict[str, str]:
    """Somebody was invited, and the gateway would not have the message."""
    with trip.database.writing() as db:
        place = trip.village
        seat = people.invite_staff(
            db, trip.actor("administrator"), name="何晴", phone="00030000077", role=people.Role.community_officer,
            organisation=db.get_one(people.Organisation, place.osmanthus.id),
            area=db.get_one(people.Area, place.osmanthus.area_id))
        people.note_invitation_sent(db, trip.actor("administrator"), seat, taken=False)
        return {"seat": seat.public_id}


def question_not_taken(trip: Trip) -> None:
    with trip.database.writing() as db:
        asked = db.scalars(select(MandateProposal)).one()
        note_question_sent(db, trip.actor("officer"), asked, taken=False)


def second_officer(trip: Trip) -> None:
    """The officer of the village by the river sits beside the officer now."""
    trip.clock.advance(minutes=1)
    with trip.database.writing() as db:
        beside = people.membership_of(db, trip.village.of("officer"))
        db.add(people.StaffMembership(
            account_id=trip.village.of("river_officer").id, role=beside.role, organisation_id=beside.organisation_id,
            area_id=beside.area_id, started_at=trip.clock(), public_id="b" * 16))  # the same in every reading


def took_over(trip: Trip) -> None:
    """The officer has what her colleague left."""
    second_officer(trip)
    with trip.database.writing() as db:
        heir, left = (people.membership_of(db, trip.village.of(key)) for key in ("officer", "river_officer"))
        people.end_membership(db, trip.actor("administrator"), left, open_matters=3, successor=heir)


def organisation(key: str) -> Before:
    return lambda trip: {"organisation": trip.village.of(key).public_id}


def closes_her_account(trip: Trip) -> None:
    trip.visitor.open("/my-data/deletion").post("/my-data/deletion", sure="y")


def closes_his_account(trip: Trip) -> None:
    trip.visitor.open("/my-account").post("/my-account/deletion", sure="y")


def types_a_wrong_code(trip: Trip) -> None:
    trip.visitor.fill("手机号", "00010000001").press("发送验证码").fill("验证码", "00").press("登录", status=422)


def asks_for_more_time(trip: Trip) -> None:
    trip.visitor.fill("手机号", "00010000001").press("发送验证码").press("多给我 10 分钟")


def asks_for_more_time_too_late(trip: Trip) -> None:
    trip.visitor.fill("手机号", "00010000001").press("发送验证码")
    trip.clock.advance(minutes=11)
    trip.visitor.press("多给我 10 分钟", status=410)


def signed_out_while_writing(trip: Trip) -> None:
    """Elsewhere she has ended all her sessions; then she sends a letter here."""
    trip.visitor.open("/letters")
    with trip.database.writing() as db:
        db.execute(update(SignInSession).values(ended_at=trip.clock()))
    trip.visitor.post("/letters", words="轮椅进不了社区的门。")


def comes_back_to_what_was_typed(trip: Trip) -> None:
    signed_out_while_writing(trip)
    trip.sign_in("mei")
    trip.visitor.open("/interrupted")


def signed_out_while_answering(trip: Trip) -> None:
    """The officer's session has ended; then the answer to a letter is sent."""
    letter = trip.at("/workbench/letters/{id}")
    trip.visitor.open(letter)
    with trip.database.writing() as db:
        db.execute(update(SignInSession).values(ended_at=trip.clock()))
    trip.visitor.post(f"{letter}/answer", words="门口有坡道，从东门进。")


def comes_back_to_the_answer(trip: Trip) -> None:
    signed_out_while_answering(trip)
    trip.sign_in("officer")
    trip.visitor.open("/workbench/interrupted")


def comes_back_to_an_answer_that_is_another_s_now(trip: Trip) -> None:
    """Meanwhile she whose letter it is has moved away."""
    signed_out_while_answering(trip)
    with trip.database.writing() as db:
        area = db.scalars(select(Area).where(Area.code == "000482001002")).one()
        moved = {"residence_area_id": area.id, "hukou_area_id": area.id}
        db.execute(update(Resident).where(Resident.id == trip.village.mei.id).values(moved))
    trip.sign_in("officer")
    trip.visitor.open("/workbench/interrupted", status=410)


def says_only_when_it_begins(trip: Trip) -> None:
    trip.visitor.fill("从几点开始安静", "22:00").press("保存", status=422)


def takes_a_recovery_code(trip: Trip) -> None:
    trip.visitor.open("/ways-in").post("/recovery-code")


def takes_a_secret(trip: Trip) -> None:
    trip.visitor.post(trip.at("/workbench/checkpoints/{id}/credential"))


def takes_a_code_for_hao(trip: Trip) -> None:
    trip.visitor.post(trip.at("/workbench/residents/{hao}/sign-in-code"))


def adds_nothing(trip: Trip) -> None:
    """The form that a script fills, sent as it is."""
    trip.visitor.post("/notices/devices", status=422)


def home_fails(fault: Exception) -> Before:
    """The first page fails, as anything may."""

    def before(trip: Trip) -> None:
        def fails(**_: Any) -> None:
            raise fault

        views = trip.app.view_functions
        kept, views["resident.home"] = views["resident.home"], fails  # type: ignore[assignment]
        trip.undo.append(lambda: views.update({"resident.home": kept}))

    return before


def with_accessibility_office(trip: Trip) -> None:
    """As if the operator had configured it."""
    house = trip.app.extensions["huican"]
    kept = house.settings
    house.settings = replace(kept, accessibility_office=("演示残联无障碍小组", "access@example.invalid", "0573 0000 0000"))
    trip.undo.append(lambda: setattr(house, "settings", kept))


def with_provider(trip: Trip) -> None:
    """As if the operator had configured one; nobody is asked anything."""
    house = trip.app.extensions["huican"]
    kept = house.settings, house.identity_provider
    unified = UnifiedSignIn(
        issuer="https://id.example.invalid", client_id="huican", client_secret="x",
        names=("示范省统一身份认证", "示範省統一身份認證", "Model Province ID"), claim="citizen_id",
    )
    house.settings = replace(house.settings, unified=unified)
    house.identity_provider = people.IdentityProvider(unified, return_to="http://localhost:8000/sign-in/unified/return")

    def put_back() -> None:
        house.settings, house.identity_provider = kept

    trip.undo.append(put_back)


def new_phone_proved(trip: Trip) -> None:
    """An hour ago, somewhere else."""
    with trip.database.writing() as db:
        account = people.account_of(db, trip.village.mei)
        actor = trip.actor("mei")
        _, code, plain = people.ask_phone_change(db, actor, account, "00010000099")
        people.prove_new_phone(db, actor, account, code.public_id, plain)


def register_lags(trip: Trip) -> None:
    """An officer has put right what the Federation's register still says otherwise."""
    with trip.database.writing() as db:
        mei = people.find_resident(db, trip.village.mei.public_id)
        mei.in_register_at = trip.clock()
        there = people.area_named(db, "330402", field="area")
        right = {"name": "陈秀美", "phone": "00010000099", "hukou_area_id": there.id}
        people.correct_resident(db, trip.actor("officer"), mei, right, source=people.FactSource.officer)


def phone_changed(trip: Trip) -> None:
    new_phone_proved(trip)
    with trip.database.writing() as db:
        people.put_phone_in_force(db, trip.actor("mei"), people.account_of(db, trip.village.mei))


def opens(path: str) -> Callable[[Trip], None]:
    return lambda trip: trip.visitor.open(trip.at(path)) and None


def posts(path: str, status: int, **values: str) -> Callable[[Trip], None]:
    """Sends what no button of the page would: an old page, or one that somebody has changed."""
    return lambda trip: trip.visitor.post(trip.at(path), status=status, **values) and None


def without_token(trip: Trip) -> None:
    """A form whose token is not ours."""
    trip.visitor._arrive(trip.visitor.client.post("/preferences", data={"language": "en"}, base_url=BASE), 400)


def with_a_long_name(trip: Trip) -> None:
    with trip.database.writing() as db:
        people.find_resident(db, trip.village.mei.public_id).name = LONG


def all_names_long(trip: Trip) -> None:
    """Hers, those of everybody around her, of the offices and of where she lives."""
    with trip.database.writing() as db:
        for key in ("mei", "guo"):
            resident = people.find_resident(db, trip.village.of(key).public_id)
            resident.name = people.account_of(db, resident).name = LONG
        for key in ("daughter", "neighbour", "officer", "provider"):
            db.get_one(Account, trip.village.of(key).id).name = LONG
        for key in ("osmanthus", "first_hospital", "warm_home"):
            office = db.get_one(Organisation, trip.village.of(key).id)
            office.name, office.address = LONG_OFFICE, LONG_STREET
        db.get_one(Area, trip.village.areas["000482001001"].id).name = LONG_PLACE


def long_home_service(status: Status) -> Before:
    """Mei's request; so is whoever comes, and where to."""

    def before(trip: Trip) -> dict[str, str]:
        with trip.database.writing() as db:
            hers = homes.in_status(db, trip.village, status)
            hers.address = LONG_STREET
            if hers.assignment.visit_at:
                hers.assignment.helper_name = LONG
            return {"id": hers.public_id}

    return before


def office_with_a_telephone(trip: Trip) -> None:
    with trip.database.writing() as db:
        db.get_one(Organisation, trip.village.of("osmanthus").id).phone = "0573 0000 0000"


def hukou_where_nothing_is_known(trip: Trip) -> None:
    """Of the region no document has been read."""
    with trip.database.writing() as db:
        elsewhere = Area(code="000900", name="样本市")
        db.add(elsewhere)
        db.flush()
        people.find_resident(db, trip.village.mei.public_id).hukou_area_id = elsewhere.id


def with_passkeys(key: str = "mei") -> Before:
    """Two: one that is used, and one with a long name that never was."""

    def before(trip: Trip) -> None:
        with trip.database.writing() as db:
            named = trip.village.of(key)
            account = named if isinstance(named, Account) else people.account_of(db, named)
            for name, used_at in (("手机", trip.clock()), ("女儿放在客厅电视机旁边的那一台公用的平板电脑", None)):
                db.add(Passkey(account_id=account.id, credential_id=name.encode(), public_key=b"", name=name,
                               created_at=trip.clock(), last_used_at=used_at))

    return before


def names_a_passkey_with_nothing(trip: Trip) -> None:
    form = trip.visitor.soup.find("form", action=re.compile("/passkeys/[^/]+/name"))
    trip.visitor.post(form["action"], status=422, name="")


def comes_to_work_by_code(trip: Trip) -> None:
    """Signed in by a code from a text message, which opens no seat."""
    trip.sign_in("officer", way="code")
    trip.visitor.open("/workbench/sign-in")


def puts_the_device_down_as_hers(trip: Trip) -> dict[str, str]:
    """A browser of a checkpoint, which holds its secret."""
    with trip.database.writing() as db:
        _, secret = codes.enrol(db, trip.village)
    trip.visitor.open("/check/device").fill("设备口令", secret).press("登记这台设备")
    return {}


def with_clip(page: str) -> Before:
    """As if the operator had a clip in sign language for this page."""

    def before(trip: Trip) -> None:
        kept, folder = trip.app.extensions["sign_language"], Path(mkdtemp())
        factories_clips.put(folder, page, "这里可以预约残疾评定。\n您可以去医院，也可以请人上门。\n")
        sign_language.init_app(trip.app, folder)
        trip.undo.append(lambda: trip.app.extensions.update(sign_language=kept))
        trip.undo.append(lambda: rmtree(folder))

    return before
