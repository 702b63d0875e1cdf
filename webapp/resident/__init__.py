"""The front door: residents, and carers who act for them. One module a feature."""

from webapp.resident import (  # noqa: F401  importing a module adds its routes
    code,
    home,
    home_service_drafts,
    home_service_requests,
    home_services,
    preferences,
    sign_in,
    ways_in,
)
from webapp.resident.door import door

__all__ = ["door"]
