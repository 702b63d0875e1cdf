"""Notices about mandates, the file and the account."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.mandates import GOES_AHEAD_FOR, ErrandKind
from webapp.notifications import Message
from webapp.people import CorrectionItem, CorrectionOutcome
from webapp.web import words
from webapp.web.words.mandates import ERRAND_KINDS, GUARDIAN_ENDINGS
from webapp.web.words.notices.about import About
from webapp.web.words.people import corrected

Text = tuple[str, list[str]]


def _is_hers(message: Message) -> bool:
    """Told to her who gave the mandate, not to whom it was given."""
    return message.recipient.resident_id == message.resident_id


def _granted(about: About) -> Text:
    until = _("到%(day)s为止。", day=about.day("until_on"))
    if _is_hers(about.message):
        return _("有人可以替您办事了"), [
            _("代办人：%(name)s", name=about.agent), until,
            _("替您办的每一件事您都能看到。您随时可以结束代办。"), _("如果不是您同意的，请马上结束代办，并告诉社区专职委员。")]
    return _("您可以替人办事了"), [_("您可以替%(name)s办事。", name=about.name), until]


def _renewed(about: About) -> Text:
    until = _("到%(day)s为止。", day=about.day("until_on"))
    if _is_hers(about.message):
        return _("代办延长了"), [
            _("代办人：%(name)s", name=about.agent),
            until,
            _("您随时可以结束代办。"),
        ]
    return _("代办延长了"), [_("您可以继续替%(name)s办事。", name=about.name), until]


def _revoked(about: About) -> Text:
    if _is_hers(about.message):
        return _("代办结束了"), [
            _("代办人：%(name)s", name=about.agent), _("从现在起，这个人不能再替您办事，也不再收到您的消息。")]
    return _("代办结束了"), [_("您不能再替%(name)s办事，也不再收到有关的消息。", name=about.name)]


def _undone(about: About) -> Text:
    if _is_hers(about.message):
        return _("委托撤销了"), [
            _("代办人：%(name)s", name=about.agent), _("从现在起，这个人不能用这份委托替您办事。")]
    return _("委托撤销了"), [_("%(name)s撤销了刚写的委托。您不能用它办事。", name=about.name)]


def _restored(about: About) -> Text:
    if _is_hers(about.message):
        return _("以前的委托恢复了"), [
            _("代办人：%(name)s", name=about.agent), _("您随时可以结束代办。")]
    return _("以前的委托恢复了"), [_("您可以继续替%(name)s办事。", name=about.name)]


def _guardian_recorded(about: About) -> Text:
    until = _("到%(day)s以前，工作人员要再核对一次。", day=about.day("review_on"))
    if _is_hers(about.message):
        return _("登记了您的监护人"), [
            _("监护人：%(name)s", name=about.guardian), _("监护人不是您委托的，是工作人员看过证明登记的。"), until,
            _("您照样可以自己登录、自己看。监护人替您提交以前，要先问您愿不愿意。"),
            _("觉得不对，请告诉社区专职委员，或者告诉残联窗口。")]
    return _("您登记成监护人了"), [
        _("您可以替%(name)s办事。", name=about.name), _("每次提交以前，要先问本人愿不愿意。"), until]


def _guardian_ended(about: About) -> Text:
    why = _("原因：%(reason)s", reason=GUARDIAN_ENDINGS[about.facts["reason"]])
    if _is_hers(about.message):
        return _("监护登记结束了"), [
            _("监护人：%(name)s", name=about.guardian), why, _("从现在起，这个人不能再用监护人的身份替您办事。")]
    return _("监护登记结束了"), [_("您不能再用监护人的身份替%(name)s办事。", name=about.name), why]


def _objection_settled(about: About) -> Text:
    if _is_hers(about.message):
        return _("您不愿意的那件事，社区谈过了"), [
            _("工作人员说，和您、和您的监护人都谈过了。"), _("没有人和您谈过，请告诉社区专职委员，或者告诉残联窗口。")]
    return _("本人不愿意的那件事，社区谈过了"), [
        _("工作人员说，和%(name)s、和您都谈过了。", name=about.name), _("每次提交以前，要先问本人愿不愿意。")]


def _disagreement_settled(about: About) -> Text:
    goes_ahead = about.facts["goes_ahead"]
    if _is_hers(about.message):
        return _("替您办事的两个人意见不同，社区问过了"), [
            _("工作人员记下的是：您要改。") if goes_ahead else _("工作人员记下的是：您不改，照原来的办。"),
            _("没有人问过您，请告诉社区专职委员，或者告诉残联窗口。")]
    return _("替%(name)s办事的两个人意见不同，社区问过了", name=about.name), [
        _("本人要改。原来没有改成的人，%(num)d 天以内可以再办。", num=GOES_AHEAD_FOR.days) if goes_ahead
        else _("本人不改，照原来的办。")]


def _correction_settled(about: About) -> Text:
    outcome = CorrectionOutcome(about.facts["outcome"])
    return _("您请人更正的资料，有答复了"), [
        _("您请人更正的：%(item)s。", item=words.label(CorrectionItem(about.facts["item"]))),
        _("结果：%(outcome)s。", outcome=words.label(outcome)),
        _("打开“更正资料”，可以看到答复。") if outcome is CorrectionOutcome.corrected
        else _("打开“更正资料”，可以看到原因。还是不对，可以再请人更正，也可以投诉。")]


def _ending(about: About) -> Text:
    return _("代办快到期了"), [
        _("代办人：%(name)s", name=about.agent),
        _("到%(day)s为止。", day=about.day("until_on")), _("要不要延长，由您决定。不延长，到期就自动结束。")]


NOT_CHANGED = {
    "asked": _l("换号码停下来了。"),
    "taken": _l("新号码已经有人在用。"),
    "closed": _l("这个账号已经不用了。"),
}


def _new_phone(about: About) -> Text:
    return _("有人要换您的手机号"), [
        _("%(when)s起换成新号码。这以前还用现在的号码。", when=about.moment("in_force_at")),
        _("是您本人，就不用做什么。"),
        _("不是您本人，请打开“手机号”，按“不换了，停下来”。也可以马上找社区专职委员。"),
    ]


def _handed_over(about: About) -> Text:
    left, count = about.left_seat, about.facts["open_matters"]
    waits = ngettext("有 %(num)d 件事没有办完。", "有 %(num)d 件事没有办完。", count) if count else _("现在没有等着办的事。")
    return _("%(name)s的工作由您接手", name=left.account.name if left else ""), [
        waits,
        _("在%(area)s，%(organisation)s。", area=left.area.name, organisation=left.organisation.name) if left else "",
        _("请打开“待办”，看等着办的事。")]


def _answered(_about: About) -> Text:
    return _("您写的话有答复了"), [_("打开这件事，可以看到答复。")]


inside = {
    "mandate_granted": _granted,
    "mandate_proposed": lambda a: (
        _("有一份委托等您同意"), [_("社区工作人员替您写了一份委托。您同意了才生效。"), _("如果您没有说过要委托别人，请不要同意，并告诉残联窗口。")]),
    "errand_given": lambda a: (
        _("工作人员记下：您同意帮办一件事"), [
            _("帮办的事：%(matter)s", matter=ERRAND_KINDS[ErrandKind(a.facts["errand_kind"])]),
            _("办完就结束，最晚到%(day)s。您随时可以收回。", day=a.day("until_on")),
            _("如果您没有说过，请马上收回，并告诉残联窗口。")]),
    "mandate_renewed": _renewed,
    "mandate_revoked": _revoked,
    "mandate_ending": _ending,
    "guardian_recorded": _guardian_recorded,
    "guardian_ended": _guardian_ended,
    "objection_settled": _objection_settled,
    "disagreement_settled": _disagreement_settled,
    "grant_undone": _undone,
    "mandate_restored": _restored,
    "passkey_added": lambda a: (
        _("您的账号添加了通行密钥"), [_("以后可以用它登录。"), _("如果不是您本人做的，请马上删除它，并联系社区专职委员。")]),
    "passkey_removed": lambda a: (
        _("您的账号删除了通行密钥"), [_("它不能再用来登录。"), _("如果不是您本人做的，请马上联系社区专职委员。")]),
    "recovery_code_issued": lambda a: (
        _("您领取了恢复码"), [_("以前的恢复码已经作废。"), _("如果不是您本人做的，请马上联系社区专职委员。")]),
    "view_questioned": lambda a: (_("您问的话已经交给工作人员"), [_("会有另外一位工作人员写字答复您。")]),
    "view_explained": lambda a: (_("为什么看您的档案，有答复了"), [_("打开这件事，可以看到答复。")]),
    "recovery_used": lambda a: (
        _("有人用恢复码登录了您的账号"), [_("24 小时以内，这样登录的人不能写委托，也不能领新的恢复码。"), _("如果不是您本人，请马上让那里退出登录，并联系社区专职委员。")]),
    "unified_used": lambda a: (
        _("有人用统一身份认证登录了您的账号"), [_("是在一部没有登录过的手机或者电脑上。"), _("如果不是您本人，请马上让那里退出登录，并联系社区专职委员。")]),
    "phone_adopted": lambda a: (
        _("您的账号有手机号了"), [_("是您资料里的手机号。以后验证码和要紧的通知都发到这个号码。"),
            _("如果不是您的号码，请马上联系社区专职委员。")]),
    "new_phone_proved": _new_phone,
    "new_phone_stopped": lambda a: (
        _("没有换手机号"), [str(NOT_CHANGED[a.facts["reason"]]), _("还用原来的号码。")]),
    "phone_changed": lambda a: (
        _("您的手机号换好了"), [_("以后验证码和要紧的通知都发到新号码。"), _("如果不是您本人换的，请马上联系社区专职委员。他们能换回来。")]),
    "phone_restored": lambda a: (
        _("换回了原来的手机号"), [_("工作人员替您换回来了。"), _("所有地方都退出了登录。请用原来的号码重新登录。"),
            _("再看看“登录方式”里，有没有您不认识的通行密钥。")]),
    "account_activated": lambda a: (
        _("您的账号启用了"), [_("如果不是您本人启用的，请马上联系社区专职委员。")]),
    "death_retracted": lambda a: (
        _("您的账号恢复了"), [_("工作人员以前登记错了，残联改回来了。"), _("有惠残码的，也可以用了。"), _("委托、评定预约和上门服务停了，要的话请重新办。")]),
    "file_corrected": lambda a: (
        _("工作人员更正了您的资料"), [
            _("改的是：%(items)s。", items=corrected(a.facts["fields"])),
            _("打开“我的资料”，看改得对不对。不对，请告诉社区专职委员。")]),
    "correction_settled": _correction_settled,
    "hukou_moved": lambda a: (
        _("登记了您的户籍迁移"), [
            _("从%(day)s起，按新的户籍地算您的待遇。", day=a.day("from_on")),
            _("打开“看我的资料”，看登记得对不对。不对，请告诉社区专职委员。")]),
    "answers_noted": lambda a: (
        _("工作人员记下了您的回答"), [
            _("工作人员问了您几个问题，把您的回答记在您的资料里。"),
            _("请看记得对不对。不对，请告诉社区专职委员。没有人问过您，请告诉残联窗口。")]),
    "letter_written": lambda a: (_("您写的话已经交给社区"), [_("社区专职委员会写字答复您。")]),
    "letter_answered": _answered,
    "appointment_letter_answered": _answered,
    "home_service_letter_answered": _answered,
    "matters_handed_over": _handed_over,
    "complaint_made": lambda a: (_("您的投诉已经交给残联"), [_("残联的工作人员会写字答复您。")]),
    "complaint_answered": lambda a: (_("您的投诉有答复了"), [_("打开这件事，可以看到答复。")]),
    "device_trial": lambda a: (_("试一试"), [_("点一下这条通知，就知道这部手机能收到推送。")]),
}

outside = {
    "mandate_granted": lambda: _("代办开始了"),
    "mandate_proposed": lambda: _("有一份委托等您同意"),
    "errand_given": lambda: _("工作人员要帮您办一件事，是您同意的吗"),
    "mandate_renewed": lambda: _("代办延长了"),
    "mandate_revoked": lambda: _("代办结束了"),
    "mandate_ending": lambda: _("代办快到期了"),
    "guardian_recorded": lambda: _("代办开始了"),
    "guardian_ended": lambda: _("代办结束了"),
    "objection_settled": lambda: _("代办的一件事，社区谈过了"),
    "disagreement_settled": lambda: _("代办的一件事，社区问过了"),
    "grant_undone": lambda: _("委托撤销了"),
    "mandate_restored": lambda: _("以前的委托恢复了"),
    "passkey_added": lambda: _("账号多了一种登录方式，是您本人吗"),
    "passkey_removed": lambda: _("账号少了一种登录方式，是您本人吗"),
    "recovery_code_issued": lambda: _("账号有了新的恢复码，是您本人吗"),
    "view_questioned": lambda: _("有居民等您答复"),
    "view_explained": lambda: _("您的问题有答复了"),
    "recovery_used": lambda: _("有人用恢复码登录了，是您本人吗"),
    "unified_used": lambda: _("有人在新的地方登录了，是您本人吗"),
    "phone_adopted": lambda: _("账号有了手机号，是您本人的吗"),
    "new_phone_proved": lambda: _("有人要换您的手机号，是您本人吗"),
    "new_phone_stopped": lambda: _("没有换手机号，还用原来的"),
    "phone_changed": lambda: _("手机号换好了，是您本人吗"),
    "phone_restored": lambda: _("换回了原来的手机号"),
    "account_activated": lambda: _("您的账号启用了，是您本人吗"),
    "answers_noted": lambda: _("工作人员记下了您的回答，请看对不对"),
    "death_retracted": lambda: _("您的账号恢复了"),
    "correction_settled": lambda: _("您的请求有答复了"),
    "hukou_moved": lambda: _("资料更正了，请看对不对"),
    "file_corrected": lambda: _("资料更正了，请看对不对"),
    "letter_written": lambda: _("有居民等您答复"),
    "letter_answered": lambda: _("您写的话有答复了"),
    "appointment_letter_answered": lambda: _("您写的话有答复了"),
    "home_service_letter_answered": lambda: _("您写的话有答复了"),
    "matters_handed_over": lambda: _("有一份工作由您接手"),
    "complaint_made": lambda: _("有居民等您答复"),
    "complaint_answered": lambda: _("您写的话有答复了"),
    "device_trial": lambda: _("试一试：请点一下这条通知"),
}

staff = {
    "matters_handed_over": _handed_over,
    "complaint_made": lambda a: (_("%(name)s投诉", name=a.name), [_("请写字答复。办过那件事的人不能答复。")]),
    "letter_written": lambda a: (_("%(name)s写字来问", name=a.name), [_("请写字答复。")]),
    "view_questioned": lambda a: (_("%(name)s问为什么看档案", name=a.name), [_("请写字答复。看的那个人不能自己答复。")]),
}
