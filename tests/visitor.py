"""A client that reads pages as people do: by label, by role, by words.

Every page it opens is checked (on SQLite): parses without error, one h1 that begins the title, unique
ids, each control labelled, language set, no number of a person in the clear.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import html5lib
from bs4 import BeautifulSoup, NavigableString, Tag
from flask import Flask
from werkzeug.test import TestResponse

BASE = "http://localhost:8000"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
IMPERSONAL = ("/offline",)
"""Pages that are the same for everybody and may be kept."""
CLEAR_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")


class Visitor:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.filled: dict[str, Any] = {}
        self._response: TestResponse | None = None
        self._soup: BeautifulSoup | None = None
        self._led_to: str | None = None
        """Where whoever has just come in would be; most go elsewhere at once, and need not be shown it."""

    # going somewhere

    def open(self, path: str, *, status: int = 200) -> Visitor:
        return self._arrive(self.client.get(path, base_url=BASE, follow_redirects=True), status)

    def follow(self, words: str, *, status: int = 200) -> Visitor:
        """Follow the link that reads so."""
        return self.open(str(self._one("a", words)["href"]), status=status)

    def become(self, account_public_id: str) -> Visitor:
        """Through the demo's picker; the token comes from a page that is made in a fraction of its time."""
        token = TOKEN.search(self.client.get("/preferences", base_url=BASE).get_data(as_text=True))
        assert token is not None
        answer = self.client.post(
            f"/demo/people/{account_public_id}/sign-in", data={"csrf_token": token[1]}, base_url=BASE
        )
        assert answer.status_code == 303, f"{account_public_id}: {answer.status_code}"
        self._led_to = answer.location
        return self

    def act_for(self, resident_public_id: str) -> Visitor:
        with self.client.session_transaction(base_url=BASE) as session:
            session["acting_for"] = resident_public_id
        return self

    def post(self, path: str, *, status: int = 200, **values: Any) -> Visitor:
        """A bare POST with a valid CSRF token, as a form of the last page would send."""
        answer = self.client.post(
            path, data={"csrf_token": self.csrf_token, **values}, base_url=BASE, follow_redirects=True
        )
        return self._arrive(answer, status)

    @property
    def csrf_token(self) -> str:
        return str(self.soup.find("input", {"name": "csrf_token"})["value"])

    # reading

    @property
    def response(self) -> TestResponse:
        self._see()
        assert self._response is not None, "no page was opened"
        return self._response

    @property
    def soup(self) -> BeautifulSoup:
        self._see()
        assert self._soup is not None, "no page was opened"
        return self._soup

    def stand(self, response: TestResponse, soup: BeautifulSoup | None = None) -> Visitor:
        """On this page, with nothing filled in; what is no page leaves the one before."""
        self._response, self._led_to, self.filled = response, None, {}
        self._soup = soup or self._soup
        return self

    def _see(self) -> None:
        if self._led_to is not None:
            self.open(self._led_to)

    @property
    def h1(self) -> str:
        return tidy(self.soup.h1)

    @property
    def text(self) -> str:
        return tidy(self.soup.body)

    @property
    def main(self) -> str:
        return tidy(self.soup.main)

    def sees(self, words: str) -> bool:
        return words in self.text

    def errors(self) -> list[str]:
        """What the summary says is wrong."""
        summary = self.soup.find(attrs={"aria-labelledby": "errors-title"})
        return [tidy(item) for item in summary.find_all("li")] if summary else []

    def links(self) -> list[str]:
        return [tidy(a) for a in self.soup.find_all("a")]

    # filling in: values stay with the form that holds the button pressed

    def fill(self, label: str, value: str) -> Visitor:
        control = self._control(label)
        self.filled[control["name"]] = value
        return self

    def choose(self, *labels: str) -> Visitor:
        """Tick radios or boxes, or choose options of a select, by the words beside them."""
        for label in labels:
            option = next((o for o in self.soup.find_all("option") if tidy(o) == label), None)
            control = option.find_parent("select") if option else self._control(label)
            value = (option or control).get("value", "on")
            if control.get("type") == "checkbox":
                self.filled.setdefault(control["name"], []).append(value)
            else:
                self.filled[control["name"]] = value
        return self

    def untick(self, label: str) -> Visitor:
        control = self._control(label)
        self.filled.setdefault(f"-{control['name']}", []).append(control.get("value", "on"))
        return self

    def see_needs(self) -> Visitor:
        """Tick, as staff must, that the resident's needs were seen; nothing is asked where she has told of none."""
        if self.soup.find("input", {"name": "needs_seen"}):
            self.filled["needs_seen"] = ["y"]
        return self

    def press(self, words: str, *, status: int = 200, follow: bool = True) -> Visitor:
        """Press the button that reads so; its form is sent with what it held and what was filled in."""
        button = self._one("button", words)
        form = button.find_parent("form")
        assert form is not None, f"the button {words!r} stands in no form"
        data = self._held(form)
        if button.get("name"):
            data.setdefault(button["name"], []).append(button.get("value", ""))
        action = form.get("action") or "/"
        if (form.get("method") or "get").lower() == "get":
            return self._arrive(
                self.client.get(action, query_string=data, base_url=BASE, follow_redirects=follow), status
            )
        return self._arrive(self.client.post(action, data=data, base_url=BASE, follow_redirects=follow), status)

    # inside

    def _held(self, form: Tag) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for control in form.find_all(["input", "select", "textarea"]):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.has_attr("disabled"):
                continue
            if control.name == "select":
                chosen = [o["value"] for o in control.find_all("option") if o.has_attr("selected")]
                data.setdefault(name, []).extend(chosen or [control.find("option")["value"]])
            elif kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    data.setdefault(name, []).append(control.get("value", "on"))
            elif kind not in ("submit", "button"):
                # the line break behind a textarea's tag is none of hers: browsers leave it out, lxml does not
                written = re.sub(r"\A\r?\n", "", control.string or "")
                data.setdefault(name, []).append(
                    written if control.name == "textarea" else control.get("value", "")
                )
        own = {control.get("name"): control.get("type") for control in form.find_all(["input", "select", "textarea"])}
        for name, value in self.filled.items():
            if name.startswith("-") and name[1:] in own:
                data[name[1:]] = [v for v in data.get(name[1:], []) if v not in value]
            elif name in own:
                data[name] = [*data.get(name, []), *value] if isinstance(value, list) else [value]
        return data

    def _control(self, label: str) -> Tag:
        for element in self.soup.find_all("label"):
            words = element.find("span", class_=lambda c: c is None) or element
            named = {
                tidy(element),
                tidy(words),
                re.sub(r"\s*(必填|选填)$", "", tidy(element)),
                re.sub(r"\s*(必填|选填)$", "", tidy(words)),
            }
            if label in named:
                control = self.soup.find(id=element.get("for")) or element.find(["input", "select", "textarea"])
                assert control is not None, f"the label {label!r} belongs to no control"
                return control
        raise AssertionError(
            f"no control is labelled {label!r}; there are {[tidy(e) for e in self.soup.find_all('label')]}"
        )

    def _one(self, kind: str, words: str) -> Tag:
        found = [e for e in self.soup.find_all(kind) if tidy(e) == words]
        assert found, f"no {kind} reads {words!r}; there are {[tidy(e) for e in self.soup.find_all(kind)]}"
        return found[0]

    def _arrive(self, response: TestResponse, status: int) -> Visitor:
        html = response.get_data(as_text=True)
        assert response.status_code == status, (
            f"{response.request.path}: {response.status_code}, not {status}\n{html[-1500:]}"
        )
        a_page = response.mimetype == "text/html" and html
        kept_by_nobody = response.headers.get("Cache-Control") == "no-store"
        assert not a_page or kept_by_nobody or response.request.path in IMPERSONAL, "a personal page that may be kept"
        return self.stand(response, self._look(html, response.request.path) if a_page else None)

    def _look(self, html: str, path: str) -> BeautifulSoup:
        """For faults on one database: pages are the same on both."""
        house = self.client.application.extensions["huican"]
        return check_page(html, path) if house.settings.database_url.startswith("sqlite") else read(html)


def tidy(element: Tag | None) -> str:
    """The words as they are read: apart where elements part them, but a name in another language in its sentence."""
    words = ""
    before: NavigableString | None = None
    for piece in element.strings if element else ():
        words += f"{piece}" if _in_one_sentence(before, piece) else f" {piece}"
        before = piece
    return re.sub(r"\s+", " ", words).strip()


def _in_one_sentence(before: NavigableString | None, piece: NavigableString) -> bool:
    if before is None:
        return False
    after_part = _is_part(before.parent) and before.parent.next_sibling is piece
    return after_part or (_is_part(piece.parent) and piece.parent.previous_sibling is before)


def _is_part(element: Tag) -> bool:
    return element.name == "span" and set(element.attrs) == {"lang"}


def read(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


TEXT = re.compile(r">([^<>&\x00-\x1f]*[^<>&\s\x00-\x1f][^<>&\x00-\x1f]*)<")
VALUE = re.compile(r'="[^"&\x00-\x1f]*"')


@cache
def parse_errors(skeleton: str) -> tuple[Any, ...]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(skeleton)
    return tuple(parser.errors[:3])


def check_page(html: str, path: str) -> BeautifulSoup:
    """The page as it was read.

    Whether it is well made does not hang on what its words and values are, so pages of one make are parsed once.
    """
    wrong = parse_errors(VALUE.sub('=""', TEXT.sub(">x<", html)))
    assert not wrong, f"{path}: {wrong}"
    soup = read(html)  # what has no error is read alike by both, by this one in a tenth of the time
    headings = soup.find_all("h1")
    assert len(headings) == 1, f"{path} has {len(headings)} h1"
    title = tidy(soup.title).removeprefix("错误：").removeprefix("Error: ").removeprefix("錯誤：")
    assert title.startswith(tidy(headings[0])), (
        f"{path}: the title {title!r} does not begin with its h1 {tidy(headings[0])!r}"
    )
    ids = [e["id"] for e in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"{path} uses an id twice: {[i for i in ids if ids.count(i) > 1]}"
    assert soup.html.get("lang") in ("zh-Hans", "zh-Hant", "en"), f"{path} has no language"
    for control in soup.find_all(["input", "select", "textarea"]):
        if control.get("type") in ("hidden", "submit", "button"):
            continue
        label = soup.find("label", attrs={"for": control.get("id")}) if control.get("id") else None
        assert label or control.find_parent("label") or control.get("aria-label") or control.get("aria-labelledby"), (
            f"{path}: {control} has no label"
        )
    for element in soup.find_all(attrs={"aria-describedby": True}):
        for target in element["aria-describedby"].split():
            assert soup.find(id=target), f"{path}: aria-describedby names {target}, which is not there"
    found = CLEAR_NUMBER.search(soup.get_text(" "))
    assert found is None, f"{path} shows a number in the clear"
    assert not soup.find_all(style=True), f"{path} has a style attribute"
    return soup
