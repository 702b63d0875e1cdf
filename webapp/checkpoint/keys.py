"""The public keys of the codes, for whoever verifies without asking us: a COSE_KeySet (RFC 9052, 7)."""

from __future__ import annotations

from flask import Response

from webapp import codes
from webapp.checkpoint.door import door
from webapp.web import Permission, Visit

FRESH = "public, max-age=300"


@door.page("/.well-known/huican-keys", permission=Permission.anyone)
def published_keys(visit: Visit) -> Response:
    response = Response(codes.key_set(visit.db, visit.at), mimetype="application/cose-key-set")
    response.headers["Cache-Control"] = FRESH
    return response
