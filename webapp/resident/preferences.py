"""Language, theme, size of text and way of reading: kept on the device, and with the account once signed in."""

from __future__ import annotations

from flask import Response, redirect, request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice

from webapp.people import change_preferences
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, languages, render
from webapp.web.answers import local_path

YEAR = 365 * 24 * 3600


class PreferencesForm(Form):
    language = RadioField(_l("语言"), choices=[SelectChoice(*each) for each in languages.NAMES.items()])
    theme = RadioField(_l("颜色"), choices=[
        SelectChoice("standard", _l("标准")), SelectChoice("dark", _l("深色")), SelectChoice("high-contrast", _l("高对比度"))])
    text_size = RadioField(_l("字的大小"), choices=[SelectChoice("standard", _l("标准")), SelectChoice("large", _l("大字"))])
    reading = RadioField(_l("文字的写法"), choices=[SelectChoice("standard", _l("标准")), SelectChoice("easy", _l("易读"))])
    next = HiddenField()


@door.page("/preferences", permission=Permission.anyone)
def preferences(visit: Visit, form: PreferencesForm | None = None) -> Response:
    form = form or PreferencesForm(language=visit.language, theme=visit.theme, text_size=visit.text_size,
                                   reading=visit.reading, next=local_path(request.args.get("next")))
    return render(visit, "resident/preferences.html", form=form)


@door.act("/preferences", permission=Permission.anyone, form=PreferencesForm, again=preferences)
def keep_preferences(visit: Visit, form: PreferencesForm) -> Response:
    chosen = (form.language.data, form.theme.data, form.text_size.data, form.reading.data)
    if visit.account is not None:
        language, theme, text_size, reading = chosen
        change_preferences(visit.db, visit.actor, visit.account, language=language, theme=theme, text_size=text_size,
                           reading=reading)
    response = redirect(local_path(form.next.data), 303)
    response.set_cookie(languages.COOKIE, ".".join(chosen), max_age=YEAR, samesite="Lax")
    return response  # type: ignore[return-value]
