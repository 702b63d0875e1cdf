"""Notices about a home service that was asked for."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.home_services import Agreement, CancelReason, DeclineReason, GiveBackReason, NoSuchService, find_service
from webapp.web import words
from webapp.web.words.notices.about import About
from webapp.web.words.texts import in_words


def _what(about: About) -> str:
    try:
        return _("服务：%(service)s", service=in_words(find_service(about.service).names)[0])
    except NoSuchService:  # the catalogue names it no more
        return ""


def _asked_for(about: About) -> str:
    """That an officer asked in her place, and what she said to it; nothing when she or a carer asked."""
    agreement = about.facts.get("agreement")
    if not agreement:
        return ""
    return _("工作人员替您申请的。记下的是：本人%(agreed)s。", agreed=words.label(Agreement(agreement)))


def _was_to_come(about: About) -> str:
    """When, where the provider had promised it."""
    return _("原来约好：%(when)s", when=about.moment("visit_at")) if about.facts.get("visit_at") else ""


def _not_to_come(about: About) -> list[str]:
    return [_what(about), _was_to_come(about), _("不用去了。已经定了谁去的，请马上告诉那个人。")]


def _not_agreed(about: About) -> str:
    return _("您没有同意过，就告诉社区，或者取消。") if about.facts.get("agreement") else ""


CANCELLED_BY = {
    "resident": lambda: _("这次上门服务已经取消。"),
    "carer": lambda: _("替您办事的人取消了这次上门服务。"),
    "officer": lambda: _("社区取消了这次上门服务。"),
    "service": lambda: _("系统取消了这次上门服务。"),
}

of_tasks = {
    "task_taken_back": lambda a: (_("社区收回了一份上门任务"), _not_to_come(a)),
    "task_not_wanted": lambda a: (_("居民想换一家，有一份上门任务不用去了"), _not_to_come(a)),
    "task_cancelled": lambda a: (_("有一份上门任务取消了"), _not_to_come(a)),
    "task_restored": lambda a: (
        _("取消了的上门任务恢复了"),
        [_what(a), _was_to_come(a), _("刚才的取消撤销了，还请您去。打开任务，可以看到安排。")],
    ),
}
"""To the provider, who learns no name before the task is opened."""

inside = of_tasks | {
    "home_service_requested": lambda a: (
        _("上门服务的申请已提交"), [_what(a), _asked_for(a), _not_agreed(a), _("社区专职委员会答复您。")]
    ),
    "request_accepted": lambda a: (_("社区同意了您的上门服务"), [_what(a), _("社区正在找服务机构。")]),
    "request_declined": lambda a: (
        _("这次上门服务不能安排"),
        [
            _what(a),
            _("原因：%(reason)s", reason=words.label(DeclineReason(a.facts["reason"]))),
            _("您可以再申请，也可以问社区专职委员。"),
        ],
    ),
    "provider_assigned": lambda a: (
        _("找到服务机构了"),
        [
            _what(a),
            _("机构：%(provider)s", provider=a.provider),
            _("机构会告诉您谁来、什么时候来。不想要这一家，可以换。"),
        ],
    ),
    "assignment_taken_back": lambda a: (_("社区在换一家服务机构"), [_what(a), _("找好了会告诉您。")]),
    "assignment_given_back": lambda a: (
        _("原来的服务机构来不了"),
        [
            _what(a),
            _("原因：%(reason)s", reason=words.label(GiveBackReason(a.facts["reason"]))),
            _("社区在重新安排。您不用再申请。"),
        ],
    ),
    "other_provider_wanted": lambda a: (_("已请社区换一家服务机构"), [_what(a), _("找好了会告诉您。")]),
    "visit_promised": lambda a: (
        _("上门服务的时间定了"),
        [_what(a), _("时间：%(when)s", when=a.moment("visit_at")), _("请留人在家。谁来，打开申请可以看到。")],
    ),
    "visit_changed": lambda a: (
        _("上门服务有变化"),
        [
            _what(a),
            _("时间：%(when)s", when=a.moment("visit_at")),
            _("来的人换了。开门前，请打开申请看名字。") if a.facts["helper_changed"] else "",
        ],
    ),
    "helper_set_out": lambda a: (_("上门服务的人出发了"), [_what(a), _("开门前，可以先问来的人叫什么名字。")]),
    "service_done": lambda a: (_("上门服务做完了吗"), [_what(a), _("服务机构说已经做完了。请您确认，或者说没做好。")]),
    "service_reopened": lambda a: (_("上门服务会重新安排"), [_what(a), _("社区专职委员会看您写的原因，再给您安排。")]),
    "ask_undone": lambda a: (_("上门服务的申请撤销了"), [_what(a), _("申请变回了草稿，您填的都还在。")]),
    "service_cancellation_undone": lambda a: (_("上门服务的申请恢复了"), [_what(a), _("刚才的取消撤销了。")]),
    "request_cancelled": lambda a: (
        _("上门服务取消了"),
        [
            _what(a),
            CANCELLED_BY[a.facts["by"]](),
            _("原因：%(reason)s", reason=words.label(CancelReason(a.facts["reason"]))),
        ],
    ),
    "visit_tomorrow": lambda a: (
        _("明天有人上门服务"),
        [_what(a), _("时间：%(when)s", when=a.moment("visit_at")), _("请留人在家。不方便，请现在取消。")],
    ),
}

outside = {
    "task_taken_back": lambda: _("上门的安排有变化"),
    "task_not_wanted": lambda: _("上门的安排有变化"),
    "task_cancelled": lambda: _("上门的安排有变化"),
    "task_restored": lambda: _("上门的安排有变化"),
    "ask_undone": lambda: _("申请撤销了"),
    "service_cancellation_undone": lambda: _("申请恢复了"),
    "home_service_requested": lambda: _("上门申请已提交"),
    "request_accepted": lambda: _("上门申请已同意"),
    "request_declined": lambda: _("上门申请有答复了"),
    "provider_assigned": lambda: _("上门的安排有进展"),
    "assignment_taken_back": lambda: _("上门的安排有变化"),
    "assignment_given_back": lambda: _("上门的安排有变化"),
    "other_provider_wanted": lambda: _("上门的安排正在换"),
    "visit_promised": lambda: _("上门的时间定了"),
    "visit_changed": lambda: _("上门的安排有变化，请先看再开门"),
    "helper_set_out": lambda: _("上门的人出发了"),
    "service_done": lambda: _("请确认上门的事做完了没有"),
    "service_reopened": lambda: _("上门会重新安排"),
    "request_cancelled": lambda: _("上门取消了"),
    "visit_tomorrow": lambda: _("明天有人上门"),
}

staff = of_tasks | {
    "ask_undone": lambda a: (
        _("上门服务的申请撤销了"), [_("申请人：%(name)s", name=a.name), _what(a), _("不用再答复。")]),
    "home_service_requested": lambda a: (
        _("有新的上门服务申请"),
        [
            _("申请人：%(name)s", name=a.name),
            _what(a),
            _("社区替本人申请的。") if a.facts.get("agreement") else "",
            _("请答复。"),
        ],
    ),
    "provider_assigned": lambda a: (_("有新的上门任务"), [_what(a), _("请定时间和来的人，或者说明为什么来不了。")]),
    "assignment_given_back": lambda a: (
        _("服务机构来不了"),
        [
            _("申请人：%(name)s", name=a.name),
            _what(a),
            _("原因：%(reason)s", reason=words.label(GiveBackReason(a.facts["reason"]))),
            _("请另派一家。"),
        ],
    ),
    "other_provider_wanted": lambda a: (
        _("居民想换一家服务机构"),
        [_("申请人：%(name)s", name=a.name), _what(a), _("请另派一家。")],
    ),
    "service_reopened": lambda a: (
        _("居民说没有做好"),
        [_("申请人：%(name)s", name=a.name), _what(a), _("请看原因，重新安排。")],
    ),
}
