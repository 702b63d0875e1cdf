"""Commands do what docs/operations.md says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from cryptography.fernet import Fernet
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from tests import small_catalogue
from tests.conftest import build_empty, test_settings
from webapp import entitlements
from webapp.application import create_app
from webapp.cli import register_commands
from webapp.core import privacy
from webapp.core.ledger import LedgerHead
from webapp.migrations import is_newest
from webapp.people import Area, Organisation, Role, StaffMembership
from webapp.web.words.catalogue import PROBLEMS

HOUSE = Path(__file__).parents[2]


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


def test_a_folder_of_roots_that_is_not_there_proves_nothing(run, tmp_path):
    answer = run(args=["ledger", "verify", "--roots", str(tmp_path / "nowhere")])
    assert (answer.exit_code, "does not exist" in answer.output) == (2, True)


def test_a_key_that_is_none_is_told_in_a_sentence(run):
    answer = run(args=["ledger", "verify", "--key", "abc"])
    assert (answer.exit_code, "64 hexadecimal digits" in answer.output) == (2, True)


def test_a_missing_trigger_is_said(run, village, database_name):
    name = {"sqlite": "ledger_entries_no_update", "postgresql": "ledger_entries_no_change"}[database_name]
    with village.database.writing() as db:
        db.execute(text(f"DROP TRIGGER {name}" + (" ON ledger_entries" if database_name == "postgresql" else "")))
    answer = run(args=["ledger", "verify"])
    assert (answer.exit_code, f"the trigger {name} is missing" in answer.output) == (1, True)


def test_the_catalogue_has_no_finding(run):
    answer = run(args=["catalogue", "check"])
    assert (answer.exit_code, "都对" in answer.output) == (0, True), answer.output
    first, *others = [int(line.split(" ")[0]) for line in answer.output.splitlines()]
    assert sum(others) == first, "each benefit has its people, or the reason why not"


def test_a_broken_catalogue_is_told_by_file_line_and_remedy_in_the_clerks_words(run, tmp_path):
    files = small_catalogue.write(tmp_path / "files", {"town/subsidy.yaml": ("kind: cash", "kind: csh")})
    answer = run(args=["catalogue", "check", str(files)])
    assert answer.exit_code == 1
    assert answer.output.splitlines()[0] == "town/subsidy.yaml 第 4 行：这里不能写“csh”。 可以写：cash"


def test_a_new_benefit_is_a_file_that_says_what_to_fill_in_and_is_none_until_then(run, tmp_path):
    files = small_catalogue.write(tmp_path / "files")
    answer = run(args=["catalogue", "new", "town", "bus-card", "--folder", str(files)])
    assert (answer.exit_code, "bus-card.yaml" in answer.output) == (0, True), answer.output
    written = (files / "town/bus-card.yaml").read_text(encoding="utf-8")
    assert "〔哪一种帮助：cash | insurance |" in written
    lines = [number for number, line in enumerate(written.splitlines(), 1) if "〔" in line]
    told = run(args=["catalogue", "check", str(files)]).output.splitlines()
    assert [line.split("：还没有填：")[0] for line in told[:-1]] == [f"town/bus-card.yaml 第 {n} 行" for n in lines]
    again = run(args=["catalogue", "new", "town", "bus-card", "--folder", str(files)])
    assert (again.exit_code, "已经有了" in again.output) == (1, True)
    nowhere = run(args=["catalogue", "new", "twon", "bus-card", "--folder", str(files)])
    assert (nowhere.exit_code, "可以写：town" in nowhere.output) == (1, True)


def test_every_problem_of_the_catalogue_has_a_sentence():
    rooms = "".join(file.read_text(encoding="utf-8") for file in (HOUSE / "webapp/entitlements").glob("*.py"))
    problems = set(re.findall(r'(?:wrong|refuse)\(\s*"(\w+)"', rooms)) | set(re.findall(r'problem="(\w+)"', rooms))
    problems |= set(re.findall(r'_finding\((?:[^()]|\([^()]*\))*?, "(\w+)"', rooms))
    assert len(problems) > 35
    assert problems - PROBLEMS.keys() == set()


def test_a_catalogue_that_is_sound_is_published(run, app):
    assert run(args=["catalogue", "publish"]).exit_code == 0
    copy = entitlements.published(app.extensions["huican"].settings.instance)
    assert entitlements.load(copy).benefits.keys() == entitlements.current().benefits.keys()


ADMINISTRATOR = ["staff", "first-administrator", "--name", "王一", "--phone", "00030000099", "--area", "330482"]


def test_a_second_administrator_is_not_made_by_command(run):
    answer = run(args=[*ADMINISTRATOR, "--federation", "x"])
    assert answer.exit_code == 1
    assert "已经有管理员了" in answer.output


def test_where_no_administrator_can_come_in_another_is_made_in_the_same_office(run, village, visitor):
    with village.database.reading() as db:
        seat = db.scalars(select(StaffMembership).where(
            StaffMembership.role == Role.federation_administrator, StaffMembership.ended_at.is_(None)
        ).options(joinedload(StaffMembership.organisation), joinedload(StaffMembership.area))).first()
        before = db.scalar(select(func.count()).select_from(Organisation))
    again = [*ADMINISTRATOR[:-1], seat.area.code, "--federation", seat.organisation.name, "--another"]
    answer = run(args=again)
    assert (answer.exit_code, "invited: 王一" in answer.output) == (0, True), answer.output
    with village.database.reading() as db:
        made = db.scalars(select(StaffMembership).order_by(StaffMembership.id.desc())).first()
        assert (made.role, made.organisation_id) == (Role.federation_administrator, seat.organisation_id)
        assert db.scalar(select(func.count()).select_from(Organisation)) == before


def test_without_a_gateway_the_command_says_that_no_text_message_leaves(tmp_path, clock, fresh_database_url):
    settings = replace(test_settings(fresh_database_url(tmp_path, build_empty), tmp_path), sms_gateway="none")
    app = create_app(settings, clock=clock)
    register_commands(app)
    said = app.test_cli_runner().invoke(args=[*ADMINISTRATOR, "--area-name", "某地", "--federation", "某地残联"])
    assert (said.exit_code, "HUICAN_SMS_GATEWAY names no gateway" in said.output) == (0, True), said.output
    app.extensions["huican"].database.engine.dispose()


@pytest.mark.parametrize(
    ("language", "words"), [("zh_Hans", "正在维护"), ("zh_Hant", "正在維護"), ("en", "maintenance")]
)
def test_the_page_for_the_time_of_maintenance_needs_nothing_of_the_service(run, language, words):
    answer = run(args=["maintenance-page", "--language", language])
    page = BeautifulSoup(answer.output, "html.parser")
    assert answer.exit_code == 0, answer.output
    assert words in page.h1.get_text()
    assert len(page.style.get_text()) > 1_000
    assert page.find("form") is None
    assert page.find("link", rel="stylesheet") is None


def test_loading_the_village_twice_changes_nothing(run):
    answer = run(args=["demo", "load"])
    assert "already" in answer.output


def test_keys_are_rotated(run):
    answer = run(args=["keys", "rotate"])
    assert answer.exit_code == 0
    assert "residents.citizen_id: 14" in answer.output


def test_a_key_that_is_not_there_any_more_is_told_in_a_sentence(run):
    kept = privacy.keyring()
    try:
        privacy.unlock(privacy.Keyring((Fernet.generate_key().decode(),), "only-for-tests"))
        answer = run(args=["keys", "rotate"])
    finally:
        privacy.unlock(kept)
    assert answer.exit_code == 1
    assert answer.output.splitlines()[-1].startswith("Error: something was sealed with a key that is not among")


@pytest.fixture
def without_tables(tmp_path):
    """The application before anybody has run `db upgrade`."""
    app = create_app(test_settings(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path))
    register_commands(app)
    yield app
    app.extensions["huican"].database.engine.dispose()


@pytest.mark.parametrize("command", [["ledger", "verify"], ["serve"], ["keys", "rotate"]])
def test_a_database_without_its_tables_is_told_with_the_remedy(without_tables, command):
    answer = without_tables.test_cli_runner().invoke(args=command)
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (
        1, "Error: the database has not the schema of this code; run: flask --app app db upgrade")


def test_after_an_upgrade_the_schema_is_the_newest(without_tables):
    engine = without_tables.extensions["huican"].database.engine
    assert not is_newest(engine)
    assert without_tables.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    assert is_newest(engine)


def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path):
    app = create_app(test_settings("postgresql+psycopg://nobody@127.0.0.1:1/huican", tmp_path))
    register_commands(app)
    answer = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert (answer.exit_code, "the database does not answer as it should" in answer.output) == (1, True)
    assert "Traceback" not in answer.output


def test_health_says_whether_the_database_answers(app, tmp_path, caplog):
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    away = create_app(test_settings("postgresql+psycopg://nobody@127.0.0.1:1/huican", tmp_path))
    answer = away.test_client().get("/health")
    assert (answer.status_code, answer.text) == (503, "the database does not answer\n")
    assert [record.exc_info for record in caplog.records if "does not answer" in record.message] == [None]


def test_an_error_of_the_database_does_not_say_what_was_written(app):
    house = app.extensions["huican"]
    with pytest.raises(SQLAlchemyError) as refused, house.database.writing() as db:
        db.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "陈秀梅"})
    assert "陈秀梅" not in str(refused.value)


def test_a_new_issuer_key_leaves_old_codes_valid(run, village, visitor):
    mei = visitor("mei").open("/code").choose("持有有效的残疾人证").press("出示")
    number = re.sub(r"\D", "", mei.soup.select_one(".qr__words").get_text())
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
