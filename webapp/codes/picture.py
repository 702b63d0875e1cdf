"""The picture of a code: a QR of version 8 at level M, alphanumeric, as SVG without any style."""

from __future__ import annotations

import segno

QUIET_ZONE = 4
"""Modules of white around it, as the standard asks."""


def picture(token: str) -> str:
    """Markup of an <svg> that fills its box, black on white."""
    code = segno.make(token, error="m", boost_error=False, micro=False)
    return code.svg_inline(omitsize=True, border=QUIET_ZONE, dark="#000", light="#fff")
