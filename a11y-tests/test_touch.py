"""By touch: a finger comes down where the words are, and on nothing else."""

from __future__ import annotations

import pytest

from hands import by_touch
from journeys import choose, go, write

GOOD = """<meta name="viewport" content="width=device-width"><style>
a, button, input, select, .choice {
  display: block; min-height: 60px; min-width: 60px; margin: 8px; position: relative; }
.choice input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; }
.choice label { display: grid; min-height: inherit; align-items: center; }
</style><main><a href="#next">继续</a><button>送出</button>
<label for="name">姓名</label><input id="name">
<label for="part">哪一段</label><select id="part"><option>上午<option>下午</select>
<div class="choice"><input type="checkbox" id="yes"><label for="yes"><span>我同意</span></label></div></main>"""
TOUCHED = """() => {
  window.touched = [];
  addEventListener('click', ({target, pointerType}) => touched.push([target.innerText || target.id, pointerType]));
}"""

NEAR = "margin-top: -80px; min-height: 0; height: 30px"


def shown(page, html: str):
    page.goto("about:blank")
    page.set_viewport_size({"width": 360, "height": 740})
    page.set_content(html)
    page.evaluate(TOUCHED)
    return page


def test_a_finger_touches_links_and_buttons_ticks_boxes_and_comes_into_fields(screen_to_touch):
    page = shown(screen_to_touch, GOOD)
    assert page.evaluate("matchMedia('(pointer: coarse) and (hover: none)').matches")
    for step in (go("继续"), go("送出"), choose("我同意")):
        by_touch(page, step)
    for step in (write("姓名", "王小明"), write("哪一段", "下午")):
        by_touch(page, step, step.typed)
    assert page.evaluate("touched")[:3] == [["继续", "touch"], ["送出", "touch"], ["yes", "touch"]]
    assert page.url.endswith("#next")
    assert page.locator("#yes").is_checked()
    assert (page.locator("#name").input_value(), page.locator("#part").input_value()) == ("王小明", "下午")


@pytest.mark.parametrize(
    ("part", "worse", "words", "fault"),
    [
        ("<main>", "<main><p style='position: fixed; inset: 0; z-index: 2'>请稍候</p>", "送出", "touches p “请稍候” too"),
        ("<button>", "<button style='min-height: 0; height: 24px'>", "送出", "'送出' touches"),
        ("<button>", f"<button style='{NEAR}'>", "送出", "touches nothing, a “继续” too"),
        ('class="choice"', 'class="choice" style="min-height: 0"', "我同意", "'我同意' touches"),
        ('<a href="#next">', '<a href="#next" style="position: fixed; left: -30px">', "继续", "'继续' touches nothing"),
        ('<input id="name">', '<input id="name" style="pointer-events: none">', "姓名", "'姓名' touches"),
    ],
    ids=["covered", "small", "too close", "a small choice", "over the edge", "deaf"],
)
def test_what_a_finger_cannot_touch_alone_is_found(screen_to_touch, part, worse, words, fault):
    assert GOOD.count(part) == 1
    page = shown(screen_to_touch, GOOD.replace(part, worse))
    with pytest.raises(AssertionError, match=fault):
        by_touch(page, go(words))
    assert page.evaluate("touched") == []


def test_a_field_that_hands_the_finger_on_is_found(screen_to_touch):
    page = shown(screen_to_touch, GOOD.replace("<input id", "<input onfocus='this.blur()' id"))
    with pytest.raises(AssertionError, match="no tap leads into '姓名'"):
        by_touch(page, go("姓名"), "王小明")
