"""What a resident answers when an officer asks her: written down, told to her, and what may not be written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.conftest import Village
from tests.visitor import Visitor, tidy
from webapp import entitlements, people
from webapp.core.ledger import entries_about
from webapp.notifications import Message
from webapp.people import FactSource, Need

See = Callable[..., Visitor]
NOTE = "记下本人的回答"
SEEN = "我看过了，会照着做"


def at(village: Village, key: str, fact: str) -> str:
    return f"/workbench/residents/{village.of(key).public_id}/questions/{fact}"


def held(village: Village, key: str) -> dict[str, list[tuple[object, FactSource]]]:
    found: dict[str, list[tuple[object, FactSource]]] = {}
    with village.database.reading() as db:
        for row in people.facts_held(db, village.of(key), village.actor(key).today):
            found.setdefault(row.fact, []).append((row.value, row.source))
    return found


def told(village: Village, key: str) -> list[Message]:
    with village.database.reading() as db:
        account = people.account_of(db, village.of(key))
        mine = Message.recipient_id == account.id, Message.kind == "answers_noted"
        return list(db.scalars(select(Message).where(*mine)))


def say_herself(village: Village, key: str, fact: str, value: object) -> None:
    with village.database.writing() as db:
        her = people.find_resident(db, village.of(key).public_id)
        entitlements.answer_question(db, village.actor(key), her, fact, value, source=FactSource.resident)


def without_needs(village: Village, key: str) -> None:
    with village.database.writing() as db:
        people.set_needs(db, village.actor(key), people.find_resident(db, village.of(key).public_id), [])


def with_needs(village: Village, key: str) -> None:
    with village.database.writing() as db:
        her = people.find_resident(db, village.of(key).public_id)
        people.set_needs(db, village.actor(key), her, [Need.writing])


@pytest.fixture
def officer(visitor: See, village: Village) -> Visitor:
    """The officer of Yun's place; Yun has told of no needs."""
    without_needs(village, "yun")
    without_needs(village, "mei")
    return visitor("officer")


def test_her_page_leads_to_the_question_that_settles_most(officer: Visitor, village: Village) -> None:
    page = officer.open(f"/workbench/residents/{village.yun.public_id}").follow("问本人，记下回答")
    assert tidy(page.soup.find("legend")) == "您家是农村家庭吗？"
    assert page.sees("请先问本人。")
    assert page.sees(f"问题里的“您”是{village.yun.name}。")


def test_her_service_sheet_leads_to_its_questions(officer: Visitor, village: Village) -> None:
    page = officer.open(f"/workbench/residents/{village.yun.public_id}/sheet").follow("您家是农村家庭吗？")
    assert page.h1 == f"问{village.yun.name}一个问题"


def test_her_own_sheet_leads_to_no_page_of_the_workbench(visitor: See) -> None:
    links = [each["href"] for each in visitor("yun").open("/entitlements/sheet").soup.main.find_all("a")]
    assert not [href for href in links if href.startswith("/workbench")]


def test_the_list_of_visits_leads_to_each_question(officer: Visitor) -> None:
    page = officer.open("/workbench/missing-answers")
    link = next(a for a in page.soup.main.find_all("a") if "/questions/" in a["href"])
    page.open(link["href"])
    assert tidy(page.soup.find("legend")) in tidy(link)


def test_an_answer_is_kept_with_its_source_and_with_who_wrote_it(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "rural_household")).choose("是").press(NOTE)
    assert page.h1 == f"{village.yun.name}的回答改变了什么"
    assert "现在符合条件" in page.main
    assert held(village, "yun")["rural_household"] == [("true", FactSource.officer)]
    with village.database.reading() as db:
        entries = entries_about(db, village.yun.id, limit=10)
    noted = next(each for each in entries if each.event == "people.FactRecorded")
    assert (noted.actor_id, noted.facts["source"]) == (village.officer.id, "officer")
    assert tidy(page.follow("下一个问题").soup.find("legend")) != "您家是农村家庭吗？"


def test_not_knowing_is_an_answer_that_is_not_asked_again(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "rural_household")).choose("我不知道").press(NOTE)
    assert page.sees("先放着。本人问清楚了，可以再记。")
    assert held(village, "yun")["rural_household"] == [(None, FactSource.officer)]
    page.open(at(village, "yun", "next"))
    assert tidy(page.soup.find("legend")) != "您家是农村家庭吗？"


def test_a_question_can_be_skipped(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "next")).follow("先跳过")
    assert tidy(page.soup.find("legend")) != "您家是农村家庭吗？"
    assert "rural_household" not in held(village, "yun")


def test_whoever_has_been_asked_everything_is_asked_no_more(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "next"))
    for _ in range(60):
        if not page.soup.find("legend"):
            break
        page.choose("我不知道").press(NOTE).open(at(village, "yun", "next"))
    assert page.h1 == f"没有别的问题要问{village.yun.name}"


def test_an_answer_written_down_wrongly_is_changed(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "rural_household")).choose("是").press(NOTE).follow("改这个回答")
    assert page.sees("工作人员记过")
    page.choose("不是").press(NOTE)
    assert held(village, "yun")["rural_household"] == [("false", FactSource.officer)]


def test_she_is_told_once_for_a_visit_and_sees_who_says_it(
    officer: Visitor, visitor: See, village: Village
) -> None:
    officer.open(at(village, "yun", "rural_household")).choose("是").press(NOTE)
    officer.open(at(village, "yun", "student")).choose("没有上学").press(NOTE)
    message, = told(village, "yun")
    yun = visitor("yun").open(f"/inbox/{message.public_id}")
    assert yun.sees("工作人员记下了您的回答")
    yun.open(f"/inbox/{message.public_id}/matter")
    assert yun.h1 == "看我的资料"
    assert yun.sees("工作人员填写")


def test_what_she_says_herself_and_what_the_register_says_is_told_to_nobody(village: Village) -> None:
    say_herself(village, "yun", "rural_household", True)
    with village.database.writing() as db:
        her = people.find_resident(db, village.yun.public_id)
        people.record_fact(db, village.actor("officer"), her, "student", "none", source=FactSource.register)
    assert told(village, "yun") == []


def test_her_own_page_tells_what_the_officer_wrote_and_whom_to_tell(
    officer: Visitor, visitor: See, village: Village
) -> None:
    officer.open(at(village, "yun", "rural_household")).choose("是").press(NOTE)
    yun = visitor("yun").open("/entitlements/questions/rural_household")
    assert yun.sees("我们已经知道：是。")
    assert yun.sees("他们问过您，就可以改。")
    assert yun.open("/entitlements/ahead/rural_household").sees("他们问过本人，就可以记下来。")


def test_her_own_page_says_that_papers_must_change_first(visitor: See) -> None:
    mei = visitor("mei").open("/entitlements/questions/income_status")
    assert mei.sees("登记册改了，这里才会变。")
    assert mei.open("/entitlements/ahead/income_status").sees("这一项要看残疾人证或者残联登记册。")


@pytest.mark.parametrize("fact", ["income_status", "grade"])
def test_what_papers_say_is_told_and_not_asked(officer: Visitor, village: Village, fact: str) -> None:
    page = officer.open(at(village, "mei", fact))
    assert page.sees("这里不能改。")
    assert not page.soup.find("legend")
    assert page.follow("更正姓名、手机号、居住地").h1 == f"更正{village.mei.name}的资料"


def test_what_the_register_says_cannot_be_written_over(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "mei", "rural_household"))
    page.post(at(village, "mei", "income_status"), one="tekun", status=422)
    assert "已经写在残疾人证或者登记册里" in page.errors()[0]
    assert held(village, "mei")["income_status"] == [('"dibao"', FactSource.register)]


def test_her_own_answer_is_shown_and_can_be_written_anew(officer: Visitor, village: Village) -> None:
    say_herself(village, "yun", "rural_household", True)
    page = officer.open(at(village, "yun", "rural_household"))
    assert page.sees("本人自己回答过")
    assert page.soup.find("input", {"checked": True})["value"] == "yes"
    page.choose("不是").press(NOTE)
    with village.database.reading() as db:
        known = people.facts_on(db, village.yun, village.actor("yun").today)
    assert known["rural_household"] is False


def test_that_she_does_not_know_any_more_only_she_can_say(officer: Visitor, village: Village) -> None:
    say_herself(village, "yun", "rural_household", True)
    page = officer.open(at(village, "yun", "rural_household")).choose("我不知道").press(NOTE, status=422)
    assert "请让本人改自己的回答。" in page.errors()[0]
    assert page.soup.find("input", {"checked": True})["value"] == "unknown"
    assert held(village, "yun")["rural_household"] == [("true", FactSource.resident)]


def test_two_answers_that_cannot_both_be_true_are_refused_at_the_field(officer: Visitor, village: Village) -> None:
    say_herself(village, "mei", "able_to_work", True)
    page = officer.open(at(village, "mei", "lost_all_ability_to_work")).choose("是").press(NOTE, status=422)
    assert "对不上" in page.errors()[0]
    assert page.soup.find(class_="field__error")
    assert page.soup.find("input", {"checked": True})["value"] == "yes"
    assert "lost_all_ability_to_work" not in held(village, "mei")


@pytest.mark.parametrize("sent", [{}, {"one": ""}, {"one": "maybe"}, {"one": "😀"}, {"one": "yes" * 4000}])
def test_an_answer_that_is_none_is_refused_at_its_place(officer: Visitor, village: Village, sent: dict) -> None:
    page = officer.open(at(village, "yun", "rural_household"))
    page.post(at(village, "yun", "rural_household"), status=422, **sent)
    assert len(page.errors()) == 1
    assert page.soup.title.string.startswith("错误：")
    assert "rural_household" not in held(village, "yun")


def test_the_parts_of_a_multiple_disability_are_written_down(visitor: See, village: Village) -> None:
    without_needs(village, "wei")
    visitor("river_officer").open(at(village, "wei", "category")).choose("听力残疾", "精神残疾").press(NOTE)
    with village.database.reading() as db:
        wei = db.merge(village.wei, load=False)
        known = entitlements.facts_of(db, wei, village.actor("wei").today).known("pinghu")
    assert known["category"] == frozenset({"multiple", "hearing", "mental"})


def test_an_officer_first_says_that_she_has_seen_how_to_meet_her(officer: Visitor, village: Village) -> None:
    with_needs(village, "yun")
    page = officer.open(at(village, "yun", "rural_household")).choose("是").press(NOTE, status=422)
    assert page.errors() == ["请先看居民的沟通和到访需要，再勾选。"]
    assert "rural_household" not in held(village, "yun")
    page.choose(SEEN).press(NOTE)
    assert held(village, "yun")["rural_household"] == [("true", FactSource.officer)]


@pytest.mark.parametrize("fact", ["shoe_size", "severe", "age", "hukou_here", "adult"])
def test_what_is_no_question_of_its_own_is_not_found(officer: Visitor, village: Village, fact: str) -> None:
    officer.open(at(village, "mei", fact), status=404)
    officer.open("/workbench/").post(at(village, "mei", fact), one="yes", status=404)


def test_the_effect_of_an_answer_that_no_officer_wrote_is_not_found(officer: Visitor, village: Village) -> None:
    say_herself(village, "yun", "rural_household", True)
    officer.open(f"/workbench/residents/{village.yun.public_id}/answers/rural_household", status=404)


def test_an_officer_of_another_place_neither_asks_nor_writes(visitor: See, village: Village) -> None:
    stranger = visitor("ginkgo_officer")
    stranger.open(at(village, "yun", "rural_household"), status=404)
    stranger.open("/workbench/").post(at(village, "yun", "rural_household"), one="yes", status=404)
    assert "rural_household" not in held(village, "yun")


def test_the_dead_are_not_asked(officer: Visitor, village: Village) -> None:
    with village.database.writing() as db:
        her = people.find_resident(db, village.yun.public_id)
        people.record_death(db, village.actor("officer"), her, on=village.actor("yun").today)
    officer.open(at(village, "yun", "rural_household"), status=404)
    officer.open("/workbench/").post(at(village, "yun", "rural_household"), one="yes", status=404)
    page = officer.open(f"/workbench/residents/{village.yun.public_id}/sheet")
    assert not [a for a in page.soup.main.find_all("a") if "/questions/" in a["href"]]


def test_opening_a_question_is_noted_as_a_view_of_her_file(officer: Visitor, village: Village) -> None:
    officer.open(at(village, "yun", "rural_household"))
    with village.database.reading() as db:
        entries = entries_about(db, village.yun.id, limit=5)
    assert ("people.FileViewed", village.officer.id) in [(each.event, each.actor_id) for each in entries]


def test_writing_twice_from_one_page_counts_once(officer: Visitor, village: Village) -> None:
    page = officer.open(at(village, "yun", "rural_household"))
    key = page.soup.find("input", {"name": "submission_id"})["value"]
    page.post(at(village, "yun", "rural_household"), one="yes", submission_id=key)
    page.open("/workbench/").post(at(village, "yun", "rural_household"), one="no", submission_id=key)
    assert held(village, "yun")["rural_household"] == [("true", FactSource.officer)]
