"""Input that forgives: every form of every door, looked at field by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import g
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DateTimeField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    TimeField,
)
from wtforms import Form as AnyForm

from webapp.web.fields import ClockField, DayField, WholeNumberField
from webapp.web.forms import Form
from webapp.web.spoken_days import day_of

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 11, 23)

OWN = {  # what is asked of a person about herself, and the token by which her browser fills it in (WCAG 1.3.5)
    "PhoneForm.phone": "tel",
    "resident.sign_in.PhoneForm.phone": "tel webauthn",
    "SignInCodeForm.code": "one-time-code",
    "CodeForm.code": "one-time-code",
    "NewPhoneForm.phone": "tel",
    "OfficerCodeForm.code": "one-time-code",
    "resident.home_assessments.VisitForm.home_address": "address-line1",
    "PlaceForm.address": "address-line1",
    "PromiseForm.helper_name": "on",
}
"""WCAG knows no token for numbers of certificates, recovery codes, or anything about other people: theirs is `off`; but
`on` for a colleague's name, which a clerk writes every day."""


def forms() -> Iterator[type[Form]]:
    """Every form of a door; those of the gallery are examples."""
    waiting = list(Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("webapp.") and not form.__module__.startswith("webapp.web."):
            yield form


def written_fields(form: type[Form]) -> Iterator[tuple[str, Field]]:
    """Fields into which something is typed, by name."""
    for name, field in form(formdata=None)._fields.items():
        if isinstance(field, StringField | DateField | TimeField | IntegerField) and field.type != "HiddenField":
            yield name, field


@pytest.fixture
def asking(app):
    """Fields speak the language of a request."""
    with app.test_request_context():
        g.language = "zh_Hans"
        yield


def fields_of_all() -> list[tuple[str, str, Field]]:
    found = [(form, name, field) for form in forms() for name, field in written_fields(form)]
    return [
        (f"{form.__module__.removeprefix('webapp.')}.{form.__name__}.{name}", f"{form.__name__}.{name}", field)
        for form, name, field in found
    ]


@pytest.mark.usefixtures("asking")
def test_every_field_says_what_a_browser_may_fill_in():
    wrong = {}
    for full, short, field in fields_of_all():
        if not isinstance(field, TextAreaField):
            wanted = OWN.get(full) or OWN.get(short, "off")
            given = (field.render_kw or {}).get("autocomplete")
            if given != wanted:
                wrong[full] = f"{given}, not {wanted}"
    assert wrong == {}


@pytest.mark.usefixtures("asking")
def test_the_reviewed_list_names_fields_that_are_there():
    there = {name for full, short, _ in fields_of_all() for name in (full, short)}
    assert OWN.keys() <= there


@pytest.mark.usefixtures("asking")
def test_every_date_time_and_number_is_read_as_people_write_it():
    narrow = [
        full for full, _, field in fields_of_all()
        if (isinstance(field, DateField | DateTimeField | TimeField) and not isinstance(field, DayField | ClockField))
        or (isinstance(field, IntegerField) and not isinstance(field, WholeNumberField))
    ]  # fmt: skip
    assert narrow == []


@pytest.mark.usefixtures("asking")
def test_a_day_can_be_written_in_words_on_a_phone_too():
    digits_only = [full for full, _, field in fields_of_all()
                   if isinstance(field, DayField | ClockField) and "inputmode" in (field.render_kw or {})]
    assert digits_only == []


@pytest.mark.usefixtures("asking")
def test_a_choice_that_is_offered_no_more_is_answered_with_the_remedy():
    class Choosing(Form):
        one = SelectField(choices=["a"])
        several = SelectMultipleField(choices=["a"])

    sent = Choosing(formdata=MultiDict({"one": "gone", "several": "gone"}))
    assert not sent.validate()
    said = "这个选项现在不能选了。请再选一次。"
    assert sent.errors == {"one": [said], "several": [said]}


@pytest.mark.usefixtures("asking")
def test_a_telephone_number_opens_the_keys_for_one():
    phones = [(full, field) for full, short, field in fields_of_all() if short.endswith(".phone")]
    other = [full for full, field in phones
             if not (isinstance(field, TelField) and field.render_kw["inputmode"] == "tel")]
    assert other == []


@pytest.mark.usefixtures("asking")
def test_no_field_cuts_or_forbids_what_is_pasted_or_spoken():
    """A maxlength cuts without a word; a pattern and a number's own widget refuse blanks and full-width digits."""
    refusing = [
        full for full, _, field in fields_of_all()
        for soup in [BeautifulSoup(str(field()), "html5lib").find(["input", "textarea"])]
        if soup.get("pattern") or soup.get("type") in ("number", "date", "time")
        or (field.render_kw or {}).get("maxlength")
    ]  # fmt: skip
    assert refusing == []


@pytest.mark.usefixtures("asking")
def test_every_field_keeps_what_was_typed_even_where_it_cannot_be_read():
    typed = "不是 这个 １２"
    lost = []
    for form in forms():
        for name, _field in written_fields(form):
            sent = form(formdata=MultiDict({name: typed}))
            shown = BeautifulSoup(str(sent[name]()), "html5lib").find(["input", "textarea"])
            if (shown.get("value") if shown.name == "input" else (shown.string or "").strip()) != typed:
                lost.append(f"{form.__name__}.{name}")
    assert lost == []


def test_no_template_writes_a_picker_or_a_field_without_its_token():
    loose = []
    for path in TEMPLATES.rglob("*.html"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for kind in ('type="date"', 'type="number"', 'type="time"'):
                loose += [f"{path.name}: {kind}"] if kind in line else []
            if '<input class="input"' in line and "autocomplete=" not in line:
                loose.append(f"{path.name}: no autocomplete")
    assert loose == []


@pytest.mark.parametrize("typed", [
    "2026-12-01", "2026/12/1", "2026.12.1", "2026年12月1日", "２０２６年１２月１日", "20261201", "2026 年 12 月 1 日",
    "二〇二六年十二月一日", "2026年12月1号", "2026年12月1日 星期二", "今年12月1日", "1 December 2026", "December 1, 2026", "1st Dec 2026",
])  # fmt: skip
def test_a_day_is_understood_in_every_way_of_writing_and_saying_it(typed):
    assert day_of(typed, TODAY) == date(2026, 12, 1)


@pytest.mark.parametrize(("typed", "meant"), [
    ("今天", TODAY), ("明天", date(2026, 11, 24)), ("昨天", date(2026, 11, 22)), ("tomorrow", date(2026, 11, 24)),
    ("明年一月五日", date(2027, 1, 5)), ("去年二月二十八日", date(2025, 2, 28)), ("二〇二六年二十月一日", None), ("12月1日", None),
    ("2026-02-30", None), ("31.2.", None), ("下次", None),
])  # fmt: skip
def test_a_day_by_words_is_counted_from_today_and_none_is_guessed(typed, meant):
    assert day_of(typed, TODAY) == meant


class Numbers(AnyForm):
    count = WholeNumberField()


@pytest.mark.parametrize("typed", ["1200", "１２００", "1 200", "1-200", " 1200 ", "1·200"])
def test_a_number_is_read_with_blanks_dashes_and_wide_digits(typed):
    form = Numbers(MultiDict({"count": typed}))
    assert (form.validate(), form.count.data) == (True, 1200)


class Careless(Form):
    born = DateField()
    phone = StringField(render_kw={"maxlength": 11})


@pytest.mark.usefixtures("asking")
def test_a_form_that_does_not_forgive_is_found():
    found = dict(written_fields(Careless))
    assert not isinstance(found["born"], DayField)
    assert (found["phone"].render_kw or {}).get("autocomplete") is None
    assert 'type="date"' in str(found["born"]())
