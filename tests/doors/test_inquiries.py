"""Asking about a benefit in writing: for whoever cannot call; the officer answers, and she is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Village
from tests.visitor import Visitor
from webapp import entitlements
from webapp.core.ledger import entries_about

See = Callable[..., Visitor]
PATH = "/entitlements/jiaxing/dibao"


def asked(visitor: See, key: str = "lan", words: str = "我能领吗？\n带什么？") -> Visitor:
    return visitor(key).open(PATH).follow("写字问").fill("您想问什么", words).press("送出")


def inquiries(village: Village, key: str = "lan") -> list:
    with village.database.reading() as db:
        return entitlements.inquiries_of(db, village.of(key))


def test_she_asks_in_writing_and_the_officer_answers(visitor: See, village: Village) -> None:
    lan = asked(visitor)
    assert lan.sees("还没有答复。")
    officer = visitor("officer").open("/workbench/").follow("答复一个问题：残疾人最低生活保障（低保）")
    assert officer.sees("我能领吗？")
    officer.fill("写给居民的话", "请带身份证来窗口。").choose("我看过了，会照着做").press("送出答复")
    lan.open(PATH)
    (answered,) = inquiries(village)
    assert lan.open(f"/entitlements/inquiries/{answered.public_id}").sees("请带身份证来窗口。")
    assert not visitor("officer").open("/workbench/").sees("答复一个问题")


def test_she_and_the_officers_are_told(visitor: See, village: Village) -> None:
    asked(visitor)
    with village.database.reading() as db:
        entry = entries_about(db, village.lan.id, limit=1)[0]
    assert entry.event == "entitlements.BenefitAsked"
    assert entry.facts == {"benefit": "jiaxing/dibao"}


@pytest.mark.parametrize("words", ["", "   ", "\n\n", "字" * 501, "😀" * 10_000])
def test_nothing_and_too_much_are_refused_and_kept(visitor: See, village: Village, words: str) -> None:
    lan = visitor("lan").open(PATH).follow("写字问").fill("您想问什么", words).press("送出", status=422)
    assert len(lan.errors()) == 1
    assert inquiries(village) == []


def test_five_open_questions_are_enough(visitor: See, village: Village) -> None:
    for _ in range(5):
        asked(visitor)
    lan = visitor("lan").open(f"{PATH}/inquiry").fill("您想问什么", "再问一个").press("送出", status=429)
    assert "5 个问题在等答复" in lan.errors()[0]
    assert len(inquiries(village)) == 5


def test_what_she_asked_belongs_to_her_and_her_officers(visitor: See, village: Village) -> None:
    asked(visitor)
    (hers,) = inquiries(village)
    for key in ("mei", "guo"):
        visitor(key).open(f"/entitlements/inquiries/{hers.public_id}", status=404)
    visitor("ginkgo_officer").open(f"/workbench/inquiries/{hers.public_id}", status=404)
    visitor("provider").open(f"/workbench/inquiries/{hers.public_id}", status=404)
    visitor("federation").open(f"/workbench/inquiries/{hers.public_id}")


def test_an_answer_is_given_once(visitor: See, village: Village) -> None:
    asked(visitor)
    (hers,) = inquiries(village)
    path = f"/workbench/inquiries/{hers.public_id}"
    first, second = visitor("officer").open(path), visitor("federation").open(path)
    first.fill("写给居民的话", "可以。").choose("我看过了，会照着做").press("送出答复")
    second.fill("写给居民的话", "不可以。").choose("我看过了，会照着做").press("送出答复", status=409)
    assert inquiries(village)[0].answer == "可以。"


def test_her_words_are_sealed_in_the_database(visitor: See, village: Village) -> None:
    from sqlalchemy import text

    asked(visitor, words="只有她知道")
    with village.database.reading() as db:
        stored = db.execute(text("SELECT words FROM benefit_inquiries")).scalar_one()
    assert "只有她知道".encode() not in bytes(stored)


def test_what_is_written_is_shown_as_written(visitor: See) -> None:
    lan = asked(visitor, words="<script>alert(1)</script>")
    assert lan.sees("<script>alert(1)</script>")
    assert not lan.soup.main.find("script")


def test_help_of_another_place_cannot_be_asked_about(visitor: See) -> None:
    visitor("jun").open("/entitlements/pinghu/respite-care/inquiry", status=404)
