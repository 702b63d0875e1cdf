"""Commands do what docs/operations.md says of them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, text

from webapp.cli import register_commands
from webapp.core.ledger import LedgerHead
from webapp.people import Area


@pytest.fixture
def run(app):
    register_commands(app)
    return app.test_cli_runner().invoke


def test_the_village_ledger_verifies(run):
    answer = run(args=["ledger", "verify"])
    assert answer.exit_code == 0
    assert ", 0 broken" in answer.output


def test_a_forged_head_is_found(run, village):
    with village.database.writing() as db:
        db.get_one(LedgerHead, village.mei.id).hash = "0" * 64
    answer = run(args=["ledger", "verify"])
    assert answer.exit_code == 1
    assert f"1 broken: [{village.mei.id}]" in answer.output


def test_a_signed_root_is_kept_once_a_day_and_checked(run, app):
    assert "2026-11-23.json" in run(args=["ledger", "root"]).output
    assert "today is kept already" in run(args=["ledger", "root"]).output
    assert "1 signed roots" in run(args=["ledger", "verify"]).output
    root = app.extensions["huican"].settings.ledger_roots / "2026-11-23.json"
    root.write_text(root.read_text().replace("2026", "2025"))
    answer = run(args=["ledger", "verify"])
    assert (answer.exit_code, "2026-11-23.json is not what was signed" in answer.output) == (1, True)


def test_an_auditor_with_another_key_refuses_the_roots(run):
    run(args=["ledger", "root"])
    assert run(args=["ledger", "verify", "--key", "d7" + "00" * 31]).exit_code == 1


def test_a_missing_trigger_is_said(run, village, database_name):
    name = {"sqlite": "ledger_entries_no_update", "postgresql": "ledger_entries_no_change"}[database_name]
    with village.database.writing() as db:
        db.execute(text(f"DROP TRIGGER {name}" + (" ON ledger_entries" if database_name == "postgresql" else "")))
    answer = run(args=["ledger", "verify"])
    assert (answer.exit_code, f"the trigger {name} is missing" in answer.output) == (1, True)


def test_the_catalogue_has_no_finding(run):
    answer = run(args=["catalogue", "check"])
    assert (answer.exit_code, "0 findings" in answer.output) == (0, True), answer.output


def test_a_second_administrator_is_not_made_by_command(run):
    answer = run(
        args=[
            "staff",
            "first-administrator",
            "--name",
            "王一",
            "--phone",
            "00030000099",
            "--federation",
            "x",
            "--area",
            "330482",
        ]
    )
    assert answer.exit_code == 1
    assert "已经有管理员了" in answer.output


def test_loading_the_village_twice_changes_nothing(run):
    answer = run(args=["demo", "load"])
    assert "already" in answer.output


def test_keys_are_rotated(run):
    answer = run(args=["keys", "rotate"])
    assert answer.exit_code == 0
    assert "residents.citizen_id: 12" in answer.output


def test_a_new_issuer_key_leaves_old_codes_valid(run, village, visitor):
    mei = visitor("mei").open("/code").choose("持有有效的残疾人证").press("出示")
    number = re.search(r"(?:[0-9]{3,4} ){2}[0-9]{3,4}", mei.main).group().replace(" ", "")
    assert run(args=["keys", "new-issuer-key"]).exit_code == 0
    assert visitor().open("/check").choose("医院").fill("对方手机或者纸上的数字", number).press("查验").h1 == "可以"


AREAS = "区划代码,名称,上级代码,目录\n33,浙江省,,\n3304,嘉兴市,33,jiaxing\n"


def test_a_list_of_areas_comes_in_once(run, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text(AREAS, encoding="utf-8")
    assert "新登记 2 个" in run(args=["import-areas", str(file)]).output
    assert "没变 2 个" in run(args=["import-areas", str(file)]).output


def test_a_wrong_row_stops_the_list_with_its_number(run, tmp_path, village):
    file = tmp_path / "areas.csv"
    file.write_text(AREAS + "330499,无处,3399,\n", encoding="gb18030")
    answer = run(args=["import-areas", str(file)])
    assert answer.exit_code == 1
    assert "第 4 行（330499）：没有这个上级代码。" in answer.output
    with village.database.reading() as db:
        assert "3304" not in [area.code for area in db.scalars(select(Area))]


def test_a_list_without_its_columns_says_which(run, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text("代码,名称\n33,浙江省\n", encoding="utf-8")
    assert "区划代码、名称、上级代码、目录" in run(args=["import-areas", str(file)]).output
