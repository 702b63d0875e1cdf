"""The visitor of the tests sees what is wrong with a page, also when it parses pages of one make once."""

from __future__ import annotations

import pytest

from tests.visitor import check_page

PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><title>办事</title></head><body><h1 id="a">办事</h1>%s</body></html>'
)


def test_a_page_that_is_well_made_passes():
    check_page(PAGE % '<p title="一">一句话。</p>', "/a")
    check_page(PAGE % '<p title="二">另一句话。</p>', "/b")


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>一<div>二</p></div>",
        '<a href="/a" href="/b">去</a>',
        "<p>一&nosuch二</p>",
        "<p>一\x00二</p>",
        '<p title="一&amp二">三</p>',
        "<p>1 < 2</p>",
        "<b><i>一</b></i>",
        '<p id="a">一</p>',
        '<input name="b">',
        '<p aria-describedby="c">一</p>',
        '<p style="color: red">一</p>',
        "<p>000482195803120022</p>",
        "<h1>二</h1>",
    ],
)
def test_what_is_wrong_with_a_page_is_seen(wrong):
    with pytest.raises(AssertionError):
        check_page(PAGE % wrong, "/a")
