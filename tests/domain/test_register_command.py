"""flask import-residents: what it says, what it leaves behind, and with which code it ends."""

from __future__ import annotations

import csv

import pytest

from tests import factories_register as given
from tests.conftest import build_village, read_village, test_settings
from webapp import people
from webapp.application import create_app
from webapp.cli import register_commands
from webapp.register import ALSO, FACTS, Column, words_of


@pytest.fixture
def office(fresh_database_url, tmp_path, clock):
    """The application as a command finds it."""
    app = create_app(test_settings(fresh_database_url(tmp_path, build_village), tmp_path), clock=clock)
    register_commands(app)
    yield app
    app.extensions["huican"].database.engine.dispose()


@pytest.fixture
def run(office):
    def invoke(*words):
        answer = office.test_cli_runner().invoke(args=["import-residents", *map(str, words)])
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
        return answer.exit_code, answer.output

    return invoke


def known(office, n):
    database = office.extensions["huican"].database
    assert read_village(database)
    with database.reading() as db:
        return people.resident_by_citizen_id(db, given.citizen_id(n))


def test_an_import_says_what_it_did(run, office, tmp_path, clock):
    path = given.write_csv(tmp_path / "register.csv", (given.person(n) for n in range(3)))
    clock.advance(days=1)
    code, said = run(path, "--part")
    assert code == 0
    assert "检查了 3 行：3 行正确，0 行有错。" in said
    assert "新增：3 人" in said
    assert "不再在登记册里" not in said
    assert known(office, 2).name == "测试2"


def test_a_number_that_is_wrong_in_two_cells_is_told_once(run, tmp_path):
    number = given.citizen_id(1)
    wrong = number[:-1] + ("1" if number[-1] == "0" else "0")
    row = given.person(1, citizen_id=wrong, certificate_number=wrong + "41")
    path = given.write_csv(tmp_path / "register.csv", [row])
    assert run(path)[0] == 1
    bad = (tmp_path / "register.csv.bad.csv").read_text(encoding="utf-8-sig")
    assert bad.count("第 18 位校验不对") == 1


def test_one_bad_row_stops_everything_and_is_written_with_plain_reasons(run, office, tmp_path):
    data = [
        given.person(1),
        given.person(2, name="", citizen_id="3.30482E+17", certificate_number="", category="", grade=""),
    ]
    path = given.write_csv(tmp_path / "register.csv", data)
    code, said = run(path)
    assert code == 1
    assert "什么都没有导入。" in said
    assert known(office, 1) is None
    with (tmp_path / "register.csv.bad.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, row = list(csv.reader(stream))
    assert heading[:3] == ["行号", "原因", "姓名"]
    assert row[0] == "3"
    assert row[1] == (
        "“姓名”是空的。 “身份证号”被表格软件四舍五入了，后面几位不是原来的。请把这一列设成“文本”，重新填写号码。"
    )


def test_skip_bad_imports_the_others_and_the_bad_file_comes_in_when_put_right(run, office, tmp_path, clock):
    path = given.write_csv(tmp_path / "register.csv", [given.person(1), given.person(2, name="")])
    clock.advance(days=1)
    assert run(path, "--skip-bad", "--part")[0] == 0
    assert known(office, 1) is not None
    bad = tmp_path / "register.csv.bad.csv"
    with bad.open(encoding="utf-8-sig", newline="") as stream:
        heading, row = list(csv.reader(stream))
    row[heading.index("姓名")] = "测试改好"
    with bad.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, row])
    code, said = run(bad, "--part")
    assert code == 0
    assert "没有用到的列：行号、原因" in said
    assert known(office, 2).name == "测试改好"


def test_a_dry_run_writes_nothing(run, office, tmp_path):
    path = given.write_csv(tmp_path / "register.csv", [given.person(1)])
    code, said = run(path, "--dry-run", "--accept-gone")
    assert code == 0
    assert "这是试算，什么都没有写入。" in said
    assert "不再在登记册里：14 人" in said
    assert known(office, 1) is None


def test_a_file_that_lacks_most_people_marks_nobody_and_says_so(run, tmp_path, clock):
    path = given.write_csv(tmp_path / "register.csv", [given.person(1)])
    clock.advance(days=1)
    code, said = run(path)
    assert code == 1
    assert "这个文件少了 14 人" in said


def test_the_template_is_written_once(run, tmp_path):
    assert run(tmp_path / "t.xlsx", "--template")[0] == 0
    code, said = run(tmp_path / "t.xlsx", "--template")
    assert code == 1
    assert "已经有这个文件了" in said


def test_a_file_that_is_not_there_is_said_plainly(run, tmp_path):
    code, said = run(tmp_path / "none.csv")
    assert code == 1
    assert "没有找到这个文件。" in said


def test_the_page_about_the_register_names_every_column_and_word():
    from pathlib import Path

    told = (Path(__file__).parents[2] / "docs/register.md").read_text(encoding="utf-8")
    for heading in (*Column, *ALSO):
        assert heading in told, heading
    for column in FACTS:
        from webapp.entitlements import current

        for label in current().vocabulary[column.name].value_labels.values():
            assert label.zh_hans in told, label.zh_hans
        assert words_of(column)
