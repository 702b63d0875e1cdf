"""返回: every link above a page says where it leads, and nothing is named that no page leads back to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from webapp.web.words.ways_back import ONES, PAGES, way_back

TEMPLATES = Path(__file__).parents[2] / "templates"
LINKS = re.compile(r"back_link\((.*?)\) ?\}\}", re.DOTALL)
ENDPOINTS = re.compile(r"'((?:resident|workbench|checkpoint)\.\w+)'")


def endpoints_of_links():
    return {endpoint for file in TEMPLATES.rglob("*.html") for link in LINKS.findall(file.read_text(encoding="utf-8"))
            for endpoint in ENDPOINTS.findall(link)}


def test_every_page_that_a_link_leads_back_to_has_a_name():
    assert len(endpoints_of_links()) > 40
    assert endpoints_of_links() - PAGES.keys() - ONES.keys() == set()


def test_no_name_stands_twice_and_each_is_of_a_page(app):
    assert not PAGES.keys() & ONES.keys()
    assert (PAGES.keys() | ONES.keys()) <= app.view_functions.keys()


@pytest.mark.parametrize(
    ("href", "says"),
    [
        ("/my-data", "返回“我的资料”"),
        ("/entitlements?life=money", "返回权益"),
        ("/appointments/p72xn9h1wznabhhe", "返回这次预约"),
        ("/", "返回首页"),
        ("/nobody-knows-this", "返回"),
    ],
)
def test_the_link_says_what_stands_above(app, href, says):
    with app.test_request_context():
        assert way_back(href) == says
