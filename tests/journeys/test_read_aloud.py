"""The page read out: in its order, at the reader's pace, with the sentence marked; said in words where it cannot be.

Speech itself is the browser's edge: a recorder in the page takes its place and ends a sentence when a test says so.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import enter

pytestmark = pytest.mark.of_the_page

RECORDER = """
(voices) => {
  window.spoken = [];
  window.cancelled = 0;
  let queue = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (said) => {
      queue.push(said);
      window.spoken.push({text: said.text, voice: said.voice.name, lang: said.lang, rate: said.rate});
      if (!window.mute) said.onstart?.({});
    },
    cancel: () => { window.cancelled += 1; queue = []; },
  });
  window.finish = () => { const said = queue.shift(); if (said) said.onend?.({}); };
  window.fail = (error) => { const said = queue.shift(); said?.onerror?.({error}); };
  Object.defineProperty(window, 'speechSynthesis', {value: synthesis, configurable: true});
}
"""
CHINESE = {"name": "小文", "lang": "zh-CN", "localService": True}
ENGLISH = {"name": "Ann", "lang": "en-GB", "localService": True}
FAR_AWAY = {"name": "net", "lang": "zh-CN", "localService": False}


def recording(page: Page, *voices: dict) -> Page:
    import json

    page.add_init_script(f"({RECORDER})({json.dumps(voices)})")
    return page


def spoken(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", each["text"]).strip() for each in page.evaluate("window.spoken")]


def marked(page: Page) -> str:
    """The words that are highlighted now."""
    return page.evaluate("[...CSS.highlights.get('read-aloud') ?? []].map(String).join('')").strip()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def listen(page: Page, path: str) -> Page:
    page.goto(path)
    press(page, "读给我听")
    expect(page.get_by_role("region", name="读给我听")).to_be_visible()
    return page


@pytest.fixture
def heard(page: Page) -> Page:
    """The first page of a stranger, being read."""
    listen(recording(page, CHINESE, ENGLISH), "/check")
    expect(page.get_by_text("正在读。")).to_be_visible()
    return page


def read_to_the_end(page: Page) -> list[str]:
    for _ in range(200):
        if page.get_by_text("读完了。").count():
            return spoken(page)
        page.evaluate("window.finish()")
    raise AssertionError("it never ends")


def test_the_sentences_come_in_the_order_of_the_page(heard):
    said = read_to_the_end(heard)
    assert said[:3] == ["查验惠残码", "您只会看到对方选的那一样。", "看不到姓名和号码。"]
    whole = heard.evaluate(
        """() => { const main = document.getElementById('main').cloneNode(true);
                   main.querySelectorAll('.player,svg').forEach((each) => each.remove()); return main.textContent; }"""
    )
    assert re.sub(r"\s+", "", "".join(said)) == re.sub(r"\s+", "", whole)


def test_what_is_folded_or_silent_is_not_read(page):
    enter(recording(page, CHINESE), "陈秀梅")
    listen(page, "/code")
    expect(page.get_by_text("正在读。")).to_be_visible()
    said = read_to_the_end(page)
    assert "现在不能出示的，差什么" in said
    folded = page.locator("details dd").first.text_content().strip()
    assert folded
    assert folded not in "".join(said)


def test_the_sentence_that_is_read_is_marked(heard):
    assert marked(heard) == "查验惠残码"
    heard.evaluate("window.finish()")
    assert marked(heard) == "您只会看到对方选的那一样。"
    press(heard, "不读了")
    assert marked(heard) == ""


def test_the_mark_has_the_colours_of_a_main_button(heard):
    colours = """([part, of]) => {
      const style = getComputedStyle(document.querySelector(part), of);
      return [style.backgroundColor, style.color];
    }"""
    mark = heard.evaluate(colours, ["h1", "::highlight(read-aloud)"])
    assert mark == heard.evaluate(colours, [".button--main", None])


def test_nothing_in_the_page_is_changed_for_the_mark(heard):
    before = heard.locator("main > :not(.player)").evaluate_all("parts => parts.map((part) => part.outerHTML)")
    for _ in range(3):
        heard.evaluate("window.finish()")
    assert heard.locator("main > :not(.player)").evaluate_all("parts => parts.map((part) => part.outerHTML)") == before


def test_one_can_go_back_and_on_by_a_sentence(heard):
    press(heard, "下一句")
    press(heard, "下一句")
    press(heard, "上一句")
    assert spoken(heard) == ["查验惠残码", "您只会看到对方选的那一样。", "看不到姓名和号码。", "您只会看到对方选的那一样。"]
    assert marked(heard) == "您只会看到对方选的那一样。"
    press(heard, "上一句")
    press(heard, "上一句")
    assert spoken(heard)[-1] == "查验惠残码"


def test_it_pauses_at_its_sentence_and_goes_on_with_it(heard):
    heard.evaluate("window.finish()")
    press(heard, "停一停")
    expect(heard.locator(".player__says")).to_have_text("停住了。按“接着读”，从这一句开始。")
    expect(heard.locator("#live")).to_have_text("停住了。按“接着读”，从这一句开始。")
    expect(heard.get_by_role("button", name="接着读", exact=True)).to_be_focused()
    assert marked(heard) == "您只会看到对方选的那一样。"
    heard.evaluate("window.finish()")
    press(heard, "接着读")
    assert spoken(heard)[1:] == ["您只会看到对方选的那一样。"] * 2


def test_the_pace_is_said_and_kept_on_the_device(heard):
    press(heard, "慢一点")
    expect(heard.locator("#live")).to_have_text("现在的速度是 0.85 倍。")
    assert heard.evaluate("window.spoken.at(-1).rate") == 0.85
    listen(heard, "/sign-in")
    expect(heard.get_by_text("正在读。")).to_be_visible()
    assert heard.evaluate("window.spoken.at(-1).rate") == 0.85
    for _ in range(9):
        press(heard, "慢一点")
    assert heard.evaluate("window.spoken.at(-1).rate") == 0.5
    for _ in range(9):
        press(heard, "快一点")
    assert heard.evaluate("window.spoken.at(-1).rate") == 2


def test_focus_goes_to_the_player_stays_there_and_goes_back(heard):
    expect(heard.get_by_role("button", name="停一停", exact=True)).to_be_focused()
    for _ in range(3):
        heard.evaluate("window.finish()")
    expect(heard.get_by_role("button", name="停一停", exact=True)).to_be_focused()
    heard.get_by_role("button", name="下一句", exact=True).focus()
    heard.keyboard.press("Enter")
    expect(heard.get_by_role("button", name="下一句", exact=True)).to_be_focused()
    press(heard, "不读了")
    expect(heard.get_by_role("region", name="读给我听")).to_have_count(0)
    expect(heard.get_by_role("button", name="读给我听", exact=True)).to_be_focused()


def test_escape_stops_it(heard):
    before = heard.evaluate("window.cancelled")
    heard.keyboard.press("Escape")
    expect(heard.get_by_role("region", name="读给我听")).to_have_count(0)
    expect(heard.get_by_role("button", name="读给我听", exact=True)).to_be_focused()
    assert heard.evaluate("window.cancelled") > before
    assert marked(heard) == ""


def test_pressing_the_button_again_leads_to_the_one_player(heard):
    press(heard, "读给我听")
    expect(heard.get_by_role("region", name="读给我听")).to_have_count(1)
    expect(heard.get_by_role("button", name="停一停", exact=True)).to_be_focused()


def test_at_the_end_it_says_so_and_can_begin_again(heard):
    count = len(read_to_the_end(heard))
    expect(heard.locator("#live")).to_have_text("读完了。按“接着读”，再读一次。")
    press(heard, "接着读")
    assert spoken(heard)[count] == "查验惠残码"


def test_leaving_the_page_stops_it(heard):
    heard.evaluate("addEventListener('pagehide', () => sessionStorage.setItem('silenced', window.cancelled))")
    before = heard.evaluate("window.cancelled")
    heard.goto("/sign-in")
    assert int(heard.evaluate("sessionStorage.getItem('silenced')")) > before


def test_a_part_in_another_language_is_read_by_its_own_voice(page):
    recording(page, CHINESE, ENGLISH)
    page.goto("/preferences")
    page.get_by_role("button", name="读给我听").click()
    expect(page.get_by_text("正在读。")).to_be_visible()
    read_to_the_end(page)
    voices = {each["text"].strip(): (each["voice"], each["lang"]) for each in page.evaluate("window.spoken")}
    assert voices["English"] == ("Ann", "en-GB")
    assert voices["简体中文"] == ("小文", "zh-CN")


@pytest.mark.parametrize("voices", [(), (ENGLISH,), (FAR_AWAY,)], ids=["none", "english only", "in the net only"])
def test_where_no_voice_of_the_device_can_read_it_this_is_said_with_another_way(page, voices):
    listen(recording(page, *voices), "/check")
    expect(page.locator(".player").get_by_text("这个浏览器没有能读这一页的声音。")).to_be_visible()
    expect(page.locator("#live")).to_have_text("这个浏览器没有能读这一页的声音。 看手机自己怎么读")
    expect(page.get_by_role("button", name="不读了")).to_be_focused()
    expect(page.get_by_role("button", name="停一停")).to_be_hidden()
    assert spoken(page) == []
    page.get_by_role("link", name="看手机自己怎么读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("读给我听")


def test_where_the_browser_cannot_speak_this_is_said_with_another_way(page):
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    listen(page, "/check")
    expect(page.locator(".player").get_by_text("这个浏览器不会读。")).to_be_visible()
    expect(page.get_by_role("link", name="看手机自己怎么读")).to_be_visible()


def test_where_speech_breaks_off_this_is_said(heard):
    heard.evaluate("window.fail('synthesis-failed')")
    expect(heard.locator("#live")).to_have_text("读不出来。按“接着读”，再试一次。")


def test_where_speech_never_begins_this_is_said(page):
    page.clock.install()
    recording(page, CHINESE).add_init_script("window.mute = true")
    listen(page, "/check")
    expect(page.get_by_text("正在读。")).to_be_visible()
    page.clock.run_for(5_200)
    expect(page.locator(".player__says")).to_have_text("读不出来。按“接着读”，再试一次。")
    page.evaluate("window.mute = false")
    press(page, "接着读")
    assert spoken(page) == ["查验惠残码"] * 2


def test_a_part_that_changes_stops_it_and_it_begins_anew(page):
    enter(recording(page, CHINESE), "陈秀梅")
    listen(page, "/entitlements/search")
    expect(page.get_by_text("正在读。")).to_be_visible()
    page.get_by_label("您要找什么").fill("轮椅")
    page.wait_for_function("() => window.htmx")
    page.get_by_role("button", name="找", exact=True).click()
    expect(page.get_by_text("这一页变了。按“接着读”，从头开始。")).to_be_visible()
    press(page, "接着读")
    assert spoken(page)[-1] == "找“轮椅”"


def test_the_module_is_fetched_when_the_button_is_pressed_and_not_before(page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    recording(page, CHINESE).goto("/check", wait_until="networkidle")
    assert [url for url in fetched if "read_aloud" in url or "read-aloud" in url] == []
    press(page, "读给我听")
    expect(page.get_by_text("正在读。")).to_be_visible()
    assert len([url for url in fetched if "read_aloud" in url or "read-aloud" in url]) == 2


def test_the_strict_policy_holds(page):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    listen(recording(page, CHINESE), "/check")
    expect(page.get_by_text("正在读。")).to_be_visible()
    assert refused == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_its_buttons_are_large_enough_and_fit(heard, width):
    heard.set_viewport_size({"width": width, "height": 740})
    for button in heard.locator(".player button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert heard.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_button_is_a_way_to_the_page_about_it(browser, live):
    context = browser.new_context(base_url=live.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    press(page, "读给我听")
    expect(page.get_by_role("heading", level=1)).to_have_text("读给我听")
    context.close()
