"""The staff door: community officer, Federation, assessment site, provider. One module a feature."""

from webapp.workbench import (  # noqa: F401  importing a module adds its routes
    assessments,
    benefits,
    booking,
    certificates,
    codes,
    corrections,
    home,
    home_service_drafts,
    home_services,
    home_visits,
    hukou,
    inquiries,
    letters,
    missing_answers,
    notices,
    openings,
    organisations,
    residents,
    service_sheet,
    sessions,
    sign_in,
    staff,
)
from webapp.workbench.door import door

__all__ = ["door"]
