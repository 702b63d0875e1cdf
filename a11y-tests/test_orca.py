"""Listening with Orca: what stands around it. That it is listened to is no test of this run: see hear.py."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import hear
import orca
from by_ear import BY_ITSELF, HEARD, KEPT, Heard, as_heard, as_they_are, in_order, pages_passed
from fingerprints import check_as_it_is
from orca import Said, spoken_in
from pages import PAGES
from proofs import Claim
from states import PLAIN
from webapp.web.accessibility import heard as listened
from webapp.web.accessibility.heard import PREFIX
from webapp.web.accessibility.words import JOURNEYS

STATES = {str(page): page for page in PAGES}
LOG = """15:30:00.3 - SPEECH OUTPUT: '出示 按钮.'{'established': False}
15:30:00.3 - SPEECH DISPATCHER: Speaking '<speak><mark name="0:2"/>出示 <mark name="3:6"/>按钮.</speak>' \n
                  ORCA rate 5.0, pitch 5.0, volume 5.0, language zh, punctuation: NONE \n
15:30:00.4 - SPEECH DISPATCHER: Speaking '<speak><mark name="0:5"/>正在提交…</speak>' \n
15:30:00.4 - LIVE REGIONS: messages in queue: 0
15:30:00.5 - SPEECH DISPATCHER: Speaking '<speak>“1 &lt; 2”</speak>' \n
"""


@pytest.mark.parametrize("heard", HEARD, ids=str)
def test_the_pages_of_a_journey_that_is_listened_to_are_known(stage, record_property, heard: Heard):
    """So that the statement can say which of them have changed since."""
    first, second = (as_they_are(stage, STATES[heard.begins], heard) for _ in range(2))
    told = Claim(f"{PREFIX}{heard}", PLAIN.language, first, (), (check_as_it_is("pages"),))
    record_property("proves", told.words())
    assert first == second


def test_another_transcript_is_other_evidence(stage, monkeypatch, tmp_path):
    heard = HEARD[-1]
    before = as_they_are(stage, STATES[heard.begins], heard)
    monkeypatch.setattr("by_ear.KEPT", tmp_path)
    (tmp_path / f"{heard}.txt").write_text("别的话\n", encoding="utf-8")
    assert as_they_are(stage, STATES[heard.begins], heard) != before


def test_each_journey_that_is_listened_to_has_its_transcript_and_its_words():
    names = {str(heard) for heard in HEARD}
    assert {path.stem for path in KEPT.glob("*.txt")} == names
    assert set(JOURNEYS) == names


def test_a_transcript_tells_what_was_done_and_what_was_heard():
    for heard in HEARD:
        lines = (KEPT / f"{heard}.txt").read_text(encoding="utf-8").splitlines()
        done = [line for line in lines if line.startswith("（Tab 到")]
        assert done == [f"（Tab 到“{step.words}”）" for step in heard.steps]
        assert len(lines) > 3 * len(done)


def test_what_goes_to_the_speech_server_is_read_from_what_orca_writes_down():
    assert spoken_in(LOG) == [Said("出示 按钮."), Said("正在提交…", by_itself=True), Said("“1 < 2”")]


def test_which_of_two_came_first_makes_no_other_transcript():
    page, focus, live = Said("载入 登录 完成。"), Said("还有地方要改 面板."), Said("正在提交…", by_itself=True)
    one = in_order([Said("正在离开横幅。"), Said("登录 网页文档."), focus, page, Said("跳到正文"), live])
    other = in_order([live, Said("正在载入，请稍候。"), page, focus, Said("跳到正文")])
    assert one == other == ["〔插话〕正在提交…", "载入 登录 完成。", "还有地方要改 面板.", "跳到正文"]
    read = [page, Said("成功：委托结束了。"), Said("面板")]
    assert in_order([Said("成功：委托结束了。 面板."), *read]) == in_order(read)
    assert in_order([Said("正在离开面板。"), Said("出示 按钮.")]) == ["正在离开面板。", "出示 按钮."]


def test_what_a_live_region_says_is_in_a_transcript():
    texts = [path.read_text(encoding="utf-8") for path in KEPT.glob("*.txt")]
    assert any(f"{BY_ITSELF}正在提交…" in text for text in texts)


def test_without_orca_nobody_listens_and_it_is_said_what_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(orca, "PROGRAMS", {"no-such-program": "no-such-package"})
    assert hear.main(tmp_path / "heard") == hear.NO_ORCA
    said = capsys.readouterr().out
    assert "Nobody listened" in said
    assert "no-such-package" in said
    assert "apt-get install" in said
    assert (tmp_path / "heard/told.txt").read_text(encoding="utf-8") == said


def test_a_journey_that_there_is_not_is_said_to_be_none(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(orca, "PROGRAMS", {})
    assert hear.main(tmp_path / "heard", "fly-to-the-moon") == hear.DIFFERS
    assert "No journey is called fly-to-the-moon; there are sign-in-by-code" in capsys.readouterr().out


def test_the_line_that_installs_it_stands_in_the_readme():
    assert orca.APT in (hear.HOUSE / "README.md").read_text(encoding="utf-8")


def test_what_was_heard_is_read_as_it_was_written(tmp_path):
    where = tmp_path / "heard.tsv"
    assert listened.read(where) == []
    line = listened.Heard("end-a-mandate", "abc", date(2026, 12, 1), "Orca 43.1")
    listened.write([line, line], where)
    assert listened.read(where) == [line]


def test_what_was_copied_over_is_not_listened_to_again_while_its_pages_are_the_same(stage, monkeypatch, tmp_path):
    heard, state = HEARD[-1], STATES[HEARD[-1].begins]
    for where in ("kept", "heard"):
        (tmp_path / where).mkdir()
    monkeypatch.setattr("by_ear.KEPT", tmp_path / "kept")
    monkeypatch.setattr(listened.write, "__defaults__", (tmp_path / "heard.tsv",))
    monkeypatch.setattr(listened.read, "__defaults__", (tmp_path / "heard.tsv",))
    monkeypatch.setattr(hear.note, "__defaults__", (tmp_path / "heard.tsv",))
    passed = as_heard(pages_passed(stage, state, heard), "找 按钮.\n")
    line = listened.Heard(str(heard), passed, date(2026, 12, 1), "Orca 43.1")
    hear.note(line, tmp_path / "heard" / hear.NOTES)
    assert not hear.take_over(stage, tmp_path / "heard", heard)
    (tmp_path / "kept" / f"{heard}.txt").write_text("找 链接.\n", encoding="utf-8")
    assert not hear.take_over(stage, tmp_path / "heard", heard)
    (tmp_path / "kept" / f"{heard}.txt").write_text("找 按钮.\n", encoding="utf-8")
    assert hear.take_over(stage, tmp_path / "heard", heard)
    assert listened.read(tmp_path / "heard.tsv") == [line]


def test_a_difference_from_what_is_kept_is_shown(monkeypatch, tmp_path):
    monkeypatch.setattr(hear, "KEPT", tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    where = tmp_path / f"{HEARD[0]}.txt"
    where.write_text("登录 按钮.\n", encoding="utf-8")
    assert "nothing is kept of it yet" in hear.compared(HEARD[0], where)
    Path(tmp_path / "kept" / where.name).write_text("登录 链接.\n", encoding="utf-8")
    told = hear.compared(HEARD[0], where)
    assert "-登录 链接." in told
    assert "+登录 按钮." in told
    Path(tmp_path / "kept" / where.name).write_text("登录 按钮.\n", encoding="utf-8")
    assert hear.compared(HEARD[0], where) == ""
