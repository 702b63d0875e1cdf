"""Two providers of identities on this machine: a real one (npm oidc-provider), and one that signs what a test wants.

`real(...)` starts node; `Forger` answers in a thread. Both are at the edge: ours is the client.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from bs4 import BeautifulSoup
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from webapp.settings import UnifiedSignIn

HERE = Path(__file__).parent
CLIENT, SECRET = "huican", "only-for-tests-and-nowhere-else-0123456789"
NAMES = ("示范省统一身份认证", "示範省統一身份認證", "Model Province ID")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings_for(port: int, **changed: Any) -> UnifiedSignIn:
    return UnifiedSignIn(**{"issuer": f"http://localhost:{port}", "client_id": CLIENT, "client_secret": SECRET,
                            "names": NAMES, "claim": "citizen_id", **changed})


@contextmanager
def real(port: int, people: dict[str, str], *, origin: str, in_userinfo: bool = False) -> Iterator[None]:
    """`people`: what is typed as the name -> citizen id."""
    node = shutil.which("node")
    assert node is not None, "node is needed"
    asked = {"port": port, "client_id": CLIENT, "client_secret": SECRET, "people": people, "in_userinfo": in_userinfo,
             "redirect_uri": f"{origin}/sign-in/unified/return"}
    process = subprocess.Popen(
        [node, str(HERE / "identity_provider.mjs")], cwd=HERE.parent, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        process.stdin.write(json.dumps(asked))
        process.stdin.close()
        while (line := process.stdout.readline()) != "ready\n":
            assert line, "the provider did not start"
        yield
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def sign_in_there(address: str, name: str, *, browser: requests.Session | None = None) -> str:
    """Type a name at the real provider; returns the address that leads back to us."""
    browser = browser or requests.Session()
    answer = _led_on(browser, browser.get(address, allow_redirects=False))
    form = BeautifulSoup(answer.text, "html.parser").find("form")
    said = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    said |= {"login": name, "password": "x"}
    there = requests.compat.urljoin(answer.url, form["action"])
    return _led_on(browser, browser.post(there, data=said, allow_redirects=False)).headers["Location"]


def _led_on(browser: requests.Session, answer: requests.Response) -> requests.Response:
    """Along its redirects, up to the one that leaves the provider."""
    home = urlsplit(answer.url).netloc
    while answer.is_redirect:
        there = requests.compat.urljoin(answer.url, answer.headers["Location"])
        if urlsplit(there).netloc != home:
            return answer
        answer = browser.get(there, allow_redirects=False)
    return answer


class Forger:
    """Answers as a provider would, and signs what `claims` makes of the nonce and the moment."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://localhost:{port}"
        self.key = RSAKey.generate_key(2048, {"kid": "only", "use": "sig", "alg": "RS256"})
        self.signing = self.key
        self.header: dict[str, str] = {"alg": "RS256", "kid": "only"}
        self.claims: dict[str, Any] = {}
        self.token_status = 200
        self.token_error = "invalid_grant"
        self.token_asked: list[dict[str, list[str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def signs_with_the_secret(self) -> None:
        self.signing, self.header = OctKey.import_key(SECRET), {"alg": "HS256"}

    def changes_its_key(self) -> None:
        """Published, under another name."""
        self.key = self.signing = RSAKey.generate_key(2048, {"kid": "second", "use": "sig", "alg": "RS256"})
        self.header = {"alg": "RS256", "kid": "second"}

    def signs_with_another_key(self) -> None:
        self.signing = RSAKey.generate_key(2048, {"kid": "only"})

    def _answers(self) -> dict[str, Callable[[], Any]]:
        return {
            "/.well-known/openid-configuration": lambda: {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks"},
            "/jwks": lambda: {"keys": [self.key.as_dict(private=False)]},
            "/token": lambda: {
                "access_token": "a", "token_type": "Bearer",
                "id_token": jwt.encode(self.header, self.claims, self.signing, algorithms=[self.header["alg"]])},
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        forger = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(200)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                forger.token_asked.append(parse_qs(body))
                self._say(forger.token_status)

            def _say(self, status: int) -> None:
                found = forger._answers()[self.path]() if status == 200 else {"error": forger.token_error}
                body = json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Nothing to the screen."""

        return Handler
