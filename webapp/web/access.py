"""Who may do what: the whole policy on one page.

Each route names one permission. A permission is made of small predicates joined by `|`.
A door asks twice: before it shows or reads anything, and again inside the transaction
that writes. What the asker may not reach is not found.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING

from webapp.mandates import Power, Province, guardian_may, may
from webapp.people import Role

if TYPE_CHECKING:
    from webapp.web.visit import Visit


class Allow:
    """A predicate over a visit that can be joined with others."""

    def __init__(self, says_yes: Callable[[Visit], bool], described: str) -> None:
        self.says_yes = says_yes
        self.described = described

    def __call__(self, visit: Visit) -> bool:
        return self.says_yes(visit)

    def __or__(self, other: Allow) -> Allow:
        return Allow(lambda visit: self(visit) or other(visit), f"{self.described} | {other.described}")


anyone = Allow(lambda _: True, "anyone")
signed_in = Allow(lambda visit: visit.account is not None, "signed in")
no_resident = Allow(lambda visit: visit.account is not None and visit.account.resident_id is None,
                    "whoever is signed in and is no resident")
own = Allow(lambda visit: visit.resident is not None and not visit.on_behalf, "the resident herself")


any_carer = Allow(lambda visit: visit.mandate is not None, "a carer, whatever the mandate covers")
any_guardian = Allow(lambda visit: visit.guardianship is not None, "a guardian")


def carer(province: Province, power: Power) -> Allow:
    return Allow(lambda visit: (visit.mandate is not None and may(visit.mandate, province, power))
                 or (visit.guardianship is not None and guardian_may(province, power)),
                 f"a carer whose mandate covers {province.value}/{power.value}, or a guardian")


def staff(*roles: Role) -> Allow:
    return Allow(lambda visit: visit.membership is not None and visit.membership.role in roles,
                 "staff: " + ", ".join(role.value for role in roles))


class Permission(enum.Enum):
    anyone = "anyone"
    signed_in = "signed_in"
    be_resident = "be_resident"
    """Only the resident herself: nothing here can be handed on."""
    be_no_resident = "be_no_resident"
    """Her own account, whoever she acts for."""
    see_entitlements = "see_entitlements"
    answer_questions = "answer_questions"
    see_code = "see_code"
    see_appointments = "see_appointments"
    book_appointments = "book_appointments"
    see_home_services = "see_home_services"
    request_home_services = "request_home_services"
    complain = "complain"
    write_letters = "write_letters"
    """To the community, about no one matter."""
    see_profile = "see_profile"
    change_profile = "change_profile"
    work = "work"
    """Any seat at the workbench."""
    see_residents = "see_residents"
    serve_residents = "serve_residents"
    see_assessments = "see_assessments"
    run_sessions = "run_sessions"
    assess = "assess"
    issue_certificates = "issue_certificates"
    dispatch_services = "dispatch_services"
    deliver_services = "deliver_services"
    confirm_benefits = "confirm_benefits"
    record_deaths = "record_deaths"
    retract_deaths = "retract_deaths"
    """Not by the community, which may have been the one to err."""
    answer_complaints = "answer_complaints"
    """Not the community, which may be meant."""
    manage_staff = "manage_staff"
    manage_checkpoints = "manage_checkpoints"


OFFICERS = (Role.community_officer, Role.federation_officer, Role.federation_administrator)
FEDERATION = (Role.federation_officer, Role.federation_administrator)

POLICY: dict[Permission, Allow] = {
    Permission.anyone: anyone,
    Permission.signed_in: signed_in,
    Permission.be_resident: own,
    Permission.be_no_resident: no_resident,
    Permission.see_entitlements: own | carer(Province.entitlements, Power.see),
    Permission.answer_questions: own | carer(Province.entitlements, Power.fill_in),
    Permission.see_code: own | carer(Province.code, Power.show),
    Permission.see_appointments: own | carer(Province.appointments, Power.see),
    Permission.book_appointments: own | carer(Province.appointments, Power.submit),
    Permission.see_home_services: own | carer(Province.home_services, Power.see),
    Permission.request_home_services: own | carer(Province.home_services, Power.submit),
    Permission.complain: own | any_carer | any_guardian,
    Permission.write_letters: own | any_carer,
    Permission.see_profile: own | carer(Province.profile, Power.see),
    Permission.change_profile: own | carer(Province.profile, Power.fill_in),
    Permission.work: staff(*Role),
    Permission.see_residents: staff(*OFFICERS),
    Permission.serve_residents: staff(*OFFICERS),
    Permission.see_assessments: staff(*OFFICERS, Role.site_clerk),
    Permission.run_sessions: staff(Role.site_clerk),
    Permission.assess: staff(Role.site_clerk),
    Permission.issue_certificates: staff(*FEDERATION),
    Permission.dispatch_services: staff(*OFFICERS),
    Permission.deliver_services: staff(Role.provider_clerk),
    Permission.confirm_benefits: staff(*FEDERATION),
    Permission.record_deaths: staff(*OFFICERS),
    Permission.retract_deaths: staff(*FEDERATION),
    Permission.answer_complaints: staff(*FEDERATION),
    Permission.manage_staff: staff(Role.federation_administrator),
    Permission.manage_checkpoints: staff(Role.federation_administrator),
}


def allows(permission: Permission, visit: Visit) -> bool:
    return POLICY[permission](visit)
