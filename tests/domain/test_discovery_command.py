"""flask discover --dry-run says who, and what she would gain or lose, before it counts."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from webapp.cli import register_commands
from webapp.people import Resident

THE_DAY = "2032-06-02"
"""Mei's certificate ends the day before."""


@pytest.fixture
def run(app):
    register_commands(app)
    invoke = app.test_cli_runner().invoke
    assert invoke(args=["discover"]).exit_code == 0
    return invoke


def persons(written: str) -> list[dict[str, str]]:
    return [*csv.DictReader(line for line in written.splitlines() if line.count(",") == 3)]


def test_a_rehearsal_prints_who_would_lose_what(run, village):
    answer = run(args=["discover", "--dry-run", "--on", THE_DAY])
    assert answer.exit_code == 0
    hers = [each for each in persons(answer.stdout) if each["resident"] == village.mei.public_id]
    assert {"gains", "loses", "may come to have"} >= {each["change"] for each in hers}
    assert ("pinghu/free-bus-travel", "loses") in {(each["benefit"], each["change"]) for each in hers}
    assert "nothing is written" in answer.stdout


def test_no_name_and_no_number_of_a_person_is_printed(run, village):
    answer = run(args=["discover", "--dry-run", "--on", THE_DAY])
    with village.database.reading() as db:
        for her in db.scalars(select(Resident)):
            assert her.name not in answer.stdout
            assert her.citizen_id not in answer.stdout


def test_the_persons_add_up_to_the_sums(run):
    answer = run(args=["discover", "--dry-run", "--on", THE_DAY])
    rows = persons(answer.stdout)
    sums = [line for line in answer.stdout.splitlines() if " gain, " in line]
    assert sums
    for line in sums:
        benefit, counts = line.split(": ")
        for part, change in zip(counts.split(", "), ("gains", "loses", "may come to have"), strict=True):
            those = [each for each in rows if (each["benefit"], each["change"]) == (benefit, change)]
            assert int(part.split()[0]) == len(those), (benefit, change)


def test_a_file_for_the_persons_is_new_and_only_its_owners(run, village, tmp_path: Path):
    out = tmp_path / "persons.csv"
    answer = run(args=["discover", "--dry-run", "--on", THE_DAY, "--out", str(out)])
    assert answer.exit_code == 0
    assert village.mei.public_id in out.read_text(encoding="utf-8")
    assert village.mei.public_id not in answer.stdout
    assert " gain, " in answer.stdout
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    again = run(args=["discover", "--dry-run", "--on", THE_DAY, "--out", str(out)])
    assert again.exit_code == 2
    assert "File exists" in again.output


def test_only_a_rehearsal_names_persons(run, tmp_path: Path):
    out = tmp_path / "persons.csv"
    assert run(args=["discover", "--out", str(out)]).exit_code == 2
    assert not out.exists()
