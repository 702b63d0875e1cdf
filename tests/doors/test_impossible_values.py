"""What is nobody's name, no address and no telephone number is refused at its field and kept there to be mended."""

from __future__ import annotations

import pytest

from webapp import people

NO_LETTER = "这里要写文字。只有数字、符号或者表情，不行。"
PREFIX = "手机号应该以 13 到 19 开头。"
SIGNS = ["😀", "123", "…！", "\u200b"]


def refused(page, field, typed, told):
    assert told in page.errors()
    assert told in page.soup.find(id=f"{field}-error").get_text()
    assert page.soup.find("input", {"name": field})["value"] == typed


@pytest.mark.parametrize("typed", SIGNS)
def test_a_resident_has_a_name(visitor, village, typed):
    officer = visitor("officer").open("/workbench/residents/new").fill("姓名", typed).press("登记", status=422)
    refused(officer, "name", typed, NO_LETTER)
    page = f"/workbench/residents/{village.mei.public_id}/correction"
    refused(visitor("officer").open(page).fill("姓名", typed).press("保存", status=422), "name", typed, NO_LETTER)


@pytest.mark.parametrize("page", ["/workbench/residents/new", "/workbench/staff/invitation"])
def test_blanks_are_no_name(visitor, page):
    who = visitor("administrator" if "staff" in page else "officer").open(page).fill("姓名", "  ")
    assert "请填写姓名。" in who.press("邀请" if "staff" in page else "登记", status=422).errors()


def test_staff_carers_and_guardians_have_a_name(visitor, village):
    administrator = visitor("administrator").open("/workbench/staff/invitation").fill("姓名", "😀")
    refused(administrator.press("邀请", status=422), "name", "😀", NO_LETTER)
    mei = visitor("mei").open("/mandates/new").fill("代办人的姓名", "😀").fill("代办人的手机号", "00020000003")
    refused(mei.choose("邻居").press("下一步：委托哪些事", status=422), "name", "😀", NO_LETTER)
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}").follow("监护人")
    refused(officer.fill("监护人的姓名", "😀").press("证明看过了，登记", status=422), "name", "😀", NO_LETTER)


def test_an_organisation_has_a_name_and_an_address_or_none(visitor):
    administrator = visitor("administrator").open("/workbench/organisations/new").fill("名称", "😀").fill("地址", "😀")
    administrator.press("登记", status=422)
    refused(administrator, "name", "😀", NO_LETTER)
    refused(administrator, "address", "😀", NO_LETTER)


def test_a_home_service_goes_to_an_address(visitor):
    mei = visitor("mei").open("/home-services/services/respite-care/request").choose("11月25日 星期三", "上午")
    mei.press("下一步").fill("详细地址", "😀").press("下一步", status=422)
    refused(mei, "address", "😀", NO_LETTER)
    mei.fill("详细地址", "桂花路 8 号 😀").press("下一步")


@pytest.mark.parametrize("name", ["Анна", "ئايگۈل", "བཀྲ་ཤིས", "O'Neill", "阿依古丽·买买提", "㐂"])
def test_a_name_is_written_in_any_script(name):
    assert people.is_written(name)


@pytest.mark.parametrize("number", ["12345678901", "10000000000", "11012345678"])
def test_no_mobile_number_begins_so(visitor, number):
    refused(visitor().open("/sign-in").fill("手机号", number).press("发送验证码", status=422), "phone", number, PREFIX)
    mei = visitor("mei").open("/phone-number").fill("新的手机号", number)
    refused(mei.press("往新号码发验证码", status=422), "phone", number, PREFIX)


@pytest.mark.parametrize("number", ["13000000000", "19999999999", "+86 166 0000 0000", "00010000001"])
def test_mobile_numbers_and_those_of_the_village_serve(number):
    assert len(people.normalised_phone(number)) == 11


NO_PLACE = "没有登记过这个地方。请写区划代码，或者登记过的名称。"


def test_all_that_is_wrong_with_a_newcomers_papers_is_said_at_once(visitor):
    officer = visitor("officer").open("/workbench/residents/new").fill("姓名", "123").fill("身份证号", "1")
    officer.fill("户籍地", "没有这里").fill("居住地", "也没有").fill("手机号", "12").press("登记", status=422)
    refused(officer, "name", "123", NO_LETTER)
    refused(officer, "citizen_id", "1", "身份证号应该是 18 位，您填了 1 位。")
    refused(officer, "hukou", "没有这里", NO_PLACE)
    refused(officer, "residence", "也没有", NO_PLACE)
    refused(officer, "phone", "12", "手机号应该是 11 位，您填了 2 位。")


def test_all_that_is_wrong_with_an_invitation_is_said_at_once(visitor):
    administrator = visitor("administrator").open("/workbench/staff/invitation").fill("管哪个片区", "没有这里")
    administrator.fill("姓名", "123").fill("手机号", "12").press("邀请", status=422)
    refused(administrator, "area", "没有这里", NO_PLACE)
    refused(administrator, "phone", "12", "手机号应该是 11 位，您填了 2 位。")
    assert len(administrator.errors()) == 5


def test_all_that_is_wrong_with_a_move_and_with_a_correction_is_said_at_once(visitor, village):
    file = f"/workbench/residents/{village.mei.public_id}"
    officer = visitor("officer").open(f"{file}/hukou-move").fill("迁到哪里", "没有这里").fill("从哪天起", "1900-01-01")
    officer.press("登记迁移", status=422)
    refused(officer, "area", "没有这里", NO_PLACE)
    assert len(officer.errors()) == 2
    officer.open(f"{file}/correction").fill("姓名", "123").fill("手机号", "12").fill("居住地", "没有这里")
    officer.press("保存", status=422)
    refused(officer, "residence", "没有这里", NO_PLACE)
    assert len(officer.errors()) == 3
