"""A register of any length is taken in without standing in memory: rows come one by one, pieces are let go."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from tests import factories_register as given
from tests.conftest import MORNING
from webapp import register
from webapp.register import Import

FEW, MANY = 500, 2_000
MARGIN = 3 << 18
"""Bytes by which the longer may lie above the shorter: kept as a list, its rows would take more than twice this."""

KINDS = {"csv": given.write_csv, "xlsx": given.write_xlsx}


def written(tmp_path, kind, count):
    return KINDS[kind](tmp_path / f"{count}.{kind}", (given.person(n) for n in range(count)))


def peak(database, path):
    """Bytes that Python held at most while a file was checked and compared."""
    gc.collect()
    tracemalloc.start()
    sheet = register.open_sheet(path)
    try:
        tracemalloc.reset_peak()  # opening looks through the file block by block
        incoming = Import(sheet, database, MORNING, pause=0)
        assert not any(incoming.check())
        assert sum(incoming.look()) == incoming.right
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        sheet.close()


@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_rows_take_no_more_memory(village, tmp_path, kind):
    peak(village.database, written(tmp_path, kind, 100))  # what is made once and kept, whatever comes in
    few, many = (peak(village.database, written(tmp_path, kind, count)) for count in (FEW, MANY))
    assert many < few + MARGIN


class Counted:
    """A sheet that knows how many rows were taken from it."""

    def __init__(self, sheet):
        self._sheet = sheet
        self.taken = 0

    def rows(self):
        for row in self._sheet.rows():
            self.taken += 1
            yield row


def test_a_row_is_taken_from_the_file_when_its_turn_has_come(village, tmp_path):
    """Nothing is read ahead of the piece that is being written."""
    sheet = Counted(register.open_sheet(written(tmp_path, "csv", 250)))
    incoming = Import(sheet, village.database, MORNING, pause=0)
    sheet.taken = 0
    done = 0
    for number, _ in enumerate(incoming.check(), start=1):
        assert sheet.taken <= number + 1  # the heading is a row too
    sheet.taken = 0
    for rows in incoming.write():
        done += rows
        assert sheet.taken == done + 1
    assert done == 250
