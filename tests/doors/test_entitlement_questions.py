"""One question at a time: the next, its answer, what it changed; and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Village
from tests.visitor import Visitor, tidy
from webapp import entitlements, people
from webapp.core.ledger import entries_about
from webapp.people import FactSource, Resident
from webapp.web import words

See = Callable[..., Visitor]


def question(page: Visitor) -> str:
    return tidy(page.soup.find("legend"))


def facts(village: Village, key: str) -> dict[str, tuple[object, FactSource]]:
    with village.database.reading() as db:
        held = people.facts_held(db, village.of(key), village.actor(key).today)
    return {row.fact: (row.value, row.source) for row in held}


def test_the_first_page_leads_to_the_question_that_settles_most(visitor: See) -> None:
    yun = visitor("yun").open("/entitlements").follow("回答这个问题")
    assert yun.h1 == "回答一个问题"
    assert question(yun) == "您家是农村家庭吗？"


def test_an_answer_is_kept_as_her_own_and_says_what_it_changed(visitor: See, village: Village) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("是").press("就这样回答")
    assert yun.h1 == "这个回答改变了什么"
    assert "现在符合条件" in yun.main
    assert "现在不符合" in yun.main
    assert facts(village, "yun")["rural_household"] == ("true", FactSource.resident)
    assert question(yun.follow("下一个问题")) != "您家是农村家庭吗？"


def test_what_an_answer_opens_is_shown_with_the_standing_of_its_document(visitor: See) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("是").press("就这样回答")
    cards = yun.soup.find_all(class_="card")
    assert cards
    assert all("这份文件" in tidy(card) or "本地" in tidy(card) for card in cards)
    assert "现在是您的" not in yun.main


def test_not_knowing_is_an_answer_that_is_not_asked_again_and_changes_nothing(visitor: See, village: Village) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("我不知道").press("就这样回答")
    assert yun.sees("没关系，先放着。")
    assert facts(village, "yun")["rural_household"] == (None, FactSource.resident)
    assert question(yun.follow("下一个问题")) != "您家是农村家庭吗？"
    assert yun.open("/entitlements/answers").sees("我不知道")


def test_a_question_can_be_skipped_and_comes_again(visitor: See, village: Village) -> None:
    yun = visitor("yun").open("/entitlements/questions/next")
    first = question(yun)
    assert question(yun.follow("先跳过")) != first
    assert question(yun.open("/entitlements/questions/next")) == first
    assert "rural_household" not in facts(village, "yun")


def test_an_answer_can_be_changed(visitor: See, village: Village) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("是").press("就这样回答")
    yun.open("/entitlements/answers").follow("改“农村家庭”")
    assert yun.soup.find("input", {"checked": True})["value"] == "yes"
    yun.choose("不是").press("就这样回答")
    assert facts(village, "yun")["rural_household"][0] == "false"


def test_the_parts_of_a_multiple_disability_are_asked_and_kept(visitor: See, village: Village) -> None:
    wei = visitor("wei").open("/entitlements/questions/category").choose("听力残疾", "精神残疾").press("就这样回答")
    assert wei.h1 == "这个回答改变了什么"
    with village.database.reading() as db:
        wei = db.merge(village.wei, load=False)
        known = entitlements.facts_of(db, wei, village.actor("wei").today).known("pinghu")
    assert known["category"] == frozenset({"multiple", "hearing", "mental"})


def test_what_the_certificate_says_is_not_asked_but_told(visitor: See) -> None:
    page = visitor("mei").open("/entitlements/questions/grade")
    assert page.sees("我们已经知道：二级。")
    assert not page.soup.find("legend")


def test_what_the_register_says_cannot_be_overridden_by_an_answer(visitor: See, village: Village) -> None:
    mei = visitor("mei").open("/entitlements/questions/rural_household")
    mei.post("/entitlements/questions/income_status", one="tekun", status=422)
    assert "登记的不一样" in mei.errors()[0]
    assert mei.sees("我们已经知道：低保。")
    assert facts(village, "mei")["income_status"] == ('"dibao"', FactSource.register)


@pytest.mark.parametrize("sent", [{}, {"one": ""}, {"one": "maybe"}, {"one": "是"}, {"one": "😀"}, {"one": "yes" * 4000}])
def test_an_answer_that_is_none_is_refused_at_its_place(visitor: See, village: Village, sent: dict) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household")
    yun.post("/entitlements/questions/rural_household", status=422, **sent)
    assert len(yun.errors()) == 1
    assert yun.soup.title.string.startswith("错误：")
    assert "rural_household" not in facts(village, "yun")


def test_not_knowing_and_knowing_at_once_is_refused(visitor: See) -> None:
    wei = visitor("wei").open("/entitlements/questions/category").choose("听力残疾", "我不知道").press("就这样回答", status=422)
    assert wei.errors() == ["选了“我不知道”，就不要再选别的。"]


@pytest.mark.parametrize("fact", ["shoe_size", "severe", "age", "hukou_here", "adult"])
def test_what_is_no_question_of_its_own_is_not_found(visitor: See, fact: str) -> None:
    mei = visitor("mei").open("/entitlements")
    mei.open(f"/entitlements/questions/{fact}", status=404)
    mei.open("/entitlements").post(f"/entitlements/questions/{fact}", one="yes", status=404)


def test_the_effect_of_an_answer_that_was_never_given_is_not_found(visitor: See) -> None:
    visitor("mei").open("/entitlements/answers/rural_household", status=404)


def test_whoever_has_answered_everything_is_told_so(visitor: See) -> None:
    jun = visitor("jun").open("/entitlements/questions/next")
    for _ in range(60):
        if jun.h1 == "没有别的问题了":
            break
        jun.choose("我不知道").press("就这样回答").open("/entitlements/questions/next")
    assert jun.h1 == "没有别的问题了"


def test_a_carer_who_may_fill_in_answers_in_her_name(visitor: See, village: Village) -> None:
    daughter = visitor("daughter", acting_for="mei").open("/entitlements/questions/student")
    daughter.choose("没有上学").press("就这样回答")
    assert facts(village, "mei")["student"] == ('"none"', FactSource.resident)
    with village.database.reading() as db:
        entries = entries_about(db, village.mei.id, limit=10)
    entry = next(each for each in entries if each.event == "people.FactRecorded")
    assert entry.actor_id == village.daughter.id
    assert entry.mandate_id is not None


def test_a_carer_who_may_only_look_sees_questions_and_cannot_answer(visitor: See, village: Village) -> None:
    only_look(village)
    neighbour = visitor("neighbour", acting_for="wei").open("/entitlements")
    assert not neighbour.soup.find(class_="ask")
    neighbour.open("/entitlements/questions/student", status=404)
    neighbour.open("/entitlements")
    neighbour.post("/entitlements/questions/student", one="none", status=404, acting_for=village.wei.public_id)
    assert "student" not in facts(village, "wei")


def only_look(village: Village) -> None:
    """Wei lets the neighbour see his entitlements, and nothing more."""
    from datetime import timedelta

    from webapp import mandates
    from webapp.mandates import Power, Province, SignatureKind

    actor = village.actor("wei")
    with village.database.writing() as db:
        mandates.grant(
            db, actor, village.wei, village.neighbour, relation="neighbour", scope=[(Province.entitlements, Power.see)],
            until_on=actor.today + timedelta(days=30), words="x", words_version="test",
            signature_kind=SignatureKind.paper, signature_proof="test",
        )  # fmt: skip


def test_answering_twice_from_one_page_counts_once(visitor: See, village: Village) -> None:
    yun = visitor("yun").open("/entitlements/questions/rural_household")
    key = yun.soup.find("input", {"name": "submission_id"})["value"]
    yun.post("/entitlements/questions/rural_household", one="yes", submission_id=key)
    yun.open("/entitlements").post("/entitlements/questions/rural_household", one="no", submission_id=key)
    assert facts(village, "yun")["rural_household"][0] == "true"


def test_an_answer_that_brings_something_given_is_told_as_news(visitor: See, village: Village) -> None:
    visitor("fang").open("/entitlements/questions/disabled_person").choose("是").press("就这样回答")
    with village.database.reading() as db:
        entries = entries_about(db, village.fang.id, limit=10)
    changed = next(entry for entry in entries if entry.event == "entitlements.EntitlementsChanged")
    assert "pinghu/free-bus-travel" in changed.facts["gained"]
    assert "pinghu/vocational-training" not in changed.facts["gained"]


def test_two_answers_that_cannot_both_be_true_are_refused_with_a_sentence(visitor: See, village: Village) -> None:
    mei = visitor("mei").open("/entitlements/questions/able_to_work").choose("是").press("就这样回答")
    mei.open("/entitlements/questions/lost_all_ability_to_work").choose("是").press("就这样回答", status=422)
    assert mei.sees("对不上。请再看一下这两项。")
    assert "lost_all_ability_to_work" not in facts(village, "mei")


@pytest.mark.parametrize(
    ("fact", "value"), [("grade", 5), ("age", 200), ("age", -1), ("grade", "2"), ("category", "x")]
)
def test_a_grade_five_and_a_child_of_two_hundred_years_are_refused_with_a_sentence(
    app, village: Village, fact: str, value: object
) -> None:
    with village.database.reading() as db:
        fang = db.get_one(Resident, village.fang.id)
    with village.database.writing() as db, pytest.raises(entitlements.FactNotPossible) as refused:
        entitlements.answer_question(db, village.actor("fang"), fang, fact, value, source=FactSource.resident)
    with app.test_request_context():
        said = words.error(refused.value)
    assert said.endswith(("不能这样填。请再看一下。", "没有看懂这个回答。请再选一次。"))
    assert str(value) not in said
