"""What is heard on the most important pages, kept as text that was read and found good.

When a page changes, its test fails and writes what is heard now beside the test run. Read it as if you heard it;
if it is good, copy it over the file in transcripts/ by hand and say in the commit why it changed. No option does this.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from pages import EASY_TRANSCRIPTS, PAGES, TRANSCRIPTS
from spoken import NoWord, in_chinese, lines_of, speak

KEPT = Path(__file__).parent / "transcripts"
STATES = {str(page): page for page in PAGES}


def difference(kept: str, heard: str, where: Path) -> str:
    """Empty when both are the same; else what is new and where it can be read."""
    if kept == heard:
        return ""
    lines = difflib.unified_diff(kept.splitlines(), heard.splitlines(), "kept", "heard", n=2, lineterm="")
    return "\n".join(["what is heard has changed:", *lines, f"Read {where}; if it is good, put it into transcripts/."])


def cases() -> list:
    """Name of the file, state, way of reading."""
    kept = [(name, name, "standard") for name in TRANSCRIPTS]
    kept += [(f"{name}-in-easy-read", name, "easy") for name in EASY_TRANSCRIPTS]
    return [
        pytest.param(name, STATES[state], reading, id=name, marks=pytest.mark.xdist_group(STATES[state].endpoint))
        for name, state, reading in kept
    ]


@pytest.mark.proves("heard")
@pytest.mark.parametrize(("name", "state", "reading"), cases())
def test_what_is_heard_is_what_was_read(stage, open_screen, tmp_path_factory, name, state, reading):
    stage.show(open_screen, stage.arrival(state, reading=reading))
    heard = speak(open_screen)
    base = tmp_path_factory.getbasetemp()
    where = base / f"{name}.txt"
    where.write_text(heard, encoding="utf-8")
    kept = KEPT / f"{name}.txt"
    assert kept.exists(), f"nothing is kept for {name} yet; heard now: {where}"
    changed = difference(kept.read_text(encoding="utf-8"), heard, where)
    assert not changed, changed


def test_no_transcript_is_left_of_a_page_that_nobody_reads():
    assert {path.stem for path in KEPT.glob("*.txt")} == {case.id for case in cases()}


def test_a_changed_transcript_is_shown():
    told = difference("正文\n您好，标题，1 级\n", "正文\n您早，标题，1 级\n", Path("heard.txt"))
    assert "-您好，标题，1 级" in told
    assert "+您早，标题，1 级" in told
    assert difference("正文\n", "正文\n", Path("heard.txt")) == ""


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("heading, 您好，陈秀梅, level 1", "您好，陈秀梅，标题，1 级"),
        ("link, 首页, current page", "首页，链接，当前页"),
        ("textbox, 手机号, 请填写手机号。, invalid, required", "手机号，编辑框，有误，必填，请填写手机号。"),
        ("listitem, level 1, position 2, set size 5", "第 2 项，共 5 项"),
        ("您填的内容还在。", "您填的内容还在。"),
        ("paragraph", None),
        ("end of main", "正文结束"),
        ("end of link, 首页", None),
    ],
)
def test_a_phrase_is_said_in_chinese(phrase, words):
    assert in_chinese(phrase) == words


def test_a_state_without_a_word_is_found():
    for phrase in ("button, 保存, pressed", "tooltip, 说明"):
        with pytest.raises(NoWord):
            in_chinese(phrase)


def test_words_that_a_link_is_named_by_are_heard_once():
    assert lines_of(["link, 首页", "首页", "end of link, 首页", "首页"]) == ["首页，链接", "首页"]
