"""难懂的词: every word that is explained anywhere, for everybody, found by what was typed."""

from __future__ import annotations

from webapp.web.words.easy_read import BENEFIT_WORDS, GLOSSARY, PAGE_WORDS, STAFF_WORDS


def test_every_word_has_its_meaning_and_stands_there_once(visitor):
    page = visitor().open("/words")
    words = [dt.get_text(strip=True) for dt in page.soup.select("main dt")]
    every = (*GLOSSARY, *PAGE_WORDS, *BENEFIT_WORDS, *STAFF_WORDS)
    assert words == list(dict.fromkeys(meaning.source for meaning in every))
    assert len(words) == len(set(words))
    assert all(dd.get_text(strip=True) for dd in page.soup.select("main dd"))


def test_a_word_is_found_from_the_foot_of_any_page(visitor):
    found = visitor("mei").open("/entitlements").follow("难懂的词").fill("哪一个词", "残联").press("找")
    assert found.h1 == "找难懂的词“残联”"
    assert found.sees("找到 1 个词。")
    assert found.sees("帮残疾人办事的地方。")


def test_it_is_found_in_the_script_of_the_reader_and_within_what_she_copied(visitor):
    asked = visitor().open("/words")
    assert asked.fill("哪一个词", "殘聯").press("找").sees("帮残疾人办事的地方。")
    assert asked.fill("哪一个词", "区残联的窗口").press("找").sees("找到 2 个词。")


def test_what_nobody_explained_is_said_and_what_was_typed_is_kept(visitor):
    asked = visitor().open("/words").fill("哪一个词", "量子纠缠").press("找")
    assert asked.sees("没有找到。")
    assert asked.sees("这里还没有解释这个词。")
    assert asked.soup.find("input", {"name": "q"})["value"] == "量子纠缠"


def test_ten_thousand_characters_are_no_harm(visitor):
    assert visitor().open("/words?q=" + "惠" * 10_000).sees("没有找到。")
