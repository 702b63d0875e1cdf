"""A broken catalogue stops a start; what a running service has read, nothing on disk can take from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small_catalogue
from webapp.entitlements import CatalogueError, load, publish, published

SUBSIDY = "town/subsidy.yaml"
ROOT = Path(__file__).parents[2]


def test_nothing_is_published_at_first(tmp_path: Path) -> None:
    assert published(tmp_path) is None


def test_a_published_copy_stays_whole_when_the_files_change(tmp_path: Path) -> None:
    files, instance = small_catalogue.write(tmp_path / "files"), tmp_path / "var"
    copy = publish(instance, files)
    (files / SUBSIDY).write_text("slug: [", encoding="utf-8")
    assert published(instance) == copy
    assert "town/subsidy" in load(copy).benefits


def test_a_broken_catalogue_is_not_published_and_the_last_good_one_stays(tmp_path: Path) -> None:
    files, instance = small_catalogue.write(tmp_path / "files"), tmp_path / "var"
    good = publish(instance, files)
    small_catalogue.write(files, {SUBSIDY: ("kind: cash", "kind: csh")})
    with pytest.raises(CatalogueError):
        publish(instance, files)
    assert published(instance) == good


def test_publishing_the_same_again_is_the_same_copy_and_old_copies_go(tmp_path: Path) -> None:
    files, instance = small_catalogue.write(tmp_path / "files"), tmp_path / "var"
    assert publish(instance, files) == publish(instance, files)
    for amount in range(5):
        small_catalogue.write(files, {SUBSIDY: ("zh_Hans: 生活补助", f"zh_Hans: 生活补助{amount}")})
        last = publish(instance, files)
    assert published(instance) == last
    assert len([each for each in (instance / "catalogue").iterdir() if each.is_dir()]) == 3


def start(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A web process comes up as the server would bring it up, and says how many benefits it has."""
    program = "import app; from webapp import entitlements; print(len(entitlements.current().benefits))"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HUICAN_")}
    environment |= {
        "HUICAN_MODE": "demo",
        "HUICAN_INSTANCE": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )


def test_a_process_starts_with_the_published_copy_and_a_broken_one_stops_it_with_file_and_line(
    tmp_path: Path,
) -> None:
    copy = publish(tmp_path, small_catalogue.write(tmp_path / "files"))
    started = start(tmp_path)
    assert (started.returncode, started.stdout.strip()) == (0, "2"), started.stderr
    small_catalogue.write(copy, {SUBSIDY: ("kind: cash", "kind: csh")})
    refused = start(tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith(f"{copy / SUBSIDY} 第 4 行：这里不能写“csh”。 可以写：cash")
    assert "Traceback" not in refused.stderr


def test_serving_is_refused_before_any_process_is_started(tmp_path: Path) -> None:
    """The whole tree is copied, so that its catalogue can be broken."""
    tree = tmp_path / "tree"
    for name in ("app.py", "webapp", "templates", "static", "translations"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        else:
            tree.mkdir(exist_ok=True)
            shutil.copy(source, tree / name)
    broken = tree / "webapp/entitlements/catalogue/pinghu/single-person-dibao.yaml"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("strength: firm", "strength: frim"), encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if each == "strength: firm")
    mine = {"HUICAN_MODE": "demo", "HUICAN_INSTANCE": str(tmp_path / "var"), "PYTHONPATH": str(tree)}
    environment = {**os.environ, **mine}
    refused = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "serve"],
        cwd=tree, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert f"pinghu/single-person-dibao.yaml 第 {line} 行：这里不能写“frim”。 可以写：firm" in refused.stderr
    assert not (tmp_path / "var/catalogue").exists()
