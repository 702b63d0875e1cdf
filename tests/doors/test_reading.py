"""Easy read and read aloud: how they are chosen, where they are kept, what a page then begins with."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from tests.visitor import BASE, Visitor, tidy
from webapp import people
from webapp.core import LedgerEntry
from webapp.web.words.easy_read import PAGES

UNREVIEWED = "易读（还没有请智力障碍人士看过）"


def easily(who: Visitor, **more: str) -> Visitor:
    chosen = {"language": "zh_Hans", "theme": "standard", "text_size": "standard", "reading": "easy", **more}
    return who.open("/preferences").post("/preferences", next="/", **chosen)


def said_first(page: Visitor) -> list[str]:
    box = page.soup.find("section", attrs={"aria-labelledby": "easy-read"})
    return [tidy(item) for item in box.find("ul").find_all("li")] if box else []


def written(template: str) -> list[str]:
    return [sentence.source for sentence in PAGES[template].sentences]


def test_a_page_begins_with_its_easy_text_where_that_is_chosen(visitor):
    page = easily(visitor("mei")).open("/code")
    assert said_first(page) == written("resident/code")
    assert page.soup.main.find(["h1", "section"]).name == "h1"
    assert page.soup.main.find("h1").find_next_sibling()["aria-labelledby"] == "easy-read"
    assert page.sees(UNREVIEWED)


def test_a_page_has_no_easy_text_where_it_is_not_chosen(visitor):
    page = visitor("mei").open("/code")
    assert said_first(page) == []
    assert not page.sees(UNREVIEWED)


def test_before_signing_in_the_device_keeps_it(visitor):
    stranger = easily(visitor())
    assert said_first(stranger.open("/sign-in")) == written("resident/sign_in")
    assert said_first(stranger.open("/check")) == written("checkpoint/ask")


def test_the_account_keeps_it_on_every_device(visitor):
    easily(visitor("mei"))
    elsewhere = visitor("mei")
    assert elsewhere.client.get_cookie("preferences") is None
    assert said_first(elsewhere.open("/inbox")) == written("resident/inbox")


def test_a_cookie_of_before_there_was_easy_read_is_still_understood(visitor):
    stranger = visitor()
    stranger.client.set_cookie("preferences", "zh_Hant.dark.large", domain="localhost")
    html = stranger.open("/sign-in").soup.html
    assert (html["lang"], html["data-theme"], html["data-text-size"]) == ("zh-Hant", "dark", "large")
    assert said_first(stranger) == []


def test_changing_the_language_keeps_easy_read(visitor):
    page = easily(visitor("mei")).open("/code").press("English").open("/code")
    assert said_first(page)[0] == "Here you open your benefit code."


@pytest.mark.parametrize(
    ("path", "template"),
    [("/nowhere", "errors/404"), ("/offline", "offline")],
)
def test_pages_without_anybody_are_easy_too(visitor, path, template):
    page = easily(visitor()).open(path, status=404 if path == "/nowhere" else 200)
    assert said_first(page) == written(template)


def test_a_form_that_failed_is_said_first(visitor):
    page = easily(visitor()).open("/sign-in").press("发送验证码", status=422)
    assert said_first(page) == ["有的地方要再写一次。", *written("resident/sign_in")]


def test_acting_for_somebody_is_said_first(visitor, village):
    daughter = easily(visitor("daughter")).act_for(village.mei.public_id)
    assert said_first(daughter.open("/inbox"))[0] == "您现在替别人办事。"


def test_the_words_of_the_field_are_explained(visitor):
    page = easily(visitor("mei")).open("/appointments")
    explained = {tidy(each.dt): tidy(each.dd) for each in page.soup.select(".easy-read__meanings div")}
    assert explained == {"评定": "医生看您是不是有残疾。", "预约": "先说好时间，到时候再去。", "按钮": "手机上可以按的地方。"}


def test_a_benefit_begins_with_its_own_short_sentences(visitor):
    path = "/entitlements/pinghu/living-allowance"
    plain = visitor("mei").open(path)
    short = [tidy(item) for item in plain.soup.find("details").find_all("li")]
    assert len(short) > 1
    page = easily(visitor("mei")).open(path)
    shortly = page.soup.find("section", attrs={"aria-labelledby": "shortly"})
    assert [tidy(item) for item in shortly.find_all("li")] == short
    assert "这几句话还没有请人审读。" in tidy(shortly)
    assert page.main.index(short[0]) < page.main.index("为什么是这个结果")


def test_the_hard_words_of_a_benefit_are_explained(visitor):
    page = easily(visitor("mei")).open("/entitlements/pinghu/living-allowance")
    shortly = page.soup.find("section", attrs={"aria-labelledby": "shortly"})
    assert [tidy(each) for each in shortly.select("dt")] == ["残疾人", "窗口"]


def test_a_card_of_a_benefit_begins_with_its_short_sentences(visitor):
    page = easily(visitor("mei")).open("/entitlements/yours")
    cards = [card for card in page.soup.select(".card") if card.find("ul", class_="easy")]
    assert cards
    assert cards[0].find("h2").find_next("ul")["class"] == ["easy"]


def test_what_the_first_reading_can_do_without_is_folded_and_can_be_opened(visitor):
    page = easily(visitor("mei")).open("/entitlements/pinghu/living-allowance")
    folded = {tidy(each.summary): each for each in page.soup.find_all("details")}
    assert "文件原文" in folded
    assert folded["文件原文"].find("blockquote") is not None
    plain = visitor("guo").open("/entitlements/pinghu/living-allowance").soup
    assert plain.find("section", {"aria-labelledby": "sources"})


def test_the_workbench_says_itself_in_short_too_and_explains_the_words_of_the_staff(visitor):
    officer = easily(visitor("officer"))
    assert said_first(officer.open("/workbench/"))[:2] == ["这里是要您办的事。", "等得久的，写在前面。"]
    assert easily(visitor("clerk")).open("/workbench/sessions").sees("评定机构给人评定的一段时间。")


def test_every_page_has_the_button_that_reads_it_out(visitor):
    mei = visitor("mei")
    for path in ("/", "/code", "/check", "/sign-in"):
        form = mei.open(path).soup.find("form", attrs={"data-read-aloud": True})
        assert form["action"] == "/read-aloud"
        assert tidy(form.button) == "读给我听"
    assert mei.open("/nowhere", status=404).soup.find("form", attrs={"data-read-aloud": True})


def test_where_nothing_can_be_fetched_nothing_is_offered_to_be_read(visitor):
    assert visitor().open("/offline").soup.find(attrs={"data-read-aloud": True}) is None


def test_the_settings_say_what_reading_aloud_is(visitor):
    page = visitor().open("/preferences")
    assert page.sees("每一页都有“读给我听”。")
    assert page.follow("看怎么听").h1 == "读给我听"


def test_without_scripts_the_button_leads_to_how_the_phone_reads(visitor):
    page = visitor().open("/").press("读给我听")
    assert page.h1 == "读给我听"
    assert page.sees("手机和电脑自己也会读。")


def test_the_module_that_reads_is_no_part_of_a_first_visit(visitor):
    html = visitor().client.get("/", base_url=BASE).get_data(as_text=True)
    assert "read_aloud.js" in html
    assert 'src="/static/js/read_aloud.js' not in html
    assert "data-player" not in html


def test_a_change_of_reading_is_recorded_once(visitor, village):
    easily(easily(visitor("mei")))
    with village.database.reading() as db:
        changes = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.PreferencesChanged")).all()
    assert len(changes) == 1


def test_a_way_of_reading_that_is_none_is_refused(visitor):
    page = visitor().open("/preferences")
    page.post("/preferences", status=422, language="zh_Hans", theme="standard", text_size="standard", reading="loud")


def test_from_another_language_one_comes_back_to_what_was_chosen(visitor):
    mei = visitor("mei").open("/entitlements/search?q=轮椅").press("English")
    assert mei.response.request.args["q"] == "轮椅"
    assert mei.soup.html["lang"] == "en"


def test_from_the_size_of_text_one_comes_back_to_where_one_signs_in_to_go_on(visitor):
    stranger = visitor().open("/sign-in?next=/appointments").follow("字号和语言").choose("大字").press("保存")
    assert stranger.response.request.path == "/sign-in"
    assert stranger.response.request.args["next"] == "/appointments"


def test_from_what_was_refused_one_comes_back_to_the_page_that_it_was_sent_from(visitor):
    mei = visitor("mei").open("/complaints/new")
    mei.client.environ_base["HTTP_REFERER"] = "http://localhost:8000/complaints/new?about="
    refused = mei.press("提交投诉", status=422)
    assert refused.soup.find("input", {"name": "next"})["value"] == "/complaints/new?about="


HERS = {"language": "en", "theme": "dark", "text_size": "large", "reading": "easy"}


@pytest.fixture
def newcomer(village):
    """A resident who has just been registered: she has no account and has agreed to nothing."""
    with village.database.writing() as db:
        return people.register_resident(
            db, village.actor("officer"), name="钱小云", citizen_id="000482198503030029",
            hukou_area=db.get(people.Area, village.mei.residence_area_id),
            residence_area=db.get(people.Area, village.mei.residence_area_id),
        )


def comes_by_officer(who, visitor, person, *, headers=None):
    """With an officer's code, which she fills in on a device as it is set."""
    officer = visitor("officer").open(f"/workbench/residents/{person.public_id}").press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    who.open("/activation/officer-code")
    typed = {"csrf_token": who.csrf_token, "certificate_number": person.citizen_id, "code": code}
    answer = who.client.post("/activation/officer-code", data=typed, base_url=BASE, headers=headers)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return who


def looks(page):
    html = page.soup.html
    return html["lang"], html.get("data-theme"), html.get("data-text-size"), bool(
        page.soup.find("section", attrs={"aria-labelledby": "easy-read"})
    )


def changes_of_preferences(village):
    with village.database.reading() as db:
        return len(db.scalars(select(LedgerEntry.id).where(LedgerEntry.event == "people.PreferencesChanged")).all())


def test_the_notice_is_read_as_the_device_was_set_before_the_account_was_entered(visitor, newcomer, village):
    her = comes_by_officer(easily(visitor(), **HERS), visitor, newcomer).open("/")
    assert her.response.request.path == "/notice"
    assert looks(her) == ("en", "dark", "large", True)
    assert changes_of_preferences(village) == 1
    elsewhere = comes_by_officer(visitor(), visitor, newcomer).open("/notice")
    assert looks(elsewhere) == ("en", "dark", "large", True), "it is her account's now"
    assert changes_of_preferences(village) == 1


def test_an_account_that_never_chose_takes_the_language_of_the_browser(visitor, newcomer):
    comes_by_officer(visitor(), visitor, newcomer)
    her = comes_by_officer(visitor(), visitor, newcomer, headers={"Accept-Language": "en-GB"}).open("/notice")
    assert looks(her)[0] == "en"


def test_whoever_has_chosen_keeps_it_on_a_device_that_is_set_otherwise(visitor, newcomer):
    plain = {"language": "zh_Hans", "theme": "standard", "text_size": "standard", "reading": "standard"}
    hers = comes_by_officer(visitor(), visitor, newcomer)
    before = looks(hers.open("/notice"))
    hers.open("/preferences").post("/preferences", next="/", **plain)
    other = comes_by_officer(easily(visitor(), **HERS), visitor, newcomer).open("/notice")
    assert looks(other) == before


def test_somebody_else_s_phone_sets_nothing_for_her_but_the_first_time(app, visitor, village, clock):
    def comes(who):
        who.open("/sign-in").client.post(
            "/sign-in", data={"csrf_token": who.csrf_token, "phone": "00010000001"}, base_url=BASE
        )
        who.open("/sign-in/code")
        outbox = app.extensions["huican"].settings.instance / "outbox.jsonl"
        code = json.loads(outbox.read_text(encoding="utf-8").splitlines()[-1])["text"]
        typed = {"csrf_token": who.csrf_token, "code": re.search("[0-9]{6}", code).group(), "shared": "y"}
        who.client.post("/sign-in/code", data=typed, base_url=BASE)
        return who.open("/")

    with village.database.writing() as db:
        people.account_of(db, village.mei).activated_at = village.actor("mei").at
    clock.advance(hours=1)
    assert looks(comes(easily(visitor(), **HERS)))[0] == "zh-Hans"
    with village.database.writing() as db:
        people.account_of(db, village.mei).activated_at = None
    assert looks(comes(easily(visitor(), **HERS))) == ("en", "dark", "large", True)
