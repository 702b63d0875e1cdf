"""The third door: whoever scans a code. One module a feature."""

from webapp.checkpoint import api, checks, keys  # noqa: F401  importing a module adds its routes
from webapp.checkpoint.door import door

__all__ = ["door"]
