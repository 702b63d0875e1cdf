"""Every notice of the service, by the room whose events it tells. Importing this makes them known."""

from webapp.notifications.declared import (
    assessments,
    codes,
    complaints,
    entitlements,
    home_services,
    letters,
    mandates,
    people,
    staff,
)

__all__ = [
    "assessments", "codes", "complaints", "entitlements", "home_services", "letters", "mandates", "people", "staff",
]
