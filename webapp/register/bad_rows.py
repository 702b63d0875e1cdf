"""The file of bad rows: the rows as they stood, each with its reasons, ready to be put right and imported again."""

from __future__ import annotations

import csv
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

LONG_DIGITS = 12
FORMULA = ("=", "+", "-", "@")


class BadRowFile:
    """Made with the first bad row, readable by its owner only; an older one of the same name goes."""

    def __init__(self, path: Path, heading: Sequence[str], row_word: str, reason_word: str) -> None:
        """`row_word`, `reason_word`: headings of the two columns that stand before the register's own."""
        self.path = path
        self._heading = (row_word, reason_word, *map(_harmless, heading))
        self._stream: TextIO | None = None

    def add(self, number: int, reasons: str, cells: Sequence[Any]) -> None:
        if self._stream is None:
            self.path.unlink(missing_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._stream = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
            csv.writer(self._stream).writerow(self._heading)
        csv.writer(self._stream).writerow((number, reasons, *map(_harmless, cells)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()


def _harmless(cell: Any) -> str:
    """A spreadsheet would round long digits and run what begins like a formula; an apostrophe before it prevents both,
    and is taken off again when the file comes back."""
    text = "" if cell is None else str(cell)
    first = unicodedata.normalize("NFKC", text).strip()[:1]  # spreadsheets read past blanks, and full width as half
    return f"'{text}" if first in FORMULA or sum(map(str.isdigit, text)) >= LONG_DIGITS else text
