"""Contrast and sizes, computed from static/css itself: 7:1 for text, 3:1 for controls and focus, in every mode."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
MODES = (CSS / "modes.css").read_text(encoding="utf-8")
SHEETS = [CSS / name for name in (CSS / "order.txt").read_text(encoding="utf-8").split()]

COLUMNS = ("standard", "dark", "strong")
MESSAGES = ("good", "caution", "danger", "note")
GROUNDS = ("ground", "surface", "sunk")
TEXT, CONTROL = 7.0, 3.0
SMALLEST = 18
ROOTS = {"standard": 20, "large": 26}  # what 1rem is in the two sizes of text

PAIRS = [
    *((text, ground, TEXT) for text, ground in product(("text", "quiet", "link", *MESSAGES), GROUNDS)),
    *((text, f"{message}-ground", TEXT) for message in MESSAGES for text in ("text", "quiet", "link", message)),
    ("on-action", "action", TEXT),
    ("on-action", "pressed", TEXT),
    ("on-danger", "danger", TEXT),
    *((part, ground, CONTROL) for part, ground in product(("edge", "action", "focus", "danger"), GROUNDS)),
    *((part, f"{message}-ground", CONTROL) for part, message in product(("edge", "focus", "action"), MESSAGES)),
]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def declarations(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]*);", without_comments(css)))


def colours(tokens: str, column: str, *, more_contrast: bool = False) -> dict[str, str]:
    """Role -> hex, in one column of the table, perhaps with what `prefers-contrast: more` turns."""
    told = declarations(tokens)
    palette = {name: value for name, value in told.items() if value.startswith("#")}
    roles = {}
    for name, value in told.items():
        chosen = dict(re.findall(r"var\(--in-(\w+), var\(--([\w-]+)\)\)", value))
        if chosen:
            roles[name] = palette[chosen[column]]
    if more_contrast:
        (block,) = re.findall(r"prefers-contrast: more\) \{\s*:root \{([^}]*)\}", MODES)
        turned = {role: roles[of] for role, of in re.findall(r"--([\w-]+): var\(--([\w-]+)\)", block)}
        roles |= turned
    return roles


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    shares = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(tokens: str, column: str, *, more_contrast: bool = False) -> list[str]:
    roles = colours(tokens, column, more_contrast=more_contrast)
    return [
        f"{front} on {back}: {ratio:.2f}, needs {least}"
        for front, back, least in PAIRS
        if (ratio := contrast(roles[front], roles[back])) < least
    ]


def too_small(css: str, root: int) -> list[str]:
    """Sizes of text below 18 px, in declarations of font-size and in the tokens for them."""
    found = []
    for size, unit in re.findall(r"(?:font-size|--size-[\w-]+):\s*([\d.]+)(rem|em|px|pt|%)", without_comments(css)):
        pixels = float(size) * {"rem": root, "em": root, "px": 1, "pt": 4 / 3, "%": root / 100}[unit]
        if pixels < SMALLEST:
            found.append(f"{size}{unit}")
    return found


def painted(css: str) -> list[str]:
    """Colours that are written where a role belongs."""
    return re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\([^)]*\)|\bhsla?\([^)]*\)", without_comments(css))


@pytest.mark.parametrize("more_contrast", [False, True], ids=["as-it-is", "more-contrast"])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_pair_of_roles_has_its_contrast(column, more_contrast):
    assert too_faint(TOKENS, column, more_contrast=more_contrast) == []


def test_a_role_that_is_too_faint_is_found():
    faint = TOKENS.replace("--ink-soft: #4d4338", "--ink-soft: #8a8a8a")
    assert faint != TOKENS
    assert any(line.startswith("quiet on ground") for line in too_faint(faint, "standard"))
    assert too_faint(faint, "dark") == []


def test_every_role_has_a_colour_in_every_column():
    assert len({frozenset(colours(TOKENS, column)) for column in COLUMNS}) == 1
    assert {role for pair in PAIRS for role in pair[:2]} <= set(colours(TOKENS, "standard"))


def test_a_mode_turns_roles_and_no_component():
    selectors = {part.strip() for part in re.findall(r"^\s*([^{}@\n]+)\{", without_comments(MODES), flags=re.MULTILINE)}
    assert selectors == {
        ":root",
        '[data-theme="standard"]',
        '[data-theme="dark"]',
        '[data-theme="high-contrast"]',
        '[data-text-size="large"]',
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_text_is_smaller_than_18_pixels(sheet):
    css = sheet.read_text(encoding="utf-8")
    assert [size for root in ROOTS.values() for size in too_small(css, root)] == []


def test_a_text_too_small_is_found():
    assert too_small(".tag { font-size: .8rem; }", 20) == [".8rem"]
    assert too_small(":root { --size-small: 13pt; }", 20) == ["13pt"]
    assert too_small(".tag { font-size: 18px; }", 20) == []


def test_what_people_come_for_is_30_pixels_and_more_in_larger_text():
    (block,) = re.findall(r'data-text-size="large"\] \{([^}]*)\}', without_comments(MODES))
    large = declarations(block)
    assert large["text-root"].startswith(f"max({ROOTS['large']}px")
    sizes = [
        float(large[name].removesuffix("rem")) * ROOTS["large"] for name in ("size-main", "size-1", "size-2", "size-3")
    ]
    assert min(sizes) >= 30


def test_a_main_action_is_60_pixels_high_and_nothing_to_tap_below_44():
    told = declarations(TOKENS)
    assert told["tap-main"].startswith("max(60px")
    assert told["tap"].startswith("max(44px")


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if s.name not in ("tokens.css", "print.css")], ids=lambda s: s.name
)
def test_a_component_names_roles_not_colours(sheet):
    allowed = {"#fff", "#000"} if sheet.name == "qr.css" else set()  # scanners read black on white in every mode
    assert set(painted(sheet.read_text(encoding="utf-8"))) <= allowed


def test_a_painted_component_is_found():
    assert painted(".tag { color: #c00; background: rgb(0 0 0 / 20%); }") == ["#c00", "rgb(0 0 0 / 20%)"]


def test_every_sheet_is_in_the_order():
    assert {sheet.relative_to(CSS) for sheet in SHEETS} == {path.relative_to(CSS) for path in CSS.rglob("*.css")}
