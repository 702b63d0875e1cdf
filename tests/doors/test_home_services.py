"""Asking for a home service and following it, as a resident, a carer, an officer and a provider see it."""

from __future__ import annotations

import re

import pytest

from tests import factories_home_services as given
from tests import factories_mandates
from tests.visitor import tidy
from webapp import home_services as room
from webapp.core.ledger import entries_about
from webapp.home_services import Status

WEDNESDAY = "11月25日 星期三"
ADDRESS = "桂花路 8 号 2 幢 301 室"


def times(visitor, *, path="/home-services/services/respite-care/request"):
    """The first page of a request, filled in."""
    return visitor.open(path).choose(WEDNESDAY, "上午")


def write(visitor):
    """All of a request but its sending."""
    return times(visitor).press("下一步").fill("详细地址", ADDRESS).press("下一步")


def identity(visitor) -> str:
    return re.search(r"/requests/([0-9a-z]{16})", visitor.response.request.path).group(1)


def in_status(village, status: Status) -> str:
    with village.database.writing() as db:
        return given.in_status(db, village, status).public_id


def stands(village, public_id: str) -> Status:
    with village.database.reading() as db:
        return room.find_own_request(db, public_id, resident_id=village.mei.id).status


def count(village) -> int:
    with village.database.reading() as db:
        return len(room.requests_of(db, village.mei.id))


def test_from_the_wish_to_the_rating(visitor, village, clock):
    mei, officer, provider = visitor("mei"), visitor("officer"), visitor("provider")
    mei.open("/home-services").follow("照护我的人要歇一歇").follow("申请这项服务")
    mei.choose(WEDNESDAY, "上午").press("下一步")
    assert mei.h1 == "到哪里"
    mei.fill("详细地址", ADDRESS).press("下一步")
    assert mei.h1 == "核对申请"
    mei.follow("改怎样来、给社区留话")
    assert mei.soup.find("input", {"name": "needs", "value": "wheelchair"}).has_attr("checked"), "her needs are copied"
    mei.choose("要女的").fill("还想告诉社区什么", "门铃坏了").press("下一步")
    assert mei.sees("2026年11月25日 星期三 上午")
    assert mei.sees(ADDRESS)
    mei.choose("我同意").press("提交申请")
    assert mei.h1 == "喘息服务：等社区答复"
    assert mei.sees("申请已经提交。")
    assert not mei.open(mei.response.request.path).sees("申请已经提交。"), "what was done is said once"
    found = identity(mei)

    officer.open("/workbench/").follow("喘息服务：新申请")
    assert officer.sees("门铃坏了")
    assert officer.sees(ADDRESS)
    officer.choose("我看过了，会照着做").press("同意").follow("派给服务机构")
    officer.choose("暖家上门服务社（演示）").fill("给机构的说明", "请先敲门").see_needs().press("派给这家机构")
    assert officer.h1 == "喘息服务：等机构答复"

    provider.open("/workbench/").follow("喘息服务：新任务，请答复").follow("答应上门，定时间")
    provider.choose("2026年11月25日 星期三 上午", "上午 9:30", "轮椅通道", "说慢一点").fill("谁去", "彭小红").press("答应上门")
    assert provider.h1 == "喘息服务：已约好，等上门"
    assert provider.sees(ADDRESS)

    mei.open(f"/home-services/requests/{found}")
    assert mei.h1 == "喘息服务：时间已约好"
    assert mei.sees("2026年11月25日 星期三 上午 9:30")
    assert mei.sees("彭小红")
    assert mei.sees("暖家上门服务社（演示）")

    clock.advance(days=2)
    provider.open(provider.response.request.path).press("现在出发").press("做完了")
    assert provider.h1 == "喘息服务：做完了，等居民确认"
    mei.open(f"/home-services/requests/{found}").follow("做好了，去评价").choose("5 分，很满意").fill("还想说什么", "谢谢").press("确认做完")
    assert mei.h1 == "喘息服务：已办完"
    officer.open(f"/workbench/home-services/{found}")
    assert officer.sees("5 分")
    assert officer.sees("谢谢")
    told = [tidy(item) for item in mei.soup.select(".timeline__what")]
    assert told == ["确认做完，评了 5 分", "服务机构说做完了", "上门的人已经出发",
                    "服务机构答应上门，时间是2026年11月25日 星期三 上午 9:30", "社区把申请派给了服务机构", "社区同意了申请", "申请了“喘息服务”"]


def test_what_was_not_done_is_arranged_again(visitor, village):
    found = in_status(village, Status.done)
    mei = visitor("mei").open(f"/home-services/requests/{found}").follow("没做好，或者没人来")
    mei.choose("只做了一部分").fill("还想说什么", "只待了十分钟").press("请社区重新安排")
    assert mei.h1 == "喘息服务：重新安排"
    officer = visitor("officer").open(f"/workbench/home-services/{found}")
    assert officer.sees("只做了一部分：只待了十分钟")
    visitor("provider").open(f"/workbench/home-visits/{found}", status=404)


def test_a_provider_sets_out_on_the_agreed_day_and_no_sooner(visitor, village, clock):
    found = in_status(village, Status.promised)
    page = f"/workbench/home-visits/{found}"
    provider = visitor("provider").open(page)
    assert provider.sees("约好2026年11月25日 星期三上门。到了那一天，您可以按“现在出发”。")
    assert [b.get_text(strip=True) for b in provider.soup.main.find_all("button")] == []
    early = visitor("provider").open("/workbench/").post(f"{page}/departure", status=409)
    assert early.sees("约好2026年11月25日 星期三上门。到了那一天，才能记“出发”和“做完”。")
    early.open("/workbench/").post(f"{page}/completion", status=409)
    assert stands(village, found) is Status.promised
    assert not visitor("mei").open("/inbox").sees("出发了")
    clock.advance(hours=39)  # from Monday 9:00 to Wednesday 0:00
    assert not provider.open(page).sees("到了那一天")
    provider.press("现在出发")
    assert stands(village, found) is Status.on_the_way
    assert visitor("mei").open("/inbox").sees("上门服务的人出发了")


def test_a_promise_that_fails_says_at_once_all_that_is_wrong(visitor, village):
    found = in_status(village, Status.assigned)
    provider = visitor("provider").open(f"/workbench/home-visits/{found}/promise")
    provider.choose("2026年11月25日 星期三 上午", "下午 2:00").fill("谁去", "彭小红").press("答应上门", status=422)
    assert provider.errors() == [
        "这个时间不在居民方便的时间里，或者已经过了。请换一个。", "请先准备好：说慢一点、轮椅通道。做不到就不要答应，请退回社区。"]
    assert provider.soup.find("input", {"name": "helper_name"})["value"] == "彭小红"


def test_nobody_came_can_be_said_once_the_time_has_come(visitor, village, clock):
    found = in_status(village, Status.promised)
    mei = visitor("mei").open(f"/home-services/requests/{found}")
    assert "没做好，或者没人来" not in mei.links()
    clock.advance(days=2, hours=2)
    mei.open(f"/home-services/requests/{found}").follow("没做好，或者没人来").choose("没有人来").press("请社区重新安排")
    assert stands(village, found) is Status.reopened


def test_she_can_want_another_provider_without_saying_why(visitor, village):
    found = in_status(village, Status.assigned)
    visitor("mei").open(f"/home-services/requests/{found}").follow("换一家机构").press("换一家机构")
    assert stands(village, found) is Status.accepted
    visitor("provider").open(f"/workbench/home-visits/{found}", status=404)


def test_she_cancels_and_the_provider_reads_that_nobody_need_go(visitor, village):
    found = in_status(village, Status.promised)
    mei = visitor("mei").open(f"/home-services/requests/{found}").follow("取消申请").choose("不需要了").press("取消申请")
    assert mei.h1 == "喘息服务：已取消"
    provider = visitor("provider").open(f"/workbench/home-visits/{found}")
    assert provider.h1 == "喘息服务：已取消，不用去"
    assert not provider.sees("桂花路 8 号")
    assert "喘息服务" in provider.open("/workbench/home-visits").follow("看已结束的").links()


def test_the_provider_is_told_that_a_visit_it_promised_is_off_and_when_it_is_on_again(visitor, village):
    found = in_status(village, Status.promised)
    mei = visitor("mei").open(f"/home-services/requests/{found}").follow("取消申请").choose("不需要了").press("取消申请")
    provider = visitor("provider").open("/workbench/inbox").follow("有一份上门任务取消了")
    assert provider.sees("原来约好：2026年11月25日 星期三 上午 9:30")
    assert provider.sees("不用去了。")
    assert "秀梅" not in provider.text, "a message names nobody"
    assert provider.follow("看这件事").h1 == "喘息服务：已取消，不用去"
    mei.press("撤销取消，还要这项服务")
    provider.open("/workbench/inbox").follow("取消了的上门任务恢复了").follow("看这件事")
    assert provider.h1 == "喘息服务：已约好，等上门"


@pytest.mark.parametrize(("move", "said"), [
    ("take_back", "社区收回了一份上门任务"), ("want_other", "居民想换一家，有一份上门任务不用去了")])
def test_the_provider_is_told_that_somebody_else_is_to_come(visitor, village, move, said):
    with village.database.writing() as db:
        given.make(db, village, move, given.in_status(db, village, Status.promised))
    provider = visitor("provider").open("/workbench/inbox").follow(said)
    assert provider.sees("原来约好：2026年11月25日 星期三 上午 9:30")
    assert "秀梅" not in provider.text
    assert provider.follow("看这件事").h1 == "上门任务：在办的", "what it has no more it cannot open"


def test_after_a_death_the_provider_is_told_that_nobody_is_to_come(visitor, village):
    in_status(village, Status.promised)
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/death")
    officer.fill("离世日期", "2026-11-20").press("登记离世")
    provider = visitor("provider").open("/workbench/inbox").follow("有一份上门任务取消了")
    assert "秀梅" not in provider.text


def test_where_no_provider_was_asked_none_is_told(visitor, village):
    with village.database.writing() as db:
        given.make(db, village, "cancel", given.in_status(db, village, Status.accepted))
    for key in ("provider", "device_provider"):
        assert not visitor(key).open("/workbench/inbox").sees("有一份上门任务取消了")


def test_an_officer_declines_in_words_that_she_reads(visitor, village):
    found = in_status(village, Status.requested)
    officer = visitor("officer").open(f"/workbench/home-services/{found}").follow("不能安排")
    officer.choose("暂时没有人手").see_needs().press("答复不能安排", status=422)
    assert officer.errors() == ["请写几句话：为什么不行，还可以怎么办。"]
    officer.fill("写给居民的话", "下个月有新的志愿者，请那时再来。").see_needs().press("答复不能安排")
    mei = visitor("mei").open(f"/home-services/requests/{found}")
    assert mei.h1 == "喘息服务：不能安排"
    assert mei.sees("下个月有新的志愿者，请那时再来。")


def test_an_officer_cancels_for_her_and_it_is_said_who_did(visitor, village):
    found = in_status(village, Status.accepted)
    officer = visitor("officer").open(f"/workbench/home-services/{found}").follow("替居民取消")
    factories_mandates.note_word(officer).choose("本人告诉工作人员不需要了").see_needs().press("取消申请")
    assert visitor("mei").open(f"/home-services/requests/{found}").sees("工作人员取消")


def test_an_officer_takes_it_back_and_a_provider_gives_it_back(visitor, village):
    found = in_status(village, Status.assigned)
    officer, provider = visitor("officer"), visitor("provider")
    officer.open(f"/workbench/home-services/{found}").press("收回，换一家机构")
    provider.open(f"/workbench/home-visits/{found}", status=404)
    officer.follow("派给服务机构").choose("暖家上门服务社（演示）").see_needs().press("派给这家机构")
    provider.open(f"/workbench/home-visits/{found}").follow("去不了，退回社区").choose("时间对不上").press("退回社区")
    assert provider.h1 == "上门任务：在办的"
    assert officer.open(f"/workbench/home-services/{found}").sees("机构来不了，时间对不上")


def test_a_provider_changes_the_helper_and_she_is_told_of_the_change(visitor, village):
    found = in_status(village, Status.promised)
    provider = visitor("provider").open(f"/workbench/home-visits/{found}").follow("改时间或换人")
    provider.choose("2026年11月26日 星期四 下午", "下午 2:00", "轮椅通道", "说慢一点").fill("谁去", "孙大姐").press("保存")
    mei = visitor("mei").open(f"/home-services/requests/{found}")
    assert mei.sees("孙大姐")
    assert mei.sees("服务机构换了来的人，时间是2026年11月26日 星期四 下午 2:00")


def test_nothing_is_sent_without_her_consent(visitor, village):
    mei = write(visitor("mei")).press("提交申请", status=422)
    assert mei.errors() == ["要勾选同意，服务机构才能来。不同意就不能提交，您可以请社区专职委员当面帮您。"]
    assert visitor("officer").open("/workbench/home-services").sees("这里现在没有申请。")


@pytest.mark.parametrize(("status", "words"), [
    (Status.assigned, "机构约好时间 正在办"), (Status.promised, "上门服务 等约好的时间"), (Status.on_the_way, "上门服务 正在办"),
])
def test_before_the_agreed_time_nobody_is_said_to_be_at_it(visitor, village, status, words):
    assert visitor("mei").open(f"/home-services/requests/{in_status(village, status)}").sees(words)


def standing_still(visitor, village, status: Status = Status.accepted) -> str:
    found = in_status(village, status)
    visitor("mei").open("/my-data/consents").press("撤回：告诉上门服务机构")
    return found


@pytest.mark.parametrize("status", [Status.requested, Status.accepted, Status.reopened])
def test_without_her_consent_her_request_says_that_it_stands_still(visitor, village, status):
    mei = visitor("mei").open(f"/home-services/requests/{standing_still(visitor, village, status)}")
    assert mei.h1 == "喘息服务：停着，等您同意"
    assert mei.sees("社区不能给您找机构，这份申请停在这里。")
    assert not mei.sees("您现在不用做什么")
    assert "取消申请" in mei.links()


def test_every_list_says_which_request_stands_still(visitor, village):
    found = standing_still(visitor, village)
    mei, officer = visitor("mei"), visitor("officer")
    for page in ("/", "/home-services", "/home-services/requests"):
        assert mei.open(page).sees("停着，等您同意"), page
    for page in ("/workbench/", "/workbench/home-services", f"/workbench/home-services/{found}",
                 f"/workbench/residents/{village.mei.public_id}/home-services/new"):
        assert officer.open(page).sees("停着，等本人同意"), page
    mei.open(f"/home-services/requests/{found}").choose("我同意").press("同意，接着办")
    assert mei.open("/").sees("社区已同意，正在找人")
    assert officer.open("/workbench/").sees("已同意，要派给机构")


@pytest.mark.parametrize("status", [Status.assigned, Status.promised])
def test_what_a_provider_has_goes_on_without_her_consent(visitor, village, status):
    mei = visitor("mei").open(f"/home-services/requests/{standing_still(visitor, village, status)}")
    assert not mei.sees("停")


def test_once_she_agrees_again_her_request_goes_on(visitor, village):
    found = standing_still(visitor, village)
    mei = visitor("mei").open(f"/home-services/requests/{found}").press("同意，接着办", status=422)
    assert mei.errors() == ["要勾选同意，社区才能接着找服务机构。不要这项服务了，可以取消申请。"]
    mei.choose("我同意").press("同意，接着办")
    assert mei.sees("记下了：您同意了。社区会接着办。")
    assert mei.sees("社区正在给您找服务机构。")
    officer = visitor("officer").open(f"/workbench/home-services/{found}").follow("派给服务机构")
    officer.choose("暖家上门服务社（演示）").see_needs().press("派给这家机构")
    assert stands(village, found) is Status.assigned


def test_whoever_may_ask_for_her_may_agree_again_for_her(visitor, village):
    found = standing_still(visitor, village)
    daughter = visitor("daughter", acting_for="mei").open(f"/home-services/requests/{found}")
    assert daughter.choose("我同意").press("同意，接着办").sees("社区正在给您找服务机构。")


def test_a_withdrawal_that_is_undone_lets_her_request_go_on(visitor, village):
    found = standing_still(visitor, village)
    mei = visitor("mei").open("/my-data/consents").press("不撤回了：告诉上门服务机构")
    assert mei.open(f"/home-services/requests/{found}").sees("社区正在给您找服务机构。")


def test_an_officer_learns_that_no_provider_may_be_told_before_the_form(visitor, village):
    found = standing_still(visitor, village)
    officer = visitor("officer").open(f"/workbench/home-services/{found}")
    assert officer.sees("本人撤回了同意，不能再告诉服务机构。")
    assert "派给服务机构" not in officer.links()
    officer.open(f"/workbench/home-services/{found}/assignment")
    assert officer.sees("本人撤回了同意，不能再告诉服务机构。")
    assert officer.soup.find("input", {"type": "radio"}) is None


def test_a_draft_is_kept_changed_and_thrown_away(visitor, village):
    mei = write(visitor("mei"))
    mei.open("/home-services").follow("喘息服务").follow("改需要和时间，或者加一天")
    assert mei.soup.find("option", {"selected": True})["value"] == "2026-11-25"
    mei.choose("下午").press("下一步")
    assert mei.sees("2026年11月25日 星期三 上午")
    assert mei.sees("2026年11月25日 星期三 下午")
    mei.follow("改地址").fill("详细地址", "桂花路 9 号").press("下一步")
    assert mei.sees("桂花社区，桂花路 9 号")
    mei.press("不申请了，删掉这份")
    assert count(village) == 0


def test_the_last_address_need_not_be_written_again(visitor, village):
    write(visitor("mei")).choose("我同意").press("提交申请")
    mei = times(visitor("mei")).press("下一步")
    assert mei.h1 == "核对申请"
    assert mei.sees(ADDRESS)


def test_what_is_missing_is_said_at_its_field_and_what_was_chosen_is_kept(visitor, village):
    mei = visitor("mei").open("/home-services/services/help-at-home/request?ask=bathing").press("下一步", status=422)
    assert mei.errors() == ["请选一个日期。", "请勾选上午、下午或晚上。"]
    assert mei.soup.title.string.startswith("错误：")
    assert mei.soup.find("input", {"name": "asks", "value": "bathing"}).has_attr("checked")
    for link in mei.soup.select("[aria-labelledby=errors-title] a"):
        assert mei.soup.find(id=link["href"].removeprefix("#")), link
    assert count(village) == 0


@pytest.mark.parametrize(("typed", "said"), [
    ("", "请填写地址，写到门牌号。"),
    ("\u200b\u202e", "这里要写文字。只有数字、符号或者表情，不行。"),
    ("路" * 10_000, "最多写 200 个字，您写了 10000 个字。请删去一些。"),
])
def test_a_wrong_address_is_refused_in_words(visitor, village, typed, said):
    mei = times(visitor("mei")).press("下一步").fill("详细地址", typed).press("下一步", status=422)
    assert mei.errors() == [said]
    assert mei.soup.find("input", {"name": "address"})["value"] == typed
    mei.open("/home-services").follow("喘息服务").choose("我同意").press("提交申请", status=422)
    assert mei.errors() == ["请填写地址，写到门牌号。"]


@pytest.mark.parametrize(("typed", "length"), [("长" * 10_000, 10_000), ("🙂" * 501, 501)])
def test_too_long_a_note_is_refused_and_kept(visitor, village, typed, length):
    mei = write(visitor("mei")).follow("改怎样来、给社区留话").fill("还想告诉社区什么", typed).press("下一步", status=422)
    assert mei.errors() == [f"最多写 500 个字，您写了 {length} 个字。请删去一些。"]
    assert mei.soup.find("textarea", {"name": "note"}).string.strip() == typed


def test_a_second_and_a_third_day_can_be_added_and_are_whole_or_left_out(visitor, village):
    mei = write(visitor("mei")).follow("改需要和时间，或者加一天")
    assert [tag["name"] for tag in mei.soup.main.find_all("select")] == ["day_1", "day_2"]
    mei.filled["day_2"] = "2026-11-27"
    mei.press("下一步", status=422)
    assert mei.errors() == ["请勾选上午、下午或晚上。"]
    mei.filled["day_2"], mei.filled["parts_2"] = "", ["evening"]
    mei.press("下一步", status=422)
    assert mei.errors() == ["请先选日期，或者去掉勾选。"]
    mei.filled |= {"day_2": "2026-11-27", "-parts_2": [], "parts_2": ["afternoon"]}
    mei.press("下一步").follow("改需要和时间，或者加一天")
    assert [tag["name"] for tag in mei.soup.main.find_all("select")] == ["day_1", "day_2", "day_3"]
    mei.press("下一步")
    for words in ("11月25日 星期三 上午", "11月27日 星期五 下午", "11月27日 星期五 晚上"):
        assert mei.sees(words)
    assert not mei.sees("第三天")


def test_a_morning_that_is_over_is_refused(visitor, village, clock):
    clock.advance(hours=3)
    mei = visitor("mei").open("/home-services/services/respite-care/request").choose("11月23日 星期一", "上午")
    mei.press("下一步", status=422)
    assert mei.errors() == ["有一个时间已经过了，或者太远。请选现在以后到2026年12月23日 星期三之间的时间。"]


@pytest.mark.parametrize(
    "forged",
    [
        {"day_1": "2020-01-01"},
        {"day_1": "yesterday"},
        {"parts_1": "night"},
        {"asks": "bathing"},
        {"day_2": "2026-02-30"},
    ],
)
def test_a_forged_choice_changes_nothing(visitor, village, forged):
    mei = times(visitor("mei"))
    mei.post(
        "/home-services/services/respite-care/request",
        status=422,
        **{"day_1": "2026-11-25", "parts_1": "morning", **forged},
    )
    assert count(village) == 0


def test_a_form_without_its_token_is_refused(visitor, village):
    mei = visitor("mei")
    answer = mei.client.post("/home-services/services/respite-care/request", base_url="http://localhost:8000",
                             data={"csrf_token": "forged", "day_1": "2026-11-25", "parts_1": "morning"})
    assert answer.status_code == 400
    assert count(village) == 0


def test_the_same_page_sent_twice_makes_one_request(visitor, village):
    mei = times(visitor("mei"))
    form = mei._held(mei.soup.find("button", string=re.compile("下一步")).find_parent("form"))
    path = "/home-services/services/respite-care/request"
    answers = [mei.client.post(path, data=form, base_url="http://localhost:8000") for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert count(village) == 1


def test_another_persons_request_is_not_found(visitor, village):
    found, draft = in_status(village, Status.requested), in_status(village, Status.draft)
    guo = visitor("guo")
    for page in (
        "",
        "/check",
        "/times",
        "/place",
        "/manner",
        "/cancellation",
        "/confirmation",
        "/reopening",
        "/other-provider",
    ):
        for public_id in (found, draft):
            guo.open(f"/home-services/requests/{public_id}{page}", status=404)
    guo.open("/home-services")
    for act in ("cancellation", "submission", "removal", "times", "place", "manner", "consent"):
        guo.post(f"/home-services/requests/{draft}/{act}", status=404, **FILLED)
    assert (stands(village, found), stands(village, draft)) == (Status.requested, Status.draft)


FILLED = {
    "reason": "not_needed",
    "consent": "y",
    "day_1": "2026-11-25",
    "parts_1": "morning",
    "address": ADDRESS,
    "helper_gender": "any",
}


@pytest.mark.parametrize("stranger", ["river_officer", "ginkgo_officer"])
def test_an_officer_of_another_place_finds_nothing(visitor, village, stranger):
    found = in_status(village, Status.requested)
    officer = visitor(stranger)
    assert officer.open("/workbench/home-services").sees("这里现在没有申请。")
    for page in ("", "/refusal", "/assignment", "/cancellation"):
        officer.open(f"/workbench/home-services/{found}{page}", status=404)
    officer.open("/workbench/home-services")
    for act in ("acceptance", "withdrawal"):
        officer.post(f"/workbench/home-services/{found}/{act}", status=404)
    assert stands(village, found) is Status.requested


def test_no_officer_sees_a_draft(visitor, village):
    draft = in_status(village, Status.draft)
    officer = visitor("officer")
    officer.open(f"/workbench/home-services/{draft}", status=404)
    assert officer.open("/workbench/home-services").sees("这里现在没有申请。")


def test_another_provider_finds_nothing(visitor, village):
    found = in_status(village, Status.assigned)
    other = visitor("device_provider")
    for page in ("", "/promise", "/changes", "/return"):
        other.open(f"/workbench/home-visits/{found}{page}", status=404)
    other.open("/workbench/home-visits")
    for act in ("departure", "completion"):
        other.post(f"/workbench/home-visits/{found}/{act}", status=404)


@pytest.mark.parametrize("who", ["clerk", "mei", "daughter"])
def test_who_has_no_part_in_it_has_no_page(visitor, village, who):
    found = in_status(village, Status.assigned)
    person = visitor(who)
    for path in ("/workbench/home-services", f"/workbench/home-services/{found}", "/workbench/home-visits",
                 f"/workbench/home-visits/{found}"):
        person.open(path, status=404)


def test_officer_and_provider_have_each_their_own_pages(visitor, village):
    found = in_status(village, Status.assigned)
    visitor("officer").open(f"/workbench/home-visits/{found}", status=404)
    visitor("provider").open(f"/workbench/home-services/{found}", status=404)


def test_a_stranger_is_asked_to_sign_in(visitor, village):
    found = in_status(village, Status.requested)
    for path in ("/home-services", f"/home-services/requests/{found}", f"/workbench/home-services/{found}"):
        stranger = visitor()
        stranger.open(path)
        assert "sign-in" in stranger.response.request.path


def test_a_provider_reads_a_first_name_and_needs_and_no_more(visitor, village):
    found = in_status(village, Status.assigned)
    provider = visitor("provider")
    for path in (
        "/workbench/",
        "/workbench/home-visits",
        f"/workbench/home-visits/{found}",
        f"/workbench/home-visits/{found}/promise",
    ):
        page = provider.open(path).response.get_data(as_text=True)
        assert "秀梅" in page
        for hidden in ("陈秀梅", "桂花路 8 号", "门铃坏了", "肢体", "二级", "00010000001"):
            assert hidden not in page, (path, hidden)


def test_a_provider_that_is_not_ready_is_told_what_is_missing(visitor, village):
    found = in_status(village, Status.assigned)
    provider = visitor("provider").open(f"/workbench/home-visits/{found}/promise")
    provider.choose("2026年11月25日 星期三 上午", "上午 9:30", "说慢一点").fill("谁去", "彭小红").press("答应上门", status=422)
    assert provider.errors() == ["请先准备好：轮椅通道。做不到就不要答应，请退回社区。"]
    provider.choose("轮椅通道", "下午 3:00").press("答应上门", status=422)
    assert provider.errors() == ["这个时间不在居民方便的时间里，或者已经过了。请换一个。"]
    assert stands(village, found) is Status.assigned


def test_a_stale_page_at_the_workbench_says_what_has_happened(visitor, village):
    found = in_status(village, Status.requested)
    officer = visitor("officer").open(f"/workbench/home-services/{found}")
    visitor("mei").open(f"/home-services/requests/{found}/cancellation").choose("不需要了").press("取消申请")
    officer.choose("我看过了，会照着做").press("同意", status=409)
    assert officer.sees("这份申请已经取消了。刚才的操作没有生效。")
    assert stands(village, found) is Status.cancelled


def test_a_stale_page_of_hers_says_so_and_a_stale_link_leads_to_the_request(visitor, village):
    found = in_status(village, Status.done)
    mei = visitor("mei").open(f"/home-services/requests/{found}/reopening")
    visitor("mei").open(f"/home-services/requests/{found}/confirmation").choose("4 分，满意").press("确认做完")
    mei.choose("没有人来").press("请社区重新安排", status=409)
    assert mei.errors() == ["现在不能要求重新安排。"]
    assert mei.open(f"/home-services/requests/{found}/reopening").h1 == "喘息服务：已办完"


def test_who_opened_her_request_is_in_the_ledger(visitor, village):
    found = in_status(village, Status.promised)

    def views() -> list[tuple[int | None, str]]:
        with village.database.reading() as db:
            entries = entries_about(db, village.mei.id, limit=100)
        return [(entry.actor_id, entry.facts["page"]) for entry in entries if entry.event == "people.FileViewed"]

    visitor("mei").open(f"/home-services/requests/{found}")
    assert views() == []
    visitor("officer").open(f"/workbench/home-services/{found}")
    visitor("provider").open(f"/workbench/home-visits/{found}")
    visitor("daughter", acting_for="mei").open(f"/home-services/requests/{found}")
    assert views() == [(village.daughter.id, "home_service_request"), (village.provider.id, "home_visit"),
                       (village.officer.id, "home_service_request")]


def test_a_wish_that_no_document_names_is_said_to_be_unnamed(visitor):
    mei = visitor("mei").open("/home-services").follow("洗澡、洗漱")
    assert mei.sees("文件没有写“洗澡、洗漱”。")
    assert mei.sees("“重度残疾人”")
    assert mei.sees("“提高重度残疾人上门服务频率”")


def test_the_standing_of_each_document_is_beside_its_words(visitor):
    mei = visitor("mei").open("/home-services/services/visit")
    assert mei.sees("这份文件是征求意见稿，还没有正式实行。 这份文件写的期限已经过了。".replace(" ", "")) or mei.sees("这份文件是征求意见稿")
    assert mei.sees("这份文件已经发布。")


def test_who_lives_in_jiaxing_reads_no_words_of_pinghu(visitor):
    jun = visitor("jun").open("/home-services/services/respite-care")
    assert jun.sees("嘉兴市残疾人事业发展")
    assert not jun.sees("平湖市")


def test_an_unknown_service_is_not_found(visitor):
    visitor("mei").open("/home-services/services/free-bathing", status=404)
    visitor("mei").open("/home-services/services/free-bathing/request", status=404)


def test_a_page_number_that_is_none_is_the_first_page(visitor, village):
    in_status(village, Status.requested)
    for query in ("?page=-3", "?page=x", "?pile=nonsense"):
        assert visitor("officer").open(f"/workbench/home-services{query}").sees("陈秀梅")


def test_after_a_death_is_recorded_nobody_sets_out_and_nobody_acts_for_her(visitor, village):
    found = in_status(village, Status.promised)
    daughter = visitor("daughter", acting_for="mei").open("/home-services")
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/death")
    officer.fill("离世日期", "2026-11-22").press("登记离世")
    assert stands(village, found) is Status.cancelled
    assert visitor("provider").open(f"/workbench/home-visits/{found}").h1 == "喘息服务：已取消，不用去"
    daughter.open("/home-services", status=410)


def test_the_page_of_every_service_tells_a_carer_for_whom_she_acts(visitor):
    daughter = visitor("daughter", acting_for="mei").open("/home-services")
    found = {link["href"] for link in daughter.soup.select('main a[href^="/home-services/services/"]')}
    assert len(found) > 10
    for path in sorted(found):
        daughter.open(path)
        assert daughter.sees("您正在代陈秀梅办事")
        assert "代陈秀梅办事" in daughter.soup.title.string
