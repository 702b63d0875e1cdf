"""Files that are the same for everybody, packed once: brotli at its tightest takes a moment and saves a sixth."""

from __future__ import annotations

from functools import lru_cache

import brotli
from flask import Response, request

PACKED = (".css", ".js", ".svg", ".wasm")
"""What a third or more is saved of."""
TIGHTEST = 11
LARGE = 200_000
FOR_LARGE = 9
"""A megabyte at its tightest takes ten seconds for a tenth less."""


@lru_cache(maxsize=64)
def tight(content: bytes) -> bytes:
    return brotli.compress(content, quality=TIGHTEST if len(content) < LARGE else FOR_LARGE)


def packed(response: Response, name: str) -> Response:
    """The same answer, packed, where the file shrinks, is sent whole and the browser can unpack it."""
    if response.status_code != 200 or not name.endswith(PACKED) or "br" not in request.accept_encodings:
        return response
    response.direct_passthrough = False
    response.set_data(tight(response.get_data()))
    response.headers["Content-Encoding"] = "br"
    response.vary.add("Accept-Encoding")
    etag, _ = response.get_etag()
    if etag is not None:
        response.set_etag(etag, weak=True)  # the same file, in another form
    return response
