"""Her phone's own codes: it sends the public halves of keys that it made, and gets a credential for each."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode

from flask import Response, jsonify, request

from webapp import codes
from webapp.codes import KeysUnusable
from webapp.core import DomainError
from webapp.resident.door import door
from webapp.web import Permission, Visit, render, words
from webapp.web.words.codes import claim_words


@door.act("/code/credentials", permission=Permission.see_code)
def stock_phone(visit: Visit) -> Response:
    """`claim` and `keys`, a list of {"x", "y"} as a JWK writes them -> the credentials, in the order of the keys."""
    asked = request.form
    try:
        keys = [(_bytes(key["x"]), _bytes(key["y"])) for key in json.loads(asked.get("keys", ""))]
        batch = codes.give_batch(visit.db, visit.actor, visit.resident, asked.get("claim", ""), keys)
    except (TypeError, KeyError, ValueError, RecursionError):
        return _refused(KeysUnusable())
    except DomainError as refused:
        return _refused(refused)
    said, tag = claim_words(batch.claim, None if visit.on_behalf else batch.grade)
    return jsonify(
        claim=batch.claim,
        words=said,
        lang=tag,
        at=int(visit.at.timestamp()),
        expires_at=int(batch.expires_at.timestamp()),
        credentials=batch.credentials,
    )


@door.page("/code/phone", permission=Permission.anyone)
def code_on_phone(visit: Visit) -> Response:
    """What the phone shows without network: the same for everybody; what is hers is in her phone."""
    return render(visit, "resident/code_on_phone.html")


def _refused(refused: DomainError) -> Response:
    response = jsonify(error=refused.code, words=words.error(refused))
    response.status_code = words.status(refused)
    return response


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
