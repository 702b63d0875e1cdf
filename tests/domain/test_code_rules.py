"""The short number, the claims as data, the picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import base45
import pytest
import segno
import yaml
from hypothesis import given, strategies

from webapp import codes
from webapp.codes import claims, rules
from webapp.codes.alphanumeric import decoded
from webapp.codes.claims import BenefitGiven, FactProven
from webapp.entitlements import CatalogueError, Source, current

NUMBERS = [rules.new_number() for _ in range(50)]


def test_every_single_wrong_digit_shows():
    for number in NUMBERS[:10]:
        for place in range(10):
            for digit in "0123456789":
                typed = number[:place] + digit + number[place + 1 :]
                assert (rules.short_number(typed) == number) == (digit == number[place])


def test_nearly_every_exchange_of_two_neighbours_shows():
    exchanged = [n[:i] + n[i + 1] + n[i] + n[i + 2 :] for n in NUMBERS for i in range(9) if n[i] != n[i + 1]]
    assert sum(rules.short_number(typed) is None for typed in exchanged) > 0.95 * len(exchanged)


def test_a_number_is_understood_however_it_is_typed():
    number = NUMBERS[0]
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    for typed in (number, " ".join(rules.in_groups(number)), "-".join(number), "，".join(number), wide, f"\t{number}\n"):
        assert rules.short_number(typed) == number
    for typed in ("", number[:9], number + "0", "九" * 10, "²" * 10, "١" * 10, "a" * 10):
        assert rules.short_number(typed) is None


def test_a_number_is_read_in_groups_of_four_three_and_three():
    assert rules.in_groups("3821776042") == ["3821", "776", "042"]


def test_every_claim_stands_on_words_of_its_document_or_says_on_what_else():
    for claim in codes.all_claims().values():
        if isinstance(claim.source, Source):
            assert claim.source.quote in claim.source.document.text, claim.slug
    families = {benefit.family for benefit in current().benefits.values()}
    for claim in codes.all_claims().values():
        if isinstance(claim.rule, BenefitGiven):
            assert claim.rule.family in families


def test_no_claim_shows_the_category_and_one_shows_the_grade():
    shown = [
        c.rule.fact for c in codes.all_claims().values() if isinstance(c.rule, FactProven) and c.rule.wanted is None
    ]
    assert shown == ["grade"]


def test_two_claims_with_one_number_are_refused_with_the_line(tmp_path):
    for slug in ("one", "two"):
        text = {"zh_Hans": "一", "en": "one"}
        whole = {
            "claim": slug,
            "number": 7,
            "words": text,
            "gives_away": text,
            "needs": text,
            "rule": {"need": "companion"},
            "source": {"own_word": True},
        }
        (tmp_path / f"{slug}.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
    with pytest.raises(CatalogueError, match="number_of_another") as refused:
        claims.load(tmp_path)
    assert refused.value.facts["line"] == 2


def test_the_picture_is_a_whole_small_qr_without_any_style():
    token = "HN1:" + "ABCDEFGHIJ" * 17 + "1234567"  # 181 characters, as ours has
    svg = codes.picture(token)
    ET.fromstring(svg)  # noqa: S314  our own
    assert "style" not in svg
    assert segno.make(token, error="m", boost_error=False, micro=False).designator == "8-M"


@given(strategies.binary(max_size=300))
def test_our_reading_of_base45_undoes_the_library_s_writing(content):
    assert decoded(base45.b45encode(content).decode()) == content


@given(strategies.text(alphabet="0123456789ABCZ $%*+-./:a😀é", max_size=12))
def test_what_the_library_cannot_read_cannot_be_read_by_us_and_the_other_way_round(text):
    try:
        theirs = base45.b45decode(text)
    except (ValueError, OverflowError):
        with pytest.raises(ValueError):  # noqa: PT011  any of them is "malformed"
            decoded(text)
    else:
        assert decoded(text) == theirs
