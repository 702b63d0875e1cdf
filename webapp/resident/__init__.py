"""The front door: residents, and carers who act for them. One module a feature."""

from webapp.resident import (  # noqa: F401  importing a module adds its routes
    acting,
    appointment_changes,
    appointments,
    benefit,
    booking,
    code,
    confirmation,
    deeds,
    entitlements,
    home,
    home_assessments,
    home_service_drafts,
    home_service_requests,
    home_services,
    inbox,
    incoming,
    inquiries,
    mandate_drafts,
    mandate_proposals,
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
    ways_in,
)
from webapp.resident.door import door

__all__ = ["door"]
