"""Language, theme, size of text, way of reading: the account's choice, else the device's, else the browser's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_translations
from markupsafe import Markup

from webapp.people import LANGUAGES, READINGS, TEXT_SIZES, THEMES

if TYPE_CHECKING:
    from webapp.web.visit import Visit

TAGS = {"zh_Hans": "zh-Hans", "zh_Hant": "zh-Hant", "en": "en"}
NAMES = {"zh_Hans": "简体中文", "zh_Hant": "繁體中文", "en": "English"}
COOKIE = "preferences"
BROWSER = {"zh": "zh_Hans", "zh-cn": "zh_Hans", "zh-sg": "zh_Hans", "zh-hans": "zh_Hans", "zh-tw": "zh_Hant",
           "zh-hk": "zh_Hant", "zh-mo": "zh_Hant", "zh-hant": "zh_Hant", "en": "en", "en-us": "en", "en-gb": "en"}


def choose(visit: Visit) -> None:
    kept = kept_on_device()
    if visit.account is not None and visit.account.activated_at is not None:
        account = visit.account
        kept = (account.language, account.theme, account.text_size, account.reading)
    visit.language, visit.theme, visit.text_size, visit.reading = kept
    g.language = visit.language


def kept_on_device() -> tuple[str, str, str, str]:
    language, theme, text_size, reading = [*request.cookies.get(COOKIE, "").split("."), "", "", "", ""][:4]
    return (
        language if language in LANGUAGES else asked_by_browser(),
        theme if theme in THEMES else "standard",
        text_size if text_size in TEXT_SIZES else "standard",
        reading if reading in READINGS else "standard",
    )


def asked_by_browser() -> str:
    for tag, _quality in request.accept_languages:
        for known in (tag.lower(), tag.lower().rsplit("-", 1)[0], tag.lower().split("-", 1)[0]):
            if known in BROWSER:
                return BROWSER[known]
    return "zh_Hans"


def current() -> str:
    """The language of this request or of a forced context (worker, tests)."""
    return g.get("language", "zh_Hans") if has_request_context() or g else "zh_Hans"


def init_app(app: Flask) -> None:
    Babel(app, default_locale="zh_Hans", default_timezone="Asia/Shanghai", locale_selector=current)
    _keep_catalogues(app)


def _keep_catalogues(app: Flask) -> None:
    """A page has sixty sentences: each asks for its catalogue by language only, and of each the markup is kept."""
    kept: dict[str, Any] = {}
    marked: dict[tuple[str, str], Markup] = {}

    def catalogue(language: str) -> Any:
        if language not in kept:
            with force_locale(language):
                kept[language] = get_translations()
        return kept[language]

    def gettext(said: str, /, **values: Any) -> Markup:
        language = current()
        words = marked.get((language, said))
        if words is None:
            words = Markup(catalogue(language).ugettext(said))  # noqa: S704  our own sentence
            marked[language, said] = words
        return words % values if values or "%" in words else words

    def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
        words = Markup(catalogue(current()).ungettext(one, many, number))  # noqa: S704  our own sentence
        return words % ({"num": number} | values)

    app.jinja_env.globals.update(gettext=gettext, ngettext=ngettext, _=gettext)
