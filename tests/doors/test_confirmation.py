"""Before power is given away she proves again that it is she; and whoever came in by paper waits a day."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests import factories_mandates as given
from webapp import mandates, people
from webapp.people import SignInSession


def code_sent(app):
    kept = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return re.search(r"[0-9]{6}", json.loads(kept.read_text(encoding="utf-8").splitlines()[-1])["text"]).group()


def serving(village, key="guo"):
    with village.database.reading() as db:
        given_ = mandates.mandates_by(db, people.find_resident(db, village.of(key).public_id))
        return [each for each in given_ if each.revoked_at is None]


def drafted(village, key="guo"):
    with village.database.writing() as db:
        return given.draft(db, village, giver=key).public_id


def test_an_hour_after_signing_in_a_mandate_needs_a_fresh_proof(visitor, village, clock, app):
    draft = drafted(village)
    guo = visitor("guo").open(f"/mandates/drafts/{draft}")
    clock.advance(hours=1)
    guo.open(f"/mandates/drafts/{draft}").press("我读过了，签署委托")
    assert guo.h1 == "再确认一次是您本人"
    assert serving(village) == []
    guo.press("发送验证码").fill("验证码", "000000" if code_sent(app) != "000000" else "111111")
    guo.press("确认是我", status=422)
    guo.fill("验证码", code_sent(app)).press("确认是我")
    assert guo.h1 == "读一遍，再签署"
    guo.press("我读过了，签署委托")
    assert len(serving(village)) == 1


def test_right_after_signing_in_nothing_is_asked_again(visitor, village):
    guo = visitor("guo").open(f"/mandates/drafts/{drafted(village)}").press("我读过了，签署委托")
    assert guo.h1 == "给钱阿姨的委托"


def test_a_confirmation_grows_old_too(visitor, village, clock, app):
    draft = drafted(village)
    guo = visitor("guo")
    clock.advance(hours=1)
    guo.open("/confirmation").press("发送验证码").fill("验证码", code_sent(app)).press("确认是我")
    clock.advance(minutes=11)
    assert guo.open(f"/mandates/drafts/{draft}").press("我读过了，签署委托").h1 == "再确认一次是您本人"


def test_unfreezing_and_a_new_paper_code_need_it_freezing_does_not(visitor, clock):
    mei = visitor("mei")
    clock.advance(hours=1)
    mei.open("/code/freezing").post("/code/freezing")
    assert mei.h1 != "再确认一次是您本人"
    mei.open("/code").post("/code/unfreezing")
    assert mei.h1 == "再确认一次是您本人"
    mei.open("/ways-in").press("领一个恢复码")
    assert mei.h1 == "再确认一次是您本人"


def test_somebody_elses_code_confirms_nothing(visitor, village, clock, app):
    guo, bin_ = visitor("guo"), visitor("bin")
    clock.advance(hours=1)
    bin_.open("/confirmation").press("发送验证码")
    code = code_sent(app)
    guo.open("/confirmation").press("发送验证码").fill("验证码", code)
    if code_sent(app) != code:
        guo.press("确认是我", status=422)


def test_a_code_for_signing_in_confirms_nothing(visitor, village, clock, app):
    guo = visitor("guo")
    clock.advance(hours=1)
    guo.open("/sign-in").fill("手机号", "00010000002").press("发送验证码")
    guo.open("/confirmation/code").fill("验证码", code_sent(app)).press("确认是我", status=422)


def by_paper(visitor, village):
    with village.database.writing() as db:
        account = people.account_of(db, people.find_resident(db, village.guo.public_id))
        plain = people.issue_recovery_code(db, village.actor("guo"), account)
    return visitor().open("/sign-in/recovery").fill("恢复码", plain).press("登录")


def test_who_came_in_by_paper_waits_a_day_and_the_telephone_hears_of_it(visitor, village, clock, app):
    draft = drafted(village)
    guo = by_paper(visitor, village)
    guo.open(f"/mandates/drafts/{draft}").press("我读过了，签署委托", status=409)
    assert "才能办这件事" in guo.errors()[0]
    assert serving(village) == []
    assert visitor("guo").open("/inbox").sees("有人用恢复码登录了您的账号")
    clock.advance(hours=24, minutes=1)
    assert guo.open(f"/mandates/drafts/{draft}").press("我读过了，签署委托").h1 == "再确认一次是您本人"


def test_who_came_in_by_paper_can_still_see_and_book(visitor, village):
    assert by_paper(visitor, village).open("/appointments/new").h1


def test_confirmation_never_leads_out_of_the_house(visitor, clock):
    guo = visitor("guo")
    clock.advance(hours=1)
    guo.open("/confirmation?next=https://evil.example/")
    assert "evil" not in str(guo.soup.main)


def on_a_shared_phone(visitor, app):
    guo = visitor().open("/sign-in").fill("手机号", "00010000002").press("发送验证码")
    return guo.fill("验证码", code_sent(app)).choose("这是公用的手机，或者别人的手机").press("登录")


def cookie(who):
    return next(c for c in who.client._cookies.values() if c.key == "huican")


def test_a_shared_phone_keeps_nothing_and_forgets_soon(visitor, village, clock, app):
    guo = on_a_shared_phone(visitor, app)
    assert cookie(guo).expires is None, "the cookie goes with the browser"
    clock.advance(minutes=14)
    guo.open("/inbox")
    clock.advance(minutes=14)
    assert guo.open("/inbox").h1 == "消息", "whoever goes on using it is not put out"
    assert guo.open("/notices").sees("这是公用的手机，不能在这里收推送。")
    guo.post("/notices/devices", status=403, endpoint="https://localhost/x", p256dh="x", auth="x")
    clock.advance(minutes=16)
    assert guo.open("/inbox").h1 == "登录"


def test_signing_out_of_a_shared_phone_clears_the_browser(visitor, village, app):
    guo = on_a_shared_phone(visitor, app).open("/inbox")
    answer = guo.client.post("/sign-out", data={"csrf_token": guo.csrf_token}, base_url="http://localhost:8000")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_her_own_phone_stays_signed_in(visitor, village, clock, app):
    guo = visitor().open("/sign-in").fill("手机号", "00010000002").press("发送验证码")
    guo.fill("验证码", code_sent(app)).press("登录")
    assert cookie(guo).expires is not None
    clock.advance(hours=5)
    assert guo.open("/inbox").h1 == "消息"


def with_passkey(village):
    with village.database.writing() as db:
        account = people.account_of(db, village.guo)
        key = people.Passkey(account_id=account.id, credential_id=b"c", public_key=b"k", name="旧手机",
                             created_at=village.actor("guo").at)
        db.add(key)


def test_removing_a_passkey_an_hour_later_needs_it_too_and_a_message_is_enough(visitor, village, clock, app):
    with_passkey(village)
    guo = visitor("guo")
    clock.advance(hours=1)
    guo.open("/ways-in").press("删除“旧手机”")
    assert guo.h1 == "再确认一次是您本人"
    guo.press("发送验证码").fill("验证码", code_sent(app)).press("确认是我")
    assert guo.press("删除“旧手机”").sees("还没有通行密钥。")


def test_the_options_for_a_new_passkey_are_given_to_a_fresh_proof_only(visitor, clock):
    guo = visitor("guo")
    here = "http://localhost:8000"
    assert guo.client.get("/passkeys/registration-options", base_url=here).status_code == 200
    clock.advance(minutes=11)
    refused = guo.client.get("/passkeys/registration-options", base_url=here)
    assert (refused.status_code, refused.json) == (403, {"next": "/confirmation?next=/ways-in"})
    at_work = guo.client.get("/passkeys/registration-options?door=workbench", base_url=here)
    assert at_work.json == {"next": "/confirmation?next=/workbench/sign-in"}


def test_a_passkey_that_answers_no_challenge_given_to_a_fresh_proof_is_refused(visitor, clock):
    guo = visitor("guo").open("/ways-in")
    clock.advance(minutes=11)
    here = "http://localhost:8000"
    guo.client.get("/passkeys/sign-in-options", base_url=here)
    answer = guo.client.post("/passkeys", json={}, base_url=here, headers={"X-CSRFToken": guo.csrf_token})
    assert answer.status_code == 422


def test_an_officers_code_waits_for_nothing(visitor, village, clock):
    officer = visitor("officer").open(f"/workbench/residents/{village.guo.public_id}").press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    guo = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", village.guo.citizen_id + "11")
    guo.fill("验证码", code).press("登录")
    assert guo.open("/ways-in").press("领一个恢复码").h1 == "您的恢复码"


def test_deleting_needs_a_fresh_proof(visitor, village, clock, app):
    mei = visitor("mei")
    clock.advance(hours=1)
    mei.open("/my-data/deletion").press("删除我自己说的")
    assert mei.h1 == "再确认一次是您本人"
    mei.open("/my-data/deletion").choose("我知道删除后找不回来").press("注销账号")
    assert mei.h1 == "再确认一次是您本人"
    with village.database.reading() as db:
        assert people.account_of(db, village.mei) is not None
    mei.press("发送验证码").fill("验证码", code_sent(app)).press("确认是我")
    assert mei.h1 == "删除我的资料"
    mei.choose("我知道删除后找不回来").press("注销账号")
    assert mei.h1 == "账号注销了"


@pytest.mark.parametrize("form", ["给人看的", "给电脑读的"])
def test_the_copy_of_everything_needs_a_fresh_proof(visitor, clock, app, form):
    mei = visitor("mei")
    clock.advance(hours=1)
    mei.open("/my-data/copy").follow(f"下载{form}")
    assert mei.h1 == "再确认一次是您本人"
    mei.press("发送验证码").fill("验证码", code_sent(app)).press("确认是我")
    assert mei.h1 == "带走我的资料"
    link = next(each for each in mei.soup.find_all("a") if form in each.get_text())
    answer = mei.client.get(link["href"], base_url="http://localhost:8000")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_who_came_by_the_code_on_paper_takes_no_copy_and_deletes_nothing_before_the_day_is_over(
        visitor, village, clock):
    mei = visitor("mei")
    with village.database.writing() as db:
        db.execute(update(SignInSession).values(cooling_until=clock() + timedelta(days=1)))
    answer = mei.client.get("/my-data/copy.json", base_url="http://localhost:8000")
    assert answer.status_code >= 400
    assert "桂花" not in answer.get_data(as_text=True)
    mei.open("/my-data/deletion").choose("我知道删除后找不回来")
    mei.press("注销账号", status=answer.status_code)
    assert mei.sees("着急办，请社区专职委员当面替您办。")
