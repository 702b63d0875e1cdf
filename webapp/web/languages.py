"""Language, theme, size of text, way of reading: the account's choice, else the device's, else the browser's."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, force_locale
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


class Catalogues(Domain):
    """Of each language one, found by its name alone: a page asks a hundred times, and Flask-Babel each time asks the
    request for a locale and writes it out."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Any] = {}

    def get_translations(self) -> Any:
        language = current()
        if language not in self.kept:
            with force_locale(language):
                self.kept[language] = super().get_translations()
        return self.kept[language]


class Languages(Babel):  # type: ignore[misc]
    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues()


def init_app(app: Flask) -> None:
    babel = Languages(app, default_locale="zh_Hans", default_timezone="Asia/Shanghai", locale_selector=current)
    _keep_sentences(app, babel.domain_instance)


def _keep_sentences(app: Flask, catalogues: Catalogues) -> None:
    """Of each sentence that a template says the markup is kept."""
    marked: dict[tuple[str, str], Markup] = {}

    def gettext(said: str, /, **values: Any) -> Markup:
        key = current(), said
        words = marked.get(key)
        if words is None:
            words = marked[key] = Markup(catalogues.get_translations().ugettext(said))  # noqa: S704  our own sentence
        return words % values if values or "%" in words else words

    def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
        words = Markup(catalogues.get_translations().ungettext(one, many, number))  # noqa: S704  our own sentence
        return words % ({"num": number} | values)

    app.jinja_env.globals.update(gettext=gettext, ngettext=ngettext, _=gettext)
