"""The columns of a register by their Chinese headings. Their order is free; a column that nobody knows is left aside.

`docs/register.md` says the same to whoever makes the file; a test compares the two.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.entitlements import current


class Column(enum.StrEnum):
    name = "姓名"
    citizen_id = "身份证号"
    certificate_number = "残疾人证号"
    category = "残疾类别"
    grade = "残疾等级"
    issued_on = "发证日期"
    hukou_area = "户籍地"
    residence_area = "居住地"
    phone = "手机号"
    income_status = "家庭经济认定"
    employment = "就业情况"
    rural_household = "农村家庭"
    student = "在读阶段"


ALSO = {
    "身份证号码": Column.citizen_id,
    "公民身份号码": Column.citizen_id,
    "身份证": Column.citizen_id,
    "残疾证号": Column.certificate_number,
    "残疾人证号码": Column.certificate_number,
    "残疾证号码": Column.certificate_number,
    "类别": Column.category,
    "等级": Column.grade,
    "签发日期": Column.issued_on,
    "户籍所在地": Column.hukou_area,
    "户籍地址代码": Column.hukou_area,
    "现居住地": Column.residence_area,
    "联系电话": Column.phone,
    "手机号码": Column.phone,
    "手机": Column.phone,
    "收入状况": Column.income_status,
    "困难类型": Column.income_status,
    "就业状况": Column.employment,
    "户口性质": Column.rural_household,
    "在读情况": Column.student,
}
"""Other headings under which registers have the same."""

FACTS = (Column.income_status, Column.employment, Column.rural_household, Column.student)
"""Columns whose words become dated facts; the fact bears the column's name."""

OTHER_WORDS = {
    Column.income_status: {
        "特困供养": "tekun",
        "特困人员": "tekun",
        "最低生活保障": "dibao",
        "低保边": "dibao_marginal",
        "低边": "dibao_marginal",
        "无": "none",
        "否": "none",
    },
    Column.employment: {
        "就业": "employed",
        "在职": "employed",
        "在业": "employed",
        "自主创业": "self_employed",
        "创业": "self_employed",
        "失业": "unemployed",
        "未就业": "not_working",
        "无业": "not_working",
        "退休": "retired",
    },
    Column.rural_household: {
        "农业": True,
        "农业户口": True,
        "非农业": False,
        "非农业户口": False,
        "农村": True,
        "城镇": False,
    },
    Column.student: {
        "学前": "preschool",
        "小学": "compulsory",
        "初中": "compulsory",
        "高中": "secondary",
        "中职": "vocational",
        "大专": "university",
        "本科": "university",
        "无": "none",
        "否": "none",
    },
}
"""Words that registers use beside those of the catalogue."""

YES_AND_NO = {"是": True, "否": False}

EXAMPLE = {
    Column.name: "示例甲",
    Column.citizen_id: "000482195505059016",
    Column.certificate_number: "00048219550505901642",
    Column.category: "肢体",
    Column.grade: "二级",
    Column.issued_on: "2022-06-01",
    Column.hukou_area: "330482",
    Column.residence_area: "330482",
    Column.phone: "00010000001",
    Column.income_status: "低保",
    Column.employment: "没有工作，也没有在找",
    Column.rural_household: "否",
    Column.student: "没有上学",
}
"""A row of the template. The citizen id begins with 00, which was never issued."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Which column stands where in this file."""

    row: int
    places: Mapping[Column, int]
    left_aside: tuple[str, ...]
    """Headings that nobody knows."""
    whole: tuple[str, ...]
    """All headings as they stand, for the file of bad rows."""


def known_as(heading: object) -> Column | None:
    text = tidy(heading)
    return Column(text) if text in set(Column) else ALSO.get(text)


def tidy(cell: object) -> str:
    """Without spaces, line breaks, a trailing star or a note in brackets: 残疾等级 *（必填） is 残疾等级."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "" if cell is None else str(cell)))
    return re.sub(r"\(.*\)|[*]", "", text)


def heading_in(number: int, cells: Sequence[object]) -> Heading | None:
    """The row as a heading, when it names at least the person: a name, and one of the two numbers."""
    places: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = known_as(cell)
        if column is not None:
            places.setdefault(column, place)
    if Column.name not in places or not {Column.citizen_id, Column.certificate_number} & places.keys():
        return None
    whole = tuple("" if cell is None else str(cell).strip() for cell in cells)
    left_aside = tuple(text for text in whole if text and known_as(text) is None)
    return Heading(number, places, left_aside, whole)


def words_of(column: Column) -> dict[str, object]:
    """What may stand in a column of facts -> the fact's value: the catalogue's own words, and those of registers."""
    fact = current().vocabulary[column.name]
    own = {label.zh_hans: value for value, label in fact.value_labels.items()} or dict(YES_AND_NO)
    return {tidy(word): value for word, value in {**own, **OTHER_WORDS[column]}.items()}
