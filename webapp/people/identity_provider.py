"""The unified sign-in of a province: an OpenID Connect provider that vouches for citizen ids.

1. `departure`: where to send the browser, and what to remember until it comes back (state, nonce, PKCE verifier).
2. `identify`: what came back → the citizen id, after the library has checked the ID token.

Both ask the network and belong outside every transaction. The signature's algorithm is fixed by the settings, never
by the token. Nothing that the provider says of a person is logged, not even in an error.
Source: OpenID Connect Core 1.0 (3.1), RFC 7636 (PKCE), RFC 9207 (the issuer in the answer), through authlib.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import Token

from webapp.core import DomainError, quiet_log
from webapp.people.errors import BadCitizenId, IdentityRefused, ProviderAway, SignInDeclined, SignInStale
from webapp.people.rules import normalised_citizen_id
from webapp.settings import UnifiedSignIn

log = quiet_log("huican")

PATIENCE = 10.0
"""Seconds that the provider has for each answer."""
KEPT_FOR = 3600.0
"""Seconds after which a key that the provider has withdrawn is no longer believed."""
LEEWAY = 60
"""Seconds by which two clocks may disagree."""
UNIFIED_LIFE = timedelta(hours=24)
"""From leaving for the provider until coming back: the code that it gives is short-lived anyway."""
DECLINED = ("access_denied", "login_required", "interaction_required", "consent_required")
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Departure:
    """What is remembered, in her own browser, of a sign-in that was begun."""

    state: str
    nonce: str
    verifier: str
    at: datetime

    def as_text(self) -> list[str]:
        return [self.state, self.nonce, self.verifier, self.at.isoformat()]

    @classmethod
    def from_text(cls, parts: list[str]) -> Departure:
        state, nonce, verifier, at = parts
        return cls(state, nonce, verifier, datetime.fromisoformat(at))


class IdentityProvider:
    def __init__(self, unified: UnifiedSignIn, *, return_to: str) -> None:
        """`return_to`: our own address to which the browser comes back, as it is registered there."""
        self.unified, self.return_to = unified, return_to
        self._forget()

    def departure(self, at: datetime) -> tuple[str, Departure]:
        """The address to go to, and what to remember. Raises ProviderAway.

        Who is signed in there already must sign in again: on a shared phone the one before her may be.
        """
        begun = Departure(*(secrets.token_urlsafe(32) for _ in range(3)), at)
        address, _ = self._client().create_authorization_url(
            self._endpoint("authorization_endpoint"),
            state=begun.state,
            code_verifier=begun.verifier,
            nonce=begun.nonce,
            prompt="login",
            max_age=0,
        )
        return address, begun

    def identify(self, begun: Departure | None, answer: Mapping[str, str], at: datetime) -> str:
        """The citizen id. `answer`: what came back in the address.

        Raises SignInStale, SignInDeclined, ProviderAway, IdentityRefused.
        """
        if begun is None or not secrets.compare_digest(begun.state.encode(), answer.get("state", "").encode()):
            raise SignInStale()
        if begun.at + UNIFIED_LIFE < at:
            raise SignInStale()
        if "error" in answer:
            raise SignInDeclined() if answer["error"] in DECLINED else ProviderAway()
        if answer.get("iss", self.unified.issuer) != self.unified.issuer or not answer.get("code"):
            raise IdentityRefused()
        client = self._client()
        try:
            token = client.fetch_token(
                self._endpoint("token_endpoint"),
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=begun.verifier,
                redirect_uri=self.return_to,
            )
        except AuthlibBaseError as refused:
            served = refused.error == "invalid_grant"  # the code has served, or was never given; else it is not hers
            raise self._noted(SignInStale() if served else ProviderAway(), refused) from None
        except (requests.RequestException, ValueError) as failed:
            raise self._noted(ProviderAway(), failed) from None
        claims = self._claims(token, begun, at)
        return self._citizen_id(client, claims)

    def _forget(self) -> None:
        """What it publishes of itself is asked for anew."""
        self._about: dict[str, Any] | None = None
        self._keys: KeySet | None = None
        self._asked = monotonic()

    def _client(self) -> OAuth2Session:
        ours = self.unified
        return OAuth2Session(
            ours.client_id,
            ours.client_secret,
            scope=ours.scope,
            redirect_uri=self.return_to,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def _claims(self, token: Mapping[str, Any], begun: Departure, at: datetime) -> CodeIDToken:
        try:
            decoded = self._decode(str(token.get("id_token", "")))
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={
                    "iss": {"essential": True, "value": self.unified.issuer},
                    "aud": {"essential": True, "value": self.unified.client_id},
                },
                params={
                    "nonce": begun.nonce,
                    "client_id": self.unified.client_id,
                    "access_token": token.get("access_token"),
                    "max_age": True,
                },
            )
            claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, TypeError) as refused:
            raise self._noted(IdentityRefused(), refused) from None
        asked_anew = claims["auth_time"] >= begun.at.timestamp() - LEEWAY
        if not asked_anew:  # somebody had signed in there earlier
            raise IdentityRefused()
        return claims

    def _decode(self, text: str) -> Token:
        """Under a key that the provider publishes now: an unknown key id is looked up once more."""
        allowed = [self.unified.algorithm]
        try:
            return jwt.decode(text, self._key_set(), algorithms=allowed)
        except InvalidKeyIdError:
            self._forget()
            return jwt.decode(text, self._key_set(), algorithms=allowed)

    def _citizen_id(self, client: OAuth2Session, claims: CodeIDToken) -> str:
        said = claims.get(self.unified.claim)
        if said is None:
            said = self._userinfo(client, claims["sub"]).get(self.unified.claim)
        try:
            return normalised_citizen_id(str(said or ""))
        except BadCitizenId:
            raise IdentityRefused() from None

    def _userinfo(self, client: OAuth2Session, subject: str) -> dict[str, Any]:
        address = self._described().get("userinfo_endpoint")
        if not address:
            return {}
        try:
            answer = client.get(address)
            answer.raise_for_status()
            told = answer.json()
        except (AuthlibBaseError, requests.RequestException, ValueError) as failed:
            raise self._noted(ProviderAway(), failed) from None
        if not isinstance(told, dict) or told.get("sub") != subject:
            raise IdentityRefused()
        return told

    def _endpoint(self, name: str) -> str:
        return str(self._described()[name])

    def _described(self) -> dict[str, Any]:
        """What the provider publishes of itself, and its keys with it, asked once an hour. Raises ProviderAway."""
        if monotonic() - self._asked > KEPT_FOR:
            self._forget()
        found = self._about
        if found is None:
            found = self._fetch(self.unified.issuer.rstrip("/") + "/.well-known/openid-configuration")
            secure = not self.unified.issuer.startswith("https://") or all(
                str(found.get(name, "")).startswith("https://") for name in ENDPOINTS
            )
            if found.get("issuer") != self.unified.issuer or not all(found.get(n) for n in ENDPOINTS) or not secure:
                raise self._noted(ProviderAway(), ValueError("not what the settings name"))
            self._about = found
        return found

    def _key_set(self) -> KeySet:
        keys = self._keys
        if keys is None:
            try:
                self._keys = keys = KeySet.import_key_set(self._fetch(self._endpoint("jwks_uri")))
            except (JoseError, KeyError, TypeError) as failed:
                raise self._noted(ProviderAway(), failed) from None
        return keys

    def _fetch(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=PATIENCE)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as failed:
            raise self._noted(ProviderAway(), failed) from None
        if not isinstance(found, dict):
            raise ProviderAway()
        return found

    def _noted(self, error: DomainError, cause: Exception) -> DomainError:
        """By kind only: the text of an error may quote what was said of her."""
        log.warning("unified sign-in: %s after %s", error, type(cause).__name__)
        return error
