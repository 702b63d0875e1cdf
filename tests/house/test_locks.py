"""What is installed is pinned and hashed, and no file says where it is fetched from: each machine has its own way."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
LARGER_LOCKS = [("requirements.txt", "requirements-dev.txt"), ("requirements-dev.txt", "requirements-bench.txt")]
PYTHON_LOCKS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["dev"],
    "requirements-bench.txt": ["dev", "bench"],
    "requirements-bootstrap.txt": ["bootstrap"],
    "requirements-node.txt": ["node"],
}
NPM_ROOTS = [".", "bench"]

REGISTRY = re.compile(
    r"(pypi|pythonhosted|npmjs|yarnpkg|unpkg|jsdelivr|cdnjs|esm)\.(org|com|net|sh|cloudflare)\b", re.IGNORECASE
)
PINNED = re.compile(
    r"^[a-z0-9][a-z0-9.-]*==[a-z0-9.]+( ; .+)? \\\n( {4}--hash=sha256:[0-9a-f]{64}( \\)?\n)+", re.MULTILINE
)


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := HOUSE / name).is_file()]


def registries_in(text: str) -> list[str]:
    return [found.group() for found in REGISTRY.finditer(text)]


def unpinned_in(lock: str) -> str:
    """What is left of a Python lock when every pinned and hashed package is taken out."""
    return PINNED.sub("", lock).strip()


def pins_of(lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for line in lock.splitlines():
        if "==" in line.partition(";")[0]:
            name, _, version = line.partition(";")[0].rstrip(" \\").partition("==")
            pins.setdefault(canonicalize_name(name), set()).add(version.strip())
    return pins


def wrong_npm_packages(lock: dict) -> Iterator[str]:
    for name, package in lock["packages"].items():
        if "resolved" in package:
            yield f"{name} names an address"
        if name and not package.get("integrity", "").startswith("sha512-"):
            yield f"{name} has no integrity hash"


def wanted(groups: list[str]) -> list[Requirement]:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    lines = [line for group in groups for line in project["dependency-groups"][group]]
    if groups not in (["bootstrap"], ["node"]):
        lines += project["project"]["dependencies"]
    return [Requirement(line) for line in lines]


def not_fulfilled(requirements: list[Requirement], pins: dict[str, set[str]]) -> list[str]:
    def fulfilled(requirement: Requirement) -> bool:
        return any(map(requirement.specifier.contains, pins.get(canonicalize_name(requirement.name), [])))

    return [str(requirement) for requirement in requirements if not fulfilled(requirement)]


def test_no_tracked_file_names_a_registry():
    found = {}
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if registries := registries_in(text):
            found[str(path.relative_to(HOUSE))] = registries
    assert found == {}


@pytest.mark.parametrize("host", [("files.pythonhosted", "org"), ("registry.npmjs", "org"), ("unpkg", "com")])
def test_a_registry_in_a_file_is_found(host):
    assert registries_in(f"fetch it from https://{'.'.join(host)}/a please")


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_is_pinned_and_hashed_and_has_no_address(name):
    lock = (HOUSE / name).read_text()
    assert pins_of(lock)
    assert unpinned_in(lock) == ""


@pytest.mark.parametrize(
    "offender",
    ["flask>=3 \\\n", "flask==3.1.3\n", "flask @ https://example.org/flask.whl\n", "--index-url https://example.org\n"],
)
def test_a_package_without_pin_or_hash_is_found(offender):
    sound = f"idna==3.20 \\\n    --hash=sha256:{'0' * 64}\n"
    assert unpinned_in(sound) == ""
    assert unpinned_in(sound + offender) == offender.strip()


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_lock_fulfils_pyproject(name):
    assert not_fulfilled(wanted(PYTHON_LOCKS[name]), pins_of((HOUSE / name).read_text())) == []


def test_a_lock_older_than_pyproject_is_found():
    requirements = [Requirement("flask>=3.1"), Requirement("segno")]
    assert not_fulfilled(requirements, {"flask": {"3.0.3"}}) == ["flask>=3.1", "segno"]


@pytest.mark.parametrize(("smaller", "larger"), LARGER_LOCKS)
def test_a_larger_lock_holds_all_of_the_smaller_one(smaller, larger):
    inner, outer = pins_of((HOUSE / smaller).read_text()), pins_of((HOUSE / larger).read_text())
    assert {name: pin for name, pin in inner.items() if outer.get(name) != pin} == {}


@pytest.mark.parametrize("root", NPM_ROOTS)
def test_every_npm_package_has_a_hash_and_no_address(root):
    assert list(wrong_npm_packages(json.loads((HOUSE / root / "package-lock.json").read_text()))) == []


def test_an_npm_package_with_an_address_or_without_a_hash_is_found():
    lock = {"packages": {"": {}, "node_modules/a": {"resolved": "https://example.org/a.tgz", "integrity": "sha512-x"},
                         "node_modules/b": {"integrity": "sha1-x"}}}  # fmt: skip
    assert list(wrong_npm_packages(lock)) == ["node_modules/a names an address", "node_modules/b has no integrity hash"]


@pytest.mark.parametrize("root", NPM_ROOTS)
def test_every_npm_lock_is_that_of_its_package_json(root):
    package = json.loads((HOUSE / root / "package.json").read_text())
    locked = json.loads((HOUSE / root / "package-lock.json").read_text())["packages"]
    for kind in ("dependencies", "devDependencies"):
        assert locked[""].get(kind, {}) == package.get(kind, {})
        for name, version in package.get(kind, {}).items():
            assert locked[f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize("root", NPM_ROOTS)
def test_npm_runs_no_programs_of_packages_and_writes_no_addresses(root):
    settings = (HOUSE / root / ".npmrc").read_text().splitlines()
    assert "ignore-scripts=true" in settings
    assert "omit-lockfile-registry-resolved=true" in settings


def test_locks_that_hold_addresses_stay_out():
    assert {path.name for path in tracked_files()} & {"uv.lock", "pylock.toml", "yarn.lock", "pnpm-lock.yaml"} == set()
