"""Words about assessments: statuses, what happens next, what to bring and which text says so.

No sentence here foretells a category or a grade. What is told about papers is what the measures and the standard say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.assessments import (
    Appointment,
    AppointmentKind,
    AppointmentReason,
    AppointmentStatus,
    Assessment,
    AssessmentSite,
    HalfDay,
    Hand,
    Preparation,
    PreparationList,
    PreparationSource,
    Slot,
    status_of,
)
from webapp.core import LedgerEntry
from webapp.web.words import label, people
from webapp.web.words.dates import moment

CONSENT_VERSION = "2026-1"


def consent_words(site: AssessmentSite, kind: AppointmentKind) -> str:
    """What she agrees to before a site is told that she comes (个人信息保护法 14, 17, 23, 29)."""
    told = _(
        "我同意把这些告诉%(site)s：姓名、身份证号最后四位、要评定的残疾类别、评定原因、沟通和到访需要。",
        site=site.organisation.name,
    )
    home = _("上门评定还要告诉它：上门地址、不能去医院的原因、方便的时间。") if kind is AppointmentKind.home else ""
    return told + home + _("评定以后，结果由它告诉残联。只用于这次评定和办残疾人证。我可以在“我的资料”里撤回。")


def consent_words_by_officer(site: AssessmentSite, kind: AppointmentKind, name: str) -> str:
    """The same, told to her by an officer who books for her."""
    return _("我已经把下面的话念给%(name)s听，本人同意：", name=name) + consent_words(site, kind)


KINDS = {AppointmentKind.hospital: _l("去医院评定"), AppointmentKind.home: _l("请人上门评定")}
STAFF_KINDS = {AppointmentKind.hospital: _l("在本院评定"), AppointmentKind.home: _l("上门评定")}
KIND_HINTS = {
    AppointmentKind.hospital.value: _l("自己选医院和时间"),
    AppointmentKind.home.value: _l("行动很困难，去不了医院。评定机构看过您的情况，再定时间"),
}
REASONS = {
    AppointmentReason.new: _l("第一次办残疾人证"),
    AppointmentReason.change: _l("情况变了，重新评定"),
    AppointmentReason.renewal: _l("残疾人证到期，换证"),
}
HALVES = {HalfDay.morning: _l("上午"), HalfDay.afternoon: _l("下午")}
WEEKDAYS = (_l("星期一"), _l("星期二"), _l("星期三"), _l("星期四"), _l("星期五"), _l("星期六"), _l("星期日"))
GRADES = {1: _l("一级"), 2: _l("二级"), 3: _l("三级"), 4: _l("四级")}
HANDS = {
    Hand.resident: _l("本人"), Hand.carer: _l("代办人"), Hand.officer: _l("工作人员"), Hand.site: _l("评定机构"),
    Hand.service: _l("系统"),
}
STATUSES = {
    AppointmentStatus.requested: _l("等评定机构定时间"),
    AppointmentStatus.booked: _l("已预约，等评定机构确认"),
    AppointmentStatus.confirmed: _l("评定机构已确认"),
    AppointmentStatus.attended: _l("已到场，等评定结果"),
    AppointmentStatus.completed: _l("评定已完成"),
    AppointmentStatus.no_show: _l("没有到场"),
    AppointmentStatus.displaced: _l("评定机构取消了，给您别的时间"),
    AppointmentStatus.cancelled: _l("已取消"),
}
CANCELLED = {
    Hand.resident: _l("已取消（本人取消）"), Hand.carer: _l("已取消（代办人取消）"),
    Hand.officer: _l("已取消（工作人员取消）"), Hand.site: _l("已取消（评定机构取消）"), Hand.service: _l("已取消（系统结束）"),
}
TAG_KINDS = {
    AppointmentStatus.requested: "note", AppointmentStatus.booked: "note", AppointmentStatus.confirmed: "good",
    AppointmentStatus.attended: "note", AppointmentStatus.completed: "good", AppointmentStatus.no_show: "caution",
    AppointmentStatus.displaced: "danger", AppointmentStatus.cancelled: "quiet",
}


def status_words(appointment: Appointment) -> str:
    status = status_of(appointment)
    if status is AppointmentStatus.cancelled and appointment.cancelled_by is not None:
        return str(CANCELLED[appointment.cancelled_by])
    return str(STATUSES[status])


def tag_kind(appointment: Appointment) -> str:
    """Of components/tag.html."""
    return TAG_KINDS[status_of(appointment)]


def windows_words(windows: list[tuple[int, HalfDay]]) -> str:
    """星期三上午、下午；星期五上午."""
    by_day: dict[int, list[str]] = {}
    for weekday, half in sorted(windows, key=lambda window: (window[0], window[1] is HalfDay.afternoon)):
        by_day.setdefault(weekday, []).append(str(HALVES[half]))
    return _("；").join(f"{WEEKDAYS[weekday - 1]} {_('、').join(halves)}" for weekday, halves in by_day.items())


def needs_words(appointment: Appointment) -> list[str]:
    """Each need, and whether the site has it ready."""
    ready = {row.need for row in appointment.need_rows if row.prepared_at}
    return [_("%(need)s（已准备好）", need=label(need)) if need in ready else label(need) for need in appointment.needs]


def outcome_words(outcome: Assessment) -> str:
    """What was found, in the words of the standard."""
    if outcome.grade is None:
        return _("没有达到残疾标准")
    return _("%(category)s，%(grade)s", category=label(outcome.category), grade=GRADES[outcome.grade])


NEXT_STEPS = {
    AppointmentStatus.requested: _l("评定机构会看您的申请，定好时间告诉您。您现在不用做什么。"),
    AppointmentStatus.booked: _l("号已经是您的了。评定机构准备好您需要的，就会确认，并告诉您。您现在不用做什么。"),
    AppointmentStatus.confirmed: _l("评定机构已经准备好了。请按时间去。"),
    AppointmentStatus.attended: _l("评定机构登记结果以后，会告诉您。您现在不用做什么。"),
    AppointmentStatus.no_show: _l("评定机构记下您没有到场。这不影响您再约一次。如果记错了，请联系评定机构。"),
    AppointmentStatus.cancelled: _l("这次预约结束了。需要时可以再约。"),
}
NEXT_STEP_AT_HOME = _l("评定机构已经准备好了。请在约好的时间留人在家。")
MET_NEXT = _l("残联审核以后发证。证办好以后会告诉您。")
NOT_MET_NEXT = _l("评定结果是没有达到残疾标准，所以不发残疾人证。原因写在下面。")
ISSUED_NEXT = _l("残疾人证已经登记。您的权益也重新算过了。")


def next_step(appointment: Appointment, *, may_see_outcome: bool) -> str:
    """What happens now, and whether she has to do anything."""
    status = status_of(appointment)
    if status is AppointmentStatus.completed and appointment.outcome is not None:
        if not may_see_outcome:
            return _("评定结果只给本人看，也给能看权益的代办人看。")
        if not appointment.outcome.meets_standard:
            return str(NOT_MET_NEXT)
        return str(ISSUED_NEXT if appointment.outcome.certificate_id else MET_NEXT)
    if status is AppointmentStatus.displaced:
        return _("请从下面选一个时间，或者自己另选。您也可以说先不约了。")
    if status is AppointmentStatus.confirmed and appointment.kind is AppointmentKind.home:
        return str(NEXT_STEP_AT_HOME)
    return str(NEXT_STEPS[status])


HOSPITAL_STEPS = (
    (_l("预约"), "booked_at"), (_l("评定机构确认"), "confirmed_at"), (_l("到场评定"), "attended_at"),
    (_l("出结果"), "completed_at"),
)
HOME_STEPS = (
    (_l("申请上门"), "requested_at"), (_l("评定机构定时间"), "booked_at"), (_l("评定机构确认"), "confirmed_at"),
    (_l("上门评定"), "attended_at"), (_l("出结果"), "completed_at"),
)
ENDED_EARLY = (AppointmentStatus.cancelled, AppointmentStatus.displaced, AppointmentStatus.no_show)


def progress(appointment: Appointment, now: datetime) -> list[dict[str, str]]:
    """For components/steps.html; nothing for an appointment that ended before its assessment."""
    status = status_of(appointment)
    if status in ENDED_EARLY:
        return []
    steps = HOME_STEPS if appointment.kind is AppointmentKind.home else HOSPITAL_STEPS
    # who came without having been confirmed has that step behind her all the same
    reached = max((n for n, (_name, at) in enumerate(steps) if getattr(appointment, at)), default=-1)
    slot = appointment.slot
    ahead = status is AppointmentStatus.confirmed and slot is not None and now < slot.starts_at
    current = "waits" if ahead else "now"
    states = ["done" if n <= reached else current if n == reached + 1 else "next" for n in range(len(steps))]
    return [{"label": str(name), "state": state} for (name, _at), state in zip(steps, states, strict=True)]


OF_THE_SITE = (
    "HomeTimeGiven", "AppointmentConfirmed", "HomeRequestDeclined", "AppointmentDisplaced", "AppointmentAttended",
    "AppointmentMissed", "AssessmentRecorded",
)


LETTERS = {name: people.events[name] for name in ("people.LetterWritten", "people.LetterAnswered")}


def history_rows(entries: list[LedgerEntry], own_account_id: int | None) -> list[dict[str, str]]:
    """For components/timeline.html, the newest first. `own_account_id` tells her own acts from an officer's."""
    return [
        {"what": event_words(entry), "who": _who(entry, own_account_id), "when": moment(entry.at),
         "iso": entry.at.isoformat()}
        for entry in reversed(entries)
    ]


def event_words(entry: LedgerEntry) -> str:
    return str((events | LETTERS)[entry.event](entry.facts))


def _who(entry: LedgerEntry, own_account_id: int | None) -> str:
    if entry.event.partition(".")[2] in OF_THE_SITE:
        return str(HANDS[Hand.site])
    if entry.mandate_id or entry.guardianship_id:
        return str(HANDS[Hand.carer])
    if entry.actor_id is None:
        return str(HANDS[Hand.service])
    return str(HANDS[Hand.resident if entry.actor_id == own_account_id else Hand.officer])


PREPARATIONS = {
    Preparation.citizen_card: _l("居民身份证"),
    Preparation.hukou_booklet: _l("户口本"),
    Preparation.photos: _l("三张近期两寸白底照片"),
    Preparation.application_form: _l("申请表"),
    Preparation.without_aids: _l("肢体残疾评定时，不戴假肢、矫形器和其他辅助器具。"),
}
SOURCES = {
    PreparationSource.measures_9: _l("《中华人民共和国残疾人证管理办法》第九条（2018年1月1日起施行）"),
    PreparationSource.standard_5_5_1: _l("推荐性国家标准《残疾人残疾分类和分级》（GB/T 26341-2010），5.5.1（2011年5月1日起实施）"),
}


def know_words(prepare: PreparationList) -> list[tuple[str, str]]:
    """What to know beforehand, each with the text that says so."""
    return [(label(what), label(source)) for what, source in prepare.know]


def time_rows(slots: list[Slot], hrefs: list[str]) -> list[dict[str, str]]:
    """For components/other_times.html."""
    return [{"when": moment(slot.starts_at), "where": slot.session.site.organisation.name, "href": href}
            for slot, href in zip(slots, hrefs, strict=True)]


OBJECTION_SOURCE = _l("《中华人民共和国残疾人证管理办法》第二十五条")
ISSUING_SOURCE = _l("《中华人民共和国残疾人证管理办法》第九条")

labels = [
    *KINDS.items(), *REASONS.items(), *HALVES.items(), *HANDS.items(), *STATUSES.items(), *PREPARATIONS.items(),
    *SOURCES.items(),
]

MOVE_REFUSED = {
    "cancel": _l("这次预约现在不能取消了。"),
    "reschedule": _l("这次预约现在不能改时间了。"),
    "change_needs": _l("这次预约现在不能改需要了。"),
    "ask_other_time": _l("这次预约现在不能改时间了。"),
    "resettle": _l("这次预约已经有答复了。"),
    "confirm": _l("这次预约现在不用确认。"),
}
SESSION_TIMES = {
    "order": lambda f: _("结束时间要晚于开始时间。"),
    "past": lambda f: _("开始时间已经过了。请换一个以后的时间。"),
    "no_slot": lambda f: _("这段时间排不下一个号。请把时间放长，或者把每个号的时间缩短。"),
    "too_many_slots": lambda f: _("一个场次最多 %(most)s 个时间。请把时间缩短，或者分成几个场次。", most=f["most"]),
    "slot_length": lambda f: _("每个号要 %(shortest)s 到 %(longest)s 分钟。", shortest=f["shortest"], longest=f["longest"]),
    "seats": lambda f: _("每个时间要有 1 到 %(most)s 个号。", most=f["most"]),
}


@dataclass(frozen=True)
class UndoWords:
    """For components/undo_offer.html. `while_it_is`: statuses in which it is still of use."""

    what: str
    follows: str
    instead: str
    while_it_is: tuple[AppointmentStatus, ...]


STANDING = (AppointmentStatus.booked, AppointmentStatus.confirmed)
CHANGE_INSTEAD = _l("您还可以换时间，也可以取消。")

UNDO_WORDS = {
    "book": UndoWords(_l("撤销这次预约"), _l("撤销以后，号马上让给别人。"), CHANGE_INSTEAD, STANDING),
    "request_home": UndoWords(
        _l("撤销这次申请"), _l("撤销以后，评定机构就不再安排。"), CHANGE_INSTEAD, (AppointmentStatus.requested,)),
    "reschedule": UndoWords(
        _l("不换了，用原来的时间"), _l("原来的号先给您留着。"), CHANGE_INSTEAD, STANDING),
    "ask_other_time": UndoWords(
        _l("不换了，用原来的时间"), _l("原来定的时间先给您留着。"), CHANGE_INSTEAD, (AppointmentStatus.requested,)),
    "cancel": UndoWords(
        _l("撤销取消，还要这次预约"), _l("号先给您留着。"), _l("号已经让给别人。您可以再约一次。"), (AppointmentStatus.cancelled,)),
    "decline_offers": UndoWords(
        _l("撤销，再看看别的时间"), _l("原来给您留的时间还在。"), _l("您可以再约一次。"), (AppointmentStatus.cancelled,)),
}


def _moved_on(facts: dict[str, Any]) -> str:
    sentence = MOVE_REFUSED.get(facts["verb"], _l("刚才情况变了，这一步现在不能做。"))
    return _("%(sentence)s现在是：%(status)s。", sentence=sentence, status=STATUSES[facts["status"]])


def _not_assessed(facts: dict[str, Any]) -> str:
    return _("这里不评%(category)s。请换一个。", category=label(facts["category"]))


def _needs_missing(facts: dict[str, Any]) -> str:
    named = _("、").join(label(need) for need in facts["needs"])
    return _("还没有准备好：%(needs)s。每一样都准备好了，才能确认。", needs=named)


errors = {
    "seat_taken": lambda f: _("这个时间刚被别人约走了。您填的都还在，请换一个时间。"),
    "already_booked": lambda f: _("您已经有一个这样的预约，还没有结束。要换时间，请在那个预约里改。"),
    "slot_passed": lambda f: _("这个时间已经过了。请换一个时间。"),
    "session_not_held": lambda f: _("评定机构取消了这个场次。请换一个时间。"),
    "session_over": lambda f: _("这个场次已经结束，不能取消了。"),
    "category_not_assessed": _not_assessed,
    "wrong_kind": lambda f: _("这个时间不能这样约。请重新选时间。"),
    "no_home_assessment": lambda f: _("这家评定机构不上门评定。请换一家。"),
    "home_reason_missing": lambda f: _("请写几句话，说明为什么去不了医院。"),
    "home_address_missing": lambda f: _("请填写上门的地址，写到门牌号。"),
    "home_windows_missing": lambda f: _("请至少选一天，再选上午或下午。"),
    "outside_windows": lambda f: _("这个时间不在居民方便的时间里。请换一个。"),
    "appointment_has_moved_on": _moved_on,
    "appointment_started": lambda f: _("预约的时间已经到了，不能再改。请联系评定机构。"),
    "not_started_yet": lambda f: _("预约的时间还没有到。"),
    "needs_not_prepared": _needs_missing,
    "receiver_consent_missing": lambda f: _("要勾选同意，评定机构才能接待您。不同意就不能预约，您可以请社区专职委员当面帮您。"),
    "offer_over": lambda f: _("给您留的时间已经过了，或者没有这个时间。请另选一个。"),
    "no_more_extensions": lambda f: _("这个时间已经延长了十次，不能再延长。请现在决定，或者另选一个时间。"),
    "recorded_as_died": lambda f: _("这位居民已登记离世，不能再预约。"),
    "bad_session_times": lambda f: SESSION_TIMES[f["reason"]](f),
    "session_categories_missing": lambda f: _("请至少选一个残疾类别。"),
    "bad_assessed_on": lambda f: (
        _("评定日期不能在今天以后。") if f["reason"] == "future" else _("评定日期不能早于预约的那一天。")),
    "bad_grade": lambda f: _("等级是一级到四级。"),
    "not_met_reasons_missing": lambda f: _("没有达到标准，请写明原因。居民会看到。"),
    "standard_not_met": lambda f: _("评定结果是没有达到标准，不能发证。"),
    "outcome_replaced": lambda f: _("评定机构更正了结果。请看新的结果。"),
    "certificate_followed_already": lambda f: _("这次评定已经发过证了。"),
    "number_contradicts_outcome": lambda f: (
        _("证号第 19 位和评定的残疾类别对不上。请核对。") if f["part"] == "category"
        else _("证号第 20 位和评定的等级对不上。请核对。")),
    "bad_issued_on": lambda f: (
        _("发证日期不能在今天以后。") if f["reason"] == "future" else _("发证日期不能早于评定日期。")),
}


def _at(facts: dict[str, Any], name: str = "starts_at") -> str:
    return moment(datetime.fromisoformat(facts[name]))


def _cancelled(facts: dict[str, Any]) -> str:
    return str(CANCELLED[Hand(facts["by"])])


def _displaced(facts: dict[str, Any]) -> str:
    if facts["kind"] == AppointmentKind.home:
        return _("评定机构取消了%(at)s的上门评定，会另定时间", at=_at(facts))
    if facts["offers"]:
        return _("评定机构取消了%(at)s的评定，给了别的时间", at=_at(facts))
    return _("评定机构取消了%(at)s的评定，请另选时间", at=_at(facts))


events = {
    "assessments.SiteRegistered": lambda f: _("登记了评定机构"),
    "assessments.SessionOpened": lambda f: _("开放了评定场次"),
    "assessments.SessionCancelled": lambda f: _("取消了评定场次"),
    "assessments.AppointmentBooked": lambda f: _("预约了评定，时间是%(at)s", at=_at(f)),
    "assessments.HomeAssessmentRequested": lambda f: _("申请上门评定"),
    "assessments.HomeTimeGiven": lambda f: _("评定机构定了上门时间：%(at)s", at=_at(f)),
    "assessments.OtherTimeAsked": lambda f: _("请评定机构另定上门时间"),
    "assessments.AppointmentRescheduled": lambda f: _(
        "把评定从%(former)s改到%(at)s", former=_at(f, "former_starts_at"), at=_at(f)),
    "assessments.AppointmentNeedsChanged": lambda f: _("更新了这次预约的沟通和到访需要"),
    "assessments.AppointmentConfirmed": lambda f: _("评定机构确认了，需要的都准备好了"),
    "assessments.AppointmentCancelled": _cancelled,
    "assessments.HomeRequestDeclined": lambda f: _("评定机构答复：这次不能上门"),
    "assessments.AppointmentDisplaced": _displaced,
    "assessments.OfferKeptLonger": lambda f: _("把留给您的时间保留到%(until)s", until=_at(f, "until")),
    "assessments.AppointmentResettled": lambda f: _("另选了时间") if f["by"] else _("说先不约了"),
    "assessments.AppointmentAttended": lambda f: _("到场了"),
    "assessments.AppointmentMissed": lambda f: _("评定机构记下没有到场"),
    "assessments.AssessmentRecorded": lambda f: (
        _("评定机构更正了评定结果") if f["corrected"] else _("评定机构登记了评定结果")),
    "assessments.CertificateFollowed": lambda f: _("残联登记了残疾人证"),
    "assessments.BookingUndone": lambda f: _("撤销了预约"),
    "assessments.HomeRequestUndone": lambda f: _("撤销了上门评定的申请"),
    "assessments.RescheduleUndone": lambda f: _("撤销了换时间，还是%(at)s", at=_at(f)),
    "assessments.OtherTimeUndone": lambda f: (
        _("撤销了另定时间，还是%(at)s", at=_at(f)) if f["starts_at"] else _("撤销了刚才换的上门时间")),
    "assessments.CancellationUndone": lambda f: _("撤销了取消，预约恢复"),
    "assessments.OffersReopened": lambda f: _("给的别的时间重新可以选"),
}
