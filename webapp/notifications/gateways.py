"""Ways out for SMS and mail: an outbox for demo and development, an HTTP gateway, SMTP, or none.

Every gateway has `send`; it returns what came of it (outcomes.py) and raises nothing. `key` names the message: the same
key again is the same message, and a gateway that knows it does not send twice.

The HTTP gateway is spoken to like this:

    POST <address>
    Authorization: Basic … (when the address has user:password@)
    Content-Type: application/json
    Idempotency-Key: <key>

    {"to": "13800000000", "text": "…", "key": "<key>"}

2xx: taken; {"reference": "…"} may name it. 429 and 5xx: later, Retry-After is respected. Anything else: refused.
"""

from __future__ import annotations

import base64
import json
import smtplib
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from webapp.notifications.outcomes import Later, Outcome, Refused, Sent, of_status
from webapp.settings import Settings, SettingsError

TIME_OUT_SECONDS = 10.0

OUTBOX = "outbox.jsonl"


AT_ONCE = 4
"""Text messages that nobody waits for, under way at the same time."""


class SmsGateway(Protocol):
    def send(self, phone: str, text: str, key: str) -> Outcome: ...

    def aside(self, act: Callable[[], None]) -> None:
        """Does it without waiting for what comes of it: waiting would tell that there is somebody to write to."""


class MailGateway(Protocol):
    def send(self, address: str, subject: str, text: str, key: str) -> Outcome: ...


@dataclass(frozen=True)
class Gateways:
    sms: SmsGateway | None
    mail: MailGateway | None


def open_gateways(settings: Settings) -> Gateways:
    """The gateways of the settings. Raises SettingsError for an address that is none."""
    return Gateways(_sms(settings), _mail(settings))


def _sms(settings: Settings) -> SmsGateway | None:
    if settings.sms_gateway == "none":
        return None
    if settings.sms_gateway == "outbox":
        return SmsOutbox(Outbox(settings.instance / OUTBOX))
    parts = urlsplit(settings.sms_gateway)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError("HUICAN_SMS_GATEWAY must be outbox, none, or the http(s):// address of a gateway")
    return HttpSms(parts)


def _mail(settings: Settings) -> MailGateway | None:
    if settings.mail_gateway == "none":
        return None
    if settings.mail_gateway == "outbox":
        return MailOutbox(Outbox(settings.instance / OUTBOX))
    parts = urlsplit(settings.mail_gateway)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingsError("HUICAN_MAIL_GATEWAY must be outbox, none, or smtp(s)://user:password@host:port")
    return SmtpMail(parts, settings.mail_sender)


class Outbox:
    """A file of what would have been sent: one JSON object a line. Shown on a page that only the demo has."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, channel: str, to: str, text: str, key: str) -> None:
        line = {"at": datetime.now(UTC).isoformat(), "channel": channel, "to": to, "text": text, "key": key}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class SmsOutbox:
    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, phone: str, text: str, key: str) -> Outcome:
        self._outbox.append("sms", phone, text, key)
        return Sent(key)

    def aside(self, act: Callable[[], None]) -> None:
        act()


class MailOutbox:
    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, address: str, subject: str, text: str, key: str) -> Outcome:
        self._outbox.append("mail", address, f"{subject}\n{text}", key)
        return Sent(key)


class HttpSms:
    def __init__(self, address: SplitResult) -> None:
        self._address = address
        self._path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        self._aside = ThreadPoolExecutor(AT_ONCE)

    def aside(self, act: Callable[[], None]) -> None:
        self._aside.submit(act)

    def send(self, phone: str, text: str, key: str) -> Outcome:
        body = json.dumps({"to": phone, "text": text, "key": key}, ensure_ascii=False).encode()
        try:
            status, headers, answer = self._post(body, key)
        except TimeoutError:
            return Later("time_out")
        except (OSError, HTTPException):
            return Later("unreachable")
        return of_status(status, reference=_reference(answer), retry_after=headers.get("Retry-After"))

    def _post(self, body: bytes, key: str) -> tuple[int, Any, bytes]:
        kind = HTTPSConnection if self._address.scheme == "https" else HTTPConnection
        connection = kind(self._address.hostname or "", self._address.port, timeout=TIME_OUT_SECONDS)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if self._address.username:
            pair = f"{unquote(self._address.username)}:{unquote(self._address.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        try:
            connection.request("POST", self._path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read(10_000)
        finally:
            connection.close()


def _reference(answer: bytes) -> str | None:
    try:
        found = json.loads(answer)
    except ValueError:
        return None
    return str(found["reference"]) if isinstance(found, dict) and found.get("reference") else None


class SmtpMail:
    def __init__(self, address: SplitResult, sender: str) -> None:
        self._address, self._sender = address, sender

    def send(self, address: str, subject: str, text: str, key: str) -> Outcome:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self._sender, address, subject
        mail["Message-ID"] = (
            f"<{key}@{self._sender.rpartition('@')[2]}>"  # the same message again is seen to be the same
        )
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        try:
            with self._connected() as smtp:
                smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            return _smtp_outcome(next(iter(refused.recipients.values()))[0])
        except smtplib.SMTPResponseException as refused:
            return _smtp_outcome(refused.smtp_code)
        except TimeoutError:
            return Later("time_out")
        except (OSError, smtplib.SMTPException):
            return Later("unreachable")
        return Sent(key)

    def _connected(self) -> smtplib.SMTP:
        host, port = self._address.hostname or "", self._address.port or 0
        trust = ssl.create_default_context()
        if self._address.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIME_OUT_SECONDS, context=trust)
        else:
            smtp = smtplib.SMTP(host, port, timeout=TIME_OUT_SECONDS)
            smtp.ehlo()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=trust)
        if self._address.username:
            smtp.login(unquote(self._address.username), unquote(self._address.password or ""))
        return smtp


def _smtp_outcome(code: int) -> Outcome:
    return Later(f"smtp_{code}") if 400 <= code < 500 else Refused(f"smtp_{code}")
