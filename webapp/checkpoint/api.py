"""The same answer for gates and bus readers: POST /check/api with {"code": "…"}; openapi.json describes it.

An enrolled checkpoint sends its secret (Authorization: Bearer …, or the cookie of its browser); everybody else says
{"place": "bus"} beside the code. 200 {"answer": "yes", "claim": {"slug", "words"}} or {"answer": "by_hand", "words"};
the second is the same for every reason. 400 when the request is no JSON object, 401 for a secret that is none, 422 for
a place that is none, 429 after too many.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext as _

from webapp import codes
from webapp.checkpoint.counting import count
from webapp.checkpoint.device import device, names_itself
from webapp.checkpoint.door import door
from webapp.codes import MOST_HANDED_IN, OfflineCheck, PlaceKind
from webapp.core import Actor
from webapp.web import Permission, Visit, words
from webapp.web.words.codes import presented


@door.act("/check/api", permission=Permission.anyone, by_machine=True)
def check_by_machine(visit: Visit) -> Response:
    asked = _asked()
    if not isinstance(asked, dict) or not isinstance(asked.get("code"), str):
        return _answer(400, error="code_missing")
    checkpoint = device(visit)
    if checkpoint is None and names_itself():
        return _answer(401, error="checkpoint_unknown")
    if checkpoint is None and asked.get("place") not in list(PlaceKind):
        return _answer(422, error="place_unknown", places=[kind.value for kind in PlaceKind])
    refused = count(visit, asked["code"])
    if refused is not None:
        response = _answer(429, error=refused.code, words=words.error(refused))
        response.headers["Retry-After"] = str(refused.facts["retry_after"])
        return response
    place = checkpoint.place if checkpoint else PlaceKind(asked["place"])
    told = codes.check(visit.db, Actor.service(visit.at), asked["code"], place=place, checkpoint=checkpoint)
    if not told.accepted:
        return by_hand()
    said, tag = presented(told.presentation)
    claim = {"slug": told.presentation.claim, "words": said, "lang": tag}
    return _answer(200, answer="yes", words=_("可以"), claim=claim)


@door.act("/check/api/offline-checks", permission=Permission.anyone, by_machine=True)
def hand_in_checks(visit: Visit) -> Response:
    """What an enrolled checkpoint checked without network: {"checks": [{"code", "at", "answer"}]}."""
    checkpoint = device(visit)
    if checkpoint is None:
        return _answer(401, error="checkpoint_unknown")
    try:
        made = [_read(each) for each in _asked()["checks"]]
    except (TypeError, KeyError, ValueError, OverflowError):
        return _answer(400, error="checks_malformed")
    if len(made) > MOST_HANDED_IN:
        return _answer(422, error="too_many_checks_at_once", most=MOST_HANDED_IN)
    return _answer(200, taken=codes.hand_in(visit.db, Actor.service(visit.at), checkpoint, made))


def _asked() -> Any:
    """What was sent as JSON; None for anything else, also for brackets without end."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _read(each: dict[str, Any]) -> OfflineCheck:
    code, at, answer = each["code"], each["at"], each["answer"]
    if not isinstance(code, str) or not isinstance(at, int) or answer not in ("yes", "by_hand"):
        raise ValueError
    return OfflineCheck(code, datetime.fromtimestamp(at, UTC), answer == "yes")


def by_hand(status: int = 200) -> Response:
    return _answer(status, answer="by_hand", words=_("请人工核验，不得拒绝服务"))


def _answer(status: int, **body: Any) -> Response:
    response = jsonify(**body)
    response.status_code = status
    return response
