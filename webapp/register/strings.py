"""A workbook read as a stream, the table of its words on disk.

An .xlsx keeps every text once in one table and names it by its place. openpyxl's streaming reader streams the cells and
holds that table in memory; of a register nearly every text is another (names, numbers), so that the table is as large
as the file. Here it lies in a temporary file; eight bytes a text stay in memory.
"""

from __future__ import annotations

import mmap
import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

ITEM, TEXT, RUN = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "t", "r"))


class StringsOnDisk:
    """What openpyxl asks for: the text at a place."""

    def __init__(self, xml: IO[bytes]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed with the workbook
        self._ends = array("Q")
        table = None
        for event, node in iterparse(xml, ("start", "end")):
            table = node if table is None else table
            if event == "end" and node.tag == ITEM:
                self._file.write(_text_of(node).encode())
                self._ends.append(self._file.tell())
                table.clear()  # else the parser's tree keeps an empty node for each
        self._file.flush()
        self._bytes = (
            mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) if self._ends and self._ends[-1] else b""
        )

    def __getitem__(self, place: int) -> str:
        return self._bytes[self._ends[place - 1] if place else 0 : self._ends[place]].decode()

    def close(self) -> None:
        if isinstance(self._bytes, mmap.mmap):
            self._bytes.close()
        self._file.close()


def _text_of(item: Any) -> str:
    """Its plain text, or that of its runs; what is only there to be sounded (rPh) is left out."""
    parts = [item.find(TEXT), *(run.find(TEXT) for run in item.findall(RUN))]
    return "".join(part.text or "" for part in parts if part is not None).replace("_x005F_", "_")


class _Reader(ExcelReader):
    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as xml:
                self.shared_strings = StringsOnDisk(xml)


class Workbook:
    """The first visible sheet of a file."""

    def __init__(self, path: Path) -> None:
        """Raises what openpyxl and zipfile raise for a file that is no workbook."""
        self._reader = _Reader(path, read_only=True, data_only=True, keep_links=False)
        self._reader.read()
        self.sheet: Any = next(s for s in self._reader.wb.worksheets if s.sheet_state == "visible")

    def rows(self) -> Iterator[tuple[Any, ...]]:
        self.sheet.reset_dimensions()  # what a file says of its own size is often wrong
        yield from self.sheet.iter_rows(values_only=True)

    def close(self) -> None:
        self._reader.wb.close()
        if isinstance(self._reader.shared_strings, StringsOnDisk):
            self._reader.shared_strings.close()
