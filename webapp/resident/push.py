"""What a phone says by itself: a push was shown, it was tapped, its address has changed.

No form and no sign-in stands behind these: the receipt, or the old address, is a secret that
only the phone was given.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request

from webapp import notifications
from webapp.core import Invalid
from webapp.notifications import Subscription
from webapp.resident.door import door
from webapp.web import Permission, Visit


@door.act("/push/receipts/<receipt>/shown", permission=Permission.anyone, by_machine=True)
def push_shown(visit: Visit, receipt: str) -> Response:
    notifications.note_shown(visit.db, visit.actor, receipt)
    return Response(status=204)


@door.act("/push/receipts/<receipt>/opened", permission=Permission.anyone, by_machine=True)
def push_opened(visit: Visit, receipt: str) -> Response:
    notifications.note_opened(visit.db, visit.actor, receipt)
    return Response(status=204)


@door.act("/push/renewal", permission=Permission.anyone, by_machine=True)
def renew_push(visit: Visit) -> Response:
    told: Any = request.get_json(silent=True)
    try:
        keys = told["subscription"]["keys"]
        fresh = Subscription(str(told["subscription"]["endpoint"]), str(keys["p256dh"]), str(keys["auth"]))
        old = str(told["old_endpoint"])
    except (TypeError, KeyError) as missing:
        raise Invalid() from missing
    post_room = current_app.extensions["huican"].post_room
    notifications.renew_device(visit.db, visit.actor, old, fresh, push=post_room.push)
    visit.after_commit.append(post_room.hand_over)
    return Response(status=204)
