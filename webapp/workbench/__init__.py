"""The staff door: community officer, Federation, assessment site, provider. One module a feature."""

from webapp.workbench import (  # noqa: F401  importing a module adds its routes
    assessments,
    benefits,
    booking,
    certificates,
    checkpoints,
    codes,
    complaints,
    corrections,
    disagreements,
    errands,
    guardians,
    home,
    home_service_drafts,
    home_services,
    home_visits,
    hukou,
    inquiries,
    interrupted,
    letters,
    mandates,
    missing_answers,
    notices,
    openings,
    organisations,
    phones,
    questions,
    residents,
    service_sheet,
    sessions,
    sign_in,
    staff,
    view_questions,
)
from webapp.workbench.door import door

__all__ = ["door"]
