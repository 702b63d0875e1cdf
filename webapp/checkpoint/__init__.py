"""The third door: whoever scans a code. One module a feature."""

from webapp.checkpoint import (  # noqa: F401  importing a module adds its routes
    api,
    checks,
    device,
    keys,
    kit,
    openapi,
    scanner,
)
from webapp.checkpoint.door import door

__all__ = ["door"]
