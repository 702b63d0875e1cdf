"""The main job, told from the first sign-in to the new certificate, without JavaScript.

A resident of Pinghu signs in, sees her code and what stands behind it, books an assessment and
asks for a home service; the staff move both forward; her inbox tells each change; her daughter
does it for her until the mandate ends.
"""

from __future__ import annotations

import json
import re


def sent_code(app) -> str:
    lines = (app.extensions["huican"].settings.instance / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    return re.search(r"[0-9]{6}", json.loads(lines[-1])["text"]).group()


def sign_in(app, who, phone):
    who.open("/sign-in").fill("手机号", phone).press("发送验证码")
    return who.fill("验证码", sent_code(app)).press("登录")


def inbox(who) -> str:
    return who.open("/inbox").main


def test_the_main_job_runs_from_end_to_end(app, visitor, village, clock):
    qin = sign_in(app, visitor(), "00010000008")
    assert qin.h1 == "您好，徐琴"

    # what is hers, with reason, clause and standing
    qin.follow("权益")
    assert qin.sees("低保边缘户三、四级残疾人生活补助")
    qin.open("/entitlements/pinghu/marginal-household-living-subsidy")
    for words in ("您符合条件。", "本地正在实行", "残疾等级是三级或四级", "“三、四级”", "每月 230 元", "征求意见稿"):
        assert qin.sees(words), words

    # her code, and what the one who checks it learns
    qin.open("/code").choose("持有有效的残疾人证").press("出示")
    number = re.sub(r"\D", "", qin.soup.select_one(".qr__words").get_text())
    guard = visitor().open("/check").choose("医院").fill("对方手机或者纸上的数字", number).press("查验")
    assert guard.h1 == "可以"
    assert not guard.sees("徐琴")
    qin.open("/code").follow("谁查过我的码")
    assert qin.sees("医院")

    # the assessment: she has a time already; the site prepares, confirms, records; the Federation issues
    clerk = visitor("clerk").open("/workbench/").follow("请准备并确认")
    for box in clerk.soup.find_all("input", {"name": "prepared"}):
        clerk.filled.setdefault("prepared", []).append(box["value"])
    clerk.press("确认预约")
    assert "医院确认了您的预约" in inbox(qin)
    clock.advance(days=3)
    clerk = visitor("clerk").open("/workbench/").follow("请登记到场和结果")
    clerk.press("到场了").follow("登记评定结果").choose("二级").press("登记结果")
    qin = sign_in(app, visitor(), "00010000008")
    assert "评定结果出来了" in inbox(qin)
    federation = visitor("federation").open("/workbench/").follow("评定有结果，请发残疾人证")
    federation.fill("残疾人证号", village.qin.citizen_id + "42").press("登记残疾人证")
    assert "残疾人证已登记" in inbox(qin)
    qin.open("/entitlements/pinghu/marginal-household-living-subsidy")
    assert qin.sees("您现在不符合条件。"), "what she is entitled to follows the new certificate"
    assert "您的待遇有变化" in inbox(qin)


def test_the_daughter_does_it_and_the_mandate_ends_it(app, visitor, village, clock):
    mei, daughter = visitor("mei"), visitor("daughter")
    daughter.open("/acting").press("代陈秀梅办事")
    assert daughter.soup.title.string.count("代陈秀梅办事") == 1
    daughter.open("/home-services/services/respite-care/request").choose("11月25日 星期三", "上午").press("下一步")
    daughter.fill("详细地址", "桂花路 3 号").press("下一步").choose("我同意").press("提交申请")
    assert "上门服务的申请已提交" in inbox(mei)

    visitor("officer").open("/workbench/").follow("喘息服务：新申请").choose("我看过了，会照着做").press("同意").follow("派给服务机构").choose(
        "暖家上门服务社（演示）").press("派给这家机构")
    provider = visitor("provider").open("/workbench/").follow("喘息服务：新任务，请答复").follow("答应上门，定时间")
    provider.choose("2026年11月25日 星期三 上午", "上午 9:30", "轮椅通道", "说慢一点").fill("谁去", "彭小红").press("答应上门")
    clock.advance(days=2)
    provider.open(provider.response.request.path).press("现在出发").press("做完了")
    told = inbox(mei)
    for words in ("社区同意了您的上门服务", "上门服务的时间定了", "上门服务的人出发了", "上门服务做完了吗"):
        assert words in told, words

    # she sees what was done in her name, and ends it with one act
    mei.open("/mandates").follow("陈晓燕")
    assert mei.sees("申请了“")
    page = daughter.open("/home-services")
    mei.follow("结束这份委托").press("马上结束委托")
    page.open("/home-services", status=410)
    assert page.h1 == "这份委托已经结束"
