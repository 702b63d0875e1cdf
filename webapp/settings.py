"""Everything that may differ between two installations, read once from the environment.

Source: environment variables that begin with HUICAN_, and DATABASE_URL. In production
every secret must be given; in the demo and in development missing secrets are made on
the first start and kept in the instance folder, which git ignores.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

MODES = ("demo", "development", "test", "production")


class SettingsError(SystemExit):
    """The start is refused; the message says which setting is missing and how to give it."""


@dataclass(frozen=True)
class UnifiedSignIn:
    """A provider of identities (OpenID Connect) that vouches for citizen ids: the unified sign-in of a province."""

    issuer: str
    """As the provider writes itself; its discovery document stands below it."""
    client_id: str
    client_secret: str
    names: tuple[str, str, str]
    """What it is called in Simplified, in Traditional Chinese, in English."""
    claim: str
    """That carries the citizen id, in the ID token or in what the provider's userinfo says."""
    scope: str = "openid"
    algorithm: str = "RS256"
    """With which its ID tokens are signed; any other is refused."""
    form_origins: tuple[str, ...] = ()
    """Origins beside the issuer's to which its sign-in may lead at once."""


@dataclass(frozen=True)
class Settings:
    mode: str
    """demo, development, test or production."""
    origin: str
    """Scheme and host that browsers see, e.g. https://huican.example; passkeys are bound to it."""
    database_url: str
    instance: Path
    """Folder for what this installation keeps outside the database."""
    secret_key: str
    """Signs cookies."""
    sealing_keys: tuple[str, ...]
    """Fernet keys, the newest first: all open what is sealed, the first one seals."""
    index_key: str
    """Keys the blind indexes; changing it makes residents impossible to find."""
    ledger_key: str
    """32 bytes in hex: signs the daily root of the ledger (Ed25519)."""
    ledger_roots: Path
    """Folder of the daily roots; another machine's, if it is to prove anything against whoever runs this one."""
    queue_url: str
    """sqlite:///…, postgresql://… or redis://…: where huey keeps its tasks."""
    sms_gateway: str
    """outbox (a page that only the demo and development have), none, or http(s)://… of a gateway."""
    sms_secret: str
    """Shared with the gateway: it signs what residents send to us. Empty: nothing is taken in."""
    mail_gateway: str
    """outbox, none, or smtp(s)://user:password@host:port."""
    mail_sender: str
    trusted_proxies: int
    """How many reverse proxies stand in front; 0 means that no forwarding header is believed."""
    push_contact: str
    """mailto: or https: address that push services may write to (RFC 8292)."""
    push_hosts: tuple[str, ...]
    """Hosts (and their subdomains) that a push subscription may point to."""
    sign_language: Path | None = None
    """Folder of clips in sign language (webapp/web/sign_language.py), or None."""
    accessibility_office: tuple[str, ...] = ()
    """Who answers what is said of the pages' accessibility: name, address for mail, phone; empty while nobody was
    named."""
    unified: UnifiedSignIn | None = None
    """None: nobody signs in through another service."""

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def is_demo(self) -> bool:
        """Whether the village may be loaded and its people be picked: never in production."""
        return self.mode in ("demo", "development", "test")

    @property
    def host(self) -> str:
        return self.origin.split("://", 1)[1].split(":", 1)[0]


FOR_PRODUCTION = ("HUICAN_SECRET_KEY", "HUICAN_SEALING_KEYS", "HUICAN_INDEX_KEY", "HUICAN_LEDGER_KEY")
"""Whoever gives one of these means no demo: without its mode the service does not start as one by mistake."""

PUSH_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises SettingsError naming everything that is missing at once, or what is wrong."""
    env = os.environ if environ is None else environ
    mode = env.get("HUICAN_MODE", "demo")
    if mode not in MODES:
        raise SettingsError(f"HUICAN_MODE is {mode!r}; it must be one of {', '.join(MODES)}")
    if "HUICAN_MODE" not in env and (meant := [name for name in FOR_PRODUCTION if env.get(name)]):
        raise SettingsError(
            f"{meant[0]} is given and HUICAN_MODE is not: say HUICAN_MODE=production, or HUICAN_MODE=demo, in which "
            "anybody may be anybody"
        )
    instance = Path(env.get("HUICAN_INSTANCE", Path(__file__).parents[1] / "var")).resolve()
    if mode == "production":
        _require(env, "HUICAN_ORIGIN", "DATABASE_URL", *FOR_PRODUCTION)
    port = env.get("PORT", "8000")
    _number("PORT", port)
    origin = env.get("HUICAN_ORIGIN", f"http://localhost:{port}").rstrip("/")
    if mode == "production" and not origin.startswith("https://"):
        raise SettingsError("HUICAN_ORIGIN must begin with https:// in production: passkeys and push need it")
    if not re.fullmatch(r"https?://[^/?#@\s]+", origin):
        raise SettingsError("HUICAN_ORIGIN is scheme and host and nothing behind them, e.g. https://huican.example")
    database_url = env.get("DATABASE_URL", f"sqlite:///{instance / 'huican.db'}")
    default_gateway = "none" if mode == "production" else "outbox"
    gateways = {name: env.get(name, default_gateway) for name in ("HUICAN_SMS_GATEWAY", "HUICAN_MAIL_GATEWAY")}
    if mode == "production" and "outbox" in gateways.values():
        raise SettingsError("the outbox shows every message on a page; it cannot be a gateway in production")
    return Settings(
        mode=mode,
        origin=origin,
        database_url=_with_driver(database_url),
        instance=instance,
        secret_key=env.get("HUICAN_SECRET_KEY") or _kept(instance, "secret-key", secrets.token_urlsafe(48)),
        sealing_keys=_sealing_keys(
            env.get("HUICAN_SEALING_KEYS") or _kept(instance, "sealing-key", Fernet.generate_key().decode())
        ),
        index_key=env.get("HUICAN_INDEX_KEY") or _kept(instance, "index-key", secrets.token_urlsafe(32)),
        ledger_key=_ledger_key(env.get("HUICAN_LEDGER_KEY") or _kept(instance, "ledger-key", secrets.token_hex(32))),
        ledger_roots=Path(env.get("HUICAN_LEDGER_ROOTS", instance / "ledger-roots")),
        queue_url=env.get("HUICAN_QUEUE_URL", f"sqlite:///{instance / 'queue.db'}"),
        sms_gateway=gateways["HUICAN_SMS_GATEWAY"],
        sms_secret=env.get("HUICAN_SMS_SECRET", ""),
        mail_gateway=gateways["HUICAN_MAIL_GATEWAY"],
        mail_sender=env.get("HUICAN_MAIL_SENDER", "noreply@localhost"),
        trusted_proxies=_number("HUICAN_TRUSTED_PROXIES", env.get("HUICAN_TRUSTED_PROXIES", "0")),
        push_contact=_push_contact(env.get("HUICAN_PUSH_CONTACT", "mailto:operator@localhost")),
        push_hosts=tuple(filter(None, env.get("HUICAN_PUSH_HOSTS", ",".join(PUSH_HOSTS)).split(","))),
        sign_language=Path(env["HUICAN_SIGN_LANGUAGE"]).resolve() if env.get("HUICAN_SIGN_LANGUAGE") else None,
        accessibility_office=_office(env.get("HUICAN_ACCESSIBILITY_OFFICE", "")),
        unified=_unified(env, production=mode == "production"),
    )


def _office(words: str) -> tuple[str, ...]:
    """`name; mail; phone`, the phone left out where there is none: nobody is reached by telephone only."""
    parts = tuple(part.strip() for part in words.split(";") if part.strip())
    if parts and (len(parts) > 3 or len(parts) < 2 or "@" not in parts[1]):
        raise SettingsError("HUICAN_ACCESSIBILITY_OFFICE is `name; address for mail; phone`, the phone may be left out")
    return parts


OIDC_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a key that the provider keeps to itself: none that a shared secret could make."""


def _unified(env: Mapping[str, str], *, production: bool) -> UnifiedSignIn | None:
    """All of it or nothing: half a provider would be a button that leads nowhere."""
    needed = ("HUICAN_OIDC_CLIENT_ID", "HUICAN_OIDC_CLIENT_SECRET", "HUICAN_OIDC_NAME", "HUICAN_OIDC_CLAIM")
    issuer = env.get("HUICAN_OIDC_ISSUER", "")
    if not issuer:
        if any(env.get(name) for name in needed):
            raise SettingsError("HUICAN_OIDC_… is given without HUICAN_OIDC_ISSUER; see docs/operations.md")
        return None
    missing = [name for name in needed if not env.get(name)]
    if missing:
        raise SettingsError(f"HUICAN_OIDC_ISSUER needs {', '.join(missing)} beside it; see docs/operations.md")
    if production and not issuer.startswith("https://"):
        raise SettingsError("HUICAN_OIDC_ISSUER must begin with https:// in production")
    names = tuple(part.strip() for part in env["HUICAN_OIDC_NAME"].split(";"))
    if len(names) != 3 or not all(names):
        raise SettingsError("HUICAN_OIDC_NAME is `简体; 繁體; English`: the name of the provider in each language")
    algorithm = env.get("HUICAN_OIDC_ALGORITHM", "RS256")
    if algorithm not in OIDC_ALGORITHMS:
        raise SettingsError(f"HUICAN_OIDC_ALGORITHM must be one of {', '.join(OIDC_ALGORITHMS)}")
    return UnifiedSignIn(
        issuer=issuer,
        client_id=env["HUICAN_OIDC_CLIENT_ID"],
        client_secret=env["HUICAN_OIDC_CLIENT_SECRET"],
        names=names,
        claim=env["HUICAN_OIDC_CLAIM"],
        scope=env.get("HUICAN_OIDC_SCOPE", "openid"),
        algorithm=algorithm,
        form_origins=tuple(filter(None, env.get("HUICAN_OIDC_FORM_ORIGINS", "").split(","))),
    )


def _sealing_keys(words: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in words.split(",") if key.strip())
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        keys = ()
    if not keys:
        raise SettingsError(
            "HUICAN_SEALING_KEYS must be Fernet keys with commas between them, each 32 bytes in URL-safe base64; "
            "docs/operations.md tells how one is made"
        )
    return keys


def _ledger_key(key: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        raise SettingsError("HUICAN_LEDGER_KEY must be 32 bytes in hex: 64 digits; docs/operations.md tells how")
    return key


def _push_contact(address: str) -> str:
    if not address.startswith(("mailto:", "https://")):
        raise SettingsError("HUICAN_PUSH_CONTACT must begin with mailto: or https://; push services refuse others")
    return address


def _number(name: str, words: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", words):
        raise SettingsError(f"{name} is {words!r}; it must be a whole number")
    return int(words)


def _require(env: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not env.get(name)]
    if missing:
        raise SettingsError(f"production needs {', '.join(missing)}; see docs/operations.md")


def _kept(instance: Path, name: str, fresh: str) -> str:
    """A secret of this installation: made once (by whichever process is first), then read."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / name
    mine = instance / f".{name}.{os.getpid()}"
    if not path.exists():
        mine.touch(mode=0o600)
        mine.write_text(fresh)
        try:
            os.link(mine, path)  # fails when another process was first, so that both read the same secret
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text().strip()


def _with_driver(url: str) -> str:
    """With the driver that is installed. The address may hold a password, so it is not said again."""
    scheme = url.partition("://")[0]
    if scheme in ("postgres", "postgresql"):
        return "postgresql+psycopg" + url.removeprefix(scheme)
    if scheme not in ("sqlite", "postgresql+psycopg") or "://" not in url:
        raise SettingsError("DATABASE_URL must begin with postgresql:// or sqlite:///")
    return url
