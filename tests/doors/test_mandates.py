"""Giving somebody a mandate, acting under it, and ending it, as both see it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from tests import factories_mandates as given
from webapp import mandates as room
from webapp import people
from webapp.mandates import Power, Province

NEIGHBOUR = ("钱阿姨", "00020000003", "邻居")


def begin(visitor, who=NEIGHBOUR):
    name, phone, relation = who
    return visitor.open("/mandates/new").fill("代办人的姓名", name).fill("代办人的手机号", phone).choose(relation).press("下一步：委托哪些事")


def write(visitor, *, preset="帮我预约、帮我申请服务", days="30 天，到2026年12月23日 星期三", who=NEIGHBOUR):
    begin(visitor, who).follow(preset).press("下一步：办到哪一天")
    return visitor.choose(days).press("下一步：读委托书")


def times(visitor, service="visit"):
    """The first page of a request for a home service, filled in."""
    return visitor.open(f"/home-services/services/{service}/request").choose("11月25日 星期三", "上午")


def given_by(village, key):
    with village.database.reading() as db:
        return room.mandates_by(db, people.find_resident(db, village.of(key).public_id))


def test_from_the_wish_to_the_end(visitor, village):
    guo, neighbour = visitor("guo"), visitor("neighbour")
    write(guo)
    for words in ("委托人：沈国平", "受托人（代办人）：钱阿姨，和我的关系：邻居", "填写和提交：替我预约、改期、取消残疾评定",
                  "从 2026年11月23日 星期一 起，到 2026年12月23日 星期三 为止", "第一百六十五条", "000 2000 0003"):
        assert guo.sees(words), words
    guo.press("我读过了，签署委托")
    assert guo.h1 == "给钱阿姨的委托"
    assert guo.sees("委托已经生效。")

    neighbour.open("/acting").press("代沈国平办事")
    assert neighbour.h1 == "沈国平的事"
    assert neighbour.sees("您正在代沈国平办事")
    assert "代沈国平办事" in neighbour.soup.title.string
    times(neighbour, "respite-care").press("下一步").fill("详细地址", "桂花路 3 号").press("下一步").choose("我同意").press("提交申请")
    assert neighbour.h1 == "喘息服务：等社区答复"

    mandate = given_by(village, "guo")[0].public_id
    guo.open(f"/mandates/{mandate}")
    assert guo.sees("申请了“喘息服务”")
    assert guo.sees("2026年11月23日 星期一 上午 9:00")
    guo.follow("结束这份委托").press("马上结束委托")
    assert guo.sees("您结束了它，2026年11月23日 星期一 上午 9:00")

    neighbour.open("/home-services", status=410)
    assert neighbour.h1 == "这份委托已经结束"
    neighbour.follow("选择为谁办事")
    assert neighbour.sees("您刚才用的委托已经结束。")
    assert "代沈国平办事" not in neighbour.main


def test_whoever_comes_back_to_a_signed_draft_finds_the_mandate(visitor, village):
    guo = write(visitor("guo"))
    path = guo.response.request.path
    form = {"digest": guo.soup.find("input", {"name": "digest"})["value"], "acting_for": ""}
    guo.press("我读过了，签署委托")
    signed = guo.response.request.path
    for back in (path, f"{path}/agent", f"{path}/matters", f"{path}/duration"):
        assert guo.open(back).response.request.path == signed
    assert guo.post(f"{path}/signature", **form).response.request.path == signed
    with village.database.reading() as db:
        assert len(room.mandates_by(db, village.guo)) == 1
    visitor("mei").open(path, status=404)


def test_the_default_is_the_shortest_time_and_nothing_is_ticked(visitor):
    guo = begin(visitor("guo"))
    assert not guo.soup.find_all("input", {"type": "checkbox", "checked": True})
    guo.follow("只看看").press("下一步：办到哪一天")
    assert guo.soup.find("input", {"name": "days", "checked": True})["value"] == "30"


def test_a_preset_shows_each_box_it_ticks(visitor):
    guo = begin(visitor("guo")).follow("只看看")
    ticked = {(box["name"], box["value"]) for box in guo.soup.find_all("input", {"type": "checkbox", "checked": True})}
    assert ticked == {
        (p.value, "see")
        for p in (Province.entitlements, Province.appointments, Province.home_services, Province.messages)
    }
    guo.untick("看：我的消息").press("下一步：办到哪一天").press("下一步：读委托书")
    assert not guo.sees("我的消息")


def test_a_day_of_her_own_choice(visitor, village):
    guo = begin(visitor("guo")).follow("只看看").press("下一步：办到哪一天")
    guo.choose("自己选最后一天").fill("最后一天是哪天", "２０２６年12月6日").press("下一步：读委托书")
    assert guo.sees("到 2026年12月6日 星期日 为止")
    again = visitor("guo").open(f"{guo.response.request.path}/duration")
    assert again.soup.find("input", {"name": "days", "checked": True})["value"] == "day"
    assert again.soup.find("input", {"name": "until_on"})["value"] == "2026-12-06"
    guo.press("我读过了，签署委托")
    assert given_by(village, "guo")[0].until_on.isoformat() == "2026-12-06"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-2-30", "没有看懂这个日期。请写年月日，例如 2026年12月1日。"),
        ("明年", "没有看懂这个日期。请写年月日，例如 2026年12月1日。"),
        ("", "请填最后一天，例如 2027-03-01。"),
        ("2026-11-22", "请选今天或者以后的日期。"),
        ("2028-01-01", "一份委托最长 365 天。到期前可以再续。请选近一点的日期。"),
    ],
)
def test_an_impossible_last_day_is_refused_and_kept(visitor, village, typed, said):
    guo = begin(visitor("guo")).follow("只看看").press("下一步：办到哪一天")
    guo.choose("自己选最后一天").fill("最后一天是哪天", typed).press("下一步：读委托书", status=422)
    assert guo.errors() == [said]
    assert guo.soup.select_one("[aria-labelledby=errors-title] a")["href"] == "#until_on"
    assert guo.soup.find("input", {"name": "until_on"})["value"] == typed
    assert guo.soup.find("input", {"name": "days", "checked": True})["value"] == "day"


def test_nothing_ticked_is_refused(visitor):
    guo = begin(visitor("guo")).press("下一步：办到哪一天", status=422)
    assert guo.errors() == ["请至少勾选一样。"]


@pytest.mark.parametrize(("label", "typed", "said"), [
    ("代办人的手机号", "12345", "手机号应该是 11 位，您填了 5 位。"),
    ("代办人的手机号", "00010000002", "这是您自己的手机号。请填代办人的手机号。"),
    ("代办人的手机号", "一二三", "手机号只能有数字。"),
    ("代办人的手机号", "", "请填写代办人的手机号。"),
    ("代办人的姓名", "  ", "请填写代办人的姓名。"),
])
def test_a_wrong_agent_is_said_at_its_field(visitor, label, typed, said):
    guo = visitor("guo").open("/mandates/new").fill("代办人的姓名", "钱阿姨").fill("代办人的手机号", "00020000003").choose("邻居")
    guo.fill(label, typed).press("下一步：委托哪些事", status=422)
    assert guo.errors() == [said]
    assert guo.soup.title.string.startswith("错误：")


def test_a_circle_of_mandates_is_refused_in_words_and_nothing_is_granted(visitor, village):
    with village.database.writing() as db:
        agent = people.account_of(db, people.find_resident(db, village.bin.public_id))
        room.grant(db, village.actor("guo"), people.find_resident(db, village.guo.public_id), agent, relation="friend",
                   scope=given.BOOKING, until_on=village.actor("guo").today, words="x", words_version="1",
                   signature_kind=room.SignatureKind.signed_in, signature_proof="x")
    bin_ = write(visitor("bin"), who=("沈国平", village.guo.phone, "朋友")).press("我读过了，签署委托", status=422)
    assert bin_.errors() == ["这个人已经委托您办事，或者委托了您的代办人。两个人不能互相代办，也不能绕一圈代办。"]
    assert given_by(village, "bin") == []


def test_an_agent_whom_nobody_knows_comes_in_by_her_own_telephone(visitor, village, app):
    write(visitor("guo"), who=("沈小妹", "13800001234", "兄弟姐妹")).press("我读过了，签署委托")
    sister = visitor().open("/sign-in").fill("手机号", "138 0000 1234").press("发送验证码")
    sent = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    sister.fill("验证码", re.search(r"[0-9]{6}", json.loads(sent)["text"]).group()).press("登录")
    sister.open("/acting").press("代沈国平办事")
    assert sister.h1 == "使用说明", "who acts for somebody for the first time reads first what is done with what is known"
    sister.press("继续")
    assert sister.h1 == "沈国平的事"


def test_words_that_changed_while_she_read_are_shown_again_before_they_are_signed(visitor, village, clock):
    clock.advance(hours=14, minutes=55)  # five minutes before midnight
    guo = write(visitor("guo"))
    clock.advance(minutes=6)
    guo.press("我读过了，签署委托", status=409)
    assert guo.errors() == ["委托书的内容刚才变了。请再读一遍，再签署。"]
    assert given_by(village, "guo") == []
    guo.press("我读过了，签署委托")
    assert len(given_by(village, "guo")) == 1


def test_a_forged_signature_signs_nothing(visitor, village):
    guo = write(visitor("guo"))
    draft = guo.response.request.path
    guo.post(f"{draft}/signature", status=409, digest="0" * 64)
    guo.open(draft).post(f"{draft}/signature", status=409)
    assert given_by(village, "guo") == []


def test_a_half_written_mandate_can_be_taken_up_and_thrown_away(visitor, village):
    guo = begin(visitor("guo")).open("/mandates").follow("还没有签署的委托")
    assert guo.h1 == "委托哪些事"
    guo.follow("只看看").press("下一步：办到哪一天").press("下一步：读委托书").press("不委托了，删掉这份")
    assert guo.h1 == "谁能替我办"
    assert "还没有签署的委托" not in guo.links()


def test_signing_a_half_written_mandate_leads_to_what_is_missing(visitor, village):
    guo = begin(visitor("guo"))
    draft = guo.response.request.path.removesuffix("/matters")
    guo.post(f"{draft}/signature", digest="0" * 64)
    assert guo.h1 == "委托哪些事"
    assert given_by(village, "guo") == []


def test_renewing_keeps_what_was_given_and_asks_for_the_time_anew(visitor, village):
    guo = write(visitor("guo")).press("我读过了，签署委托").press("续期或者修改")
    assert guo.soup.find("input", {"name": "appointments", "value": "submit"}).has_attr("checked")
    guo.press("下一步：办到哪一天").choose("90 天，到2027年2月21日 星期日").press("下一步：读委托书").press("我读过了，签署委托")
    new, old = given_by(village, "guo")
    assert (old.revoked_reason, new.renews_id, new.until_on - new.from_on) == ("renewed", old.id, timedelta(days=90))
    assert guo.open(f"/mandates/{old.public_id}").sees("续了新的一份")


def test_another_persons_mandate_is_not_found(visitor, village):
    mandate = write(visitor("guo")).press("我读过了，签署委托") and given_by(village, "guo")[0].public_id
    draft = begin(visitor("bin")).response.request.path.removesuffix("/matters")
    mei = visitor("mei")
    for path in (
        f"/mandates/{mandate}",
        f"/mandates/{mandate}/ending",
        draft,
        f"{draft}/agent",
        f"{draft}/matters",
        f"{draft}/duration",
    ):
        mei.open(path, status=404)
    mei.open("/mandates/new")
    for path in (f"/mandates/{mandate}/ending", f"/mandates/{mandate}/renewal", f"{draft}/removal"):
        mei.post(path, status=404)
    mei.post(f"{draft}/signature", status=404, digest="0" * 64)
    assert given_by(village, "guo")[0].revoked_at is None


def test_who_acts_for_her_can_neither_give_nor_see_nor_end_mandates(visitor, village):
    daughter = visitor("daughter", acting_for="mei")
    mandate = given_by(village, "mei")[0].public_id
    for path in ("/mandates", "/mandates/new", f"/mandates/{mandate}", f"/mandates/{mandate}/ending"):
        daughter.open(path, status=404)
    daughter.open("/acting")
    daughter.post("/mandates/new", status=404, name="某人", phone="13800001234", relation="other")
    daughter.post(f"/mandates/{mandate}/renewal", status=404)
    assert "谁能替我办" not in daughter.open("/profile").main
    assert len(given_by(village, "mei")) == 1


def test_without_a_mandate_nobody_acts(visitor, village):
    mother = visitor("mother").open("/acting")
    assert mother.sees("现在没有人委托您办事。")
    mother.post("/acting", status=410, resident=village.mei.public_id)
    mother.open("/home-services", status=404)
    forged = visitor("mother", acting_for="mei")
    for path in ("/home-services", "/home-services/requests", "/home-services/services/visit/request"):
        forged.open(path, status=410)


def test_a_carer_who_may_only_see_appointments_sees_no_home_service(visitor, village):
    neighbour = visitor("neighbour", acting_for="wei")
    for path in (
        "/home-services",
        "/home-services/requests",
        "/home-services/services/visit",
        "/home-services/services/visit/request",
    ):
        neighbour.open(path, status=404)


def test_a_carer_who_may_only_see_cannot_ask_change_or_cancel(visitor, village):
    with village.database.writing() as db:
        given.grant(db, village, scope={(Province.home_services, Power.see)})
    guo = times(visitor("guo")).press("下一步").fill("详细地址", "桂花路 3 号").press("下一步").choose("我同意").press("提交申请")
    found = guo.response.request.path
    neighbour = visitor("neighbour", acting_for="guo").open(found)
    assert neighbour.h1 == "访视：等社区答复"
    assert "取消申请" not in neighbour.links()
    assert neighbour.open("/home-services/services/visit").sees("您的委托不包括申请上门服务。")
    neighbour.open("/home-services/services/visit/request", status=404)
    neighbour.open(f"{found}/cancellation", status=404)
    neighbour.open("/acting")
    neighbour.post(f"{found}/cancellation", status=404, reason="not_needed")
    assert guo.open(found).h1 == "访视：等社区答复"


def test_a_form_that_was_open_when_the_mandate_ended_is_not_accepted(visitor, village):
    daughter = times(visitor("daughter", acting_for="mei"))
    mandate = given_by(village, "mei")[0].public_id
    visitor("mei").open(f"/mandates/{mandate}/ending").press("马上结束委托")
    daughter.press("下一步", status=410)
    assert daughter.h1 == "这份委托已经结束"
    assert visitor("mei").open("/home-services/requests").sees("您还没有申请过上门服务。")


def test_on_the_day_after_its_last_it_serves_no_more(visitor, village, clock):
    daughter = visitor("daughter", acting_for="mei").open("/home-services")
    clock.advance(days=181)
    visitor("daughter", acting_for="mei").open("/home-services", status=410)
    assert visitor("mei").open("/mandates").sees("已到期")
    assert daughter.h1 == "请人上门服务"


def test_who_acts_for_somebody_is_never_taken_for_herself_when_it_ends(visitor, village):
    """Guo is a resident and acts for Bin; when that ends, a form meant for Bin must not become one of Guo's."""
    with village.database.writing() as db:
        agent = people.account_of(db, people.find_resident(db, village.guo.public_id))
        room.grant(db, village.actor("bin"), people.find_resident(db, village.bin.public_id), agent, relation="friend",
                   scope=room.everything(), until_on=village.actor("bin").today, words="x", words_version="1",
                   signature_kind=room.SignatureKind.signed_in, signature_proof="x")
    guo = times(visitor("guo").open("/acting").press("代李斌办事"))
    mandate = given_by(village, "bin")[0].public_id
    visitor("bin").open(f"/mandates/{mandate}/ending").press("马上结束委托")
    guo.press("下一步", status=410)
    guo.open("/acting").press("办我自己的事")
    assert guo.h1 == "您好，沈国平"
    assert guo.open("/home-services/requests").sees("您还没有申请过上门服务。")


def test_a_page_opened_for_one_person_is_refused_when_sent_for_another(visitor, village):
    with village.database.writing() as db:
        given.grant(db, village, agent="daughter", scope=room.everything())
    daughter = times(visitor("daughter", acting_for="mei"))
    daughter.act_for(village.guo.public_id).press("下一步", status=409)
    assert daughter.h1 == "这一页是为另一个人打开的"
    assert daughter.sees("您现在在代沈国平办事。")
    for key in ("mei", "guo"):
        assert visitor(key).open("/home-services/requests").sees("您还没有申请过上门服务。")


def test_one_step_leads_to_another_person_and_back(visitor, village):
    with village.database.writing() as db:
        given.grant(db, village, agent="daughter", scope=room.everything())
    daughter = visitor("daughter").open("/acting").press("代沈国平办事").follow("换成自己或别人").press("代陈秀梅办事")
    assert daughter.h1 == "陈秀梅的事"
    daughter.open("/acting")
    assert daughter.sees("您正在代陈秀梅办事。")
    daughter.press("先不代办")
    assert daughter.h1 == "您好，陈晓燕"
    assert not daughter.sees("您正在代")


def test_an_agent_can_give_a_mandate_back(visitor, village):
    daughter = visitor("daughter", acting_for="mei").open("/acting").follow("不再代陈秀梅办事").press("不再代办")
    assert daughter.sees("现在没有人委托您办事。")
    mei = visitor("mei").open("/mandates")
    assert mei.sees("现在没有人能替您办。")
    assert mei.follow("陈晓燕").sees("代办人不再代办")


def test_nobody_gives_back_what_she_does_not_hold(visitor, village):
    mandate = given_by(village, "mei")[0].public_id
    mother = visitor("mother")
    mother.open(f"/acting/{mandate}/resignation", status=404)
    mother.open("/acting")
    mother.post("/acting", resident="")
    mother.open("/acting").post(f"/acting/{mandate}/resignation", status=404)
    assert given_by(village, "mei")[0].revoked_at is None


def test_an_ended_mandate_is_not_ended_again(visitor, village):
    mandate = given_by(village, "mei")[0].public_id
    first, second = (visitor("mei").open(f"/mandates/{mandate}/ending") for _ in range(2))
    first.press("马上结束委托")
    second.press("马上结束委托", status=409)
    assert second.sees("这份委托已经结束了。")
    assert visitor("mei").open(f"/mandates/{mandate}/ending").h1 == "给陈晓燕的委托"


def test_signing_twice_makes_one_mandate(visitor, village):
    guo = write(visitor("guo"))
    form = guo._held(guo.soup.find("button", string=re.compile("签署委托")).find_parent("form"))
    path = guo.response.request.path + "/signature"
    answers = [guo.client.post(path, data=form, base_url="http://localhost:8000") for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(given_by(village, "guo")) == 1


def test_no_number_of_the_agent_is_in_an_address(visitor, village):
    guo = write(visitor("guo")).press("我读过了，签署委托")
    assert "0002" not in guo.response.request.url
    assert "钱" not in guo.response.request.url
