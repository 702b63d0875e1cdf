"""A booking that was left half way: kept after each step, gone on with on another phone, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tests.conftest import MORNING
from tests.factories_assessments import at_time_of, book, latest
from webapp import assessments
from webapp.assessments import BookingDraft
from webapp.night import forget
from webapp.web.words import day

HOSPITAL = "平湖第一示范医院（演示）"
GO_ON = "接着预约残疾评定"


def begin(who):
    """As far as the time."""
    who.open("/appointments/new")
    who.choose("去医院评定", "情况变了，重新评定", "肢体残疾").press("下一步：选评定机构").follow(HOSPITAL)
    return who.choose("上午 9:30").press("就选这个时间")


def drafts(village):
    with village.database.reading() as db:
        return list(db.scalars(select(BookingDraft)))


def test_she_goes_on_with_her_booking_on_another_phone(visitor):
    begin(visitor("mei")).choose("手语翻译").press("下一步：核对")
    other = visitor("mei").open("/")
    assert "您做到一半的" in other.main
    assert f"草稿留到 {day((MORNING + timedelta(days=7)).date())}" in other.main
    other.follow(GO_ON)
    assert other.h1 == "核对预约"
    assert "手语翻译" in other.main
    assert "9:30" in other.main
    other.choose("我同意").press("确定预约")
    assert other.sees("号已经给您留好了")
    assert GO_ON not in other.open("/").main


@pytest.mark.parametrize(("steps", "h1"), [(0, "选评定机构"), (1, "选时间"), (2, "您需要什么")])
def test_each_step_is_kept_and_the_next_one_is_asked(visitor, steps, h1):
    mei = visitor("mei").open("/appointments/new")
    mei.choose("去医院评定", "情况变了，重新评定", "肢体残疾").press("下一步：选评定机构")
    if steps > 0:
        mei.follow(HOSPITAL)
    if steps > 1:
        mei.choose("上午 9:30").press("就选这个时间")
    assert visitor("mei").open("/appointments").follow("接着预约").h1 == h1


def test_a_visit_at_home_is_gone_on_with_too(visitor):
    mei = visitor("mei").open("/appointments/new")
    mei.choose("请人上门评定", "情况变了，重新评定", "肢体残疾").press("下一步：选评定机构").follow(HOSPITAL)
    mei.choose("星期二", "上午").press("下一步：您需要什么")
    other = visitor("mei").open("/appointments/draft")
    assert other.h1 == "您需要什么"
    other.press("下一步：核对")
    assert "星期二" in other.main
    assert visitor("mei").open("/appointments/draft").h1 == "核对上门评定申请"


def test_a_time_that_has_passed_meanwhile_is_asked_anew(visitor, village, clock):
    begin(visitor("mei"))
    with village.database.writing() as db:
        book(db, village, "guo", needs=())
        clock.at = at_time_of(latest(db, village, "guo"), minutes=600)
    assert visitor("mei").open("/appointments/draft").h1 == "选时间"


def test_a_draft_is_its_writers_alone(visitor, village):
    begin(visitor("mei"))
    for key, acting_for in (("daughter", "mei"), ("guo", None)):
        other = visitor(key, acting_for=acting_for)
        assert GO_ON not in other.open("/").main
        assert other.open("/appointments/draft").h1 == "残疾评定预约"
        other.post("/appointments/draft/removal")
    assert len(drafts(village)) == 1
    begin(visitor("daughter", acting_for="mei"))
    assert len(drafts(village)) == 2


def test_she_deletes_it_when_she_wants_none(visitor, village):
    begin(visitor("mei")).open("/appointments").press("不约了，删掉草稿")
    assert drafts(village) == []


def test_beside_an_appointment_that_runs_nothing_is_kept(visitor, village):
    with village.database.writing() as db:
        book(db, village)
    begin(visitor("mei"))
    assert drafts(village) == []


def test_it_is_unreadable_in_the_database(visitor, village):
    begin(visitor("mei"))
    with village.database.reading() as db:
        (stored,) = db.execute(text("SELECT chosen FROM booking_drafts")).scalars()
        assert b"physical" not in bytes(stored)


def test_the_night_forgets_it_a_week_after_the_last_step(visitor, village, clock):
    begin(visitor("mei"))
    clock.advance(days=6)
    visitor("mei").open("/appointments/draft")
    clock.advance(days=6)
    forget(village.database, village.actor("officer", clock()))
    assert len(drafts(village)) == 1
    clock.advance(days=2)
    assert GO_ON not in visitor("mei").open("/").main
    forget(village.database, village.actor("officer", clock()))
    assert drafts(village) == []


def test_it_goes_with_a_death(visitor, village):
    begin(visitor("mei"))
    with village.database.writing() as db:
        assessments.cancel_appointments_of(db, village.actor("officer"), db.merge(village.mei))
    assert drafts(village) == []


def test_what_else_was_begun_stands_on_the_first_page(visitor, village):
    from tests import factories_home_services, factories_mandates

    with village.database.writing() as db:
        factories_home_services.draft(db, village)
        factories_mandates.draft(db, village, giver="mei")
    mei = visitor("mei").open("/")
    assert "接着申请上门服务" in mei.main
    assert "接着写委托" in mei.main
    carer = visitor("daughter", acting_for="mei").open("/")
    assert "接着写委托" not in carer.main
