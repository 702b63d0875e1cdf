"""The contracts of pyproject.toml break where they should: a small house with one wrong import each."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
PACKAGES = sorted(path.parent.name for path in (HOUSE / "webapp").glob("*/__init__.py"))
MODULES = sorted(path.stem for path in (HOUSE / "webapp").glob("[a-z]*.py"))


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo", "--config", HOUSE / "pyproject.toml"],
        cwd=house, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def small_house(tmp_path):
    """All packages of ours, each with a face and an inside, and no import anywhere."""
    for package in PACKAGES:
        folder = tmp_path / "webapp" / package
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "inside.py").touch()
    (tmp_path / "webapp" / "__init__.py").touch()
    for module in MODULES:
        (tmp_path / "webapp" / f"{module}.py").touch()
    return tmp_path


def test_our_own_house_keeps_every_contract():
    answer = lint(HOUSE)
    assert answer.returncode == 0, answer.stdout


def test_a_small_house_without_imports_keeps_every_contract(small_house):
    answer = lint(small_house)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("people/inside.py", "import webapp.web", "the floors of the house"),
        ("certificates/inside.py", "from webapp import mandates", "the floors of the house"),
        ("core/inside.py", "from webapp import people", "the floors of the house"),
        ("people/inside.py", "import flask", "below the doors nobody knows Flask"),
        ("entitlements/inside.py", "from jinja2 import Template", "below the doors nobody knows Flask"),
        ("mandates/inside.py", "from webapp.people.inside import x", "people is imported by its face"),
    ],
)
def test_a_wrong_import_breaks_its_contract(small_house, where, line, contract):
    (small_house / "webapp" / where).write_text(line + "\n")
    answer = lint(small_house)
    assert answer.returncode != 0
    assert f"{contract} BROKEN" in answer.stdout


def test_a_package_without_a_floor_breaks_the_contract(small_house):
    (small_house / "webapp" / "attic").mkdir()
    (small_house / "webapp" / "attic" / "__init__.py").touch()
    assert lint(small_house).returncode != 0


def test_every_room_is_imported_by_its_face_and_knows_no_flask():
    rooms = set(PACKAGES) - {"core", "web", "resident", "workbench", "checkpoint", "migrations"}
    faces = {contract["name"] for contract in CONTRACTS if contract["type"] == "protected"}
    (without_flask,) = [contract for contract in CONTRACTS if contract["type"] == "forbidden"]
    assert faces == {f"{room} is imported by its face" for room in rooms}
    assert set(without_flask["source_modules"]) == {f"webapp.{module}" for module in rooms | {"core", "settings"}}
