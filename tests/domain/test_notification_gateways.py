"""Ways out for SMS and mail, spoken to over real sockets."""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.conftest import test_settings
from webapp.notifications import Later, Refused, Sent, open_gateways
from webapp.settings import SettingsError


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def sms_service(status=200, answer=b"{}", headers=()):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, asked


@contextmanager
def mail_service(refusal=None):
    """SMTP enough for one mail; `refusal` answers RCPT."""
    taken = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            self.say("220 ready")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "DATA":
                    self.say("354 go on")
                    lines = []
                    while (text := self.rfile.readline()) != b".\r\n":
                        lines.append(text)
                    taken.append(b"".join(lines).decode())
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say(refusal if refusal and verb == "RCPT" else "250 fine")

        def say(self, line):
            self.wfile.write(line.encode() + b"\r\n")

    with running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, taken


def gateways(tmp_path, **changed):
    return open_gateways(replace(test_settings("", tmp_path), **changed))


def test_the_http_gateway_is_given_number_text_and_key(tmp_path):
    with sms_service(answer=b'{"reference": "r-1"}') as (port, asked):
        sms = gateways(tmp_path, sms_gateway=f"http://user:p%40ss@127.0.0.1:{port}/sms?x=1").sms
        assert sms.send("00010000001", "您有一条新消息。", "key-1") == Sent("r-1")
    [(path, headers, body)] = asked
    assert (path, body) == ("/sms?x=1", {"to": "00010000001", "text": "您有一条新消息。", "key": "key-1"})
    assert headers["Idempotency-Key"] == "key-1"
    assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")) == b"user:p@ss"


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (204, (), Sent(None)),
        (400, (), Refused("http_400")),
        (401, (), Refused("http_401")),
        (302, (), Refused("http_302")),
        (429, [("Retry-After", "30")], Later("http_429", timedelta(seconds=30))),
        (503, (), Later("http_503")),
    ],
)
def test_what_the_gateway_answers_counts(tmp_path, status, headers, outcome):
    with sms_service(status, b"", headers) as (port, _):
        assert gateways(tmp_path, sms_gateway=f"http://127.0.0.1:{port}").sms.send("00010000001", "好", "k") == outcome


def test_a_gateway_that_is_away_is_tried_again(tmp_path):
    with sms_service() as (port, _):
        pass
    assert gateways(tmp_path, sms_gateway=f"http://127.0.0.1:{port}").sms.send("00010000001", "好", "k") == Later(
        "unreachable"
    )


def test_a_mail_says_who_sent_it_and_carries_the_key(tmp_path):
    with mail_service() as (port, taken):
        mail = gateways(tmp_path, mail_gateway=f"smtp://127.0.0.1:{port}").mail
        assert mail.send("mei@example.com", "有变化", "您有一条新消息。", "key-1") == Sent("key-1")
    [text] = taken
    assert "To: mei@example.com" in text
    assert "From: noreply@localhost" in text
    assert "Message-ID: <key-1@localhost>" in text


@pytest.mark.parametrize(
    ("refusal", "outcome"), [("550 no such person", Refused("smtp_550")), ("451 later", Later("smtp_451"))]
)
def test_a_mailbox_that_is_none_is_refused_and_a_full_one_tried_again(tmp_path, refusal, outcome):
    with mail_service(refusal) as (port, _):
        assert (
            gateways(tmp_path, mail_gateway=f"smtp://127.0.0.1:{port}").mail.send("x@example.com", "有", "好", "k")
            == outcome
        )


def test_none_is_no_gateway(tmp_path):
    found = gateways(tmp_path, sms_gateway="none", mail_gateway="none")
    assert (found.sms, found.mail) == (None, None)


@pytest.mark.parametrize(
    "wrong", [{"sms_gateway": "sms.example"}, {"sms_gateway": "ftp://a"}, {"mail_gateway": "http://a"}]
)
def test_an_address_that_is_none_stops_the_start(tmp_path, wrong):
    with pytest.raises(SettingsError):
        gateways(tmp_path, **wrong)
