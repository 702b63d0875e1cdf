"""Opened without being asked for, and whom to visit: what the officers of her place see, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Village
from tests.factories_openings import BENEFIT, opened
from tests.visitor import Visitor
from webapp import entitlements

See = Callable[..., Visitor]
SETTINGS = f"/workbench/benefits/{BENEFIT}/automatic-opening"


def switched(village: Village):
    with village.database.reading() as db:
        return entitlements.opening_of(db, BENEFIT)


def test_it_is_off_until_somebody_switches_it_on_by_name(visitor: See, village: Village) -> None:
    page = visitor("federation").open(f"/workbench/benefits/{BENEFIT}")
    assert switched(village) is None
    page = page.follow("免申即享的设置")
    assert page.sees("现在关着。")
    page.fill("依据", "平残联〔2026〕2号").press("打开")
    assert page.sees(f"{village.federation.name}打开的。")
    assert page.sees("平残联〔2026〕2号")
    assert switched(village).switched_on_by == village.federation.id
    page.press("关掉")
    assert page.sees("现在关着。")
    assert switched(village) is None


def test_without_a_paper_it_stays_off(visitor: See, village: Village) -> None:
    page = visitor("federation").open(SETTINGS).press("打开", status=422)
    assert page.errors() == ["请写明依据哪份文件。"]
    assert switched(village) is None


def test_what_was_opened_waits_in_the_queue_of_her_place_until_it_is_seen_to(visitor: See, village: Village) -> None:
    opening = opened(village.database, village.actor("federation"), village.mei)
    page = visitor("officer").open("/workbench/")
    title = "免申即享：" + entitlements.current().benefit(BENEFIT).names.zh_hans
    page.follow(title).see_needs().press("已经办了")
    assert page.sees("办好了。")
    assert title not in page.open("/workbench/").main
    with village.database.reading() as db:
        settled = entitlements.opening_within(db, opening.public_id, village.actor("officer").area_id)
        assert settled.settled_by == village.officer.id
    told = visitor("mei").open("/inbox").follow("社区替您办了一项待遇")
    assert told.sees(entitlements.current().benefit(BENEFIT).names.zh_hans)
    assert told.follow("看这件事").h1 == "我的权益"


def test_what_another_officer_has_seen_to_is_not_seen_to_twice(visitor: See, village: Village) -> None:
    opening = opened(village.database, village.actor("federation"), village.mei)
    page = visitor("officer").open(f"/workbench/openings/{opening.public_id}")
    other = visitor("federation").open(f"/workbench/openings/{opening.public_id}")
    page.see_needs().press("已经办了")
    other.see_needs().press("已经办了", status=409)
    assert other.sees("刚才已经有人办了。")


def test_whom_to_visit_is_told_with_what_to_ask(visitor: See, village: Village) -> None:
    page = visitor("officer").open("/workbench/").follow("上门问一问：缺答案，可能少拿了待遇")
    assert page.h1 == "上门问一问"
    assert "项待遇在等答案" in page.main
    assert "？" in page.main


def test_nobody_of_another_place_stands_in_the_list(visitor: See, village: Village) -> None:
    page = visitor("ginkgo_officer").open("/workbench/missing-answers")
    assert not page.sees(village.bin.name)
    assert not page.sees(village.mei.name)
