"""Notices about an assessment that was arranged."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from webapp.web.words.notices.about import About

Text = tuple[str, list[str]]


def _where(about: About) -> str:
    return _("地点：%(site)s", site=about.site) if about.site else ""


def _when(about: About) -> str:
    return _("时间：%(when)s", when=about.moment())


def _still(about: About) -> str:
    return _("还是原来的时间：%(when)s", when=about.moment()) if about.facts["starts_at"] else ""


def _displaced(about: About) -> Text:
    lines = [_("原来的时间：%(when)s。请不要去。", when=about.moment()), _("这不是您的错。您的材料不用重新交。")]
    if about.facts["kind"] == "home":
        lines.append(_("医院会重新给您一个上门的时间。"))
    elif about.facts["offers"]:
        offers = about.facts["offers"]
        lines.append(ngettext("给您留了 %(num)d 个别的时间，请选一个。", "给您留了 %(num)d 个别的时间，请选一个。", offers))
    else:
        lines.append(_("请重新选一个时间。"))
    return _("医院取消了这次预约"), lines


CANCELLED_BY = {
    "resident": lambda: _("这次预约已经取消。"),
    "carer": lambda: _("替您办事的人取消了这次预约。"),
    "officer": lambda: _("社区工作人员替您取消了这次预约。"),
    "site": lambda: _("医院取消了这次预约。"),
    "service": lambda: _("系统取消了这次预约。"),
}

inside = {
    "appointment_booked": lambda a: (
        _("评定预约已提交"), [_where(a), _when(a), _("医院确认以后，会再告诉您。")]),
    "home_assessment_requested": lambda a: (
        _("上门评定的申请已提交"), [_where(a), _("医院会看您的申请，然后给您一个上门的时间。")]),
    "home_time_given": lambda a: (
        _("上门评定的时间定了"), [_where(a), _when(a), _("时间不合适，可以请医院换一个。")]),
    "other_time_asked": lambda a: (_("已请医院换一个上门时间"), [_("医院定了新的时间，会再告诉您。")]),
    "appointment_rescheduled": lambda a: (
        _("评定预约改了时间"), [_where(a), _("新的时间：%(when)s", when=a.moment()),
                               _("原来的时间：%(when)s，不用去了。", when=a.moment("former_starts_at"))]),
    "appointment_confirmed": lambda a: (
        _("医院确认了您的预约"), [_when(a), _("请带好要带的东西，按时到。您可以打开预约，看要带什么。")]),
    "confirmation_withdrawn": lambda a: (
        _("医院要重新确认您的预约"), [_("您改了需要，医院要先准备好。预约的时间不变。")]),
    "appointment_cancelled": lambda a: (
        _("评定预约取消了"), [CANCELLED_BY[a.facts["by"]](), _("需要的时候，可以再预约。")]),
    "booking_undone": lambda a: (
        _("评定预约撤销了"), [_where(a), _when(a), _("不用去了。需要的时候，可以再预约。")]),
    "home_assessment_undone": lambda a: (_("上门评定的申请撤销了"), [_where(a), _("需要的时候，可以再申请。")]),
    "reschedule_undone": lambda a: (_("换时间撤销了"), [_where(a), _still(a)]),
    "other_time_undone": lambda a: (_("另定时间撤销了"), [_where(a), _still(a), _("您原来说的方便时间又算数了。")]),
    "appointment_cancellation_undone": lambda a: (_("评定预约恢复了"), [_where(a), _still(a), _("刚才的取消撤销了。")]),
    "home_request_declined": lambda a: (
        _("医院不能上门评定"), [_("您可以改约到医院去，也可以请社区专职委员帮您想办法。")]),
    "appointment_displaced": _displaced,
    "appointment_missed": lambda a: (
        _("医院说您没有到"), [_("如果您去了，或者有事去不了，请告诉社区专职委员。您可以重新预约。")]),
    "assessment_recorded": lambda a: (
        _("评定结果更正了") if a.facts["corrected"] else _("评定结果出来了"),
        [_("请打开预约看结果。"), _("不同意这个结果，可以提出异议。打开预约可以看到怎么办。")]),
    "certificate_followed": lambda a: (_("残疾人证已登记"), [_("您的惠残码和权益会按新的证显示。")]),
    "appointment_tomorrow": lambda a: (
        _("明天有评定预约"), [
            _where(a), _when(a),
            _("医生会上门，请在家等。") if a.facts["kind"] == "home" else _("请带好要带的东西。去不了，请现在取消或改时间。")]),
}

outside = {
    "appointment_booked": lambda: _("预约已提交"),
    "home_assessment_requested": lambda: _("申请已提交"),
    "home_time_given": lambda: _("上门的时间定了"),
    "other_time_asked": lambda: _("已请对方换一个时间"),
    "appointment_rescheduled": lambda: _("预约改了时间"),
    "appointment_confirmed": lambda: _("预约已确认"),
    "confirmation_withdrawn": lambda: _("预约要重新确认"),
    "appointment_cancelled": lambda: _("预约取消了"),
    "booking_undone": lambda: _("预约撤销了，不用去了"),
    "home_assessment_undone": lambda: _("申请撤销了"),
    "reschedule_undone": lambda: _("预约还是原来的时间"),
    "other_time_undone": lambda: _("还是原来的安排"),
    "appointment_cancellation_undone": lambda: _("预约恢复了"),
    "home_request_declined": lambda: _("申请有答复了"),
    "appointment_displaced": lambda: _("对方取消了预约，请不要去"),
    "appointment_missed": lambda: _("预约有一条说明"),
    "assessment_recorded": lambda: _("有一份结果请您看"),
    "certificate_followed": lambda: _("您的证件有新进展"),
    "appointment_tomorrow": lambda: _("明天有预约"),
}

staff = {
    "home_assessment_undone": lambda a: (
        _("上门评定的申请撤销了"), [_("申请人：%(name)s", name=a.name), _("不用再安排。")]),
    "home_assessment_requested": lambda a: (
        _("有新的上门评定申请"), [_("申请人：%(name)s", name=a.name), _("请给一个上门的时间，或者说明为什么不能上门。")]),
}
