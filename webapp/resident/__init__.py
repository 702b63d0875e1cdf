"""The front door: residents, and carers who act for them. One module a feature."""

from webapp.resident import home, preferences, sign_in, ways_in  # noqa: F401  importing a module adds its routes
from webapp.resident.door import door

__all__ = ["door"]
