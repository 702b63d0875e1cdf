"""The scanner: camera, scanning gun or typed number, with network and without.

It knows nobody and carries no token, so that the checkpoint's own service worker may keep it; what it knows is in the
browser's storage, what it asks goes to the interface for machines.
"""

from __future__ import annotations

from flask import Response

from webapp.checkpoint.door import door
from webapp.web import Permission, Visit, render
from webapp.web.security import policy


@door.page("/check/scanner", permission=Permission.anyone)
def scanner(visit: Visit) -> Response:
    response = render(visit, "checkpoint/scanner.html")
    # the reader of pictures is WebAssembly, and this is the one page that may run it
    response.headers["Content-Security-Policy"] = policy(scripts="'self' 'wasm-unsafe-eval'")
    return response
