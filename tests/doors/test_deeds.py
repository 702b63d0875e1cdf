"""The book of deeds: who did what by what right, whether it was changed, and why somebody looked."""

from __future__ import annotations

from sqlalchemy import text

from tests import factories_mandates as given
from webapp import mandates, people
from webapp.core.ledger import LedgerHead


def test_she_reads_who_did_what_by_what_right(visitor, village):
    with village.database.writing() as db:
        given.grant(db, village, scope=mandates.everything())
    neighbour = visitor("neighbour", acting_for="guo").open("/home-services/services/visit/request")
    neighbour.choose("11月25日 星期三", "上午").press("下一步").fill("详细地址", "桂花路 3 号").press("下一步")
    neighbour.choose("我同意").press("提交申请")
    visitor("officer").open(f"/workbench/residents/{village.guo.public_id}/needs").choose("说慢一点").press("保存")
    guo = visitor("guo").open("/my-data").follow("办过的事")
    assert guo.h1 == "办过的事"
    for said in ("申请了“访视”", "钱阿姨，代您办的，凭11月23日", "桂花社区残协（演示），丁一", "写了一份委托", "您自己"):
        assert guo.sees(said), said
    assert not guo.sees("查看了档案"), "who only looked has a page of its own"
    guo.open("/my-data/deeds?page=1000").sees("还没有办过什么。")


def test_nobody_reads_anothers_book(visitor, village):
    bin_ = visitor("bin").open("/my-data/deeds")
    assert not bin_.sees("陈秀梅")
    visitor("daughter", acting_for="mei").open("/my-data/deeds", status=404)
    visitor("daughter", acting_for="mei").open("/my-data/deeds/check", status=404)


def test_she_presses_and_hears_that_nothing_was_changed(visitor, village):
    mei = visitor("mei").open("/my-data/deeds").follow("查一查有没有被改过")
    assert mei.sees("没有被改过。")
    assert mei.soup.select_one("[data-focus-on-load]"), "the verdict is heard first"
    with village.database.reading() as db:
        end = db.get_one(LedgerHead, village.mei.id).hash
    assert mei.sees(f"{end[:4]} {end[4:8]} {end[8:12]} {end[12:16]}")


def test_a_record_that_was_changed_is_said_and_whose_it_was_not_stays_whole(visitor, village):
    with village.database.writing() as db:
        on = " ON ledger_entries" if db.get_bind().dialect.name == "postgresql" else ""
        for name in ("ledger_entries_no_update", "ledger_entries_no_change"):
            db.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
        db.execute(text("UPDATE ledger_entries SET body = replace(body, 'event', 'evens') WHERE subject_id = :mei"),
                   {"mei": village.mei.id})
    assert visitor("mei").open("/my-data/deeds/check").sees("记录对不上。")
    assert visitor("guo").open("/my-data/deeds/check").sees("没有被改过。")


def looked(visitor, village, by="officer"):
    visitor(by).open(f"/workbench/residents/{village.mei.public_id}")
    return visitor("mei").open("/my-data/views")


def test_why_is_answered_by_somebody_else_than_who_looked(visitor, village):
    mei = looked(visitor, village).follow("为什么看？")
    assert mei.sees("桂花社区残协（演示），丁一")
    mei.fill("您想说什么", "我没有找过她。").press("为什么看？请答复我")
    assert mei.sees("我没有找过她。")
    assert mei.sees("一定会有人答复您")
    asked = mei.response.request.path.rsplit("/", 1)[1]

    officer = visitor("officer").open("/workbench/")
    assert not officer.sees("答复：为什么看了档案")
    officer.open(f"/workbench/view-questions/{asked}")
    assert officer.sees("这次是您看的，请让同事答复。")
    officer.post(f"/workbench/view-questions/{asked}/answer", status=403, words="没事", needs_seen="y")

    federation = visitor("federation").open("/workbench/").follow("答复：为什么看了档案")
    federation.press("送出答复", status=422)
    assert federation.errors() == ["请写几句话，说明为什么看。", "请先看居民的沟通和到访需要，再勾选。"]
    federation.fill("写给居民的话", "核对低保认定，是她该做的。").choose("我看过了，会照着做").press("送出答复")
    assert not visitor("federation").open("/workbench/").sees("答复：为什么看了档案")
    assert mei.open("/my-data/views").follow("您问过为什么，已经答复").sees("核对低保认定，是她该做的。")
    federation.open(f"/workbench/view-questions/{asked}")
    federation.post(f"/workbench/view-questions/{asked}/answer", status=409, words="再答一次", needs_seen="y")


def test_asked_twice_it_is_one_question_and_no_words_are_needed(visitor, village):
    mei = looked(visitor, village).follow("为什么看？").press("为什么看？请答复我")
    first = mei.response.request.path
    assert mei.sees("为什么看我的档案？")
    with village.database.reading() as db:
        mark = people.file_views(db, village.mei)[0][0].mark
    assert mei.open(f"/my-data/views/{mark}/question").press("为什么看？请答复我").response.request.path == first


def test_what_is_no_view_of_hers_cannot_be_asked_about(visitor, village):
    looked(visitor, village)
    with village.database.reading() as db:
        mark = people.file_views(db, village.mei)[0][0].mark
        other = mandates.deeds_about(db, village.mei)[0][0].entry.mark
    for wrong in (other, "0" * 16, "%25"):
        visitor("mei").open(f"/my-data/views/{wrong}/question", status=404)
    visitor("guo").open(f"/my-data/views/{mark}/question", status=404)


def test_an_officer_of_another_place_does_not_find_the_question(visitor, village):
    mei = looked(visitor, village).follow("为什么看？").press("为什么看？请答复我")
    asked = mei.response.request.path.rsplit("/", 1)[1]
    visitor("ginkgo_officer").open(f"/workbench/view-questions/{asked}", status=404)


def test_what_somebody_looked_at_under_a_mandate_is_named_and_looks_of_one_day_are_one_line(visitor, village):
    daughter = visitor("daughter", acting_for="mei")
    for page in ("/entitlements", "/entitlements", "/letters", "/entitlements"):
        daughter.open(page)
    mei = visitor("mei").open("/mandates").follow("陈晓燕")
    told = [item.get_text(" ", strip=True) for item in mei.soup.select(".timeline__what")]
    assert told == ["看了 3 次：权益", "看了：写给社区的话"]
    assert mei.soup.select_one(".timeline__when").get_text(strip=True) == "2026年11月23日 星期一"
