"""What a checkpoint needs to answer without network: public keys, withdrawn codes, the claims and their words."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _

from webapp import codes
from webapp.checkpoint.device import device
from webapp.checkpoint.door import door
from webapp.codes import LEEWAY, LIST_SERVES, SIGNED_EVERY
from webapp.web import Permission, Visit, words
from webapp.web.words.codes import GRADES, claim_words


@door.page("/check/api/kit", permission=Permission.anyone)
def kit(visit: Visit) -> Response:
    checkpoint = device(visit)
    enrolled: dict[str, Any] | None = None
    if checkpoint is not None:
        enrolled = {"name": checkpoint.name, "place": checkpoint.place.value, "claims": sorted(checkpoint.claims)}
    claims = {
        str(claim.number): {"slug": claim.slug, "words": said, "lang": tag}
        for claim in codes.all_claims().values()
        for said, tag in [claim_words(claim.slug)]
    }
    return jsonify(
        at=int(visit.at.timestamp()),
        checkpoint=enrolled,
        keys=b64encode(codes.key_set(visit.db, visit.at)).decode(),
        withdrawn=b64encode(codes.withdrawn(visit.db, visit.at)).decode(),
        list_serves=int(LIST_SERVES.total_seconds()),
        leeway=int(LEEWAY.total_seconds()),
        signed_every=int(SIGNED_EVERY.total_seconds()),
        claims=claims,
        grades={str(grade): str(said) for grade, said in GRADES.items()},
        places={kind.value: words.label(kind) for kind in codes.PlaceKind},
        lang=visit.lang_tag,
        said={"yes": _("可以"), "by_hand": _("请人工核验，不得拒绝服务")},
    )
