"""Commands do what docs/operations.md says of them."""

from __future__ import annotations

import pytest

from webapp.cli import register_commands
from webapp.core.ledger import LedgerHead


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
