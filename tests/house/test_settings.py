"""A setting that cannot serve stops the start with a sentence that names it and says what it must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webapp.settings import SettingsError, read

HOUSE = Path(__file__).parents[2]
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
PRODUCTION = {
    "HUICAN_MODE": "production",
    "HUICAN_ORIGIN": "https://huican.example",
    "DATABASE_URL": "postgresql://huican@db/huican",
    "HUICAN_SECRET_KEY": "only-for-tests",
    "HUICAN_SEALING_KEYS": KEY,
    "HUICAN_INDEX_KEY": "only-for-tests",
    "HUICAN_LEDGER_KEY": "0f" * 32,
}
NEEDED = [name for name in PRODUCTION if name != "HUICAN_MODE"]


def test_what_production_needs_is_enough(tmp_path):
    settings = read({**PRODUCTION, "HUICAN_INSTANCE": str(tmp_path)})
    assert settings.database_url == "postgresql+psycopg://huican@db/huican"
    assert (settings.is_demo, settings.sms_gateway, list(tmp_path.iterdir())) == (False, "none", [])


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(SettingsError) as refused:
        read({"HUICAN_MODE": "production"})
    assert all(name in str(refused.value) for name in NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without(name):
    with pytest.raises(SettingsError, match=name):
        read({key: value for key, value in PRODUCTION.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUICAN_MODE", "prod"),
        ("HUICAN_ORIGIN", "http://huican.example"),
        ("HUICAN_ORIGIN", "https://huican.example/service"),
        ("DATABASE_URL", "huican.db"),
        ("DATABASE_URL", "mysql://secret@db/huican"),
        ("HUICAN_SEALING_KEYS", "secret"),
        ("HUICAN_SEALING_KEYS", f"{KEY},secret"),
        ("HUICAN_SEALING_KEYS", ","),
        ("HUICAN_LEDGER_KEY", "secret"),
        ("HUICAN_LEDGER_KEY", "0f" * 31),
        ("HUICAN_TRUSTED_PROXIES", "one"),
        ("HUICAN_TRUSTED_PROXIES", "-1"),
        ("HUICAN_PUSH_CONTACT", "operator@huican.example"),
        ("HUICAN_ACCESSIBILITY_OFFICE", "somebody"),
        ("PORT", "http"),
    ],
)
def test_a_setting_that_cannot_serve_is_named_and_no_secret_is_said(name, value):
    with pytest.raises(SettingsError, match=name) as refused:
        read({**PRODUCTION, name: value})
    assert "secret" not in str(refused.value)


def test_blanks_and_a_last_comma_between_keys_do_no_harm(tmp_path):
    assert read({**PRODUCTION, "HUICAN_SEALING_KEYS": f"{KEY}, {KEY},"}).sealing_keys == (KEY, KEY)


def test_the_demo_needs_no_setting(tmp_path):
    made = read({"HUICAN_INSTANCE": str(tmp_path)})
    assert made == read({"HUICAN_INSTANCE": str(tmp_path)})
    assert (made.is_demo, made.origin) == (True, "http://localhost:8000")


def test_every_setting_stands_in_the_operators_table_and_nothing_else_does():
    name = r"HUICAN_[A-Z]+(?:_[A-Z]+)*\b"
    told = (HOUSE / "docs/operations.md").read_text(encoding="utf-8").splitlines()
    table = " ".join(line.split("|")[1] for line in told if line.startswith("| `"))
    code = (HOUSE / "webapp/settings.py").read_text(encoding="utf-8")
    assert set(re.findall(name, table)) == set(re.findall(name, code.replace("HUICAN_OIDC_…", "")))
