"""A register's file as rows of cells, read as a stream: an .xlsx of one sheet, or a .csv in UTF-8 or GB18030.

A file can be read several times from its beginning, and never stands in memory as a whole.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import ParseError

from openpyxl.utils.exceptions import InvalidFileException

from webapp.register.errors import FileUnreadable
from webapp.register.strings import Workbook

Cell = str | int | float | bool | date | None
Row = tuple[int, tuple[Cell, ...]]
"""Number of the row as a spreadsheet shows it, from 1, and its cells."""

ENCODINGS = ("utf-8-sig", "gb18030")

BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, IndexError)
"""What openpyxl raises for a file that is no workbook, or half of one."""


class Sheet(Protocol):
    length: int | None
    """How far `position` goes; None where the file does not say."""
    position: int
    """How far the present reading has come, in rows or bytes."""

    def rows(self) -> Iterator[Row]:
        """Rows that are not empty, from the beginning. Raises FileUnreadable."""

    def close(self) -> None: ...


def open_sheet(path: Path) -> Sheet:
    """Raises FileUnreadable: missing, kind, old_excel, encoding, broken."""
    if not path.is_file():
        raise FileUnreadable(reason="missing")
    kind = path.suffix.lower()
    if kind == ".xls":
        raise FileUnreadable(reason="old_excel")
    if kind == ".xlsx":
        return ExcelSheet(path)
    if kind in (".csv", ".txt"):
        return TextSheet(path)
    raise FileUnreadable(reason="kind")


class TextSheet:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.length: int | None = path.stat().st_size
        self.position = 0
        self.encoding = _encoding_of(path)

    def close(self) -> None:
        """Nothing is open between two readings."""

    def rows(self) -> Iterator[Row]:
        with self.path.open("rb") as raw:
            reader = csv.reader(_lines(raw, self.encoding), delimiter=_delimiter_of(self.path, self.encoding))
            try:
                for cells in reader:
                    self.position = raw.tell()
                    if any(cell.strip() for cell in cells):
                        yield reader.line_num, tuple(cells)
            except csv.Error as broken:
                raise FileUnreadable(reason="broken", row=reader.line_num) from broken


class ExcelSheet:
    def __init__(self, path: Path) -> None:
        try:
            self._book = Workbook(path)
        except BROKEN as broken:
            raise FileUnreadable(reason="broken") from broken
        self.length: int | None = self._book.sheet.max_row
        self.position = 0

    def close(self) -> None:
        self._book.close()

    def rows(self) -> Iterator[Row]:
        try:
            for number, cells in enumerate(self._book.rows(), start=1):
                self.position = number
                if any(cell is not None and str(cell).strip() for cell in cells):
                    yield number, cells
        except BROKEN as broken:
            raise FileUnreadable(reason="broken") from broken


def _encoding_of(path: Path) -> str:
    """The first in which the whole file can be read."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileUnreadable(reason="encoding")


def _delimiter_of(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as stream:
        first = stream.readline(10_000)
    return max(",\t;", key=first.count)


def _lines(raw: object, encoding: str) -> Iterator[str]:
    """Decoded line by line, so that the position in the file is known: a line break is one byte in both encodings."""
    for number, line in enumerate(raw):  # type: ignore[arg-type]
        yield line.decode(encoding if number == 0 else encoding.removesuffix("-sig"))
