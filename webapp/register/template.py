"""An empty register to be filled in: headings, one example, the words that may stand in each column."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from webapp.register.columns import EXAMPLE, FACTS, Column, words_of

ROWS_AS_TEXT = 2000


def write_template(path: Path) -> None:
    """An .xlsx whose cells are text from the beginning, so that no number can be rounded; or a .csv.

    Raises FileExistsError: nothing is overwritten.
    """
    if path.suffix.lower() == ".csv":
        with path.open("x", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([list(Column), [EXAMPLE[column] for column in Column]])
        return
    book = Workbook()
    sheet = book.active
    sheet.title = "登记册"
    sheet.append([column.value for column in Column])
    sheet.append([EXAMPLE[column] for column in Column])
    sheet.freeze_panes = "A2"
    for place in range(1, len(Column) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 24
        for row in range(1, ROWS_AS_TEXT):
            sheet.cell(row=row, column=place).number_format = "@"
    words = book.create_sheet("可以写的词")
    for column in FACTS:
        words.append([column.value, *words_of(column)])
    with path.open("xb") as stream:
        book.save(stream)
