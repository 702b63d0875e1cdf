"""The keys that sign codes: made once, kept sealed, published without their secret, retired and not deleted."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cwt import COSEKey
from cwt.cose_key_interface import COSEKeyInterface
from sqlalchemy import Select, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.codes.events import IssuerKeyMade
from webapp.codes.models import IssuerKey
from webapp.codes.rules import LEEWAY, LONGEST_LIFE
from webapp.core import Actor, record

ALGORITHM = "ES256"
PUBLIC_PARTS = (1, 3, -1, -2, -3)
"""kty, alg, crv, x, y (RFC 9052, 7.1; RFC 9053, 7.1.1): what is published beside the kid; -4 would be the secret."""


def signing_key(db: Session, actor: Actor) -> IssuerKey:
    """The key that signs now, made when there is none. Of two who make one at a time, both get the first."""
    return db.scalar(_current()) or _make(db, actor)


def rotate_key(db: Session, actor: Actor) -> IssuerKey:
    """A new key signs from now on; the one before it goes on verifying until its codes are dead."""
    before = db.scalar(_current().with_for_update())
    if before is not None:
        before.retired_at = actor.at
        db.flush()
    return _make(db, actor)


def verifying_key(db: Session, kid: bytes, at: datetime) -> COSEKeyInterface | None:
    """The public key of a kid, while codes that it signed can be alive."""
    public_key = db.scalar(_public_keys(at).where(IssuerKey.kid == kid))
    return None if public_key is None else COSEKey.new(cbor2.loads(public_key))


def key_set(db: Session, at: datetime) -> bytes:
    """All public keys whose codes can be alive, as a COSE_KeySet (RFC 9052, 7), the oldest first."""
    return cbor2.dumps(
        [cbor2.loads(key) for key in db.scalars(_public_keys(at).order_by(IssuerKey.id))], canonical=True
    )


def signer(key: IssuerKey) -> COSEKeyInterface:
    return COSEKey.from_pem(key.private_pem, kid=key.kid, alg=ALGORITHM)


def _make(db: Session, actor: Actor) -> IssuerKey:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    whole = COSEKey.from_pem(pem, alg=ALGORITHM).to_dict()
    public = {part: whole[part] for part in PUBLIC_PARTS}
    kid = sha256(cbor2.dumps({part: whole[part] for part in (1, -1, -2, -3)}, canonical=True)).digest()[:4]
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "kid": kid,
        "algorithm": ALGORITHM,
        "private_pem": pem,
        "created_at": actor.at,
        "public_key": cbor2.dumps({**public, 2: kid}, canonical=True),
    }
    made = db.execute(dialect.insert(IssuerKey).values(row).on_conflict_do_nothing())
    if made.rowcount:
        record(db, actor, IssuerKeyMade(kid=kid.hex()), subject_id=None)
    return db.scalars(_current()).one()


def _current() -> Select[tuple[IssuerKey]]:
    return select(IssuerKey).where(IssuerKey.algorithm == ALGORITHM, IssuerKey.retired_at.is_(None))


def _public_keys(at: datetime) -> Select[tuple[bytes]]:
    """Those whose codes can be alive. The secret stays sealed."""
    return select(IssuerKey.public_key).where(
        or_(IssuerKey.retired_at.is_(None), IssuerKey.retired_at > at - LONGEST_LIFE - LEEWAY)
    )
