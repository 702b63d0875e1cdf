"""Text messages that residents send to us, handed over by the gateway.

POST /messages/incoming, JSON {"id", "from", "text", "sent_at"}: the gateway's own id, the telephone, the words, and
when they were sent (ISO 8601 with a zone). Header X-Huican-Signature: HMAC-SHA256 of the body in hex, under the secret
that both sides hold (HUICAN_SMS_SECRET). 204 once it is taken in, and again for the same id, in whatever order; 400
what is no such message; 403 a wrong signature; 404 where no secret is set.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from flask import Response, current_app, make_response, request

from webapp import mandates
from webapp.core import Actor, DomainError, NotFound
from webapp.resident.door import door
from webapp.web import Permission, Visit

LONGEST_ID = 80


@door.act("/messages/incoming", permission=Permission.anyone, by_machine=True)
def take_message(visit: Visit) -> Response:
    secret = current_app.extensions["huican"].settings.sms_secret
    if not secret:
        raise NotFound()
    body = request.get_data(cache=True)
    wanted = hmac.new(secret.encode(), body, sha256).hexdigest()
    if not hmac.compare_digest(wanted, request.headers.get("X-Huican-Signature", "").strip().lower()):
        return make_response("", 403)
    said = request.get_json(silent=True, force=True)
    if not isinstance(said, dict) or not all(isinstance(said.get(k), str) for k in ("id", "from", "text", "sent_at")):
        return make_response("", 400)
    try:
        sent_at = datetime.fromisoformat(said["sent_at"])
        if sent_at.tzinfo is None or not 0 < len(said["id"]) <= LONGEST_ID:
            return make_response("", 400)
        mandates.take_answer(visit.db, Actor.service(visit.at), gateway_id=said["id"], phone=said["from"],
                             words=said["text"], sent_at=sent_at)
    except (ValueError, DomainError):
        return make_response("", 400)
    return make_response("", 204)
