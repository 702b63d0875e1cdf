"""Words about services at home: statuses, moves, reasons, what the documents do not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core import LedgerEntry
from webapp.entitlements import standing
from webapp.home_services import (
    Agreement,
    CancelReason,
    Closing,
    DeclineReason,
    GiveBackReason,
    Group,
    HelperGender,
    HomeServiceAssignment,
    HomeServiceRequest,
    Part,
    Pile,
    Place,
    ReopenReason,
    Service,
    Status,
    Unsaid,
    Window,
    find_service,
)
from webapp.people import Need
from webapp.web import words
from webapp.web.words import people
from webapp.web.words.dates import day, moment
from webapp.web.words.texts import in_words

CONSENT_VERSION = "2026-1"


def consent_words() -> str:
    """What she agrees to when she sends a request (个人信息保护法 14, 17, 23, 29)."""
    return _(
        "我同意：社区给我找服务机构时，把我的名字（不带姓）、居住的社区、沟通和到访需要、想要的服务和时间告诉这家机构。"
        "机构答应来以后，再告诉它我的地址。服务做完，机构就看不到地址了。"
        "残疾类别、等级、身份证号和留言都不给机构。是哪家机构，会马上告诉我。我可以换一家，也可以取消。"
    )


def consent_words_by_officer(name: str) -> str:
    """The same, told to her by an officer who asks for her."""
    return _("我已经把下面的话念给%(name)s听，本人同意：", name=name) + consent_words()


def service_name(name: str) -> tuple[str, str]:
    return in_words(find_service(name).names)


def in_words_of(name: str) -> str:
    return service_name(name)[0]


def asked_by(request: HomeServiceRequest) -> str:
    """Whether she (or a carer for her) asked, or an officer for her, and how she agreed."""
    if request.agreement is None:
        return _("本人或代办人")
    return _("社区工作人员。本人%(agreed)s。", agreed=words.label(request.agreement))


def closing_reason(assignment: HomeServiceAssignment) -> str:
    """Why an assignment ended: the provider's or the resident's reason."""
    kind = GiveBackReason if assignment.closing is Closing.given_back else ReopenReason
    return words.label(kind(assignment.closing_reason))


def ask_names(service: str, asks: list[str]) -> list[tuple[str, str]]:
    return [in_words(ask.names) for ask in find_service(service).asks if ask.name in set(asks)]


def named_in(service: Service, layers: list[str]) -> str:
    """For whom, in the documents' own words, joined."""
    return "；".join(dict.fromkeys(said.words for said in service.for_whom_in(layers)))


def window_words(window: Window) -> str:
    """2026年12月1日 星期二 上午."""
    return _("%(day)s %(part)s", day=day(window[0]), part=PART_NAMES[window[1]])


NEXT_STEPS = {
    Status.draft: _l("您还没有提交。请核对以后提交。"),
    Status.requested: _l("社区专职委员会看您的申请，然后答复您。您现在不用做什么。"),
    Status.accepted: _l("社区正在给您找服务机构。找好了会告诉您是哪一家。您现在不用做什么。"),
    Status.declined: _l("这份申请结束了，社区写了原因。您可以再申请，也可以问社区专职委员。"),
    Status.assigned: _l("服务机构会告诉您谁来、什么时候来。您现在不用做什么。"),
    Status.promised: _l("请在约好的时间留人在家。时间不合适，可以换一家或者取消。"),
    Status.on_the_way: _l("请准备开门。开门前可以先问来的人叫什么名字。"),
    Status.done: _l("服务机构说已经做完了。请您确认。没做好也可以直接说。"),
    Status.confirmed: _l("谢谢您的评价。这份申请办完了。"),
    Status.reopened: _l("社区专职委员会重新给您安排。您现在不用做什么。"),
    Status.cancelled: _l("这份申请已经取消。需要时可以再申请。"),
}
"""What happens next, and whether she has to do anything."""

STANDS_STILL = _l(
    "您撤回了“告诉上门服务机构”的同意。社区不能给您找机构，这份申请停在这里。还要这项服务，请再同意一次。不要了，可以取消申请。")
"""Instead of the next step."""

STATUSES = {
    Status.draft: _l("还没有提交"),
    Status.requested: _l("等社区答复"),
    Status.accepted: _l("社区已同意，正在找人"),
    Status.declined: _l("不能安排"),
    Status.assigned: _l("等服务机构定时间"),
    Status.promised: _l("时间已约好"),
    Status.on_the_way: _l("正在来您家的路上"),
    Status.done: _l("做完了，等您确认"),
    Status.confirmed: _l("已办完"),
    Status.reopened: _l("重新安排"),
    Status.cancelled: _l("已取消"),
}
PROVIDER_STATUSES = {
    Status.assigned: _l("新任务，请答复"),
    Status.promised: _l("已约好，等上门"),
    Status.on_the_way: _l("在路上"),
    Status.done: _l("做完了，等居民确认"),
    Status.confirmed: _l("居民已确认"),
    Status.cancelled: _l("已取消，不用去"),
}
STAFF_STATUSES = {
    Status.requested: _l("新申请"),
    Status.accepted: _l("已同意，要派给机构"),
    Status.declined: _l("不予安排"),
    Status.assigned: _l("等机构答复"),
    Status.promised: _l("已约好时间"),
    Status.on_the_way: _l("机构已出发"),
    Status.done: _l("机构说做完了，等居民确认"),
    Status.confirmed: _l("居民已确认"),
    Status.reopened: _l("居民要求重新安排"),
    Status.cancelled: _l("已取消"),
}



def staff_status(status: Status, *, still: bool = False) -> str:
    """`still`: it stands still, by that_stand_still."""
    return _("停着，等本人同意") if still else str(STAFF_STATUSES[status])


def her_status(status: Status, *, still: bool = False) -> str:
    """Where a request stands, said to her; `still` as in staff_status."""
    return _("停着，等您同意") if still else words.label(status)


def provider_status(status: Status) -> str:
    return str(PROVIDER_STATUSES[status])


PART_NAMES = {Part.morning: _l("上午"), Part.afternoon: _l("下午"), Part.evening: _l("晚上")}

MOVES = {
    "ask": _l("提交申请"), "accept": _l("同意"), "decline": _l("不能安排"), "assign": _l("派给服务机构"),
    "take_back": _l("收回，换一家机构"), "give_back": _l("我们去不了"), "want_other": _l("换一家"), "promise": _l("答应上门"),
    "change_visit": _l("改时间或换人"), "set_out": _l("现在出发"), "finish": _l("做完了"), "confirm": _l("确认做完"),
    "reopen": _l("没做好，重新安排"), "cancel": _l("取消申请"),
}

CANCELLED_BY = {
    "resident": _l("本人取消"), "carer": _l("代办人取消"), "officer": _l("工作人员取消"), "service": _l("系统结束"),
}

REASONS = [
    (DeclineReason.not_offered_here, _l("本地还没有这项服务")),
    (DeclineReason.nobody_available, _l("暂时没有人手")),
    (DeclineReason.other_way, _l("有更合适的办法")),
    (DeclineReason.other, _l("其他原因")),
    (GiveBackReason.nobody_available, _l("暂时没有人手")),
    (GiveBackReason.time_does_not_fit, _l("时间对不上")),
    (GiveBackReason.not_our_work, _l("我们不做这项服务")),
    (GiveBackReason.nobody_home, _l("到了，没有人在家")),
    (GiveBackReason.other, _l("其他原因")),
    (ReopenReason.nobody_came, _l("没有人来")),
    (ReopenReason.not_done, _l("来了，但没有做")),
    (ReopenReason.partly_done, _l("只做了一部分")),
    (ReopenReason.badly_treated, _l("态度不好")),
    (ReopenReason.other, _l("其他原因")),
    (CancelReason.not_needed, _l("不需要了")),
    (CancelReason.time_does_not_fit, _l("时间不合适")),
    (CancelReason.asked_by_mistake, _l("申请错了")),
    (CancelReason.told_officer, _l("本人告诉工作人员不需要了")),
    (CancelReason.death, _l("本人已离世")),
    (CancelReason.other, _l("其他原因")),
]

AGREEMENTS = [
    (Agreement.at_window, _l("在窗口当面同意")),
    (Agreement.by_telephone, _l("在电话里同意")),
    (Agreement.at_home, _l("在家里当面同意")),
]

labels = [
    *STATUSES.items(),
    *AGREEMENTS,
    *PART_NAMES.items(),
    *REASONS,
    (Group.care, _l("照护")),
    (Group.home, _l("家里的事")),
    (Group.company, _l("陪伴和看望")),
    (Group.rehabilitation, _l("康复")),
    (Group.devices, _l("辅助器具")),
    (Group.learning, _l("学习")),
    (Group.matters, _l("办事")),
    (Place.at_home, _l("在家里")),
    (Place.not_stated, _l("文件没有写在哪里")),
    (Unsaid.content, _l("具体做什么")),
    (Unsaid.for_whom, _l("给谁")),
    (Unsaid.conditions, _l("要符合什么条件")),
    (Unsaid.place, _l("在哪里做")),
    (Unsaid.how_often, _l("多久一次、一次多长")),
    (Unsaid.cost, _l("要不要钱")),
    (Unsaid.procedure, _l("怎么申请")),
    (HelperGender.any, _l("都可以")),
    (HelperGender.woman, _l("要女的")),
    (HelperGender.man, _l("要男的")),
    (Closing.taken_back, _l("社区收回了")),
    (Closing.given_back, _l("机构来不了")),
    (Closing.other_wanted, _l("居民要换一家")),
    (Closing.reopened, _l("居民要求重新安排")),
    (Closing.cancelled, _l("申请取消了")),
    (Pile.mine, _l("要您处理")),
    (Pile.with_provider, _l("机构在办")),
    (Pile.ended, _l("已结束")),
]

@dataclass(frozen=True)
class UndoWords:
    """For components/undo_offer.html. `while_it_is`: statuses in which it is still of use."""

    what: str
    follows: str
    instead: str
    while_it_is: tuple[Status, ...]


UNDO_WORDS = {
    "ask": UndoWords(
        _l("撤销这份申请"), _l("撤销以后变回草稿，您填的都还在。"), _l("您还可以取消这份申请。"),
        (Status.requested, Status.accepted)),
    "cancel": UndoWords(
        _l("撤销取消，还要这项服务"), _l("撤销以后，跟取消以前一样。"), _l("您可以再申请一次。"), (Status.cancelled,)),
    "confirm": UndoWords(
        _l("撤销这次确认"), _l("撤销以后，您可以重新评价，也可以说没做好。"), _l("有话要说，请找社区专职委员。"),
        (Status.confirmed,)),
}

NO_PROVIDER_TOLD = (
    _l("本人撤回了同意，不能再告诉服务机构。"),
    _l("请先问本人：还要办，请本人在这份申请里再同意一次。本人自己办不了，可以替本人取消，再替本人申请。"),
)

MOVE_REFUSED = {
    "ask": _l("这份申请已经提交过了。"),
    "cancel": _l("这份申请现在不能取消了。"),
    "confirm": _l("现在还不能确认。"),
    "reopen": _l("现在不能要求重新安排。"),
    "want_other": _l("现在不能换机构了。"),
}


def _move_not_possible(facts: dict[str, Any]) -> str:
    if facts["status"] is Status.cancelled:
        return _("这份申请已经取消了。刚才的操作没有生效。")
    refused = MOVE_REFUSED.get(facts["move"])
    return str(refused) if refused else _("刚才情况变了，这一步现在不能做。请看最新的状态。")


def _names(needs: list[Need]) -> str:
    return "、".join(words.label(need) for need in needs)


def _too_long(facts: dict[str, Any]) -> str:
    return _("最多写 %(longest)s 个字，您写了 %(length)s 个字。请删去一些。", longest=facts["longest"], length=facts["length"])


WHO = {
    "HomeServiceRequested": None,
    "RequestAccepted": _l("社区"),
    "RequestDeclined": _l("社区"),
    "ProviderAssigned": _l("社区"),
    "AssignmentTakenBack": _l("社区"),
    "AssignmentGivenBack": _l("服务机构"),
    "OtherProviderWanted": None,
    "VisitPromised": _l("服务机构"),
    "VisitChanged": _l("服务机构"),
    "HelperSetOut": _l("服务机构"),
    "ServiceDone": _l("服务机构"),
    "ServiceConfirmed": None,
    "ServiceReopened": None,
    "LetterWritten": None,
    "LetterAnswered": _l("社区"),
    "AskUndone": None,
    "CancellationUndone": None,
    "ConfirmationUndone": None,
}
"""Who did it; None: the resident, or a carer for her, or an officer to whom she agreed."""


LETTERS = {name: people.events[name] for name in ("people.LetterWritten", "people.LetterAnswered")}


def history_rows(entries: list[LedgerEntry]) -> list[dict[str, str]]:
    """For components/timeline.html, the newest first."""
    return [
        {
            "what": (EVENT_WORDS | LETTERS)[entry.event](entry.facts),
            "who": _who(entry),
            "when": moment(entry.at),
            "iso": entry.at.isoformat(),
        }
        for entry in reversed(entries)
    ]


def _who(entry: LedgerEntry) -> str:
    name = entry.event.partition(".")[2]
    if name == "RequestCancelled":
        return ""
    party = WHO[name]
    if party is not None:
        return str(party)
    if entry.facts.get("agreement"):
        return _("社区")
    return _("代办人") if entry.mandate_id or entry.guardianship_id else _("本人")


PROGRESS = (
    (_l("提交申请"), "requested_at"),
    (_l("社区同意"), "accepted_at"),
    (_l("机构约好时间"), "promised_at"),
    (_l("上门服务"), "done_at"),
    (_l("您确认做完"), "confirmed_at"),
)


def progress(request: HomeServiceRequest, now: datetime) -> list[dict[str, str]]:
    """For components/steps.html; nothing for a request that ended before it was done."""
    if request.status in (Status.declined, Status.cancelled, Status.draft):
        return []
    at = request.assignment
    done = [
        getattr(request, moment_of, None) is not None or (at is not None and getattr(at, moment_of, None) is not None)
        for _name, moment_of in PROGRESS
    ]
    here = done.index(False) if False in done else len(done)
    ahead = request.status is Status.promised and at is not None and at.visit_at is not None and now < at.visit_at
    current = "waits" if ahead else "now"
    states = ["done" if n < here else current if n == here else "next" for n in range(len(PROGRESS))]
    return [{"label": str(name), "state": state} for (name, _moment), state in zip(PROGRESS, states, strict=True)]


errors = {
    "no_such_service": lambda f: _("没有找到这项服务。"),
    "no_such_request": lambda f: _("没有找到这份申请，或者它不归您看。"),
    "not_in_this_place": lambda f: _("您居住的地方，文件没有写这项服务。请问社区专职委员。"),
    "residence_unknown": lambda f: _("系统里没有您的居住地，不知道该交给哪个社区。请联系残联补上。"),
    "move_not_possible": _move_not_possible,
    "not_yet_missed": lambda f: _("约好的时间是%(at)s，还没有到。", at=moment(f["visit_at"])),
    "consent_withdrawn": lambda f: "".join(map(str, NO_PROVIDER_TOLD)),
    "day_not_come": lambda f: _("约好%(day)s上门。到了那一天，才能记“出发”和“做完”。", day=day(f["visit_at"])),
    "no_window": lambda f: _("请至少选一个日期，并勾选上午、下午或晚上。"),
    "too_many_windows": lambda f: _("时间最多选 %(most)s 段。请去掉几个。", most=f["most"]),
    "window_over": lambda f: _("有一个时间已经过了，或者太远。请选现在以后到%(latest)s之间的时间。", latest=day(f["latest"])),
    "address_missing": lambda f: _("请填写地址，写到门牌号。"),
    "text_too_long": _too_long,
    "unknown_ask": lambda f: _("这项服务里没有这一样。请重新选。"),
    "reason_missing": lambda f: _("请写几句话，说明原因。"),
    "agreement_missing": lambda f: _("请选本人是怎样同意的。"),
    "helper_missing": lambda f: _("请填写上门的人叫什么名字。"),
    "visit_outside_windows": lambda f: _("这个时间不在居民方便的时间里，或者已经过了。请换一个。"),
    "needs_not_ready": lambda f: _("请先准备好：%(needs)s。做不到就不要答应，请退回社区。", needs=_names(f["needs"])),
    "provider_not_here": lambda f: _("请选一家服务这个片区的机构。"),
    "rating_missing": lambda f: _("请选一个满意程度。"),
    "consent_missing": lambda f: _("要勾选同意，服务机构才能来。不同意就不能提交，您可以请社区专职委员当面帮您。"),
}


def _promised(facts: dict[str, Any]) -> str:
    return _("服务机构答应上门，时间是%(at)s", at=moment(datetime.fromisoformat(facts["visit_at"])))


def _changed(facts: dict[str, Any]) -> str:
    at = moment(datetime.fromisoformat(facts["visit_at"]))
    if facts["helper_changed"]:
        return _("服务机构换了来的人，时间是%(at)s", at=at)
    return _("服务机构改了时间，新时间是%(at)s", at=at)


def _reopened(reason: str) -> str:
    return next(str(name) for member, name in REASONS if member is ReopenReason(reason))


def _cancelled(facts: dict[str, Any]) -> str:
    return str(CANCELLED_BY[facts["by"]])


def _requested(facts: dict[str, Any]) -> str:
    service = service_name(facts["service"])[0]
    if facts.get("agreement"):
        agreed = words.label(Agreement(facts["agreement"]))
        return _("社区替本人申请了“%(service)s”，本人%(agreed)s", service=service, agreed=agreed)
    return _("申请了“%(service)s”", service=service)


EVENT_WORDS = events = {
    "home_services.HomeServiceRequested": _requested,
    "home_services.RequestAccepted": lambda f: _("社区同意了申请"),
    "home_services.RequestDeclined": lambda f: _("社区答复：不能安排"),
    "home_services.ProviderAssigned": lambda f: _("社区把申请派给了服务机构"),
    "home_services.AssignmentTakenBack": lambda f: _("社区收回申请，换一家机构"),
    "home_services.AssignmentGivenBack": lambda f: _("服务机构来不了，社区重新找"),
    "home_services.OtherProviderWanted": lambda f: _("要求换一家服务机构"),
    "home_services.VisitPromised": _promised,
    "home_services.VisitChanged": _changed,
    "home_services.HelperSetOut": lambda f: _("上门的人已经出发"),
    "home_services.ServiceDone": lambda f: _("服务机构说做完了"),
    "home_services.ServiceConfirmed": lambda f: _("确认做完，评了 %(rating)s 分", rating=f["rating"]),
    "home_services.ServiceReopened": lambda f: _("要求重新安排：%(reason)s", reason=_reopened(f["reason"])),
    "home_services.RequestCancelled": _cancelled,
    "home_services.AskUndone": lambda f: _("撤销了申请，变回草稿"),
    "home_services.CancellationUndone": lambda f: _("撤销了取消，申请恢复"),
    "home_services.ConfirmationUndone": lambda f: _("撤销了确认"),
}

names = {
    "undo_words": UNDO_WORDS,
    "in_words_of": in_words_of,
    "asked_by": asked_by,
    "closing_reason": closing_reason,
    "staff_status": staff_status,
    "her_status": her_status,
    "provider_status": provider_status,
    "in_words": in_words,
    "service_name": service_name,
    "ask_names": ask_names,
    "window_words": window_words,
    "standing": standing,
    "no_provider_told": NO_PROVIDER_TOLD,
}
