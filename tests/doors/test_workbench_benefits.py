"""The Federation says what is given here, on what paper and since when; nobody else can, and for no other place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Village
from tests.visitor import Visitor, tidy
from webapp import entitlements

See = Callable[..., Visitor]
TRAINING = "/workbench/benefits/pinghu/vocational-training"


def records(village: Village, key: str) -> list:
    with village.database.reading() as db:
        return entitlements.in_force_records(db, key)


def confirm(page: Visitor, source: str = "平残联〔2026〕1号", on: str = "2026-11-01", status: int = 200) -> Visitor:
    return page.open(TRAINING).fill("依据", source).fill("从哪天起", on).press("登记本地在实行", status=status)


def test_recorded_as_given_it_becomes_hers(visitor: See, village: Village) -> None:
    officer = confirm(visitor("federation"))
    assert "从2026年11月1日 星期日起实行" in officer.main
    mei = visitor("mei").open("/entitlements/pinghu/vocational-training")
    assert tidy(mei.soup.find(class_="answer")) == "您符合条件。 本地正在实行，从2026年11月1日 星期日起。"
    assert mei.sees("平残联〔2026〕1号")
    (record,) = records(village, "pinghu/vocational-training")
    assert (record.recorded_by, record.is_demo) == (village.federation.id, True)


def test_recorded_for_a_later_day_it_is_not_yet_hers(visitor: See) -> None:
    confirm(visitor("federation"), on="2026-12-01")
    assert "征求意见稿" in tidy(visitor("mei").open("/entitlements/pinghu/vocational-training").soup.find(class_="answer"))


def test_recorded_as_ended_it_is_hers_no_more_and_says_so(visitor: See) -> None:
    officer = visitor("federation").open("/workbench/benefits").follow("免费乘坐城市、城乡公交").follow("登记不再实行")
    officer.fill("从哪天起不再实行", "2026-11-23").press("登记不再实行")
    assert "从2026年11月23日 星期一起不再实行" in officer.main
    mei = visitor("mei").open("/entitlements/pinghu/free-bus-travel")
    assert mei.sees("本地登记：从2026年11月23日 星期一起不再实行。")
    assert "免费乘坐城市、城乡公交" not in tidy(mei.open("/entitlements/yours").soup.main)


def test_it_can_be_found_by_everyday_words(visitor: See) -> None:
    page = visitor("federation").open("/workbench/benefits").fill("找一项待遇", "公交卡").press("找")
    assert page.follow("免费乘坐城市、城乡公交").h1 == "免费乘坐城市、城乡公交"


@pytest.mark.parametrize(
    ("source", "on", "error"),
    [
        ("", "2026-11-01", "请写明依据哪份文件。"),
        ("   ", "2026-11-01", "请写明依据哪份文件。没有依据，不能登记。"),
        ("字" * 10_000, "2026-11-01", "最多 500 个字。请只写文件名、文号和日期。"),
        ("一号文件", "", "请填写日期，例如 2026-11-01。"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_kept(
    visitor: See, village: Village, source: str, on: str, error: str
) -> None:
    page = confirm(visitor("federation"), source, on, status=422)
    assert page.errors() == [error]
    assert page.soup.find("input", {"name": "source"})["value"] == source
    assert records(village, "pinghu/vocational-training") == []


@pytest.mark.parametrize("on", ["2026-02-30", "someday", "２０２６年", "99999-01-01"])
def test_an_impossible_day_is_refused(visitor: See, village: Village, on: str) -> None:
    assert len(confirm(visitor("federation"), on=on, status=422).errors()) >= 1
    assert records(village, "pinghu/vocational-training") == []


def test_what_is_in_force_already_cannot_be_recorded_again(visitor: See, village: Village) -> None:
    officer = visitor("federation").open("/workbench/benefits/pinghu/free-bus-travel")
    path = "/workbench/benefits/pinghu/free-bus-travel/in-force"
    officer.post(path, source="再来一次", effective_on="2026-11-01", status=409)
    assert "请先登记结束" in officer.errors()[0]
    assert len(records(village, "pinghu/free-bus-travel")) == 1


def test_it_cannot_end_before_it_began(visitor: See) -> None:
    officer = visitor("federation").open("/workbench/benefits/pinghu/free-bus-travel").follow("登记不再实行")
    officer.fill("从哪天起不再实行", "2020-01-01").press("登记不再实行", status=422)
    assert "不能早于开始的日期" in officer.errors()[0]


def test_an_officer_of_pinghu_does_not_speak_for_jiaxing(visitor: See, village: Village) -> None:
    officer = visitor("federation").open("/workbench/benefits")
    officer.open("/workbench/benefits/jiaxing/respite-care", status=404)
    officer.open("/workbench/benefits")
    path = "/workbench/benefits/jiaxing/free-city-transport/in-force"
    officer.open(TRAINING).post(path, source="x", effective_on="2026-11-01", status=404)
    assert records(village, "jiaxing/free-city-transport") == []
    (jiaxings,) = records(village, "jiaxing/respite-care")
    officer.open(f"/workbench/in-force/{jiaxings.public_id}/end", status=404)


@pytest.mark.parametrize("key", ["officer", "clerk", "provider"])
def test_only_the_federation_records_what_is_given(visitor: See, village: Village, key: str) -> None:
    page = visitor(key).open("/workbench/")
    page.open(TRAINING, status=404)
    page.open("/workbench/").post(f"{TRAINING}/in-force", source="x", effective_on="2026-11-01", status=404)
    assert records(village, "pinghu/vocational-training") == []


def test_an_unknown_record_is_not_found(visitor: See) -> None:
    visitor("federation").open("/workbench/in-force/AAAAAAAAAAAAAAAA/end", status=404)
    visitor("federation").open("/workbench/benefits/pinghu/palace", status=404)
