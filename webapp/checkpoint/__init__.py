"""The third door: whoever scans a code."""

from webapp.checkpoint.door import door

__all__ = ["door"]
