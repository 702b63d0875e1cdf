"""The front door: residents, and carers who act for them. One module a feature."""

from webapp.resident import (  # noqa: F401  importing a module adds its routes
    acting,
    ahead,
    appointment_changes,
    appointments,
    benefit,
    booking,
    code,
    entitlements,
    home,
    home_assessments,
    home_service_drafts,
    home_service_requests,
    home_services,
    inbox,
    inquiries,
    mandate_drafts,
    mandates,
    my_copy,
    my_data,
    needs,
    notices,
    preferences,
    privacy_notice,
    push,
    questions,
    service_sheet,
    sign_in,
    together,
    ways_in,
)
from webapp.resident.door import door

__all__ = ["door"]
