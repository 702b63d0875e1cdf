"""The main job, told from the first sign-in to the new certificate, without JavaScript.

A resident of Pinghu signs in, sees her code and what stands behind it, books an assessment at a
hospital and asks for a home service; the staff move both forward; her inbox tells each change. Her
daughter does both for her until the mandate ends.
"""

from __future__ import annotations

import json
import re

HOSPITAL = "平湖第一示范医院（演示）"
BENEFIT = "/entitlements/pinghu/quarterly-visits"


def sent_code(app) -> str:
    lines = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    return re.search(r"[0-9]{6}", json.loads(lines[-1])["text"]).group()


def sign_in(app, who, phone):
    who.open("/sign-in").fill("手机号", phone).press("发送验证码")
    return who.fill("验证码", sent_code(app)).press("登录")


def inbox(who) -> str:
    return who.open("/inbox").main


def book_an_assessment(who):
    """Tuesday 24 November, half past nine; what she needs is copied from what is known of her."""
    who.open("/appointments").follow("预约残疾评定")
    who.choose("去医院评定", "情况变了，重新评定", "肢体残疾").press("下一步：选评定机构").follow(HOSPITAL)
    who.choose("上午 9:30").press("就选这个时间").press("下一步：核对").choose("我同意").press("确定预约")
    assert who.sees("号已经给您留好了")


def ask_for_respite(who):
    who.open("/home-services").follow("照护我的人要歇一歇").follow("申请这项服务")
    who.choose("11月25日 星期三", "上午").press("下一步").fill("详细地址", "桂花路 3 号").press("下一步")
    who.choose("我同意").press("提交申请")
    assert who.h1 == "喘息服务：等社区答复"


def the_hospital_confirms(visitor):
    clerk = visitor("clerk").open("/workbench/").follow("请准备并确认，陈秀梅，2026年11月23日 星期一 上午 9:00")
    clerk.choose("轮椅通道", "说慢一点").press("确认预约")


def the_hospital_records(visitor):
    clerk = visitor("clerk").open("/workbench/").follow("请登记到场和结果")
    assert clerk.sees("陈秀梅")
    clerk.press("到场了").follow("登记评定结果").choose("三级").press("登记结果")


def the_officer_assigns(visitor):
    officer = visitor("officer").open("/workbench/").follow("喘息服务：新申请")
    officer.choose("我看过了，会照着做").press("同意").follow("派给服务机构")
    officer.choose("暖家上门服务社（演示）").see_needs().press("派给这家机构")


def the_provider_promises(visitor):
    provider = visitor("provider").open("/workbench/").follow("喘息服务：新任务，请答复").follow("答应上门，定时间")
    provider.choose("2026年11月25日 星期三 上午", "上午 9:30", "轮椅通道", "说慢一点").fill("谁去", "彭小红").press("答应上门")
    return provider.response.request.path


def test_the_main_job_runs_from_end_to_end(app, visitor, village, clock):
    mei = sign_in(app, visitor(), "00010000001")
    assert mei.h1 == "您好，陈秀梅"

    # what is hers, with reason, clause and standing
    mei.follow("权益")
    assert mei.sees("访视（每季度至少1次）")
    mei.open(BENEFIT)
    for words in ("您符合条件。", "本地正在实行", "是重度残疾", "“重度”", "每季度至少 1 次", "三、重点任务（六）1 工作目标", "征求意见稿"):
        assert mei.sees(words), words

    # her code, and what the one who checks it learns
    mei.open("/code").choose("持有有效的残疾人证").press("出示")
    number = re.sub(r"\D", "", mei.soup.select_one(".qr__words").get_text())
    guard = visitor().open("/check").choose("医院").fill("对方手机或者纸上的数字", number).press("查验")
    assert guard.h1 == "可以"
    assert not guard.sees("陈秀梅")
    mei.open("/code").follow("谁查过我的码")
    assert mei.sees("医院")

    # she books and asks; the staff move both forward; each change is told
    book_an_assessment(mei)
    assert "评定预约已提交" in inbox(mei)
    ask_for_respite(mei)
    assert "上门服务的申请已提交" in inbox(mei)
    the_hospital_confirms(visitor)
    assert "医院确认了您的预约" in inbox(mei)
    the_officer_assigns(visitor)
    assert "社区同意了您的上门服务" in inbox(mei)
    visit = the_provider_promises(visitor)
    assert "上门服务的时间定了" in inbox(mei)

    # Tuesday at the hospital: the outcome, the certificate, and what she is entitled to follows it
    clock.advance(days=1, minutes=40)
    mei = sign_in(app, visitor(), "00010000001")
    the_hospital_records(visitor)
    assert "评定结果出来了" in inbox(mei)
    federation = visitor("federation").open("/workbench/").follow("评定有结果，请发残疾人证")
    federation.fill("残疾人证号", village.mei.citizen_id + "43").see_needs().press("登记残疾人证")
    told = inbox(mei)
    for words in ("残疾人证已登记", "您的待遇有变化"):
        assert words in told, words
    assert mei.open(BENEFIT).sees("您现在不符合条件。")

    # Wednesday at her home
    clock.advance(days=1)
    mei = sign_in(app, visitor(), "00010000001")
    provider = visitor("provider").open(visit).press("现在出发")
    assert "上门服务的人出发了" in inbox(mei)
    provider.press("做完了")
    assert "上门服务做完了吗" in inbox(mei)
    mei.open("/home-services").follow("喘息服务").follow("做好了，去评价").choose("5 分，很满意").press("确认做完")
    assert mei.h1 == "喘息服务：已办完"


def test_the_daughter_does_it_and_the_mandate_ends_it(app, visitor, village, clock):
    mei, daughter = visitor("mei"), visitor("daughter")
    daughter.open("/acting").press("代陈秀梅办事")
    assert daughter.soup.title.string.count("代陈秀梅办事") == 1

    book_an_assessment(daughter)
    assert daughter.sees("您正在代陈秀梅办事")
    ask_for_respite(daughter)
    assert daughter.sees("您正在代陈秀梅办事")
    told = inbox(mei)
    for words in ("评定预约已提交", "上门服务的申请已提交"):
        assert words in told, words

    the_hospital_confirms(visitor)
    the_officer_assigns(visitor)
    visit = the_provider_promises(visitor)
    clock.advance(days=2)
    visitor("provider").open(visit).press("现在出发").press("做完了")
    changes = ("医院确认了您的预约", "社区同意了您的上门服务", "上门服务的时间定了", "上门服务的人出发了", "上门服务做完了吗")
    told, of_the_daughter = inbox(mei), inbox(visitor("daughter"))  # who has just come in acts for herself
    for words in changes:
        assert words in told, words
        assert f"陈秀梅：{words}" in of_the_daughter, words

    # she sees what was done in her name, and ends it with one act
    mei.open("/mandates").follow("陈晓燕")
    for words in ("申请了“", "预约了"):
        assert mei.sees(words), words
    page = daughter.open("/home-services")
    mei.follow("结束这份委托").press("马上结束委托")
    page.open("/home-services", status=410)
    assert page.h1 == "这份委托已经结束"
    page.open("/appointments", status=410)
