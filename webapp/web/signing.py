"""What both doors need to let somebody in: sending a code, counting attempts, beginning a session."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from ipaddress import IPv6Network, ip_address

from flask import Response, current_app, redirect, request, session
from flask_babel import gettext as _

from webapp import entitlements, notifications, people
from webapp.core import EXTENSIONS, Actor, DomainError
from webapp.core.privacy import blind_index
from webapp.people import Account, BadPhone, CodeExpired, CodePurpose, NoMoreTime, OneTimeCode, TriedTooOften
from webapp.web import devices, interrupted, languages
from webapp.web.answers import local_path
from webapp.web.visit import SHARED_SEEN, Visit

log = logging.getLogger("huican.notices")

WINDOW = timedelta(hours=1)
ATTEMPTS_A_NETWORK = 60
ATTEMPTS_A_DEVICE = 20
LEAVING_A_NETWORK = 300
ATTEMPTS_A_PERSON = people.CODES_PER_HOUR
"""At a number that is typed, known or not: one that is known would be refused its next code at the same moment."""
ATTEMPTS_ON_HER_DEVICE = 10
ATTEMPTS_WITH_OFFICER = 10


class NeedsConfirmation(Exception):
    """Leads to the confirmation, and then back to the page in `args[0]`. No domain error: no form shows it."""


def network() -> str:
    """Of whoever asks. With IPv6 one household has 2^64 addresses, of which it may take another for each request."""
    said = request.remote_addr or ""
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if address.version == 4 or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(IPv6Network((address, 64), strict=False))


def count(visit: Visit, *keys: str, account: Account | None = None) -> DomainError | None:
    """Count an attempt under network, device and each key, in the way of Door.act's `first`.

    On a device on which this account has signed in before, only her own attempts there count: what strangers try
    elsewhere, or others in the same network, does not lock her out.
    """
    device = devices.note()
    if account is not None and people.signed_in_on(visit.db, account, device):
        return _counted(visit, {f"own-device:{account.id}:{device}": ATTEMPTS_ON_HER_DEVICE})
    all_ = {f"network:{network()}": ATTEMPTS_A_NETWORK, f"device:{device}": ATTEMPTS_A_DEVICE}
    return _counted(visit, all_ | dict.fromkeys(keys, ATTEMPTS_A_PERSON))


def count_asking(visit: Visit, key: str, account: Account | None) -> DomainError | None:
    """The same, for a code that can be sent again: that counts under the key too, and asks for no number anew."""
    session["code_key"] = blind_index("asked", key)
    return count(visit, session["code_key"], account=account)


def count_again(visit: Visit) -> DomainError | None:
    last = people.find_code(visit.db, session.get("code", ""))
    return count(visit, session.get("code_key", "asked"), account=last.account if last is not None else None)


def count_leaving(visit: Visit) -> DomainError | None:
    """Who leaves for a provider of identities proves herself there: only the number from one network is counted."""
    return _counted(visit, {f"leaving:{network()}": LEAVING_A_NETWORK})


def officer_key(resident_id: int | None, typed: str) -> str:
    """Under which attempts with an officer's code are counted; giving another code begins the count anew."""
    return f"officer-code:{resident_id or typed}"


def count_with_officer(visit: Visit, key: str) -> DomainError | None:
    """The way that stays open when all others are closed: counted apart from them, by person and by network."""
    refusal = _counted(visit, {f"officer-network:{network()}": ATTEMPTS_A_NETWORK, key: ATTEMPTS_WITH_OFFICER})
    return TriedTooOften(**refusal.facts) if refusal is not None else None


def _counted(visit: Visit, limits: dict[str, int]) -> DomainError | None:
    counts = (people.count_attempt(visit.db, key, visit.at, limit=most, window=WINDOW) for key, most in limits.items())
    refusal = next(filter(None, list(counts)), None)
    if refusal is not None:
        refusal.facts["signed_in"] = visit.signed_in
    return refusal


def phone_key(typed: str | None) -> str:
    """Under which askings for a number are counted, however it is written."""
    try:
        return f"phone:{people.normalised_phone(typed or '')}"
    except BadPhone:
        return f"phone:{people.tidied(typed or '')}"


def account_with(visit: Visit, phone: str | None) -> Account | None:
    """Whose number was typed, as far as it is one."""
    try:
        return people.account_by_phone(visit.db, phone or "")
    except BadPhone:
        return None


def send_code(visit: Visit, account: Account | None, purpose: CodePurpose) -> None:
    """Send a one-time code after the commit, if there is anybody to send it to; say nothing either way.

    Nor does the cookie say it, which whoever has it can read.
    """
    session["code"], session["code_until"], session["code_kept"] = people.code_for_nobody(), _until(visit), 0
    if account is None or account.phone is None or account.is_of_the_dead:
        return
    code, plain = people.issue_code(visit.db, visit.actor, account, purpose, device=own_device(visit, account))
    deliver_code(visit, account.phone, code, plain)


def own_device(visit: Visit, account: Account) -> str | None:
    """The index of this device, if the account has signed in on it before."""
    device = devices.index()
    return device if people.signed_in_on(visit.db, account, device) else None


def deliver_code(visit: Visit, phone: str, code: OneTimeCode, plain: str) -> None:
    """Remember here which code was asked for, and send it after the commit."""
    session["code"], session["code_until"], session["code_kept"] = code.public_id, _until(visit), 0
    text = _("惠残码验证码：%(code)s。10 分钟内有效。请不要告诉别人。", code=plain)
    key = f"code-{code.public_id}"
    gateway = current_app.extensions["huican"].post_room.gateways.sms
    if gateway is None:
        log.error("a code was asked for and could not be sent: there is no SMS gateway")
        return

    def send() -> None:
        outcome = gateway.send(phone, text, key)
        if not isinstance(outcome, notifications.Sent):
            log.error("the SMS gateway took no code: %s", outcome.code)

    visit.after_commit.append(lambda: gateway.aside(send))


def code_until() -> datetime | None:
    """Until when the code serves that was asked for here, whether or not there is one."""
    until = session.get("code_until")
    return datetime.fromisoformat(until) if until else None


def code_asked_for(visit: Visit) -> str:
    """The public id of the code that was asked for here. Raises CodeExpired, whether or not there is one."""
    until = code_until()
    if until is None or until <= visit.at:
        raise CodeExpired()
    return str(session["code"])


def keep_code(visit: Visit) -> None:
    """More time for the code; whoever is not known is told the same. Raises NoMoreTime, CodeExpired."""
    code = code_asked_for(visit)
    if session.get("code_kept", 0) >= EXTENSIONS:
        raise NoMoreTime()
    people.keep_code(visit.db, visit.actor, code)
    session["code_until"], session["code_kept"] = _until(visit), session["code_kept"] + 1


def send_code_again(visit: Visit) -> None:
    """To where the last one went: nobody has to type a number twice. A number that is not hers yet is typed again."""
    last = people.find_code(visit.db, session.get("code", ""))
    if last is not None and last.purpose is CodePurpose.new_phone:
        raise CodeExpired()
    send_code(visit, last.account if last else None, last.purpose if last else CodePurpose.sign_in)


def _until(visit: Visit) -> str:
    return (visit.at + people.CODE_LIFE).isoformat()


def begin_session(
    visit: Visit, account: Account, *, way: str, shared: bool = False, cooling_until: datetime | None = None
) -> Response:
    """A new session under a new token; whatever the browser held before is forgotten.

    `shared`: somebody else's phone. The cookie goes with the browser, a short idle time ends it, push is not offered;
    how it is set is hers only when she comes for the first time.
    `cooling_until`: of the passkey by which she came.
    """
    wanted = session.get("next")
    if shared:
        devices.forget()
    token = people.start_session(
        visit.db,
        visit.actor,
        account,
        way=way,
        device=device_words(),
        device_index=None if shared else devices.keep(),
        cooling_until=cooling_until,
    )
    if not shared or account.activated_at == visit.at:
        _take_preferences(visit, account)
    if account.resident is not None:
        entitlements.take_stock(visit.db, visit.actor, account.resident)  # the ground on which later changes are told
    taken_over = interrupted.take_over(visit.db, visit, account, shared=shared)
    if not taken_over and wanted in interrupted.pages():
        wanted = None
    session.clear()
    session.update(taken_over, token=token)
    session.permanent = not shared
    if shared:
        session[SHARED_SEEN] = visit.at.timestamp()
    return redirect(local_path(wanted), 303)  # type: ignore[return-value]


def _take_preferences(visit: Visit, account: Account) -> None:
    """What she reads in when she comes in is what she goes on reading in, the notice above all."""
    language, theme, text_size, reading = languages.kept_on_device()
    people.take_preferences(
        visit.db, Actor(account_id=account.id, at=visit.at), account,
        language=language, theme=theme, text_size=text_size, reading=reading,
    )


def device_words() -> str:
    """Browser and system in two words, for the list of sessions; the full string is not kept."""
    agent = request.user_agent.string
    system = next(
        (
            name
            for mark, name in (
                ("Android", "Android"),
                ("iPhone", "iPhone"),
                ("iPad", "iPad"),
                ("Windows", "Windows"),
                ("Mac OS", "Mac"),
                ("Linux", "Linux"),
            )
            if mark in agent
        ),
        "?",
    )
    browser = next(
        (
            name
            for mark, name in (
                ("MicroMessenger", "WeChat"),
                ("Edg/", "Edge"),
                ("Firefox", "Firefox"),
                ("Chrome", "Chrome"),
                ("Safari", "Safari"),
            )
            if mark in agent
        ),
        "?",
    )
    return f"{browser}, {system}"
