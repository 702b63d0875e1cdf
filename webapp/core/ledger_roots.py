"""A daily signed root of the ledger, to be kept outside: on another machine, on paper, with an auditor.

One file a day, `2026-11-24.json`: {"payload": text, "signature": hex}. The payload is JSON: `at`; `previous`, the
digest of the file before; `heads`, the length and the end of every chain that grew since; `all`, a digest over all
heads. Ed25519 over the payload's bytes. Whoever holds the files and the public key can tell whether a chain was
rewritten since.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.actor import LOCAL
from webapp.core.ledger import GENESIS, LedgerHead


class RootForged(Exception):
    """A file that is not what was signed, or not the one that follows. `args[0]`: its name."""


@dataclass
class Roots:
    """What all files together say."""

    last: str = GENESIS
    """Digest of the newest payload."""
    last_on: date | None = None
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)
    links: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    count: int = 0


def signer(seed: str) -> Ed25519PrivateKey:
    """From 32 bytes in hex."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def public_text(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def read_roots(folder: Path, key: Ed25519PublicKey) -> Roots:
    """All files of a folder, the oldest first. Raises RootForged."""
    roots = Roots()
    for path in sorted(folder.glob("????-??-??.json")):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            key.verify(bytes.fromhex(kept["signature"]), kept["payload"].encode())
            said = json.loads(kept["payload"])
        except (InvalidSignature, ValueError, KeyError, TypeError) as forged:
            raise RootForged(path.name) from forged
        if said["previous"] != roots.last:
            raise RootForged(path.name)
        for subject, (length, end) in said["heads"].items():
            roots.heads[int(subject)] = (length, end)
            roots.links[int(subject)][length] = end
        if said["all"] != _over_all(roots.heads):
            raise RootForged(path.name)
        roots.last, roots.last_on = _digest(kept["payload"]), date.fromisoformat(path.stem)
        roots.count += 1
    return roots


def keep_root(db: Session, folder: Path, key: Ed25519PrivateKey, at: datetime) -> Path | None:
    """Write today's file; None when it is there already, whichever worker was first."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at.astimezone(LOCAL).date().isoformat()}.json"
    if path.exists():
        return None
    before = read_roots(folder, key.public_key())
    now = {s: (length, end) for s, end, length in db.execute(
        select(LedgerHead.subject_id, LedgerHead.hash, LedgerHead.length).order_by(LedgerHead.subject_id))}
    grown = {str(s): head for s, head in now.items() if before.heads.get(s) != head}
    said = {"at": at.isoformat(), "previous": before.last, "heads": grown, "all": _over_all({**before.heads, **now})}
    payload = json.dumps(said, sort_keys=True, separators=(",", ":"))
    mine = folder / f".{path.name}.{os.getpid()}"
    mine.write_text(json.dumps({"payload": payload, "signature": key.sign(payload.encode()).hex()}), encoding="utf-8")
    try:
        os.link(mine, path)
    except FileExistsError:
        return None
    finally:
        mine.unlink()
    return path


def _over_all(heads: dict[int, tuple[int, str]]) -> str:
    digest = sha256()
    for subject in sorted(heads):
        length, end = heads[subject]
        digest.update(f"{subject}:{length}:{end}\n".encode())
    return digest.hexdigest()


def _digest(payload: str) -> str:
    return sha256(payload.encode()).hexdigest()
