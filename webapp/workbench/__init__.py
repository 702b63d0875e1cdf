"""The staff door: community officer, Federation, assessment site, provider. One module a feature."""

from webapp.workbench import (  # noqa: F401  importing a module adds its routes
    assessments,
    benefits,
    booking,
    certificates,
    codes,
    corrections,
    disagreements,
    guardians,
    home,
    home_services,
    home_visits,
    hukou,
    inquiries,
    mandates,
    notices,
    residents,
    service_sheet,
    sessions,
    sign_in,
    staff,
    view_questions,
)
from webapp.workbench.door import door

__all__ = ["door"]
