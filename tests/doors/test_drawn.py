"""Parts of pages that are drawn once: nothing of a person gets into what is kept, and each is kept for its reader."""

from __future__ import annotations

from dataclasses import fields

import pytest

from webapp.people import Need, Resident
from webapp.web.answers import showing
from webapp.web.drawn import MayBePersonal, Reader, _drawn, drawn_once
from webapp.web.visit import Visit

HERS = "name=%E9%99%88; huican=hers"


def part(app, words):
    """A component's macro that says this."""
    return app.jinja_env.from_string(f"{{% macro part(value=none) %}}{words}{{% endmacro %}}").module.part


def drawn(app, words, *values, language="zh_Hans", reading="standard", path="/inbox"):
    """The part as a page of hers has it."""
    asked = app.test_request_context(path, headers={"Cookie": HERS})
    visit = Visit(None, "resident", None, language=language, reading=reading, unread_by=lambda _: 7)
    with asked, showing(visit):
        return str(drawn_once(part(app, words), *values))


@pytest.mark.parametrize("name", sorted({each.name for each in fields(Visit)} - {"language", "reading"}))
def test_a_part_that_asks_who_is_here_is_not_drawn(app, name):
    with pytest.raises(MayBePersonal):
        drawn(app, f"{{{{ visit.{name} }}}}")


@pytest.mark.parametrize("name", ["person_name", "unread", "path", "acting_for_id", "on_behalf"])
def test_nor_one_that_asks_for_whom_or_where(app, name):
    with pytest.raises(MayBePersonal):
        drawn(app, f"{{{{ visit.{name} }}}}")


def test_a_part_sees_a_request_that_nobody_sent(app):
    words = "{{ request.cookies|length }} {{ request.path }} {{ session|length }} {{ request.args|length }}"
    assert drawn(app, words, path="/inbox?page=2") == "0 / 0 0"


def test_a_part_with_a_token_has_not_the_token_of_the_page_around_it(app):
    with app.test_request_context("/inbox"), showing(Visit(None, "resident", None)):
        hers = app.jinja_env.from_string("{{ csrf_token() }} {{ csp_nonce() }}").render().split()
        kept = str(drawn_once(part(app, "{{ csrf_token() }} {{ csp_nonce() }}"))).split()
        again = app.jinja_env.from_string("{{ csrf_token() }} {{ csp_nonce() }}").render().split()
    assert not set(hers) & set(kept)
    assert again == hers


@pytest.mark.parametrize("value", ["陈秀梅", 7, None, ["陈秀梅"], Resident(name="陈秀梅")])
def test_what_could_be_somebody_s_is_refused(app, value):
    with pytest.raises(MayBePersonal):
        drawn(app, "{{ value }}", value)


def test_everything_a_part_is_drawn_from_is_its_key(app):
    one = part(app, "{{ value.value }} {{ visit.lang_tag }} {{ visit.reading }} {{ _('消息') }}")
    seen = set()
    for need in (Need.wheelchair, Need.slowly):
        for language, reading in (("zh_Hans", "standard"), ("zh_Hans", "easy"), ("en", "standard")):
            with app.test_request_context(), showing(Reader(language, reading)):
                first = drawn_once(one, need)
                assert drawn_once(one, need) is first
                seen.add(str(first))
    assert len(seen) == 6
    assert "wheelchair en standard Inbox" in seen


@pytest.mark.parametrize("path", ["/entitlements", "/entitlements/yours", "/entitlements/search?q=公交", "/inbox", "/"])
def test_a_page_that_is_opened_again_draws_no_part_anew(visitor, path):
    mei = visitor("mei").open(path)
    drawn_before = _drawn.cache_info().misses
    once = mei.open(path).main
    assert _drawn.cache_info().misses == drawn_before
    assert once == visitor("mei").open(path).main


def test_what_is_drawn_does_not_change_the_language_of_the_page_around_it(app):
    with app.test_request_context(), showing(Reader("en", "standard")):
        drawn_once(part(app, "{{ _('消息') }}"))
        assert app.jinja_env.from_string("{{ visit.language }} {{ _('消息') }}").render() == "en 消息"
