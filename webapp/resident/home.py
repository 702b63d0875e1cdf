"""The first page, and the page of all that is hers to set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp import assessments, home_services, mandates
from webapp.assessments import ACTIVE_STATUSES, AppointmentStatus, status_of
from webapp.people import membership_of
from webapp.resident.booking_draft import begun_by
from webapp.resident.door import door
from webapp.web import Permission, Visit, render, threshold, words
from webapp.web.access import allows
from webapp.web.words import assessments as say
from webapp.web.words.home_services import her_status, in_words_of


@dataclass(frozen=True)
class Place:
    title: str
    note: str
    href: str
    icon: str
    written_at: datetime | None = None
    """Of a request of hers."""
    apart: str = ""
    """What tells it from another that reads the same."""


SERVICES = (
    ("resident.entitlements", Permission.see_entitlements, "entitlements", _l("看我的权益"), _l("哪些是您的，为什么，找谁办")),
    ("resident.code", Permission.see_code, "code", _l("出示惠残码"), _l("给别人看一样，只看一样")),
    ("resident.appointments", Permission.see_appointments, "calendar", _l("预约残疾评定"), _l("去医院，或者请人上门")),
    ("resident.home_services", Permission.see_home_services, "volunteer", _l("请人上门服务"), _l("照护、康复、陪同")),
    ("resident.mandates", Permission.be_resident, "people", _l("代办"), _l("请家里人替您办")),
    ("resident.inbox", Permission.signed_in, "message", _l("看消息"), _l("每一次变化都在这里")),
)
OF_ANOTHER = {"resident.entitlements": (_l("看权益"), _l("哪些是本人的，为什么，找谁办"))}
PROFILE = (
    ("resident.my_data", Permission.be_resident, "document", _l("我的资料"), _l("看、改、带走、删除")),
    ("resident.my_account", Permission.be_no_resident, "document", _l("我的账号资料"), _l("看、带走、注销账号")),
    ("resident.complaints", Permission.complain, "danger", _l("投诉"), _l("决定、服务、工作人员")),
    ("resident.needs", Permission.see_profile, "wheelchair", _l("沟通和到访需要"), _l("您想怎样被接待")),
    ("resident.phone_number", Permission.signed_in, "phone", _l("手机号"), _l("换一个号码")),
    ("resident.ways_in", Permission.signed_in, "key", _l("登录方式"), _l("通行密钥、恢复码、登录的地方")),
    ("resident.notices", Permission.signed_in, "message", _l("怎么通知我"), _l("推送、短信、安静时间")),
    ("resident.mandates", Permission.be_resident, "people", _l("谁能替我办"), _l("给出或结束委托")),
    ("resident.acting", Permission.signed_in, "people", _l("我代谁办事"), _l("换一个人，一步就好")),
    ("resident.preferences", Permission.anyone, "settings", _l("字号和语言"), _l("大字、深色、易读、读给我听")),
)


def places(visit: Visit, rows: tuple) -> list[Place]:
    """Those of the rows that exist and that this visitor may open."""
    known = current_app.view_functions
    return [Place(*_said(visit, endpoint, title, note), url_for(endpoint), icon)
            for endpoint, permission, icon, title, note in rows if endpoint in known and allows(permission, visit)]


def _said(visit: Visit, endpoint: str, title: str, note: str) -> tuple[str, str]:
    """Who acts for somebody is not told that the benefits are his."""
    return OF_ANOTHER.get(endpoint, (title, note)) if visit.acting_for else (title, note)


@door.page("/", permission=Permission.anyone)
def home(visit: Visit) -> Response:
    if not visit.signed_in:
        return render(visit, "resident/welcome.html")
    threshold.check(visit)
    if visit.resident is None:
        return render(visit, "resident/home_of_carer.html", has_seat=membership_of(visit.db, visit.account) is not None)
    return render(visit, "resident/home.html", services=places(visit, SERVICES), begun=_begun(visit),
                  running=_running(visit))


def _when(moment: datetime) -> str:
    return f"{words.short_day(moment)} {words.clock_time(moment)}"


def _running(visit: Visit) -> list[Place]:
    """What is under way: where it stands, and when somebody is expected."""
    found = []
    if allows(Permission.see_appointments, visit):
        for each in assessments.appointments_of(visit.db, visit.resident.id):
            if status_of(each) in (*ACTIVE_STATUSES, AppointmentStatus.displaced):
                when = [_when(each.slot.starts_at)] if each.slot else []
                note = _("，").join([*when, say.status_words(each)])
                href = url_for("resident.appointment", id=each.public_id)
                found.append(Place(words.label(each.kind), note, href, "calendar"))
    if allows(Permission.see_home_services, visit):
        asked = home_services.requests_of(visit.db, visit.resident.id)
        still = home_services.that_stand_still(visit.db, asked)
        for each in asked:
            if each.status in home_services.OPEN:
                at = each.assignment.visit_at if each.assignment else None
                stands = her_status(each.status, still=each.public_id in still)
                note = _("，").join([*([_when(at)] if at else []), stands])
                href = url_for("resident.home_service_request", id=each.public_id)
                found.append(Place(in_words_of(each.service), note, href, "home-services", each.started_at))
    return _told_apart(found)


def _begun(visit: Visit) -> list[Place]:
    """What was begun and not sent, to be gone on with."""
    found = []
    booking = begun_by(visit) if allows(Permission.book_appointments, visit) else None
    if booking is not None:
        note = _("草稿留到 %(day)s", day=words.day(booking.kept_until))
        found.append(Place(_("接着预约残疾评定"), note, url_for("resident.booking_draft"), "calendar"))
    if allows(Permission.request_home_services, visit):
        for draft in home_services.drafts_of(visit.db, visit.resident.id):
            note = _("草稿留到 %(day)s", day=words.day(draft.changed_at + home_services.DRAFTS_KEPT))
            step = "resident.home_service_check" if draft.address else "resident.home_service_place"
            href = url_for(step, id=draft.public_id)
            found.append(Place(_("接着申请上门服务"), note, href, "volunteer", draft.started_at))
    draft = mandates.draft_of(visit.db, visit.resident) if allows(Permission.be_resident, visit) else None
    if draft is not None:
        note = _("草稿留到 %(day)s", day=words.day(draft.changed_at + mandates.DRAFTS_KEPT))
        found.append(Place(_("接着写委托"), note, url_for("resident.mandate_check", id=draft.public_id), "people"))
    return _told_apart(found)


def _told_apart(places: list[Place]) -> list[Place]:
    """Of two requests that read the same each says when it was written."""
    titles = [place.title for place in places]
    return [
        replace(place, apart=_("%(when)s写的申请", when=words.moment(place.written_at)))
        if place.written_at and titles.count(place.title) > 1 else place
        for place in places
    ]


@door.page("/profile", permission=Permission.signed_in)
def profile(visit: Visit) -> Response:
    return render(visit, "resident/profile.html", places=places(visit, PROFILE))


@door.page("/offline", permission=Permission.anyone)
def offline(visit: Visit) -> Response:
    """Kept by the service worker and shown to whoever is without a network: it names nobody."""
    response = render(visit, "offline.html")
    response.headers["Cache-Control"] = "no-cache"
    return response
