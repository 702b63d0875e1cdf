"""What she carries: credentials on her phone and a sheet of paper, at the front door."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64encode

import base45
import cbor2
import pytest

from tests import factories_codes as given
from tests.visitor import BASE
from webapp import codes, people


def text(part):
    return urlsafe_b64encode(part).decode().rstrip("=")


def stock(visitor, points, claim="free-transport", **more):
    keys = json.dumps([{"x": text(x), "y": text(y)} for x, y in points])
    form = {"csrf_token": visitor.csrf_token, "claim": claim, "keys": keys, **more}
    return visitor.client.post("/code/credentials", data=form, base_url=BASE)


def test_a_phone_gets_a_credential_for_each_key_in_their_order(visitor):
    phone = given.Phone(3)
    answer = stock(visitor("mei").open("/code"), phone.points).get_json()
    assert (answer["claim"], answer["words"], answer["lang"]) == ("free-transport", "免费乘坐城市公共交通", "zh-Hans")
    bound = [cbor2.loads(cbor2.loads(base45.b45decode(each)).value[2])[8][1] for each in answer["credentials"]]
    assert [(key[-2], key[-3]) for key in bound] == phone.points


@pytest.mark.parametrize("keys", ["", "5", "[]", '[{"x": "é", "y": ""}]', '[{"x": 1}]', "[" * 5000])
def test_what_is_no_list_of_keys_is_refused_in_words(visitor, keys):
    mei = visitor("mei").open("/code")
    answer = mei.client.post(
        "/code/credentials",
        data={"csrf_token": mei.csrf_token, "claim": "free-transport", "keys": keys},
        base_url=BASE,
    )
    assert answer.status_code == 422
    assert answer.get_json()["words"] == "手机没有准备好。请重新打开这一页，再试一次。"


def test_a_phone_is_refused_what_does_not_hold_and_what_there_is_not(visitor):
    bin_ = visitor("bin").open("/code")
    assert stock(bin_, given.Phone(1).points, "severe-disability").status_code == 409
    assert stock(bin_, given.Phone(1).points, "category").status_code == 404


def test_a_page_opened_for_another_stocks_nothing(visitor, village):
    mei = visitor("mei").open("/code")
    assert stock(mei, given.Phone(1).points, acting_for=village.guo.public_id).status_code == 409


def test_without_a_token_nothing_is_given(visitor):
    mei = visitor("mei").open("/code")
    answer = mei.client.post("/code/credentials", data={"claim": "free-transport", "keys": "[]"}, base_url=BASE)
    assert answer.status_code == 400


def test_the_page_for_no_network_is_the_same_for_everybody(visitor):
    pages = {
        re.sub(r'(nonce|v)[=-]["\']?[\w-]+', "", visitor(who).open("/code/phone").response.get_data(as_text=True))
        for who in ("mei", "guo", None)
    }
    assert len(pages) == 1
    assert "csrf_token" not in pages.pop()


def sheet(visitor, claim="免费乘坐城市公共交通"):
    return visitor.open("/code").follow("纸质惠残码").choose(claim).press("做一张")


def number_on(page):
    return re.sub(r"\D", "", page.soup.find(class_="qr__words").get_text())


def test_she_makes_a_sheet_and_a_checkpoint_accepts_it(visitor, village):
    mei = sheet(visitor("mei"))
    assert mei.h1 == "免费乘坐城市公共交通"
    assert village.mei.name not in mei.main
    guard = visitor().open("/check").choose("公交车").fill("对方手机或者纸上的数字", number_on(mei)).press("查验")
    assert guard.h1 == "可以"
    assert visitor("mei").open("/code/checks").sees("公交车")


def test_she_withdraws_a_sheet_in_one_step(visitor):
    mei = sheet(visitor("mei"))
    number, path = number_on(mei), mei.response.request.path
    mei.follow("作废这一张").press("马上作废")
    assert mei.sees("那张纸质惠残码作废了。")
    assert mei.open(path).sees("这一张不能用了。")
    assert mei.soup.find(class_="qr") is None
    guard = visitor().open("/check").choose("公交车").fill("对方手机或者纸上的数字", number).press("查验")
    assert guard.h1 == "请人工核验，不得拒绝服务"


def test_a_new_sheet_ends_the_one_before(visitor):
    mei = sheet(visitor("mei"))
    first = mei.response.request.path
    sheet(mei)
    assert mei.open(first).sees("这一张不能用了。")
    assert len(mei.open("/code/papers").soup.find_all(class_="card")) == 1


def test_only_what_tells_little_can_be_put_on_paper(visitor):
    mei = visitor("mei").open("/code/papers")
    assert "残疾等级" not in mei.main
    mei.post("/code/papers", status=422, claim="grade")


def test_a_carer_sees_her_own_sheets_only(visitor):
    path = sheet(visitor("mei")).response.request.path
    daughter = visitor("daughter", acting_for="mei")
    daughter.open(path, status=404)
    sheet(daughter)
    assert len(daughter.open("/code/papers").soup.find_all(class_="card")) == 1


def test_an_old_sheet_is_not_drawn(visitor, clock, village):
    path = sheet(visitor("mei")).response.request.path
    with village.database.writing() as db:
        mei = people.find_resident(db, village.mei.public_id)
        codes.freeze(db, village.actor("mei"), mei, reason=codes.FreezeReason.paused)
    assert visitor("mei").open(path).soup.find(class_="qr") is None
