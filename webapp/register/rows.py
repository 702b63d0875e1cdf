"""One row of the register: checked cell by cell, all reasons at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from webapp.certificates import CertificateNumber, CertificateOfAnother, DisabilityCategory, certificate_number
from webapp.core import DomainError
from webapp.people import RegisterRow, normalised_citizen_id, normalised_phone, tidied
from webapp.register.columns import FACTS, Column, Heading, tidy, words_of
from webapp.register.errors import CellMissing, CellTooLong, DateUnreadable, Disagrees, NumberRounded, WordUnknown
from webapp.register.places import Places

T = TypeVar("T")

LONGEST = 200
LONGEST_NAME = 60
EXACT_DIGITS = 15
"""A spreadsheet's number is exact up to here."""

EARLIEST = date(1980, 1, 1)
DATE_FORMS = (r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", r"([0-9]{4})([0-9]{2})([0-9]{2})")

CATEGORIES = dict(zip(("视力", "听力", "言语", "肢体", "智力", "精神", "多重"), DisabilityCategory, strict=True))
GRADES = {
    word: grade
    for grade, words in enumerate(
        (("一级", "1级", "1"), ("二级", "2级", "2"), ("三级", "3级", "3"), ("四级", "4级", "4")), start=1
    )
    for word in words
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that is right."""

    number: int
    person: RegisterRow
    certificate: CertificateNumber | None
    issued_on: date | None


class RowChecker:
    def __init__(self, heading: Heading, places: Places, today: date) -> None:
        self._today = today
        self._heading = heading
        self._places = places
        self._words: Mapping[Column, Mapping[str, Any]] = {column: words_of(column) for column in FACTS}

    def check(self, number: int, cells: Sequence[Any]) -> tuple[Checked | None, list[DomainError]]:
        """The row, or everything that is wrong with it."""
        row = _Cells(self._heading, cells)
        name = row.take(Column.name, lambda cell: _short(cell, Column.name, LONGEST_NAME), required=True)
        certificate = row.take(
            Column.certificate_number, lambda cell: certificate_number(_exact(cell, Column.certificate_number))
        )
        citizen_id = row.take(
            Column.citizen_id,
            lambda cell: normalised_citizen_id(_unrounded(cell, certificate)),
            required=not row.filled(Column.certificate_number),
        )
        if certificate is not None:
            citizen_id = citizen_id or certificate.citizen_id
            if certificate.citizen_id != citizen_id:
                row.problems.append(CertificateOfAnother())
            row.agrees(Column.category, CATEGORIES, certificate.category, drop="残疾")
            row.agrees(Column.grade, GRADES, certificate.grade)
        issued_on = row.take(Column.issued_on, lambda cell: _day(cell, self._today))
        hukou = row.take(Column.hukou_area, lambda cell: self._places.area_id(cell, Column.hukou_area), required=True)
        residence = row.take(Column.residence_area, lambda cell: self._places.area_id(cell, Column.residence_area))
        phone = row.take(Column.phone, lambda cell: normalised_phone(_exact(cell, Column.phone)))
        facts = {
            column.name: row.take(column, lambda cell, column=column: _word(cell, column, self._words[column]))
            for column in FACTS
        }
        if row.problems:
            return None, row.problems
        person = RegisterRow(
            citizen_id=citizen_id,
            name=name,
            hukou_area_id=hukou,
            residence_area_id=residence,
            phone=phone,
            facts={fact: value for fact, value in facts.items() if value is not None},
        )
        return Checked(number, person, certificate, issued_on), []

    def whose(self, cells: Sequence[Any]) -> str | None:
        """The citizen id of a row that is wrong elsewhere: she is in the register all the same. None: not readable."""
        row = _Cells(self._heading, cells)
        certificate = row.take(
            Column.certificate_number, lambda cell: certificate_number(_exact(cell, Column.certificate_number))
        )
        own = row.take(Column.citizen_id, lambda cell: normalised_citizen_id(_unrounded(cell, certificate)))
        return own or (certificate.citizen_id if certificate else None)


class _Cells:
    """The cells of one row by column, and what was found wrong with them."""

    def __init__(self, heading: Heading, cells: Sequence[Any]) -> None:
        self._heading = heading
        self._cells = cells
        self.problems: list[DomainError] = []

    def filled(self, column: Column) -> bool:
        return self._cell(column) is not None

    def take(self, column: Column, read: Callable[[Any], T], *, required: bool = False) -> T | None:
        cell = self._cell(column)
        if cell is None:
            if required:
                self.problems.append(CellMissing(column=column))
            return None
        try:
            if isinstance(cell, str) and len(cell) > LONGEST:
                raise CellTooLong(column=column, longest=LONGEST)
            return read(cell)
        except DomainError as wrong:
            self.problems.append(wrong)
            return None

    def agrees(self, column: Column, words: Mapping[str, Any], value: Any, *, drop: str = "") -> None:
        """What the cell says must be what the certificate's number says."""
        cell = self._cell(column)
        if cell is None:
            return
        text = tidy(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).removesuffix(drop)
        if text not in words:
            self.problems.append(WordUnknown(column=column, known=list(words)))
        elif words[text] != value:
            self.problems.append(Disagrees(column=column))

    def _cell(self, column: Column) -> Any:
        place = self._heading.places.get(column)
        cell = self._cells[place] if place is not None and place < len(self._cells) else None
        if isinstance(cell, str):
            cell = cell.strip().removeprefix("'").strip()
        return None if cell == "" else cell


def _exact(cell: Any, column: Column) -> str:
    """The digits as they were written. A spreadsheet's number of more than 15 digits is not what somebody typed."""
    if isinstance(cell, bool | date):
        raise NumberRounded(column=column)
    if isinstance(cell, int | float):
        if abs(cell) >= 10**EXACT_DIGITS or cell != int(cell):
            raise NumberRounded(column=column)
        return str(int(cell))
    if re.fullmatch(r"[0-9.]+E\+?[0-9]+", tidied(cell).replace("＋", "+")) or re.search(r"[0-9][eE]\+[0-9]", cell):
        raise NumberRounded(column=column)
    if column is Column.certificate_number and re.fullmatch(r"[0-9]{15}0{5}", cell.strip()):
        raise NumberRounded(column=column)
    return cell


def _unrounded(cell: Any, certificate: CertificateNumber | None) -> str:
    """A citizen id of plain digits that ends with 000 is what rounding leaves.

    It is believed when the certificate says the same, or was written with a space, which no spreadsheet does."""
    text = _exact(cell, Column.citizen_id)
    if re.fullmatch(r"[0-9]{15}000", text) and (certificate is None or certificate.citizen_id != text):
        raise NumberRounded(column=Column.citizen_id)
    return text


def _short(cell: Any, column: Column, longest: int) -> str:
    text = re.sub(r"\s+", " ", str(cell)).strip()
    if len(text) > longest:
        raise CellTooLong(column=column, longest=longest)
    return text


def _day(cell: Any, today: date) -> date:
    day = cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else None
    if day is None:
        text = tidy(re.sub(r"[ T][0-9]{1,2}:.*", "", str(cell)))
        found = next(filter(None, (re.fullmatch(form, text) for form in DATE_FORMS)), None)
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
    if day is None or not EARLIEST <= day <= today:
        raise DateUnreadable(column=Column.issued_on)
    return day


def _word(cell: Any, column: Column, words: Mapping[str, Any]) -> Any:
    text = tidy(cell)
    if text not in words:
        raise WordUnknown(column=column, known=list(words))
    return words[text]
