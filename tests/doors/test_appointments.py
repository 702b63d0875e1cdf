"""Booking at the front door: page by page, what is refused and where it is said, and what others may not see."""

from __future__ import annotations

import re

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from tests import factories_mandates
from tests.conftest import MORNING
from tests.factories_assessments import (
    at_time_of,
    book,
    confirmed,
    latest,
    narrow_slot,
    request_home,
    session_on,
    slot,
)
from tests.visitor import tidy
from webapp import assessments, people
from webapp.assessments import Appointment, AppointmentKind, AppointmentStatus, status_of
from webapp.certificates import DisabilityCategory as Category
from webapp.people import Need

HOSPITAL = "平湖第一示范医院（演示）"
BEGIN = {"kind": "hospital", "reason": "change", "category": "physical"}


def query(**said):
    return "&".join(f"{name}={value}" for name, value in said.items())


def appointments_in_all(village):
    with village.database.reading() as db:
        return db.scalar(select(func.count()).select_from(Appointment))


def a_slot(village, **where):
    with village.database.reading() as db:
        return slot(db, village, **where).public_id


def check_page_of(mei, slot_id, **said):
    return mei.open(f"/appointments/check?{query(**BEGIN, slot=slot_id, needs_asked=1, **said)}")


@pytest.fixture
def mei(visitor):
    return visitor("mei")


@pytest.fixture
def booked(village):
    """Mei's appointment: its public id."""
    with village.database.writing() as db:
        return book(db, village).public_id


def test_she_books_page_by_page_and_nothing_is_asked_twice(mei, village):
    mei.open("/appointments").follow("预约残疾评定")
    mei.choose("去医院评定", "情况变了，重新评定", "肢体残疾").press("下一步：选评定机构")
    mei.follow(HOSPITAL)
    mei.choose("上午 9:30").press("就选这个时间")
    assert mei.h1 == "您需要什么"
    mei.untick("说慢一点").choose("手语翻译").press("下一步：核对")
    assert "轮椅通道" in mei.main
    assert "手语翻译" in mei.main
    assert "说慢一点" not in mei.main
    mei.choose("我同意").press("确定预约")
    assert mei.sees("号已经给您留好了")
    assert mei.sees("已预约，等评定机构确认")
    assert not mei.open(mei.response.request.path).sees("号已经给您留好了"), "what was done is said once"
    with village.database.reading() as db:
        [hers] = assessments.appointments_of(db, village.mei.id)
        assert (hers.category, hers.needs) == (Category.physical, [Need.sign_interpreter, Need.wheelchair])
        assert assessments.has_agreed(db, hers.resident, hers.site, AppointmentKind.hospital)


def test_each_step_says_what_is_missing(mei):
    mei.open("/appointments/sites?kind=hospital", status=422)
    assert mei.errors() == ["请选一个原因。", "请选一类。"]
    mei.open(f"/appointments/times?{query(**BEGIN)}")
    mei.press("就选这个时间", status=422)
    assert mei.errors() == ["请选一个时间。"]
    mei.open("/appointments/times")
    assert mei.h1 == "预约残疾评定"
    mei.open(f"/appointments/check?{query(**BEGIN)}")
    assert mei.h1 == "选时间"


def test_only_sites_that_assess_the_category_are_shown(mei):
    mei.open(f"/appointments/sites?{query(**(BEGIN | {'category': 'mental'}))}")
    assert HOSPITAL not in mei.links()
    assert "平湖示范康宁医院（演示）" in mei.links()


def test_the_filter_takes_a_day_however_it_is_written(mei):
    path = f"/appointments/times?{query(**BEGIN)}"
    for written in ("2026-12-01", "2026/12/1", "２０２６年１２月１日"):
        mei.open(path).fill("从哪一天开始看", written).press("显示结果")
        assert mei.soup.find(class_="slots__day").get_text(strip=True) == "2026年12月1日 星期二"
    mei.open(path).fill("从哪一天开始看", "2026-13-45").press("显示结果", status=422)
    assert mei.errors() == ["没有看懂这个日期。请写年月日，例如 2026年12月1日。"]


def test_without_her_consent_nothing_is_booked(mei, village):
    before = appointments_in_all(village)
    check_page_of(mei, a_slot(village)).press("确定预约", status=422)
    assert mei.errors()[0].startswith("要勾选同意")
    assert mei.sees("2026年11月24日 星期二 上午 8:30")
    assert appointments_in_all(village) == before


def test_a_lost_race_gives_the_three_nearest_other_times_and_keeps_all_she_said(mei, village):
    with village.database.writing() as db:
        wanted = narrow_slot(db, village).public_id
    check_page_of(mei, wanted, needs="large_print").choose("我同意")
    with village.database.writing() as db:
        book(db, village, "guo", at=assessments.find_slot(db, wanted), category=Category.visual)
    before = appointments_in_all(village)
    mei.press("确定预约", status=409)
    assert mei.errors() == ["这个时间刚被别人约走了。您填的都还在，请换一个时间。"]
    others = mei.soup.find(id="slot").find_all("a")
    assert [tidy(a) for a in others] == [
        "2026年11月24日 星期二 上午 11:00", "2026年11月24日 星期二 上午 10:30", "2026年11月24日 星期二 上午 10:00"]
    assert mei.sees("大字材料")
    assert appointments_in_all(village) == before
    mei.open(others[0]["href"])
    assert mei.sees("大字材料")
    mei.choose("我同意").press("确定预约")
    assert mei.sees("上午 11:00 到 上午 11:30")


@pytest.mark.parametrize("spoil", ["passed", "cancelled"])
def test_a_time_that_is_gone_gives_other_times(mei, village, clock, spoil):
    wanted = a_slot(village)
    check_page_of(mei, wanted).choose("我同意")
    if spoil == "passed":
        clock.advance(days=1)
    else:
        with village.database.writing() as db:
            assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    mei.press("确定预约", status=410 if spoil == "passed" else 409)
    assert len(mei.soup.find(id="slot").find_all("a")) == 3
    with village.database.reading() as db:
        assert assessments.appointments_of(db, village.mei.id) == []


def test_a_second_active_appointment_is_refused_and_the_first_is_one_step_away(mei, village, booked):
    mei.open("/appointments/new")
    assert mei.sees("您已经有一个预约，还没有结束")
    before = appointments_in_all(village)
    check_page_of(mei, a_slot(village, number=3)).press("确定预约", status=409)
    assert mei.errors() == ["您已经有一个这样的预约，还没有结束。要换时间，请在那个预约里改。"]
    assert appointments_in_all(village) == before
    mei.follow("看您已经有的预约")
    assert mei.response.request.path == f"/appointments/{booked}"


def test_a_category_that_is_not_assessed_at_that_time_is_refused(mei, village):
    before = appointments_in_all(village)
    wrong = BEGIN | {"category": "mental"}
    mei.open(f"/appointments/check?{query(**wrong, slot=a_slot(village), needs_asked=1)}").choose("我同意")
    mei.press("确定预约", status=422)
    assert mei.errors() == ["这里不评精神残疾。请换一个。"]
    assert appointments_in_all(village) == before


def test_pressing_twice_books_once(mei, village):
    check_page_of(mei, a_slot(village)).choose("我同意")
    form = mei.soup.main.find("form")
    sent = {control["name"]: control.get("value", "") for control in form.find_all("input")} | {"consent": "y"}
    answers = [mei.client.post("/appointments", data=sent, base_url="http://localhost:8000") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location.split("?")[0] == answers[1].location.split("?")[0]
    with village.database.reading() as db:
        assert len(assessments.appointments_of(db, village.mei.id)) == 1


def test_a_forged_post_changes_nothing(mei, village):
    answer = mei.client.post("/appointments", data=BEGIN | {"slot": a_slot(village)}, base_url="http://localhost:8000")
    assert answer.status_code == 400
    with village.database.reading() as db:
        assert assessments.appointments_of(db, village.mei.id) == []


ADDRESSES = ("", "/times", "/needs", "/cancellation", "/calendar.ics", "/windows", "/move?slot=x")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_appointment_of_another_is_not_found(visitor, booked, address):
    visitor("guo").open(f"/appointments/{booked}{address}", status=404)


def test_nobody_cancels_the_appointment_of_another(visitor, village, booked):
    guo = visitor("guo").open("/appointments")
    for act in ("cancellation", "needs", "move", "offers", "offers/refusal", "offers/extension", "windows"):
        guo.post(f"/appointments/{booked}/{act}", status=404, slot="x", weekdays="1", halves="morning")
    with village.database.reading() as db:
        assert status_of(latest(db, village)) is AppointmentStatus.booked


def test_a_stranger_is_led_to_sign_in(visitor, booked):
    stranger = visitor()
    stranger.open(f"/appointments/{booked}")
    assert stranger.h1 == "登录"


def test_her_daughter_books_for_her_and_the_time_line_says_so(visitor, village):
    daughter = visitor("daughter", acting_for="mei")
    check_page_of(daughter, a_slot(village)).choose("我同意").press("确定预约")
    assert daughter.sees("您正在代陈秀梅办事")
    assert daughter.sees("代办人， 2026年11月23日 星期一 上午 9:00")


def test_a_carer_who_may_only_see_finds_no_act(visitor, village):
    neighbour = visitor("neighbour", acting_for="wei").open("/appointments")
    assert "预约残疾评定" not in neighbour.links()
    neighbour.follow("请人上门评定")
    assert "取消预约" not in neighbour.links()
    with village.database.reading() as db:
        public_id = latest(db, village, "wei").public_id
    neighbour.open(f"/appointments/{public_id}/cancellation", status=404)
    neighbour.open("/appointments/new", status=404)


def test_before_its_day_nobody_is_said_to_be_at_it(mei, village, clock):
    with village.database.writing() as db:
        hers = confirmed(db, village)
        public_id, starts_at = hers.public_id, hers.slot.starts_at
    assert mei.open(f"/appointments/{public_id}").sees("到场评定 等约好的时间")
    clock.advance(seconds=(starts_at - clock.at).total_seconds())
    assert mei.open(f"/appointments/{public_id}").sees("到场评定 正在办")


def test_she_moves_it_and_the_site_has_to_confirm_again(mei, village):
    with village.database.writing() as db:
        public_id = confirmed(db, village).public_id
    mei.open(f"/appointments/{public_id}")
    assert mei.sees("评定机构已确认")
    mei.follow("换时间").choose("上午 11:00").press("就选这个时间")
    assert mei.sees("您以前已经同意过")
    mei.press("换到这个时间")
    assert mei.sees("已预约，等评定机构确认")
    assert mei.sees("把评定从2026年11月24日 星期二 上午 8:30改到2026年11月24日 星期二 上午 11:00")


def test_a_lost_race_while_moving_keeps_the_old_time(mei, village, booked):
    with village.database.writing() as db:
        wanted = narrow_slot(db, village).public_id
    mei.open(f"/appointments/{booked}/move?slot={wanted}")
    with village.database.writing() as db:
        book(db, village, "guo", at=assessments.find_slot(db, wanted), category=Category.visual)
    mei.press("换到这个时间", status=409)
    assert mei.sees("您原来的号还在：2026年11月24日 星期二 上午 8:30")
    assert len(mei.soup.find(id="slot").find_all("a")) == 3


def test_she_cancels_after_being_asked_and_can_book_again(mei, booked):
    mei.open(f"/appointments/{booked}").follow("取消预约")
    assert mei.h1 == "要取消这次预约吗？"
    mei.press("取消这次预约")
    assert mei.sees("已取消（本人取消）")
    assert "预约残疾评定" in mei.open("/appointments").links()


def test_a_cancelled_appointment_is_not_cancelled_again(mei, village, booked):
    mei.open(f"/appointments/{booked}/cancellation")
    with village.database.writing() as db:
        factories_mandates.errand(db, village, matter=assessments.matter_of(latest(db, village)))
        assessments.cancel(db, village.actor("officer"), latest(db, village))
    mei.press("取消这次预约", status=409)
    assert mei.errors() == ["这次预约现在不能取消了。现在是：已取消。"]


def test_what_she_needs_can_be_changed_for_this_time_only(mei, village, booked):
    mei.open(f"/appointments/{booked}").follow("改需要").choose("带导盲犬").press("保存")
    assert mei.sees("带导盲犬")
    with village.database.reading() as db:
        assert Need.guide_dog not in people.needs_of(db.get_one(people.Resident, village.mei.id))


def test_after_the_site_cancelled_she_takes_the_time_that_is_held_for_her(mei, village, booked):
    with village.database.writing() as db:
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    mei.open(f"/appointments/{booked}")
    assert mei.sees("评定机构取消了，给您别的时间")
    assert len(mei.soup.find_all("h3")) == 3
    assert not mei.sees("再留三天"), "it is held until its own beginning: there is nothing to extend"
    mei.press("约 11月25日 星期三 上午 8:30")
    assert mei.sees("号已经给您留好了")
    mei.open(f"/appointments/{booked}").follow("看换好的预约")
    assert mei.sees("2026年11月25日 星期三 上午 8:30")


def test_after_the_site_cancelled_she_may_say_no(mei, village, booked):
    with village.database.writing() as db:
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    mei.open(f"/appointments/{booked}").press("先不约了")
    assert mei.sees("已取消（评定机构取消）")


def test_an_offer_that_somebody_took_is_refused_with_the_rest_still_there(mei, village, booked):
    with village.database.writing() as db:
        assessments.cancel_session(db, village.actor("clerk"), session_on(db, village))
    mei.open(f"/appointments/{booked}")
    with village.database.writing() as db:
        offered = assessments.offers_of(db, latest(db, village), MORNING)[1][0].slot
        for key, category in (("guo", Category.visual), ("lan", Category.hearing)):
            book(db, village, key, at=offered, category=category)
    mei.press("约 11月25日 星期三 上午 9:00", status=409)
    assert mei.errors() == ["这个时间刚被别人约走了。您填的都还在，请换一个时间。"]
    with village.database.reading() as db:
        assert status_of(latest(db, village)) is AppointmentStatus.displaced


def test_the_calendar_file_says_where_and_when_and_nothing_of_her(mei, village, booked):
    page = mei.open(f"/appointments/{booked}/calendar.ics").response
    assert page.mimetype == "text/calendar"
    [event] = Calendar.from_ical(page.data).walk("VEVENT")
    assert str(event["UID"]) == f"{booked}@localhost"
    assert event.decoded("DTSTART") == at_time(village)
    text = page.get_data(as_text=True)
    for secret in ("肢体", "残疾", "等级", "陈秀梅", "physical", "轮椅"):
        assert secret not in text


def at_time(village):
    with village.database.reading() as db:
        return latest(db, village).slot.starts_at


def test_the_calendar_file_of_a_cancelled_appointment_cancels_the_same_entry(mei, village, booked):
    def read():
        return Calendar.from_ical(mei.open(f"/appointments/{booked}/calendar.ics").response.data).walk("VEVENT")[0]

    before = read()
    with village.database.writing() as db:
        assessments.cancel(db, village.actor("mei"), latest(db, village))
    after = read()
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert (str(before["STATUS"]), str(after["STATUS"])) == ("TENTATIVE", "CANCELLED")
    assert not after.walk("VALARM")


def test_what_to_bring_stands_with_the_text_that_says_so(mei, booked):
    mei.open(f"/appointments/{booked}")
    for words in ("居民身份证", "户口本", "第九条", "不戴假肢", "5.5.1"):
        assert mei.sees(words)


@pytest.mark.parametrize("address", ["/appointments", "/appointments/new"])
def test_no_page_foretells_a_grade(mei, booked, address):
    mei.open(address)
    assert not re.search(r"[一二三四]级", mei.main)


# at home


def test_she_asks_for_an_assessment_at_home(mei, village):
    mei.open("/appointments/new").choose("请人上门评定", "残疾人证到期，换证", "肢体残疾").press("下一步：选评定机构")
    mei.follow(HOSPITAL).choose("星期三", "下午").press("下一步：您需要什么").press("下一步：核对")
    mei.fill("上门的地址", "桂花路 8 号").fill("为什么去不了医院", "下不了楼").choose("我同意").press("提交上门评定申请")
    assert mei.sees("申请已经交给评定机构")
    assert mei.sees("等评定机构定时间")
    with village.database.reading() as db:
        hers = latest(db, village)
        assert (hers.home_address, hers.home_reason) == ("桂花路 8 号", "下不了楼")


def visit_page(mei, village):
    with village.database.reading() as db:
        site = assessments.site_of(db, village.first_hospital.id).public_id
    said = BEGIN | {"kind": "home", "site": site, "weekdays": 3, "halves": "afternoon", "needs_asked": 1}
    return mei.open(f"/appointments/visit?{query(**said)}")


@pytest.mark.parametrize(("address", "reason", "agreed", "sentence"), [
    ("", "下不了楼", True, "请填写上门的地址，写到门牌号。"),
    ("桂花路 8 号", "", True, "请写几句话，说明为什么去不了医院。"),
    ("桂花路 8 号", "下不了楼", False, "要勾选同意，评定机构才能接待您。不同意就不能预约，您可以请社区专职委员当面帮您。"),
    ("桂花路 8 号", "楼" * 10_000, True, "最多写 500 个字。请删去一些。"),
])
def test_an_incomplete_request_keeps_what_she_wrote(mei, village, address, reason, agreed, sentence):
    before = appointments_in_all(village)
    visit_page(mei, village).fill("上门的地址", address).fill("为什么去不了医院", reason)
    if agreed:
        mei.choose("我同意")
    mei.press("提交上门评定申请", status=422)
    assert mei.errors() == [sentence]
    assert mei.soup.find(id="home_address")["value"] == address
    assert mei.soup.find(id="home_reason").get_text().strip() == reason
    assert appointments_in_all(village) == before


def test_neither_address_nor_reason_travels_in_an_address(mei, village):
    form = visit_page(mei, village).soup.main.find("form")
    assert form["method"] == "post"
    assert {"home_address", "home_reason"} <= {control.get("name") for control in form.find_all(["input", "textarea"])}


def test_she_asks_for_another_time_of_a_visit(mei, village):
    with village.database.writing() as db:
        asked = request_home(db, village)
        home = session_on(db, village, kind=AppointmentKind.home).slots[0]
        assessments.give_time(db, village.actor("clerk"), asked, home)
        public_id = asked.public_id
    mei.open(f"/appointments/{public_id}").follow("换上门的时间").choose("星期五").press("请评定机构另定时间")
    assert mei.sees("等评定机构定时间")
    assert mei.sees("星期五")


def test_what_has_begun_offers_no_more_changes(mei, village, clock, booked):
    with village.database.reading() as db:
        clock.at = at_time_of(latest(db, village))
    mei.open(f"/appointments/{booked}")
    assert not {"换时间", "取消预约", "改需要"} & set(mei.links())
