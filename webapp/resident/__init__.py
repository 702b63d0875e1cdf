"""The front door: residents, and carers who act for them. One module a feature."""

from webapp.resident import (  # noqa: F401  importing a module adds its routes
    accessibility,
    acting,
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
    letters,
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
    read_aloud,
    service_sheet,
    sign_in,
    sign_language,
    undoing,
    ways_in,
)
from webapp.resident.door import door

__all__ = ["door"]
