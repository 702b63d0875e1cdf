"""One person at one phone, as a process of its own: signs in, has a page before her, and presses when told to.

    python contender.py ORIGIN ACCOUNT PAGE ACTION

Prints `ready` when the page is open, waits for a line, sends the form of the page whose action is ACTION, and prints
status and location of the answer. Only the standard library, so that many start quickly.
"""

from __future__ import annotations

import html
import re
import sys
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener


class Stay(HTTPRedirectHandler):
    """An answer is an answer; nobody follows it."""

    def redirect_request(self, *_given: object) -> None:
        return None


class Contender:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), Stay())

    def send(self, path: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str, str]:
        """Status, location and text."""
        data = urlencode(fields).encode() if fields is not None else None
        asked = Request(urljoin(self.origin, path), data=data)  # noqa: S310  the server of the test
        try:
            with self.opener.open(asked, timeout=60) as answer:
                return answer.status, "", answer.read().decode()
        except HTTPError as other:
            return other.code, other.headers.get("Location", ""), other.read().decode()

    def form(self, page: str, action: str) -> list[tuple[str, str]]:
        """The hidden fields of the form with this action."""
        found = self.find_form(page, action)
        if isinstance(found, str):
            raise SystemExit(f"no form sends to {action} on {page}:\n{found[-2000:]}")
        return found

    def find_form(self, page: str, action: str) -> list[tuple[str, str]] | str:
        """The hidden fields of the form with this action, or the page that has no such form."""
        _status, _location, text = self.send(page)
        found = re.search(rf'<form[^>]*action="{re.escape(html.escape(action))}".*?</form>', text, re.DOTALL)
        if found is None:
            return text
        return [(name, html.unescape(value)) for name, value in
                re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', found[0])]


def main(origin: str, account: str, page: str, action: str) -> None:
    person = Contender(origin)
    sign_in = f"/demo/people/{account}/sign-in"
    status, _location, _text = person.send(sign_in, person.form("/demo", sign_in))
    if status != 303:
        raise SystemExit(f"sign-in was answered with {status}")
    _status, location, _text = person.send(page)
    if urlsplit(location).path == "/notice":
        asked = person.find_form(location, "/notice")
        if not isinstance(asked, str):  # the same person at another phone may have agreed in between
            person.send("/notice", [*asked, ("health", "y")])
    fields = [*person.form(page, action), ("consent", "y")]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    status, location, _text = person.send(action, fields)
    sys.stdout.write(f"{status} {location or '-'}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
