"""An officer asks for a home service for a resident who has no phone."""

from __future__ import annotations

import pytest

from tests import factories_home_services as given
from tests import factories_mandates
from webapp import home_services as room
from webapp.home_services import Agreement, Status

WEDNESDAY = "11月25日 星期三"
ADDRESS = "桂花路 8 号 2 幢 301 室"


def latest(village, key="hao"):
    with village.database.reading() as db:
        return next(iter(room.requests_of(db, village.of(key).id)), None)


def write(visitor, village, *, key="hao", who="officer"):
    """All but asking: the officer stands before the check."""
    officer = visitor(who).open(f"/workbench/residents/{village.of(key).public_id}").follow("申请上门服务")
    factories_mandates.note_word(officer.follow("喘息服务"))
    officer.choose(WEDNESDAY, "上午").fill("上门的地址", ADDRESS).press("去核对")
    return officer


def test_from_her_page_to_the_request(visitor, village):
    officer = write(visitor, village)
    assert officer.h1 == "核对替赵子豪的申请"
    assert officer.sees("2026年11月25日 星期三 上午")
    assert officer.sees(ADDRESS)
    assert officer.sees("我已经把下面的话念给赵子豪听，本人同意")
    officer.choose("在电话里同意", "本人同意").see_needs().press("替本人申请")
    assert officer.h1 == "喘息服务：新申请"
    assert officer.sees("替本人申请好了。")
    assert officer.sees("社区工作人员。本人在电话里同意。")
    assert officer.sees("社区替本人申请了“喘息服务”，本人在电话里同意")
    hers = latest(village)
    assert (hers.status, hers.agreement) == (Status.requested, Agreement.by_telephone)
    assert officer.open("/workbench/home-services").sees("喘息服务（社区替本人申请）")


def test_her_needs_are_ticked_and_can_be_changed_for_this_once(visitor, village):
    officer = write(visitor, village, key="mei")
    officer.follow("修改")
    assert officer.soup.find("input", {"name": "needs", "value": "wheelchair"}).has_attr("checked")
    officer.untick("轮椅通道").choose("要女的").fill("还要记下什么", "门铃坏了").press("去核对")
    assert not officer.sees("轮椅通道")
    assert officer.sees("要女的")
    assert officer.sees("门铃坏了")


def test_what_was_chosen_is_kept_when_it_is_changed(visitor, village):
    officer = write(visitor, village).follow("修改")
    officer.fill("上门的地址", "河边路 1 号").press("去核对")
    assert officer.sees("河边路 1 号")
    assert officer.sees("2026年11月25日 星期三 上午")


def test_without_her_word_nothing_is_asked_and_what_is_missing_is_said(visitor, village):
    officer = write(visitor, village)
    officer.press("替本人申请", status=422)
    assert officer.errors() == [
        "请选本人是怎样同意的。", "念给本人听，本人同意，才能提交。本人不同意，就不要提交。",
        "请先看居民的沟通和到访需要，再勾选。"]
    officer.choose("在窗口当面同意").see_needs().press("替本人申请", status=422)
    assert len(officer.errors()) == 1
    assert latest(village) is None


def test_what_is_missing_is_said_at_its_field(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}/home-services/respite-care")
    factories_mandates.note_word(officer).press("去核对", status=422)
    assert officer.errors() == ["请选一个日期。", "请勾选上午、下午或晚上。", "请填写地址，写到门牌号。"]
    assert latest(village) is None


def test_what_is_not_asked_for_yet_is_found_again_and_can_be_thrown_away(visitor, village):
    officer = write(visitor, village)
    officer.open(f"/workbench/residents/{village.hao.public_id}/home-services/new")
    officer.follow("您还没有提交的申请：喘息服务").press("不申请了，删掉这份")
    assert officer.sees("这份申请删掉了。")
    assert not officer.sees("还没有提交的申请")


def test_she_reads_in_her_inbox_and_in_her_request_that_an_officer_asked(visitor, village):
    write(visitor, village, key="mei").choose("在家里当面同意", "本人同意").see_needs().press("替本人申请")
    mei = visitor("mei").open("/inbox").follow("上门服务的申请已提交")
    assert mei.sees("工作人员替您申请的。记下的是：本人在家里当面同意。")
    assert mei.sees("您没有同意过，就告诉社区，或者取消。")
    mei.open(f"/home-services/requests/{latest(village, 'mei').public_id}")
    assert mei.sees("社区替本人申请了“喘息服务”，本人在家里当面同意")
    assert mei.sees("社区工作人员。本人在家里当面同意。")
    mei.follow("取消申请")


def test_her_own_request_says_nothing_of_an_officer(visitor, village):
    with village.database.writing() as db:
        own = given.in_status(db, village, Status.requested).public_id
    mei = visitor("mei").open("/inbox").follow("上门服务的申请已提交")
    assert not mei.sees("替您申请的")
    assert not mei.open(f"/home-services/requests/{own}").sees("谁申请的")


def test_a_request_that_runs_is_pointed_at_before_a_second_one_is_written(visitor, village):
    with village.database.writing() as db:
        given.in_status(db, village, Status.requested)
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/home-services/new")
    officer.follow("已经有一份申请：喘息服务，新申请")
    assert officer.h1 == "喘息服务：新申请"


def test_the_provider_reads_that_the_community_asked(visitor, village):
    officer = write(visitor, village, key="mei").choose("在窗口当面同意", "本人同意").see_needs().press("替本人申请")
    officer.choose("我看过了，会照着做").press("同意").follow("派给服务机构").choose("暖家上门服务社（演示）").see_needs().press("派给这家机构")
    provider = visitor("provider").open("/workbench/home-visits").follow("喘息服务")
    assert provider.sees("社区替居民申请的")
    assert not provider.sees("在窗口当面同意")


@pytest.mark.parametrize("stranger", ["river_officer", "ginkgo_officer", "provider", "clerk", "mei"])
def test_whoever_serves_another_area_finds_nothing(visitor, village, stranger):
    write(visitor, village)
    with village.database.reading() as db:
        (draft,) = room.requests_known_to(db, village.hao.id, account_id=village.officer.id)
    other = visitor(stranger)
    for page in ("home-services/new", "home-services/respite-care"):
        other.open(f"/workbench/residents/{village.hao.public_id}/{page}", status=404)
    for page in ("", "/contents"):
        other.open(f"/workbench/home-service-drafts/{draft.public_id}{page}", status=404)
    other.open("/preferences")
    for act in ("submission", "removal", "contents"):
        other.post(f"/workbench/home-service-drafts/{draft.public_id}/{act}", status=404, **FILLED)
    with village.database.reading() as db:
        assert len(room.requests_known_to(db, village.hao.id, account_id=village.officer.id)) == 1
    assert latest(village) is None


FILLED = {
    "agreement": "at_window", "consent": "y", "day_1": "2026-11-25", "parts_1": "morning", "address": ADDRESS,
    "helper_gender": "any", "needs_seen": "y",
}


def test_she_does_not_see_what_an_officer_has_only_begun(visitor, village):
    write(visitor, village, key="mei")
    with village.database.reading() as db:
        (draft,) = room.requests_known_to(db, village.mei.id, account_id=village.officer.id)
    mei = visitor("mei").open("/home-services")
    assert not mei.sees("还没有提交")
    mei.open(f"/home-services/requests/{draft.public_id}/check", status=404)


def test_a_stale_check_leads_to_the_request_and_asks_nothing_twice(visitor, village):
    officer = write(visitor, village)
    with village.database.reading() as db:
        (draft,) = room.requests_known_to(db, village.hao.id, account_id=village.officer.id)
    officer.choose("在窗口当面同意", "本人同意").see_needs().press("替本人申请")
    officer.open(f"/workbench/home-service-drafts/{draft.public_id}")
    assert officer.h1 == "喘息服务：新申请"
    officer.post(f"/workbench/home-service-drafts/{draft.public_id}/submission", status=409, **FILLED)
    assert officer.sees("这份申请已经提交过了。")


def test_who_lives_elsewhere_is_served_by_the_community_there(visitor, village):
    from webapp.people import Resident

    with village.database.writing() as db:
        hao = db.get_one(Resident, village.hao.id)
        hao.hukou_area_id, hao.residence_area_id = hao.residence_area_id, village.areas["000402001001"].id
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}/home-services/new")
    assert officer.sees("本人的居住地不在您的片区。")
    assert not officer.sees("喘息服务")
    officer.open(f"/workbench/residents/{village.hao.public_id}/home-services/respite-care")
    assert officer.sees("上门服务由居住地的社区申请和安排。")
    officer.post(f"/workbench/residents/{village.hao.public_id}/home-services/respite-care", status=404, **FILLED)
