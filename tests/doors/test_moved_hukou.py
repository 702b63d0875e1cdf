"""A hukou elsewhere, looked at beforehand: what starts under the documents of there, and what stops."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import Village
from tests.visitor import Visitor, tidy
from webapp import entitlements
from webapp.people import Area, Resident, hukou_area_on

See = Callable[..., Visitor]
MOVE = "/entitlements/ahead/hukou"


def section(page: Visitor, name: str) -> str:
    return tidy(page.soup.find("section", attrs={"aria-labelledby": name}))


def test_a_move_is_looked_at_from_what_lies_ahead_and_nothing_is_chosen_yet(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/ahead").follow("户口搬到别的地方")
    assert page.h1 == "要是户口搬走了，会怎样"
    assert page.sees("您的户口在：平湖市。")
    assert not page.sees("的话")
    places = [tidy(each) for each in page.soup.select("form .choice__label")]
    assert places == ["嘉兴市，不在平湖市", "平湖市", "浦东新区", "济宁市", "别的地方"]


def test_a_move_shows_what_starts_there_what_stops_here_and_what_the_documents_are_worth(visitor: See) -> None:
    page = visitor("mei").open(MOVE)
    page.choose("济宁市").press("看看会怎样")
    then = section(page, "then")
    assert "户口搬到济宁市的话" in then
    assert "济宁市残疾人事业“十四五”发展规划（征求意见稿）" in then
    assert "这份文件是征求意见稿，还没有正式实行。" in then
    assert "文件写了，不等于那里在给。" in then
    stops, starts = section(page, "then-stops"), section(page, "then-starts")
    assert "免费乘坐" in stops
    assert "平湖市：" in stops
    assert "济宁市：" in starts
    assert "平湖市：" not in starts
    assert "济宁市：" not in stops


def test_what_the_documents_of_there_say_is_told_in_words_and_leads_to_no_page_that_is_not_hers(visitor: See) -> None:
    page = visitor("mei").open(f"{MOVE}?where=pudong")
    for kind in ("starts", "opens", "unsaid"):
        part = page.soup.find("section", attrs={"aria-labelledby": f"then-{kind}"})
        assert part is not None, kind
        assert part.find_all("a") == [], kind
    stops = page.soup.find("section", attrs={"aria-labelledby": "then-stops"})
    for link in stops.find_all("a")[:3]:
        visitor("mei").open(link["href"])


def test_a_place_without_documents_is_said_to_have_none(visitor: See) -> None:
    page = visitor("mei").open(MOVE)
    page.choose("别的地方").press("看看会怎样")
    assert page.sees("那里的文件，我们没有。那里给什么，我们不知道。")
    assert "免费乘坐" in section(page, "then-stops")
    assert page.soup.find("section", attrs={"aria-labelledby": "then-starts"}) is None


def test_a_move_within_the_city_leaves_what_the_city_gives(visitor: See) -> None:
    page = visitor("mei").open(f"{MOVE}?where=jiaxing")
    assert "平湖市：" in section(page, "then-stops")
    assert "嘉兴市：" not in section(page, "then-stops")


def test_where_her_hukou_is_already_nothing_changes(visitor: See) -> None:
    page = visitor("mei").open(f"{MOVE}?where=pinghu")
    assert page.sees("和现在一样，什么都不变。")
    assert page.soup.find("section", attrs={"aria-labelledby": "then-stops"}) is None


@pytest.mark.parametrize("asked", ["where=beijing", "where=", "one=jining"])
def test_a_place_that_is_not_offered_supposes_nothing(visitor: See, asked: str) -> None:
    assert not visitor("mei").open(f"{MOVE}?{asked}").sees("的话")


def test_looking_moves_nobody(visitor: See, village: Village) -> None:
    visitor("mei").open(f"{MOVE}?where=jining")
    with village.database.reading() as db:
        mei = db.merge(village.mei, load=False)
        there = hukou_area_on(db, mei, village.actor("mei").today)
    assert there is not None
    assert there.region_layers == ("pinghu", "jiaxing")


def test_what_is_shown_beforehand_is_what_comes_when_the_hukou_has_moved(village: Village) -> None:
    today = village.actor("mei").today
    with village.database.writing() as db:
        mei = db.get_one(Resident, village.mei.id)
        supposed = entitlements.suppose_hukou_in(entitlements.entitlements_of(db, mei, today), "jining")
        before = {each.benefit.key for each in entitlements.entitlements_of(db, mei, today).assessments
                  if each.answer is entitlements.Answer.ENTITLED}  # fmt: skip
        mei.hukou_area_id = db.scalar(select(Area.id).where(Area.region == "jining"))
        mei.hukou_area_from = None
        db.flush()
        after = {each.benefit.key for each in entitlements.entitlements_of(db, mei, today).assessments
                 if each.answer is entitlements.Answer.ENTITLED}  # fmt: skip
        assert {each.benefit.key for each in supposed.starts} == after - before
        assert {each.benefit.key for each in supposed.stops} | {
            each.benefit.key for each in supposed.doubted
        } == before - after
        db.rollback()


def test_a_resident_whose_hukou_nobody_knows_is_told_so(visitor: See, village: Village) -> None:
    with village.database.writing() as db:
        mei = db.get_one(Resident, village.mei.id)
        mei.hukou_area_id = mei.hukou_area_from = mei.former_hukou_area_id = None
    page = visitor("mei").open(f"{MOVE}?where=pinghu")
    assert page.sees("您的户口在哪里，我们还不知道。")
    assert not page.sees("和现在一样，什么都不变。")
