"""What is looked at once for all pages together, as the tests of the house look at it; here it becomes evidence.

Each is made in every run. Its fingerprint is of all that the answer hangs on, so that the evidence is older as soon as
a colour, a span of time, a field or an easy sentence is another one; what does the looking is counted with the check.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import g

import webapp.application  # noqa: F401  opens the doors, which hold the forms
from proofs import of_the_build
from tests.house import test_design_tokens as tokens
from tests.house import test_easy_read as easy
from tests.house import test_forms as forms
from tests.house import test_site_map as pages
from tests.house import test_time_limits as limits


def test_every_pair_of_colours_has_its_contrast(record_property):
    looked_at = [tokens.TOKENS, tokens.MODES, *(sheet.read_text(encoding="utf-8") for sheet in tokens.SHEETS)]
    record_property("proves", of_the_build("contrast", "\0".join(looked_at)))
    for column in tokens.COLUMNS:
        for more_contrast in (False, True):
            tokens.test_every_pair_of_roles_has_its_contrast(column, more_contrast)
    for sheet in tokens.SHEETS:
        if sheet.name not in ("tokens.css", "print.css"):
            tokens.test_a_component_names_roles_not_colours(sheet)
    tokens.test_every_role_has_a_colour_in_every_column()
    tokens.test_a_mode_turns_roles_and_no_component()


def test_every_limit_of_time_is_known_and_says_whether_it_can_be_extended(record_property):
    listed = limits.LISTED.read_text(encoding="utf-8")
    record_property("proves", of_the_build("limits", "\0".join([listed, *sorted(limits.spans_in_the_code())])))
    limits.test_every_span_of_time_stands_in_the_list()
    limits.test_the_list_names_nothing_that_is_gone()
    limits.test_no_span_of_minutes_or_hours_is_without_a_name()
    limits.test_a_limit_on_a_person_says_whether_it_can_be_extended()


def test_every_field_can_be_filled_in_by_the_browser_by_voice_and_as_people_write(stage, record_property):
    with stage.app.test_request_context():
        g.language = "zh_Hans"
        looked_at = [f"{full} {field.type} {field.render_kw} {field()}" for full, _, field in forms.fields_of_all()]
        record_property("proves", of_the_build("fields", "\0".join(sorted(looked_at))))
        forms.test_every_field_says_what_a_browser_may_fill_in()
        forms.test_the_reviewed_list_names_fields_that_are_there()
        forms.test_no_field_cuts_or_forbids_what_is_pasted_or_spoken()
        forms.test_every_date_time_and_number_is_read_as_people_write_it()
        forms.test_every_field_keeps_what_was_typed_even_where_it_cannot_be_read()
    forms.test_no_template_writes_a_picker_or_a_field_without_its_token()


def test_every_easy_sentence_is_short_and_every_page_has_some(record_property):
    looked_at = [*easy.of_pages(), *easy.for_staff(), *sorted(easy.shown_templates()), *sorted(easy.PAGES)]
    record_property("proves", of_the_build("level", "\0".join(looked_at)))
    easy.test_every_sentence_is_short_and_made_of_known_words()
    easy.test_every_page_has_an_easy_text()
    easy.test_no_easy_text_is_left_of_a_page_that_is_gone()
    easy.test_every_text_says_what_this_is_what_one_can_do_and_what_happens_then()


def test_every_page_that_one_goes_to_by_oneself_is_on_the_list_of_all(record_property):
    looked_at = [*pages.listed(), *pages.STEPS, "", *sorted(pages.pages_without_an_argument())]
    record_property("proves", of_the_build("map", "\0".join(looked_at)))
    pages.test_every_page_that_one_goes_to_by_oneself_is_listed_once()
    pages.test_no_step_is_named_that_is_gone()


CLAIMS: list[tuple[Callable, object, str, object]] = [
    (test_every_pair_of_colours_has_its_contrast, tokens, "TOKENS", tokens.TOKENS.replace("#4d4338", "#8a8a8a")),
    (test_every_limit_of_time_is_known_and_says_whether_it_can_be_extended, limits, "SETTINGS", {"a.HURRY"}),
    (test_every_page_that_one_goes_to_by_oneself_is_on_the_list_of_all, pages, "STEPS", {}),
]


@pytest.mark.parametrize(("test", "of", "name", "worse"), CLAIMS)
def test_what_is_not_so_is_found(monkeypatch, test, of, name, worse):
    told: list[str] = []
    test(lambda _, words: told.append(words[2]))
    monkeypatch.setattr(of, name, worse)
    with pytest.raises(AssertionError):
        test(lambda _, words: told.append(words[2]))
    assert len(set(told)) == 2, "the evidence would not have been older"


def test_a_field_without_its_token_and_a_hard_sentence_are_found(stage, monkeypatch):
    monkeypatch.setattr(forms, "OWN", {**forms.OWN, "SignInCodeForm.code": "tel"})
    with pytest.raises(AssertionError):
        test_every_field_can_be_filled_in_by_the_browser_by_voice_and_as_people_write(stage, lambda *_: None)
    monkeypatch.setattr(easy, "LONGEST", 3)
    with pytest.raises(AssertionError):
        test_every_easy_sentence_is_short_and_every_page_has_some(lambda *_: None)
