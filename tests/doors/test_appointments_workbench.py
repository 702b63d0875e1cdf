"""Appointments at the workbench: the site opens, makes ready, confirms, receives and records; the Federation issues."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import factories_mandates
from tests.cast import RESIDENTS, citizen_id
from tests.conftest import MORNING
from tests.factories_assessments import assessed, at_time_of, attended, book, latest, request_home, session_on
from webapp import assessments
from webapp.assessments import AppointmentKind, AppointmentStatus, AssessmentSession, Hand, status_of
from webapp.certificates import DisabilityCategory as Category
from webapp.certificates import certificate_on
from webapp.people import Need

MEI = citizen_id(next(person for person in RESIDENTS if person.key == "mei"))


@pytest.fixture
def clerk(visitor):
    return visitor("clerk")


@pytest.fixture
def booked(village):
    with village.database.writing() as db:
        return book(db, village, needs=(Need.wheelchair, Need.sign_interpreter)).public_id


def sessions_in_all(village):
    with village.database.reading() as db:
        return db.scalar(select(func.count()).select_from(AssessmentSession))


def stands(village, key="mei"):
    with village.database.reading() as db:
        return status_of(latest(db, village, key))


def new_session(clerk, **changed):
    clerk.open("/workbench/sessions/new")
    said = {"日期": "2026-12-05", "从几点": "8:30", "到几点": "11:30", "每个号几分钟": "30", "同一时间几个号": "2"} | changed
    for label, value in said.items():
        clerk.fill(label, value)
    return clerk


def test_a_clerk_opens_a_session_and_residents_can_book_it(clerk, visitor, village):
    new_session(clerk, 从几点="8点半", 到几点="１１：３０").press("开放预约")
    assert clerk.h1 == "12月5日 星期六的场次"
    assert clerk.main.count("还有 2 个空号") == 6
    times = "/appointments/times?kind=hospital&reason=change&category=physical&from_on=2026-12-05"
    resident = visitor("mei").open(times)
    assert resident.sees("2026年12月5日 星期六")


@pytest.mark.parametrize(("changed", "sentence"), [
    ({"到几点": "8:00"}, "结束时间要晚于开始时间。"),
    ({"日期": "2026-11-20"}, "开始时间已经过了。请换一个以后的时间。"),
    ({"日期": "2026-02-30"}, "没有看懂这个日期。请写年月日，例如 2026年12月1日。"),
    ({"从几点": "二十五点"}, "没有看懂这个时间。请写几点几分，例如 8:30。"),
    ({"每个号几分钟": "半小时"}, "请只写数字，例如 30。"),
    ({"每个号几分钟": "😀"}, "请只写数字，例如 30。"),
    ({"每个号几分钟": "240"}, "这段时间排不下一个号。请把时间放长，或者把每个号的时间缩短。"),
    ({"同一时间几个号": "500"}, "每个时间要有 1 到 20 个号。"),
    ({"日期": ""}, "请填写日期，例如 2026-12-01。"),
])
def test_an_impossible_session_is_refused_in_words_and_keeps_what_was_typed(clerk, village, changed, sentence):
    before = sessions_in_all(village)
    new_session(clerk, **changed).press("开放预约", status=422)
    assert clerk.errors() == [sentence]
    [(label, typed)] = changed.items()
    assert clerk._control(label)["value"] == typed
    assert sessions_in_all(village) == before


def test_a_clerk_confirms_only_when_every_need_is_ticked(clerk, village, booked):
    assert clerk.open("/workbench/").sees("请准备并确认")
    clerk.open(f"/workbench/appointments/{booked}").choose("轮椅通道").press("确认预约", status=422)
    assert clerk.errors() == ["还没有准备好：手语翻译。每一样都准备好了，才能确认。"]
    assert stands(village) is AppointmentStatus.booked
    clerk.choose("轮椅通道", "手语翻译").press("确认预约")
    assert clerk.sees("手语翻译（已准备好）")
    assert clerk.sees("您可以在这里记“到场了”，再登记结果。"), "what comes next is said before its day"
    assert stands(village) is AppointmentStatus.confirmed


@pytest.mark.parametrize("key", ["mind_clerk", "provider", "river_officer", "ginkgo_officer"])
def test_staff_of_elsewhere_find_nothing(visitor, village, booked, key):
    outsider = visitor(key).open("/workbench/")
    outsider.open(f"/workbench/appointments/{booked}", status=404)
    for act in ("confirmation", "attendance", "absence", "displacement", "refusal", "cancellation", "outcome", "time"):
        said = {"prepared": "wheelchair", "slot": "x", "category": "physical", "result": "1",
                "assessed_on": "2026-11-24"}
        answer = outsider.client.post(f"/workbench/appointments/{booked}/{act}", base_url="http://localhost:8000",
                                      data={"csrf_token": outsider.csrf_token} | said)
        assert answer.status_code == 404, act
    assert stands(village) is AppointmentStatus.booked


def test_the_session_of_another_site_is_not_found(visitor, village):
    with village.database.reading() as db:
        public_id = session_on(db, village).public_id
    other = visitor("mind_clerk").open("/workbench/")
    other.open(f"/workbench/sessions/{public_id}", status=404)
    other.post(f"/workbench/sessions/{public_id}/cancellation", status=404)


def test_a_clerk_cancels_a_session_after_being_told_whom_it_concerns(clerk, village, booked):
    with village.database.reading() as db:
        session = session_on(db, village).public_id
    clerk.open(f"/workbench/sessions/{session}").follow("取消这个场次")
    assert clerk.sees("有 1 个人约了。每个人都会马上收到通知。")
    clerk.press("取消这个场次")
    assert clerk.sees("这个场次已经取消")
    assert stands(village) is AppointmentStatus.displaced


def test_of_a_session_cancelled_half_way_only_those_still_to_come_lose_their_time(clerk, village, clock, booked):
    with village.database.writing() as db:
        session = session_on(db, village)
        book(db, village, "lan", at=session.slots[3], category=Category.hearing)
        clock.at = at_time_of(latest(db, village))
    clerk.open(f"/workbench/sessions/{session.public_id}").follow("取消这个场次")
    assert clerk.sees("有 1 个人约了。每个人都会马上收到通知。")
    assert clerk.sees("有 1 个人的时间已经到了，还没有记来没来。")
    clerk.press("取消这个场次")
    assert stands(village, "lan") is AppointmentStatus.displaced
    assert stands(village) is AppointmentStatus.booked
    clerk.open(f"/workbench/appointments/{booked}").press("到场了").follow("登记评定结果")
    clerk.choose("一级").press("登记结果")
    assert stands(village) is AppointmentStatus.completed


@pytest.mark.parametrize("days", [0, 1])
def test_who_came_and_could_not_be_seen_is_offered_another_time(clerk, village, clock, booked, days):
    with village.database.reading() as db:
        clock.at = at_time_of(latest(db, village)) + timedelta(days=days)
    clerk.open(f"/workbench/appointments/{booked}").follow("这个时间接待不了").see_needs().press("取消，并给别的时间")
    assert stands(village) is AppointmentStatus.displaced


def test_one_person_can_be_offered_another_time(clerk, village, booked):
    clerk.open(f"/workbench/appointments/{booked}").follow("这个时间接待不了").see_needs().press("取消，并给别的时间")
    assert clerk.sees("评定机构取消了，给您别的时间")
    assert stands(village) is AppointmentStatus.displaced


def test_she_came_and_what_was_found_is_recorded(clerk, village, clock, booked):
    with village.database.reading() as db:
        clock.at = at_time_of(latest(db, village))
    clerk.open(f"/workbench/appointments/{booked}").press("到场了").follow("登记评定结果")
    clerk.press("登记结果", status=422)
    assert clerk.errors() == ["请选一个结果。"]
    clerk.choose("一级").press("登记结果")
    assert clerk.sees("肢体残疾，一级")
    assert stands(village) is AppointmentStatus.completed


def test_not_meeting_the_standard_needs_reasons_that_she_can_read(clerk, visitor, village, clock):
    with village.database.writing() as db:
        public_id = attended(db, village).public_id
        clock.at = at_time_of(latest(db, village), minutes=30)
    clerk.open(f"/workbench/appointments/{public_id}/outcome").choose("没有达到标准").press("登记结果", status=422)
    assert clerk.errors() == ["没有达到标准，请写明原因。居民会看到。"]
    clerk.choose("没有达到标准").fill("原因", "活动范围未达到标准").press("登记结果")
    mei = visitor("mei").open(f"/appointments/{public_id}")
    for words in ("没有达到残疾标准", "活动范围未达到标准", "10 个工作日内申请重新评定", "第二十五条"):
        assert mei.sees(words)


def test_somebody_who_did_not_come_is_noted_and_it_can_be_put_right(clerk, village, clock, booked):
    with village.database.reading() as db:
        clock.at = at_time_of(latest(db, village), minutes=60)
    clerk.open(f"/workbench/appointments/{booked}").press("没有到场")
    assert stands(village) is AppointmentStatus.no_show
    clerk.press("到场了")
    assert stands(village) is AppointmentStatus.attended


def test_the_federation_issues_what_was_found_and_what_is_hers_is_worked_out_anew(visitor, village, clock):
    with village.database.writing() as db:
        assessed(db, village, grade=1)
    clock.advance(days=10)
    federation = visitor("federation").open("/workbench/")
    federation.follow("评定有结果，请发残疾人证")
    federation.fill("残疾人证号", f"{MEI}42").see_needs().press("登记残疾人证", status=422)
    assert federation.errors() == ["证号第 20 位和评定的等级对不上。请核对。"]
    federation.fill("残疾人证号", f"{MEI[:6]} {MEI[6:14]} {MEI[14:]} 41").see_needs().press("登记残疾人证")
    assert federation.sees("现在没有等发证的评定结果")
    with village.database.reading() as db:
        certificate = certificate_on(db, village.mei, MORNING.date() + timedelta(days=10))
        assert (certificate.grade, certificate.issued_on) == (1, date(2026, 12, 3))
    mei = visitor("mei").open("/appointments").follow("去医院评定，11月24日 星期二")
    assert mei.sees("残疾人证已经登记")
    assert mei.sees("残联登记了残疾人证")


@pytest.mark.parametrize("key", ["clerk", "officer"])
def test_nobody_else_issues(visitor, village, key):
    with village.database.writing() as db:
        outcome = assessed(db, village).outcome.public_id
    other = visitor(key).open("/workbench/")
    other.open(f"/workbench/outcomes/{outcome}/certificate", status=404)
    said = {"certificate_number": f"{MEI}41", "issued_on": "2026-12-03"}
    other.post(f"/workbench/outcomes/{outcome}/certificate", status=404, **said)


def test_the_federation_of_another_county_would_not_find_it(visitor, village):
    with village.database.writing() as db:
        outcome = assessed(db, village).outcome.public_id
        assert assessments.awaiting_certificate(db, {village.ginkgo.area_id}) == []
    visitor("federation").open(f"/workbench/outcomes/{outcome}/certificate")


def test_an_officer_books_for_a_child_who_has_no_phone(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}").follow("预约残疾评定")
    assert officer.h1 == "先问赵子豪同不同意"
    factories_mandates.note_word(officer)
    assert officer.sees("我已经把下面的话念给赵子豪听，本人同意")
    officer.choose("上午 9:00").press("预约", status=422)
    assert officer.errors()[0].startswith("要勾选同意")
    officer.choose("本人同意").press("预约")
    assert officer.sees("预约了评定，时间是2026年11月24日 星期二 上午 9:00")
    with village.database.reading() as db:
        hers = latest(db, village, "hao")
        assert (hers.needs, hers.site.organisation_id) == ([Need.companion], village.mind_hospital.id)
    officer.follow("替本人取消").see_needs().press("取消这次预约")
    with village.database.reading() as db:
        assert latest(db, village, "hao").cancelled_by is Hand.officer


def test_an_officer_loses_the_same_races_as_everybody(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}/appointments/new")
    factories_mandates.note_word(officer).choose("上午 9:00", "本人同意")
    with village.database.writing() as db:
        taken = session_on(db, village, key="mind_hospital").slots[0]
        book(db, village, "yun", at=taken, category=Category.mental)
    officer.press("预约", status=409)
    assert officer.errors() == ["这个时间刚被别人约走了。您填的都还在，请换一个时间。"]
    with village.database.reading() as db:
        assert assessments.appointments_of(db, village.hao.id) == []


def test_an_officer_serves_only_her_own_area(visitor, village):
    officer = visitor("officer").open("/workbench/")
    for page in ("appointments/new", "visits/new"):
        officer.open(f"/workbench/residents/{village.jun.public_id}/{page}", status=404)


def test_an_officer_asks_for_a_visit_and_the_site_names_a_time(visitor, clerk, village):
    officer = visitor("river_officer").open(f"/workbench/residents/{village.qin.public_id}/visits/new")
    factories_mandates.note_word(officer).choose("星期三", "下午", "本人同意").fill("为什么去不了医院", "卧床").fill("上门的地址", "河东村 5 号")
    officer.press("提交上门评定申请")
    with village.database.reading() as db:
        public_id = latest(db, village, "qin").public_id
    clerk.open(f"/workbench/appointments/{public_id}").choose("下午 1:30").press("定这个时间")
    with village.database.reading() as db:
        hers = latest(db, village, "qin")
        assert (status_of(hers), hers.kind) == (AppointmentStatus.booked, AppointmentKind.home)


def test_a_site_that_cannot_come_says_so(clerk, village):
    with village.database.writing() as db:
        public_id = request_home(db, village).public_id
    clerk.open(f"/workbench/appointments/{public_id}").follow("不能上门").see_needs().press("答复：不能上门")
    assert clerk.sees("已取消（评定机构取消）")


def test_a_time_that_does_not_exist_is_not_given(clerk, village):
    with village.database.writing() as db:
        public_id = request_home(db, village).public_id
    clerk.open(f"/workbench/appointments/{public_id}").choose("我看过了，会照着做").press("定这个时间", status=422)
    assert clerk.errors() == ["请选一个时间。"]
    clerk.post(f"/workbench/appointments/{public_id}/time", status=404, slot="0000000000000000", needs_seen="y")
    assert stands(village) is AppointmentStatus.requested


def test_opening_her_appointment_is_noted_in_her_record(clerk, village, booked):
    from webapp.core import LedgerEntry

    clerk.open(f"/workbench/appointments/{booked}")
    with village.database.reading() as db:
        seen = select(LedgerEntry.actor_id).where(LedgerEntry.subject_id == village.mei.id)
        assert list(db.scalars(seen.where(LedgerEntry.event == "people.FileViewed"))) == [village.clerk.id]
