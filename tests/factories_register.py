"""Registers made up for tests: rows of people who cannot exist (their numbers begin with 00), as .csv or .xlsx."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from webapp import people
from webapp.register import Column

HEADING = [column.value for column in Column]
CATEGORIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES = ("一级", "二级", "三级", "四级")
BORN = date(1940, 1, 1)


def citizen_id(n: int) -> str:
    """The n-th of some millions."""
    born = BORN + timedelta(days=n % 25_000)
    first = f"000482{born:%Y%m%d}{n // 25_000 + 1:03d}"
    return first + people.check_character(first)


def person(n: int, **otherwise: Any) -> dict[Column, Any]:
    """The n-th row, each column by its Column; `otherwise` by the column's name."""
    category, grade = n % 7, n % 4
    row = {
        Column.name: f"测试{n}",
        Column.citizen_id: citizen_id(n),
        Column.certificate_number: f"{citizen_id(n)}{category + 1}{grade + 1}",
        Column.category: CATEGORIES[category],
        Column.grade: GRADES[grade],
        Column.issued_on: "2022-06-01",
        Column.hukou_area: "330482",
        Column.residence_area: "桂花社区",
        Column.phone: f"000{n:08d}",
        Column.income_status: ("低保", "都不是")[n % 2],
        Column.employment: "已退休",
        Column.rural_household: "否",
        Column.student: "没有上学",
    }
    return {**row, **{Column[name]: value for name, value in otherwise.items()}}


def cells(rows: Iterable[dict[Column, Any]]) -> Iterator[list[Any]]:
    return ([row.get(column, "") for column in Column] for row in rows)


def write_csv(
    path: Path, rows: Iterable[Any], *, heading: Sequence[str] = HEADING, encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(heading)
        writer.writerows(cells(rows))
    return path


def write_xlsx(path: Path, rows: Iterable[Any], *, heading: Sequence[str] = HEADING, title: str | None = None) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("登记册")
    if title:
        sheet.append([title])
    sheet.append(list(heading))
    for row in cells(rows):
        sheet.append(row)
    book.save(path)
    return path
