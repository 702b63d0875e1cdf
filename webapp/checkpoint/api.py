"""The same answer for gates and bus readers: POST /check/api with {"code": "…", "place": "bus"}.

200 {"answer": "yes", "claim": {"slug", "words"}} or {"answer": "by_hand", "words"}; the second is the same for every
reason. 400 when the request is no JSON object, 422 for a place that is none, 429 after too many.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _

from webapp import codes
from webapp.checkpoint.counting import count
from webapp.checkpoint.door import door
from webapp.codes import PlaceKind
from webapp.core import Actor
from webapp.web import Permission, Visit, words
from webapp.web.words.codes import presented


@door.act("/check/api", permission=Permission.anyone, by_machine=True)
def check_by_machine(visit: Visit) -> Response:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict) or not isinstance(asked.get("code"), str):
        return _answer(400, error="code_missing")
    if asked.get("place") not in list(PlaceKind):
        return _answer(422, error="place_unknown", places=[kind.value for kind in PlaceKind])
    refused = count(visit, asked["code"])
    if refused is not None:
        response = _answer(429, error=refused.code, words=words.error(refused))
        response.headers["Retry-After"] = str(refused.facts["retry_after"])
        return response
    told = codes.check(visit.db, Actor.service(visit.at), asked["code"], place=PlaceKind(asked["place"]))
    if not told.accepted:
        return by_hand()
    said, tag = presented(told.presentation)
    claim = {"slug": told.presentation.claim, "words": said, "lang": tag}
    return _answer(200, answer="yes", words=_("可以"), claim=claim)


def by_hand(status: int = 200) -> Response:
    return _answer(status, answer="by_hand", words=_("请人工核验，不得拒绝服务"))


def _answer(status: int, **body: Any) -> Response:
    response = jsonify(**body)
    response.status_code = status
    return response
