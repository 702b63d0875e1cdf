"""What the village has for assessments: three sites, six weeks of sessions, two people who have arranged something."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from webapp import assessments, people
from webapp.assessments import AppointmentKind, AppointmentReason, AssessmentSite, HalfDay, local_moment
from webapp.certificates import DisabilityCategory as Category
from webapp.core import Actor
from webapp.people import Need

BODY = (Category.visual, Category.hearing, Category.speech, Category.physical, Category.multiple)
MIND = (Category.intellectual, Category.mental)

SITES = (  # organisation, categories, at home too, what the site says about its building
    ("first_hospital", BODY, True, "南门有坡道，电梯到三楼评定室，三楼有无障碍卫生间。"),
    ("mind_hospital", MIND, True, "大门平进，评定室在一楼，可以先在安静的小房间等。"),
    ("lake_hospital", tuple(Category), False, "东门有坡道，评定室在二楼，有电梯。"),
)

SESSIONS = (  # organisation, kind, weekdays (0 is Monday), from, to, minutes, seats
    ("first_hospital", AppointmentKind.hospital, (0, 1, 2, 3, 4), time(8, 30), time(11, 30), 30, 2),
    ("first_hospital", AppointmentKind.home, (2,), time(13, 30), time(16, 30), 60, 1),
    ("mind_hospital", AppointmentKind.hospital, (1, 3), time(9), time(11), 40, 1),
    ("mind_hospital", AppointmentKind.home, (4,), time(13), time(16), 90, 1),
    ("lake_hospital", AppointmentKind.hospital, (0, 4), time(13, 30), time(16), 30, 1),
)

WEEKS = 6
CONSENT_VERSION = "demo"


def populate(db: Any, actor: Actor, everybody: dict[str, Any]) -> None:
    sites = {}
    for key, categories, at_home, notes in SITES:
        sites[key] = assessments.register_site(db, actor, everybody[key], categories=categories, offers_home=at_home,
                                               access_notes=notes)
    first = {key: _sessions(db, actor, key, site) for key, site in sites.items()}
    _arrangements(db, actor, everybody, sites, first["first_hospital"])


def _sessions(db: Any, actor: Actor, key: str, site: AssessmentSite) -> dict[date, Any]:
    """The site's sessions at the hospital by day, from tomorrow on."""
    at_hospital = {}
    for day in (actor.today + timedelta(days=ahead) for ahead in range(1, 7 * WEEKS + 1)):
        for organisation, kind, weekdays, start, end, minutes, seats in SESSIONS:
            if organisation == key and day.weekday() in weekdays:
                session = assessments.open_session(
                    db, actor, site, kind=kind, categories=site.categories, starts_at=local_moment(day, start),
                    ends_at=local_moment(day, end), slot_minutes=minutes, seats=seats)
                if kind is AppointmentKind.hospital:
                    at_hospital[day] = session
    return at_hospital


def _arrangements(db: Any, actor: Actor, everybody: dict[str, Any], sites: dict[str, AssessmentSite],
                  sessions: dict[date, Any]) -> None:
    """Qin has a time at the hospital; Wei has asked that somebody comes to him."""
    site = sites["first_hospital"]
    qin, wei = everybody["qin"], everybody["wei"]
    slot = sorted(sessions.items())[2][1].slots[1]
    assessments.book(db, agreeing(db, actor, qin, site), qin, slot, category=Category.physical,
                     reason=AppointmentReason.change, needs=[Need.slowly])
    assessments.request_home(
        db, agreeing(db, actor, wei, site, AppointmentKind.home), wei, site, category=Category.multiple,
        reason=AppointmentReason.renewal,
        home_reason="卧床，不能坐车", home_address="河东村 12 号",
        windows=[(3, HalfDay.afternoon), (4, HalfDay.morning)], needs=people.needs_of(wei))


def agreeing(db: Any, actor: Actor, resident: Any, site: AssessmentSite,
             kind: AppointmentKind = AppointmentKind.hospital) -> Actor:
    """The resident acting for herself, once she has agreed that this site is told."""
    account = people.account_of(db, resident)
    herself = Actor(account_id=account.id, at=actor.at, resident_id=resident.id)
    people.give_consent(db, herself, resident_id=resident.id, kind=assessments.receiver_kind(site, kind),
                        version=CONSENT_VERSION, words="演示村的同意书")
    return herself
