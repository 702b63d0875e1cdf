"""Signing in through the unified sign-in of a province, where the operator has configured one.

She leaves by a button, signs in there, and comes back with a code that only we can redeem. What we are told is her
citizen id; it is looked up and forgotten: it stands in no address, no log and no cookie.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, current_app, redirect, request, session
from wtforms import BooleanField, HiddenField

from webapp import people
from webapp.core import DomainError, NotFound
from webapp.people import Departure, IdentityProvider
from webapp.resident.door import door
from webapp.settings import UnifiedSignIn
from webapp.web import Form, Permission, Visit, languages, render
from webapp.web.answers import local_path
from webapp.web.security import policy
from webapp.web.signing import begin_session, count_leaving
from webapp.web.words import error

BEGUN = "unified"
"""In the cookie: the sign-in that was begun here, and how it is to go on."""


def name(visit: Visit) -> str | None:
    """What the provider is called in the visitor's language; None where there is none."""
    unified = _settings()
    return unified.names[list(languages.TAGS).index(visit.language)] if unified is not None else None


def may_leave(response: Response) -> Response:
    """The page has a button that leads to the provider: its policy lets that pass, and no other's does."""
    unified = _settings()
    if unified is not None:
        issuer = urlsplit(unified.issuer)
        origins = (f"{issuer.scheme}://{issuer.netloc}", *unified.form_origins)
        response.headers["Content-Security-Policy"] = policy(forms_to=origins)
    return response


def departure() -> tuple[str, Departure]:
    """Raises ProviderAway, NotFound."""
    return _provider().departure(current_app.extensions["huican"].clock())


def identified() -> str:
    """The citizen id of whoever came back; what was begun here serves once, whatever comes of it."""
    provider = _provider()
    begun = session.get(BEGUN)
    session.pop(BEGUN, None)
    departed = Departure.from_text(begun["departure"]) if begun else None
    if begun:
        session["next"], session["unified_shared"] = begun["next"], begun["shared"]
    return provider.identify(departed, request.args, current_app.extensions["huican"].clock())


class LeavingForm(Form):
    next = HiddenField()
    shared = BooleanField()


def refused_there(visit: Visit, refused: DomainError) -> Response:
    """All that can go wrong there, with the other ways of signing in."""
    return render(visit, "resident/unified_refused.html", sentence=error(refused), provider=name(visit))


def refused_here(visit: Visit, form: Form) -> Response:
    """The provider is away: she has not left."""
    sentence = next(iter(form.form_errors), "")
    return render(visit, "resident/unified_refused.html", sentence=sentence, provider=name(visit))


@door.act(
    "/sign-in/unified",
    permission=Permission.anyone,
    form=LeavingForm,
    again=refused_here,
    first=lambda visit, form: count_leaving(visit),
    fetch=departure,
)
def leave_for_provider(visit: Visit, form: LeavingForm, fetched: tuple[str, Departure]) -> Response:
    address, begun = fetched
    session[BEGUN] = {
        "departure": begun.as_text(),
        "next": local_path(form.next.data),
        "shared": bool(form.shared.data),
    }
    return redirect(address, 303)  # type: ignore[return-value]


@door.arrival("/sign-in/unified/return", permission=Permission.anyone, fetch=identified, again=refused_there)
def come_back_from_provider(visit: Visit, fetched: str) -> Response:
    her = people.resident_by_citizen_id(visit.db, fetched)
    account = people.account_by_citizen_id(visit.db, visit.actor, her, way="unified")
    first_time = account.activated_at == visit.at
    shared = bool(session.pop("unified_shared", False))
    return begin_session(visit, account, way="activation" if first_time else "unified", shared=shared)


def _settings() -> UnifiedSignIn | None:
    return current_app.extensions["huican"].settings.unified


def _provider() -> IdentityProvider:
    """Raises NotFound where none is configured."""
    provider = current_app.extensions["huican"].identity_provider
    if provider is None:
        raise NotFound()
    return provider
