"""A line has at most 120 characters. Ruff's own rule counts a Chinese character twice."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).parents[2]
LONGEST = 120
FOLDERS = ("webapp", "tests", "a11y-tests", "bench", ".ci")


def long_lines(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST]


def test_no_line_is_too_long():
    files = [HOUSE / "app.py", HOUSE / "conftest.py"]
    for folder in FOLDERS:
        files += (file for file in (HOUSE / folder).rglob("*.py") if "node_modules" not in file.parts)
    found = {
        str(file.relative_to(HOUSE)): numbers for file in files if (numbers := long_lines(file.read_text("utf-8")))
    }
    assert found == {}


def test_a_line_too_long_is_found_and_chinese_counts_once():
    assert long_lines("x" * 121 + "\n" + "惠" * 120 + "\n" + "惠" * 121) == [1, 3]
