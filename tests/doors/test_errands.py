"""帮办 at the doors: her word is asked first, she sees it on her own page, and ends it there at once."""

from __future__ import annotations

from tests import factories_mandates as given
from tests.factories_assessments import book, latest
from webapp import assessments, mandates, people
from webapp.assessments import AppointmentStatus, status_of
from webapp.mandates import Errand, ErrandKind


def errands(village, key="mei"):
    with village.database.reading() as db:
        return mandates.errands_for(db, village.of(key))


def test_before_anything_is_done_her_word_is_asked_and_what_is_missing_is_said(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").follow("预约残疾评定")
    assert officer.h1 == "先问陈秀梅同不同意"
    assert officer.sees("这件事是：预约去医院评定残疾，只办一次。")
    assert officer.sees("别的事不能办。")
    officer.press("本人同意，记下来", status=422)
    assert officer.errors() == ["请选一种方式。", "请写明是怎么核实本人的。", "要本人自己说，才能记。",
                                "请先看居民的沟通和到访需要，再勾选。"]
    assert errands(village) == []


def test_the_officers_page_says_for_whom_for_what_and_until_when(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/appointments/new")
    given.note_word(officer)
    assert officer.h1 == "替陈秀梅预约残疾评定"
    assert officer.sees("您在帮陈秀梅办一件事：预约去医院评定残疾。办完就结束，最晚到2026年12月23日 星期三。本人当面说的，11月23日 星期一。")


def test_a_form_sent_without_her_word_is_refused_and_nothing_is_booked(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/appointments/new")
    given.note_word(officer).choose("上午 9:00")
    [errand] = errands(village)
    mei = visitor("mei").open("/mandates").follow("预约去医院评定残疾")
    assert mei.sees("当面看了证件")
    mei.press("收回同意，马上结束")
    assert mei.sees("收回了。工作人员不能再替您办这件事。")
    assert mei.sees("本人收回")
    officer.press("预约", status=403)
    assert officer.errors() == ["还没有记下本人对这一件事的同意，或者本人已经收回。什么也没有改。请先问本人。"]
    with village.database.reading() as db:
        assert assessments.appointments_of(db, village.mei.id) == []
        assert db.get_one(Errand, errand.id).end_reason == "by_resident"


def test_she_is_told_reads_it_in_her_list_and_in_her_book_of_deeds(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/appointments/new")
    given.note_word(officer).choose("上午 9:00", "本人同意").press("预约")
    mei = visitor("mei").open("/inbox").follow("工作人员记下：您同意帮办一件事")
    assert mei.sees("帮办的事：预约去医院评定残疾")
    mei.follow("看这件事")
    assert mei.sees("当面看了证件")
    mei.open("/mandates")
    assert mei.sees("工作人员帮您办的一件事")
    mei.follow("预约去医院评定残疾")
    assert mei.sees("预约了评定，时间是")
    mei.open("/my-data/deeds")
    assert mei.sees("帮您办的，凭您对这一件事的同意（11月23日 星期一）")


def test_when_the_matter_is_over_so_is_her_word(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/appointments/new")
    given.note_word(officer).choose("上午 9:00", "本人同意").press("预约")
    officer.follow("替本人取消").see_needs().press("取消这次预约")
    mei = visitor("mei").open("/mandates")
    assert not mei.sees("工作人员帮您办的一件事")
    assert mei.sees("工作人员以前帮办的事")
    mei.follow("预约去医院评定残疾")
    assert mei.sees("这件事办完了，或者不办了")
    officer.open(f"/workbench/residents/{village.mei.public_id}/appointments/new")
    assert officer.h1 == "先问陈秀梅同不同意"


def test_what_she_has_booked_herself_an_officer_cancels_only_after_asking(visitor, village):
    with village.database.writing() as db:
        hers = book(db, village).public_id
    officer = visitor("officer").open(f"/workbench/appointments/{hers}").follow("替本人取消")
    assert officer.h1 == "先问陈秀梅同不同意"
    assert officer.sees("这件事是：预约去医院评定残疾，我已经有的这一次。")
    given.note_word(officer).see_needs().press("取消这次预约")
    with village.database.reading() as db:
        assert status_of(latest(db, village)) is AppointmentStatus.cancelled


def test_her_word_is_asked_of_her_about_her_own_matters_only(visitor, village):
    with village.database.writing() as db:
        hers = book(db, village).public_id
    officer = visitor("officer").open("/workbench/")
    page = f"/workbench/residents/{village.guo.public_id}/errands/new"
    officer.open(f"{page}?kind=appointment&about={hers}", status=404)
    officer.open(f"{page}?kind=money", status=404)
    officer.open(f"{page}?kind=home_service&about={hers}", status=404)
    officer.open(f"{page}?kind=home_service&service=money", status=404)


def test_another_officer_whom_she_tells_ends_it_for_her(visitor, village):
    with village.database.writing() as db:
        given.errand(db, village, ErrandKind.home_service)
    federation = visitor("federation").open(f"/workbench/residents/{village.mei.public_id}/mandates")
    federation.press("本人收回：申请上门服务")
    assert federation.sees("帮办结束了。")
    assert errands(village)[0].end_reason == "by_staff"


def test_nobody_else_finds_or_ends_what_is_hers(visitor, village):
    with village.database.writing() as db:
        errand = given.errand(db, village).public_id
    for stranger, acting in (("guo", None), ("daughter", "mei")):
        other = visitor(stranger, acting_for=acting)
        other.open(f"/mandates/errands/{errand}", status=404)
        other.open("/preferences").post(f"/mandates/errands/{errand}/ending", status=404)
    ginkgo = visitor("ginkgo_officer").open("/workbench/")
    ginkgo.open("/preferences")
    ginkgo.post(f"/workbench/residents/{village.mei.public_id}/errands/{errand}/ending", status=404)
    assert errands(village)[0].ended_at is None


def test_a_draft_whose_word_was_taken_back_says_so_and_leads_to_asking_again(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/home-services/respite-care")
    given.note_word(officer).choose("11月25日 星期三", "上午").fill("上门的地址", "桂花路 8 号").press("去核对")
    visitor("mei").open("/mandates").follow("申请上门服务").press("收回同意，马上结束")
    officer.open(officer.response.request.path)
    assert officer.sees("没有本人对这一件事的同意，或者本人已经收回。")
    given.note_word(officer.follow("先问本人，再记下来"))
    assert officer.h1 == "核对替陈秀梅的申请"
    officer.choose("在窗口当面同意", "本人同意").see_needs().press("替本人申请")
    assert officer.h1 == "喘息服务：新申请"


def test_who_leaves_her_seat_is_told_of_no_ones_matters_any_more(visitor, village):
    with village.database.writing() as db:
        given.errand(db, village)
        seat = people.membership_of(db, village.officer).public_id
    visitor("administrator").open(f"/workbench/staff/{seat}/leaving").choose("没有人接手").press("离岗")
    assert errands(village)[0].end_reason == "officer_left"
