"""A short name for exactly what was tested: a page as it was answered, and all that decides how it looks and acts.

Two runs of the same source have the same fingerprints on every machine. What differs between two answers of one page
without making another page of it is taken out first, by the rules below; everything else counts, down to a blank.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

HOUSE = Path(__file__).parents[1]
HERE = Path(__file__).parent

RULES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<style\b.*?</style>", re.DOTALL),
        "",
        "the style sheet stands in the page on the first visit only; its files are counted by themselves",
    ),
    (
        re.compile(r"(?:\?|&amp;)v=[0-9a-f]{12}"),
        "",
        "the digest of a static file, which is counted by itself",
    ),
    (
        re.compile(r'nonce="[^"]*"'),
        "nonce",
        "the content security policy wants another one for each answer",
    ),
    (
        re.compile(r'(name="(?:csrf_token|submission_id)" value=|data-csrf=)"[^"]*"'),
        r"\1",
        "a token of the form, another one for each answer",
    ),
    (
        re.compile(r'(data-(?:key|known)=)"[^"]+"'),
        r"\1",
        "the key of this installation for push, and what a phone is known by; only a script reads them",
    ),
    (
        re.compile(r"http://localhost:[0-9]+"),
        "http://localhost",
        "the server of a test takes whatever port is free",
    ),
    (
        re.compile(r"(?<![0-9a-z])[0-9abcdefghjkmnpqrstvwxyz]{16}(?![0-9a-z])"),
        "ID",
        "public ids are drawn by lot and are in addresses only; no word of a page has these sixteen letters",
    ),
    (
        re.compile(r'( data-(?:now|withdrawn|holder|seconds-left)=)"[^"]*"'),
        r"\1",
        "what the phone needs to sign a code by itself: the moment and keys; only a script reads them",
    ),
    (
        re.compile(r"(?<![0-9a-f])[0-9a-f]{4}(?: [0-9a-f]{4}){3}(?![0-9a-f])"),
        "FINGERPRINT",
        "the ledger's own fingerprint, of entries with ids drawn by lot",
    ),
    (
        re.compile(r'<path class="qrline"[^>]*>'),
        "QR",
        "the picture of a code is another one each time; its size and its frame count",
    ),
    (
        re.compile(r'(?<=<p class="qr__words">).*?(?=</p>)'),
        "0000 000 000",
        "the ten digits of a code, shown and said",
    ),
    (
        re.compile(r'(<p class="code-in-groups"[^>]*>)[0-9A-Z -]+(?=</p>)'),
        r"\1 0000",
        "a code to write down is drawn by lot",
    ),
    (
        re.compile(r"(?<= data-proved>).*?(?=</(?:p|dd)>)", re.DOTALL),
        "",
        "what the statement says of the evidence: it would make its own evidence older",
    ),
    (
        re.compile(r"(?<=<strong lang=\"en\">)[0-9A-F]{8}(?=</strong>)"),
        "00000000",
        "the reference of an error, under which the log is read",
    ),
)
"""(what, what stands for it, why)."""

LOOKS_AND_ACTS = ("static/css/**/*", "static/js/**/*", "static/sw.js", "static/icons/*.svg")
"""Files that every page is shown with."""
OF_THE_BROWSER = ("htmx.org",)
"""Packages that every page is shown with."""

TOOLS: dict[str, tuple[str, ...]] = {
    "axe": ("engines.py", "switched_off.py", "colours.js", "axe-core"),
    "ibm": ("engines.py", "switched_off.py", "accessibility-checker-engine"),
    "nu": ("engines.py", "switched_off.py", "vnu-jar"),
    "looks": (
        *("engines.py", "switched_off.py", "colours.js", "axe-core"),
        *("measures.py", "measures.js", "looks.py", "test_engines.py"),
    ),
    "structure": ("structure.py", "test_structure.py"),
    "keyboard": ("keyboard.py", "keyboard.js", "test_keyboard.py"),
    "zoom": ("measures.py", "measures.js", "test_sizes.py"),
    "bare": ("test_without.py",),
    "focus": ("test_motion.py",),
    "swap": ("test_motion.py",),
    "voice": ("voice.py", "test_voice.py"),
    "switch": ("switch.py", "switch.js", "test_journeys.py"),
    "touch": ("hands.py", "touch.js", "measures.py", "test_touch.py", "test_journeys.py"),
    "cut": ("test_journeys.py",),
    "slow": ("test_journeys.py",),
    **dict.fromkeys(
        ("hands", "hover", "turned", "lines", "edges", "still", "filled"),
        ("steady.py", "steady.js", "steady_before.js", "colours.js", "test_steady.py"),
    ),
    **dict.fromkeys(("plain", "places", "short", "hints", "joint", "aloud"), ("plain.py", "test_plain.py")),
    "same": ("same.py", "test_same.py"),
    "signing": ("test_signing.py",),
    "again": ("test_returning.py",),
    "undo": ("test_returning.py",),
    "once": ("test_journeys.py",),
    "easy": ("test_easy_read.py",),
    "contrast": ("test_build.py", "../tests/house/test_design_tokens.py"),
    "map": ("test_build.py", "../tests/house/test_site_map.py"),
    "limits": ("test_build.py", "../tests/house/test_time_limits.py"),
    "fields": ("test_build.py", "../tests/house/test_forms.py"),
    "level": ("test_build.py", "../tests/house/test_easy_read.py", "../tests/graded_words.py"),
    "pages": ("by_ear.py", "journeys.py"),
    "heard": ("spoken.py", "test_transcripts.py", "transcripts", "@guidepup/virtual-screen-reader"),
}
"""What a check is made of: files of this folder, folders of texts, packages. When they change, all is checked anew."""


def normalised(html: str) -> str:
    for what, instead, _why in RULES:
        html = what.sub(instead, html)
    return html


@cache
def fingerprint(html: str) -> str:
    return _short(normalised(html).encode() + looks_and_acts(), 12)


def of_all(looked_at: str) -> str:
    """Of what is looked at once for all pages together: the colours, the limits of time, every form."""
    return _short(looked_at.encode(), 12)


@cache
def looks_and_acts() -> bytes:
    files = sorted(path for pattern in LOOKS_AND_ACTS for path in HOUSE.glob(pattern) if path.is_file())
    told = [path.relative_to(HOUSE).as_posix().encode() + b"\0" + path.read_bytes() for path in files]
    return b"\0".join([*told, *(_version(name).encode() for name in OF_THE_BROWSER)])


@cache
def check_as_it_is(name: str) -> str:
    """A check with three characters of what it is made of: `keyboard:4be`."""
    return f"{name}:{_short(b''.join(map(_made_of, TOOLS[name])), 3)}"


def _made_of(part: str) -> bytes:
    path = HERE / part
    if path.is_dir():
        return b"\0".join(text.name.encode() + b"\0" + text.read_bytes() for text in sorted(path.glob("*.txt")))
    return path.read_bytes() if path.exists() else _version(part).encode()


@cache
def _packages() -> dict[str, dict[str, str]]:
    return json.loads((HOUSE / "package-lock.json").read_text(encoding="utf-8"))["packages"]


def _version(name: str) -> str:
    return f"{name} {_packages()[f'node_modules/{name}']['version']}"


def _short(content: bytes, length: int) -> str:
    return sha256(content).hexdigest()[:length]
