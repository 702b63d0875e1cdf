"""Words about people: signing in, facts, needs, staff."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.privacy import last_of
from webapp.people import (
    ComplaintOutcome,
    ComplaintTopic,
    CorrectionItem,
    CorrectionOutcome,
    FactSource,
    Need,
    OrganisationKind,
    Role,
)
from webapp.web.words.dates import day, moment
from webapp.web.words.privacy import page_words

CITIZEN_ID_REASONS = {
    "length": lambda f: _("身份证号应该是 18 位，您填了 %(length)s 位。", length=f.get("length", 0)),
    "characters": lambda f: _("身份证号前 17 位是数字，最后一位是数字或 X。"),
    "birth_date": lambda f: _("身份证号第 7 到 14 位是出生日期，这里的日期不存在。"),
    "check_character": lambda f: _("第 18 位校验不对，请看一下身份证最后一位。"),
    "missing": lambda f: _("请填写身份证号。"),
}
PHONE_REASONS = {
    "missing": lambda f: _("请填写手机号。"),
    "characters": lambda f: _("手机号只能有数字。"),
    "length": lambda f: _("手机号应该是 11 位，您填了 %(length)s 位。", length=f.get("length", 0)),
    "prefix": lambda f: _("手机号应该以 13 到 19 开头。"),
}


def ending(number: str) -> str:
    """A citizen ID or a telephone number on the screen."""
    return _("尾号 %(digits)s", digits=last_of(number))


CODE_REASONS = {
    "characters": lambda f: _("验证码只有数字，请看一下。"),
    "length": lambda f: _("验证码是 6 位数字，您填了 %(length)s 位。", length=f.get("length", 0)),
}


def _code_wrong(facts: dict) -> str:
    if facts.get("way") == "officer":
        return _("验证码不对。请再看一下专职委员给您的 6 位数字。看过没有错，再请他给一个。")
    if facts.get("way") == "recovery":
        return _("恢复码不对，或者已经用过了。请再看一下纸上的字母和数字。")
    if facts.get("left"):
        return _("验证码不对。您还可以试 %(left)s 次。", left=facts["left"])
    return _("验证码不对，请重新要一个验证码。")


def _too_many_codes(facts: dict) -> str:
    if facts.get("signed_in"):
        return _("要验证码的次数太多了。请一小时后再试。您还登录着，别的事可以照常办。")
    return _("要验证码的次数太多了。请一小时后再试，或者请社区专职委员帮您登录。")


AREA_ROW_REASONS = {
    "code": _l("区划代码应该是 2 到 12 位数字。"),
    "name": _l("请写名称，最多 80 个字。"),
    "twice": _l("这个区划代码在前面已经有了。"),
    "within_unknown": _l("没有这个上级代码。上级要写在前面。"),
    "region": _l("没有这个目录。"),
    "elsewhere": _l("这个地方已经登记在另一个上级下面，不能搬。"),
}


PHONE_STOPPED = {
    "asked": _l("停下了换手机号"),
    "taken": _l("没有换手机号：新号码有人在用"),
    "closed": _l("没有换手机号：账号已经不用了"),
}

errors = {
    "bad_citizen_id": lambda f: CITIZEN_ID_REASONS[f["reason"]](f),
    "bad_phone": lambda f: PHONE_REASONS[f["reason"]](f),
    "code_wrong": _code_wrong,
    "code_malformed": lambda f: CODE_REASONS[f["reason"]](f),
    "code_expired": lambda f: _("这个验证码已经过期或用过了。请重新要一个。"),
    "no_more_time": lambda f: _("这个验证码已经延长了十次，不能再延长。请重新发一次。"),
    "too_many_codes": _too_many_codes,
    "tried_too_often": lambda f: _("试的次数太多了。请一小时后再试，或者请专职委员再给一个验证码。"),
    "wrong_twice": lambda f: _("这个验证码试了太多次，已经作废。请重新要一个。"),
    "not_signed_in": lambda f: _("请先登录。"),
    "passkey_refused": lambda f: _("通行密钥没有通过。您可以再试一次，或者用验证码登录。"),
    "passkey_needed": lambda f: _(
        "您已经添加过通行密钥，请用它登录。丢了，请找管理员：先登记离岗，再重新邀请您。"
    ),
    "resident_unknown": lambda f: _("没有找到这位居民。"),
    "already_registered": lambda f: (
        _("这个身份证号已经登记过了，不在您的片区。请联系残联核对。") if f.get("elsewhere") else _("这个身份证号已经登记过了。")
    ),
    "area_unknown": lambda f: _("没有编号为 %(area)s 的地方。请用 --area-name 给出名称。", area=f.get("area", "")),
    "seat_still_held": lambda f: _("您有工作岗位，现在不能注销账号。请先请管理员结束岗位。"),
    "administrator_there": lambda f: _("已经有管理员了。其他人由管理员在工作台邀请。"),
    "impossible_date": lambda f: _("这个日期不可能。请看一下年、月、日。"),
    "phone_taken": lambda f: _("这个手机号已经有人在用。请换一个，或者联系社区专职委员。"),
    "already_on_staff": lambda f: _("这个手机号的人已经有岗位了。要换地方，请用“换片区”。"),
    "organisation_does_not_fit": lambda f: _("这个单位不能有这个岗位。请换一个单位，或者换一项。"),
    "organisation_there": lambda f: _("这个地方已经有同名的单位了。"),
    "area_row_wrong": lambda f: str(AREA_ROW_REASONS[f["reason"]]),
    "outside_own_area": lambda f: _("这个地方不归您管。请写您片区里的地方。"),
    "successor_missing": lambda f: _("还有 %(count)s 件没办完，要选谁接手。", count=f["open_matters"]),
    "nobody_takes_over": lambda f: _(
        "还有 %(count)s 件没办完，没有人能接手。请先邀请一位。", count=f["open_matters"]),
    "last_administrator": lambda f: _("这是最后一位管理员，不能离岗。请先邀请另一位管理员。"),
    "seat_ended": lambda f: _("这个岗位已经结束了。请看最新的名单。"),
    "no_such_area": lambda f: _("没有登记过这个地方。请写区划代码，或者登记过的名称。"),
    "hukou_there_already": lambda f: _("户籍地现在就是这里，不用登记迁移。请看看写得对不对。"),
    "area_name_ambiguous": lambda f: _("有几个同名的地方。请改写区划代码：%(codes)s。", codes="、".join(f["codes"])),
    "words_missing": lambda f: _("请写几个字。"),
    "words_too_long": lambda f: _(
        "最多 %(longest)s 个字，您写了 %(length)s 个。请删去一些。", longest=f["longest"], length=f["length"]
    ),
    "answer_missing": lambda f: _("不改，请写明原因。本人会看到。"),
    "too_many_letters": lambda f: _("您还有 %(most)s 封在等答复。请等一等，再写新的。", most=f["most"]),
    "letter_answered_already": lambda f: _("刚才已经有人答复了。请看最新的内容。"),
    "too_many_complaints": lambda f: _("您还有 %(most)s 份投诉在等答复。请等一等，再写新的。", most=f["most"]),
    "complaint_answered_already": lambda f: _("刚才已经有人答复了。请看最新的内容。"),
    "complaint_withdrawn_already": lambda f: _("本人撤回了这份投诉，不用再答复。"),
    "own_deed": lambda f: _("这件事您办过。请让同事答复。"),
    "correction_taken_back": lambda f: _("本人撤销了这个请求，不用再答复。"),
    "correction_settled_already": lambda f: _("这个请求已经答复过了。请看最新的记录。"),
    "confirmation_missing": lambda f: _("请再确认一次是您本人。"),
    "cooling_down": lambda f: _(
        "您刚用恢复码登录，或者刚启用账号。为了防止别人冒用，到%(until)s才能办这件事。着急办，请社区专职委员当面替您办。",
        until=moment(f["until"])),
    "no_such_view_question": lambda f: _("没有找到这条记录，或者它不属于您。"),
    "view_question_answered_already": lambda f: _("刚才已经有人答复了。请看最新的内容。"),
    "own_view": lambda f: _("这次是您看的，请让同事答复。"),
    "phone_unchanged": lambda f: _("这就是现在用的号码。"),
    "phone_change_waiting": lambda f: _("已经有一个新号码在等。要换别的，请先停下那一个。"),
    "no_phone_change": lambda f: _("没有在等的新号码，或者已经换回去了。请看最新的内容。"),
    "provider_away": lambda f: _("那边的登录现在用不了。"),
    "sign_in_declined": lambda f: _("在那边没有登录成。"),
    "sign_in_stale": lambda f: _("这次登录不是从这里开始的，或者已经用过了。"),
    "identity_refused": lambda f: _("那边给的证明核对不上，所以没有让您登录。"),
    "account_unknown": lambda f: _("那边认出了您，这里还没有您的账号。请先启用账号，或者找社区专职委员。"),
    "last_way_in": lambda f: _("这是您唯一的登录方式，不能删除。请先添加另一种。"),
}


def corrected(fields: list[str]) -> str:
    """What was put right in a file, of the fields of people.ResidentCorrected."""
    return _("、").join(str(labels[CorrectionItem(name)]) for name in fields)


events = {
    "people.ResidentRegistered": lambda f: _("建立了档案"),
    "people.ResidentCorrected": lambda f: _("更正了资料：%(items)s", items=corrected(f["fields"])),
    "people.HukouMoved": lambda f: _("登记了户籍迁移，从 %(day)s 起", day=day(date.fromisoformat(f["from_on"]))),
    "people.LeftRegister": lambda f: _("残联登记册里不再有这份资料"),
    "people.ReturnedToRegister": lambda f: _("残联登记册里重新有了这份资料"),
    "people.FactRecorded": lambda f: (
        _("工作人员记下了本人的一个回答") if f["source"] == FactSource.officer else _("记下了一项情况")),
    "people.NeedsChanged": lambda f: _("更新了沟通和到访需要"),
    "people.DeathRecorded": lambda f: _("工作人员登记了离世"),
    "people.DeathRetracted": lambda f: _("离世登记错了，残联改了回来"),
    "people.AccountOpened": lambda f: _("开通了账号"),
    "people.AccountActivated": lambda f: _("第一次登录，账号已启用"),
    "people.SignedIn": lambda f: _("登录"),
    "people.IdentityConfirmed": lambda f: _("再确认了一次是本人"),
    "people.SessionEnded": lambda f: _("退出登录"),
    "people.PasskeyAdded": lambda f: _("添加了通行密钥"),
    "people.PasskeyRemoved": lambda f: _("删除了通行密钥"),
    "people.PhoneAdopted": lambda f: _("账号用上了资料里的手机号"),
    "people.NewPhoneProved": lambda f: _("证明了新的手机号，一天以后生效"),
    "people.NewPhoneStopped": lambda f: str(PHONE_STOPPED[f["reason"]]),
    "people.PhoneChanged": lambda f: _("换了手机号"),
    "people.PhoneRestored": lambda f: _("换回了原来的手机号，所有地方退出了登录"),
    "people.RecoveryCodeIssued": lambda f: _("领取了恢复码"),
    "people.PreferencesChanged": lambda f: _("改变了显示设置"),
    "people.ConsentGiven": lambda f: _("同意了一项说明"),
    "people.ConsentWithdrawn": lambda f: _("撤回了一项同意"),
    "people.CorrectionRequested": lambda f: _("请人更正：%(item)s", item=labels[CorrectionItem(f["item"])]),
    "people.CorrectionUndone": lambda f: _("撤销了更正请求：%(item)s", item=labels[CorrectionItem(f["item"])]),
    "people.ConsentRestored": lambda f: _("撤销了撤回，同意恢复"),
    "people.FactUndone": lambda f: _("撤销了一项回答"),
    "people.CorrectionSettled": lambda f: _(
        "答复了更正请求（%(item)s）：%(outcome)s",
        item=labels[CorrectionItem(f["item"])],
        outcome=labels[CorrectionOutcome(f["outcome"])],
    ),
    "people.LetterWritten": lambda f: _("写字问了社区"),
    "people.LetterAnswered": lambda f: _("社区写字答复了"),
    "people.ComplaintMade": lambda f: _("投诉了（%(topic)s）", topic=labels[ComplaintTopic(f["topic"])]),
    "people.ComplaintWithdrawn": lambda f: _("撤回了投诉（%(topic)s）", topic=labels[ComplaintTopic(f["topic"])]),
    "people.ComplaintAnswered": lambda f: _(
        "残联答复了投诉（%(topic)s）：%(outcome)s",
        topic=labels[ComplaintTopic(f["topic"])],
        outcome=labels[ComplaintOutcome(f["outcome"])],
    ),
    "people.CopyTaken": lambda f: _("下载了自己的全部资料"),
    "people.OwnWordsForgotten": lambda f: _("删除了自己说的情况"),
    "people.AccountClosed": lambda f: _("注销了账号"),
    "people.FileViewed": lambda f: _("看了：%(what)s", what=page_words(f["page"])),
    "people.OrganisationRegistered": lambda f: _("登记了单位"),
    "people.OrganisationChanged": lambda f: _("改了单位的资料"),
    "people.AreasEntered": lambda f: _("导入了片区"),
    "people.ViewQuestioned": lambda f: _("问了为什么看档案"),
    "people.ViewExplained": lambda f: _("答复了为什么看档案"),
    "people.StaffInvited": lambda f: _("邀请了工作人员"),
    "people.InvitationSent": lambda f: _("邀请的短信交给了短信平台") if f["taken"] else _("邀请的短信没有交出去"),
    "people.StaffLeft": lambda f: _("工作人员离岗"),
    "people.MattersHandedOver": lambda f: _("交接了没办完的事"),
    "people.StaffMoved": lambda f: _("工作人员换了片区"),
}

labels = {
    ComplaintTopic.decision: _l("一个决定"),
    ComplaintTopic.service: _l("一次服务"),
    ComplaintTopic.staff: _l("工作人员的做法"),
    ComplaintTopic.access: _l("网页、地方或者信件，我用不了"),
    ComplaintTopic.anything_else: _l("别的"),
    ComplaintOutcome.upheld: _l("属实"),
    ComplaintOutcome.partly_upheld: _l("部分属实"),
    ComplaintOutcome.not_upheld: _l("不属实"),
    CorrectionItem.name: _l("姓名"),
    CorrectionItem.citizen_id: _l("身份证号"),
    CorrectionItem.phone: _l("手机号"),
    CorrectionItem.hukou_area: _l("户籍地"),
    CorrectionItem.residence_area: _l("居住地"),
    CorrectionItem.certificate: _l("残疾人证"),
    CorrectionItem.income_status: _l("家庭经济认定"),
    CorrectionItem.other: _l("别的"),
    CorrectionOutcome.corrected: _l("改了"),
    CorrectionOutcome.declined: _l("没有改"),
    Role.community_officer: _l("社区专职委员"),
    Role.federation_officer: _l("残联工作人员"),
    Role.federation_administrator: _l("残联管理员"),
    Role.site_clerk: _l("评定机构工作人员"),
    Role.provider_clerk: _l("服务机构工作人员"),
    OrganisationKind.community: _l("村（社区）"),
    OrganisationKind.federation: _l("残疾人联合会"),
    OrganisationKind.assessment_site: _l("评定机构"),
    OrganisationKind.provider: _l("服务机构"),
    FactSource.register: _l("残联登记册"),
    FactSource.resident: _l("本人填写"),
    FactSource.officer: _l("工作人员填写"),
    Need.sign_interpreter: _l("手语翻译"),
    Need.writing: _l("用文字沟通"),
    Need.no_calls: _l("不要打电话"),
    Need.slowly: _l("说慢一点"),
    Need.wheelchair: _l("轮椅通道"),
    Need.companion: _l("有人陪同"),
    Need.guide_dog: _l("带导盲犬"),
    Need.local_dialect: _l("说本地话"),
    Need.large_print: _l("大字材料"),
}
names = {"ending": ending, "last_of": last_of}
