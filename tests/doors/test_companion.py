"""Whoever shows a code for somebody else holds a screen towards strangers: it shows the mandate, and nothing of her."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories_codes as codes_given
from tests import factories_mandates as given
from tests.visitor import BASE, Visitor
from webapp import codes, mandates, people
from webapp.mandates import Power, Province

SHOW = {(Province.code, Power.show)}


def show(visitor, claim="免费乘坐城市公共交通"):
    return visitor.open("/code").choose(claim).press("出示")


def everything_said(page: Visitor) -> str:
    """All that a person can come to see or hear on the page: text, title and the names of its parts."""
    spoken = [str(each[name]) for each in page.soup.find_all() for name in ("aria-label", "alt", "title", "data-for")
              if each.has_attr(name)]
    return "\n".join([page.soup.title.get_text(), page.text, *spoken])


@pytest.mark.parametrize("claim", ["免费乘坐城市公共交通", "残疾等级", "重度残疾（一级或二级）"])
def test_the_companions_screen_names_neither_her_nor_anything_of_hers(visitor, village, claim):
    daughter = show(visitor("daughter", acting_for="mei"), claim)
    said = everything_said(daughter).replace("上一级", "")  # the way back, one level up: no grade
    certificate_words = ("陈秀梅", "秀梅", "肢体", "一级", "二级", "三级", "四级", "重度", "等级", village.mei.phone[-4:])
    assert [word for word in certificate_words if word in said] == []
    assert daughter.h1 == "替人出示惠残码"


def test_it_shows_the_mandate_and_for_whom_she_acts_in_the_words_that_were_signed(visitor, village):
    with village.database.reading() as db:
        [mandate] = mandates.mandates_by(db, village.mei)
    daughter = show(visitor("daughter", acting_for="mei"))
    assert daughter.sees(f"谁在出示 {mandate.agent_name}，凭一份委托")
    assert daughter.sees("您正在代您的父母（")
    assert "代您的父母（" in daughter.soup.title.string


def test_where_nobody_looks_the_carer_still_reads_the_name(visitor):
    daughter = visitor("daughter", acting_for="mei").open("/code")
    assert daughter.sees("您正在代陈秀梅办事")


def test_her_own_screen_names_the_claim_as_ever(visitor):
    mei = show(visitor("mei"))
    assert mei.h1 == "免费乘坐城市公共交通"
    assert not mei.sees("凭一份委托")


def test_two_of_one_kind_and_day_are_told_apart(visitor, village):
    with village.database.writing() as db:
        for giver in ("guo", "bin"):
            given.grant(db, village, giver=giver, agent="mother", scope=SHOW)
    called = set()
    for key in ("guo", "bin"):
        page = show(visitor("mother", acting_for=key))
        called.add(page.soup.find(class_="acting").p.get_text())
        assert village.of(key).name not in everything_said(page)
    assert len(called) == 2


def test_what_the_phone_keeps_for_later_does_not_name_her_either(visitor, village):
    daughter = show(visitor("daughter", acting_for="mei"), "残疾等级")
    assert "陈秀梅" not in daughter.soup.find(id="shown")["data-for"]
    assert daughter.soup.find(id="shown")["data-for"].startswith("您的父母")
    points = codes_given.Phone(1).points
    from tests.doors.test_code_carried import stock

    answer = stock(daughter, points, "grade", acting_for=village.mei.public_id).get_json()
    assert answer["words"] == "残疾等级"


def test_the_sheet_that_a_companion_prints_names_nobody(visitor, village):
    daughter = visitor("daughter", acting_for="mei").open("/code").follow("纸质惠残码")
    daughter.choose("免费乘坐城市公共交通").press("做一张")
    assert "陈秀梅" not in everything_said(daughter)


def test_the_words_she_signs_say_what_the_screen_will_call_her(visitor, village):
    with village.database.writing() as db:
        draft = given.draft(db, village, whole=False)
        actor = village.actor("guo")
        mandates.set_scope(db, actor, draft, SHOW)
        mandates.set_duration(db, actor, draft, actor.today + timedelta(days=30))
        public_id = draft.public_id
    guo = visitor("guo").open(f"/mandates/drafts/{public_id}")
    assert guo.sees("代办人的手机上不写我的姓名、号码、残疾类别和等级，只写这份委托，把我叫作“您的邻居”。")


def test_a_mandate_without_the_power_to_show_says_nothing_of_screens(visitor, village):
    with village.database.writing() as db:
        public_id = given.draft(db, village).public_id
    assert not visitor("guo").open(f"/mandates/drafts/{public_id}").sees("把我叫作")


def checks(page, path, after=""):
    return page.client.get(f"{path}/checks?after={after}", base_url=BASE).get_json()["checks"]


def test_the_page_that_shows_a_code_learns_what_was_checked_since(visitor, village):
    mei = show(visitor("mei"))
    path = mei.response.request.path
    assert checks(mei, path) == []
    with village.database.writing() as db:
        shown = codes.find_presentation(db, path.rpartition("/")[2], resident_id=village.mei.id, mandate_id=None)
        codes_given.check(db, shown.number)
    [told] = checks(mei, path)
    assert told["words"] == "有人查过这个码：公交车，上午\N{NO-BREAK SPACE}9:00，通过。"
    assert checks(mei, path, after=told["id"]) == []


def test_a_companion_learns_of_what_was_shown_under_her_mandate_only(visitor, village):
    mei, daughter = show(visitor("mei")), show(visitor("daughter", acting_for="mei"))
    path = mei.response.request.path
    with village.database.writing() as db:
        resident = people.find_resident(db, village.mei.public_id)
        own = codes.find_presentation(db, path.rpartition("/")[2], resident_id=resident.id, mandate_id=None)
        codes_given.check(db, own.number)
    assert len(checks(mei, path)) == 1
    assert checks(daughter, daughter.response.request.path) == []
    assert visitor("guo").client.get(f"{path}/checks", base_url=BASE).status_code == 404
