"""One row of the register: what is read in however it is written, and what is refused with which reason."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import factories_register as given
from tests.conftest import MORNING
from webapp import people, register
from webapp.entitlements import current
from webapp.people import FACT_NAMES, Area
from webapp.register import Column
from webapp.register.columns import heading_in
from webapp.register.places import Places
from webapp.register.rows import RowChecker

CELL = datetime(2022, 6, 1)  # noqa: DTZ001  a spreadsheet's days have no zone


@pytest.fixture
def check(village):
    with village.database.reading() as db:
        checker = RowChecker(heading_in(1, given.HEADING), Places(db), MORNING.date())
    return lambda n=1, **otherwise: checker.check(2, list(given.person(n, **otherwise).values()))


def reasons(answer):
    row, problems = answer
    assert (row is None) == bool(problems)
    return [problem.code for problem in problems]


def test_a_right_row_is_read_whole(check, village):
    row, problems = check(5, employment="", student="普通高中")
    assert problems == []
    assert row.person.citizen_id == given.citizen_id(5)
    assert row.person.hukou_area_id == village.areas["330482"].id
    assert row.person.residence_area_id == village.areas["000482001001"].id
    assert row.person.facts == {"income_status": "none", "rural_household": False, "student": "secondary"}
    assert (row.certificate.category.value, row.certificate.grade, row.issued_on) == ("mental", 2, date(2022, 6, 1))


def test_every_word_of_the_catalogue_may_stand_in_its_column(check):
    assert {column.name for column in register.FACTS} == set(FACT_NAMES)
    for column in register.FACTS:
        words = register.words_of(column)
        assert set(words.values()) == set(current().vocabulary[column.name].values)
        for word, value in words.items():
            row, problems = check(**{column.name: word})
            assert problems == []
            assert row.person.facts[column.name] == value


def test_full_width_digits_spaces_and_a_small_x_are_understood(check):
    number = given.citizen_id(3)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    for typed in (f"{number[:6]} {number[6:14]} {number[14:]}", number.lower(), wide, f"'{number}", f" {number}\n"):
        row, problems = check(3, citizen_id=typed)
        assert problems == []
        assert row.person.citizen_id == number


def test_the_certificate_s_number_alone_is_enough(check):
    row, _ = check(4, citizen_id="")
    assert row.person.citizen_id == given.citizen_id(4)


@pytest.mark.parametrize(
    ("otherwise", "code"),
    [
        ({"name": ""}, "cell_missing"),
        ({"name": "字" * 61}, "cell_too_long"),
        ({"name": "字" * 10_000}, "cell_too_long"),
        ({"hukou_area": ""}, "cell_missing"),
        ({"hukou_area": "没有这里"}, "place_unknown"),
        ({"category": "第九类"}, "word_unknown"),
        ({"category": "视力"}, "disagrees"),
        ({"grade": "四级"}, "disagrees"),
        ({"grade": 9}, "word_unknown"),
        ({"phone": "1234"}, "bad_phone"),
        ({"phone": "😀"}, "bad_phone"),
        ({"income_status": "富裕"}, "word_unknown"),
        ({"issued_on": "2027-01-01"}, "date_unreadable"),
        ({"issued_on": "2022-02-30"}, "date_unreadable"),
        ({"issued_on": "44713"}, "date_unreadable"),
        ({"issued_on": "去年"}, "date_unreadable"),
        ({"citizen_id": "11010519491231002"}, "bad_citizen_id"),
        ({"citizen_id": "11010519491331002X"}, "bad_citizen_id"),
        ({"certificate_number": "12"}, "bad_certificate_number"),
    ],
)
def test_what_is_wrong_is_named_by_its_own_reason(check, otherwise, code):
    assert code in reasons(check(1, **otherwise))


def test_a_certificate_of_somebody_else_is_for_people_to_settle(check):
    assert reasons(check(1, certificate_number=given.person(2)[Column.certificate_number], category="", grade="")) == [
        "certificate_of_another"
    ]


def test_all_that_is_wrong_is_said_at_once(check):
    assert reasons(check(1, name="", phone="12", income_status="?", hukou_area="?")) == [
        "cell_missing",
        "place_unknown",
        "bad_phone",
        "word_unknown",
    ]


@pytest.mark.parametrize(
    "rounded",
    [
        330482195803120000,
        3.30482195803120e17,
        "3.30482E+17",
        "3.30482195803E+17",
        "3.30482E17",
        "330482195803120000",
        CELL,
        True,
    ],
)
def test_a_citizen_id_that_a_spreadsheet_has_rounded_is_refused(check, rounded):
    assert reasons(check(1, citizen_id=rounded, certificate_number="", category="", grade="")) == ["number_rounded"]


@pytest.mark.parametrize("rounded", [33048219580312123456, 3.304821958031212e19, "3.30482E+19", "33048219580312100000"])
def test_a_certificate_s_number_that_was_rounded_is_refused(check, rounded):
    assert "number_rounded" in reasons(check(1, citizen_id="", certificate_number=rounded, category="", grade=""))


def ending_with_zeros():
    """A true number of somebody who cannot exist, whose last three characters are zeros."""
    firsts = (f"000482195001{day:02d}{n}00" for day in range(1, 29) for n in range(1, 10))
    return next(first + "0" for first in firsts if people.check_character(first) == "0")


def test_a_true_number_that_ends_with_three_zeros_is_believed_with_its_certificate_or_a_space(check):
    number = ending_with_zeros()
    row, problems = check(1, citizen_id=number, certificate_number=f"{number}42", category="", grade="")
    assert problems == []
    assert row.person.citizen_id == number
    assert check(1, citizen_id=f"{number[:6]} {number[6:]}", certificate_number="", category="", grade="")[1] == []
    assert reasons(check(1, citizen_id=number, certificate_number="", category="", grade="")) == ["number_rounded"]


@pytest.mark.parametrize(
    "written",
    [
        "2022-06-01",
        "2022/6/1",
        "2022.6.1",
        "2022年6月1日",
        "20220601",
        20220601,
        "2022-06-01 00:00:00",
        date(2022, 6, 1),
        CELL,
    ],
)
def test_a_day_is_read_however_it_is_written(check, written):
    assert check(1, issued_on=written)[0].issued_on == date(2022, 6, 1)


@pytest.mark.parametrize(
    "where",
    [
        "000482001001",
        330482001001.0,
        "桂花社区",
        "示范街道桂花社区",
        "浙江省嘉兴市平湖市示范街道桂花社区",
        " 桂花 社区 ",
    ],
)
def test_a_place_is_found_by_code_by_name_and_by_the_way_to_it(check, village, where):
    row, problems = check(1, residence_area=where)
    if where == 330482001001.0:
        assert [p.code for p in problems] == ["place_unknown"]
    else:
        assert row.person.residence_area_id == village.areas["000482001001"].id


def test_a_name_that_two_places_bear_is_asked_for_by_code(village):
    with village.database.writing() as db:
        db.add(Area(code="000402001002", name="桂花社区", within=village.areas["000402001"]))
    with village.database.reading() as db:
        checker = RowChecker(heading_in(1, given.HEADING), Places(db), MORNING.date())
    _, problems = checker.check(2, list(given.person(1).values()))
    assert problems[0].facts["codes"] == ["000402001002", "000482001001"]


def test_headings_are_known_by_their_other_names_and_what_nobody_knows_is_left_aside():
    heading = heading_in(3, ["序号", "姓 名*", "公民身份号码", "残疾证号", "联系电话（必填）", "备注", None])
    assert {column.name for column in heading.places} == {"name", "citizen_id", "certificate_number", "phone"}
    assert heading.left_aside == ("序号", "备注")
    assert heading_in(1, ["平湖市残疾人登记册", "", ""]) is None
