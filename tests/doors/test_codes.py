"""The benefit code at the front door and at the workbench."""

from __future__ import annotations

import re

from tests.factories_codes import claims_of
from webapp import codes, people


def shown_number(visitor):
    words = visitor.soup.find(class_="qr__words").get_text()
    return re.sub(r"\D", "", words)


def show(visitor, claim="持有有效的残疾人证"):
    return visitor.open("/code").choose(claim).press("出示")


def test_a_resident_chooses_one_thing_and_shows_it(visitor):
    mei = show(visitor("mei"), "重度残疾（一级或二级）")
    assert mei.h1 == "重度残疾（一级或二级）"
    assert mei.sees("有效到 上午 9:05。")
    assert mei.soup.find(class_="qr__picture").find("svg") is not None
    assert len(shown_number(mei)) == 10
    assert "残疾" in mei.main


def test_the_number_is_shown_as_it_is_said_digit_by_digit(visitor):
    mei = show(visitor("mei"))
    number = shown_number(mei)
    said = mei.soup.find(class_="qr__words")
    assert " ".join(said.get_text().split()) == f"{' '.join(number[:4])}，{' '.join(number[4:7])}，{' '.join(number[7:])}"
    assert said.find(class_="visually-hidden") is None


def test_no_page_of_the_code_shows_who_she_is(visitor, village):
    mei = show(visitor("mei"))
    page = mei.response.get_data(as_text=True)
    for private in (village.mei.name, village.mei.citizen_id, village.mei.phone):
        assert private not in page


def test_what_does_not_hold_cannot_be_chosen_and_says_what_is_missing(visitor):
    bin_ = visitor("bin").open("/code")
    assert "重度残疾（一级或二级）" not in [label.get_text(strip=True) for label in bin_.soup.find_all("label")]
    assert bin_.sees("残疾人证有效，等级是一级或二级。")


def test_without_a_certificate_nothing_can_be_shown(visitor):
    assert visitor("fang").open("/code").sees("现在没有可以出示的内容。")


def test_choosing_nothing_is_answered_in_words(visitor):
    mei = visitor("mei").open("/code").press("出示", status=422)
    assert mei.errors() == ["请选一样。"]


def test_a_forged_choice_is_refused(visitor):
    mei = visitor("bin").open("/code")
    mei.post("/code/presentations", status=422, claim="severe-disability")
    assert mei.h1 == "惠残码"


def test_the_code_is_renewed_by_a_button_without_javascript(visitor, clock):
    mei = show(visitor("mei"))
    first = shown_number(mei)
    clock.advance(minutes=4)
    mei.press("换一个新的码")
    assert shown_number(mei) != first
    assert mei.sees("有效到 上午 9:09。")


def test_a_dead_code_is_not_drawn(visitor, clock):
    mei = show(visitor("mei"))
    path = mei.response.request.path
    clock.advance(minutes=5)
    mei.open(path)
    assert mei.sees("这个码过期了。")
    assert mei.soup.find(class_="qr") is None


def test_the_code_of_another_is_not_found(visitor):
    path = show(visitor("mei")).response.request.path
    visitor("guo").open(path, status=404)


def test_a_carer_with_the_power_shows_it_and_one_without_does_not(visitor):
    daughter = visitor("daughter", acting_for="mei")
    show(daughter)
    assert len(shown_number(daughter)) == 10
    assert daughter.sees("您正在代您的父母")
    visitor("neighbour", acting_for="wei").open("/code", status=404)


def test_a_carer_sees_only_checks_of_what_she_has_shown(app, visitor, village):
    own = shown_number(show(visitor("mei")))
    hers = shown_number(show(visitor("daughter", acting_for="mei")))
    for number in (own, hers):
        visitor().open("/check").choose("医院").fill("对方手机或者纸上的数字", number).press("查验")
    assert len(visitor("mei").open("/code/checks").soup.find_all(class_="card")) == 2
    assert len(visitor("daughter", acting_for="mei").open("/code/checks").soup.find_all(class_="card")) == 1


def test_freezing_is_one_step_and_unfreezing_another(visitor):
    mei = show(visitor("mei"))
    path = mei.response.request.path
    mei.open("/code").follow("停用惠残码").press("马上停用")
    assert mei.sees("惠残码停用了。")
    assert mei.open(path).h1 == "惠残码"
    mei.press("重新启用")
    assert show(mei).h1 == "持有有效的残疾人证"


def test_a_carer_can_freeze_and_cannot_unfreeze(visitor):
    daughter = visitor("daughter", acting_for="mei")
    daughter.open("/code/freezing").press("马上停用")
    assert daughter.sees("只有本人或者社区专职委员能重新启用。")
    daughter.open("/code/freezing").post("/code/unfreezing", status=404)


def test_this_was_not_me_freezes_and_reaches_the_officer_who_settles_it(visitor, village):
    number = shown_number(show(visitor("mei")))
    visitor().open("/check").choose("停车场").fill("对方手机或者纸上的数字", number).press("查验")
    mei = visitor("mei").open("/code/checks")
    mei.follow("这一次不是我：停车场，2026年11月23日 星期一 上午 9:00").press("不是我，马上停用")
    assert mei.sees("社区专职委员会来核实。")
    assert not visitor("ginkgo_officer").open("/workbench/").sees("核实惠残码")
    officer = visitor("officer").open("/workbench/").follow("核实惠残码：本人说有一次不是自己")
    officer.press("记下核实结果", status=422)
    assert officer.errors() == ["请选一项。", "请先看居民的沟通和到访需要，再勾选。"]
    officer.choose("被别人用了").see_needs().press("记下核实结果")
    assert officer.sees("被别人用了")
    officer.see_needs().press("替本人重新启用")
    assert officer.sees("可以用。")
    assert not officer.open("/workbench/").sees("核实惠残码")


def test_the_officer_of_another_area_finds_no_code(visitor, village):
    visitor("ginkgo_officer").open(f"/workbench/residents/{village.mei.public_id}/code", status=404)


def test_the_picture_holds_the_signed_claim(visitor, village):
    show(visitor("mei"), "残疾等级")
    with village.database.reading() as db:
        code = codes.code_of(db, people.find_resident(db, village.mei.public_id))
        shown = db.scalars(
            codes.Presentation.__table__.select()
            .with_only_columns(codes.Presentation.token)
            .where(codes.Presentation.code_id == code.id)
        ).one()
    assert claims_of(shown)[-70001] == [3, 2]


def test_showing_is_in_the_record_of_her_file(visitor, village):
    show(visitor("daughter", acting_for="mei"))
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}")
    assert officer.sees("出示了惠残码：持有有效的残疾人证")
