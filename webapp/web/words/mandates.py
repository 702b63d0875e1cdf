"""Words about acting for somebody: matters and powers, and the words that are signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.privacy import masked_phone
from webapp.mandates import (
    POWERS,
    Mandate,
    MandateDraft,
    Power,
    Preset,
    Province,
    Relation,
    SignatureKind,
    mandate_status,
)
from webapp.web.words.dates import day

WORDS_VERSION = "2026-1"

MATTERS = {
    Province.entitlements: _l("权益"),
    Province.code: _l("惠残码"),
    Province.appointments: _l("评定预约"),
    Province.home_services: _l("上门服务"),
    Province.messages: _l("消息"),
    Province.profile: _l("我的资料"),
}

POWERS_IN_WORDS = {
    (Province.entitlements, Power.see): _l("看：我有哪些权益，为什么"),
    (Province.entitlements, Power.fill_in): _l("填写：替我回答权益里的问题"),
    (Province.entitlements, Power.receive_notices): _l("收通知：权益有变化时告诉代办人"),
    (Province.code, Power.show): _l("出示：替我出示惠残码"),
    (Province.appointments, Power.see): _l("看：我的残疾评定预约"),
    (Province.appointments, Power.submit): _l("填写和提交：替我预约、改期、取消残疾评定，并同意把需要的资料告诉评定机构"),
    (Province.appointments, Power.receive_notices): _l("收通知：评定预约有变化时告诉代办人"),
    (Province.home_services, Power.see): _l("看：我的上门服务申请"),
    (Province.home_services, Power.submit): _l(
        "填写和提交：替我申请、取消、评价上门服务，并同意把需要的资料告诉服务机构"
    ),
    (Province.home_services, Power.receive_notices): _l("收通知：上门服务有变化时告诉代办人"),
    (Province.messages, Power.see): _l("看：我的消息"),
    (Province.profile, Power.see): _l("看：我登记的沟通和到访需要"),
    (Province.profile, Power.fill_in): _l("填写：替我改沟通和到访需要"),
}

STATUSES = {
    "active": _l("正在生效"), "expired": _l("已到期"), "revoked": _l("已结束"), "not_yet": _l("还没开始"),
}

ENDINGS = {
    "by_resident": _l("您结束了它"), "by_agent": _l("代办人不再代办"), "by_staff": _l("工作人员结束了它"),
    "renewed": _l("续了新的一份"), "replaced": _l("您另写了新的一份"), "death": _l("因为离世而结束"),
    "undone": _l("您撤销了它"),
}


WHY_ENDED = {
    "by_resident": _l("本人结束"), "by_agent": _l("代办人不再代办"), "by_staff": _l("工作人员结束"),
    "renewed": _l("续了新的一份"), "replaced": _l("另写了新的一份"), "death": _l("离世"), "undone": _l("本人撤销"),
}
"""The same for whoever reads the time-line."""


def status_of_mandate(mandate: Mandate, today: date) -> str:
    return mandate_status(
        from_on=mandate.from_on, until_on=mandate.until_on, revoked_at=mandate.revoked_at, today=today
    )


def power_words(province: Province, power: Power) -> str:
    return str(POWERS_IN_WORDS[province, power])


def scope_words(scope: Iterable[tuple[Province, Power]]) -> list[tuple[str, list[str]]]:
    """Matter by matter: its name and what the agent may do in it."""
    held = set(scope)
    rows = [
        (str(MATTERS[province]), [power_words(province, power) for power in powers if (province, power) in held])
        for province, powers in POWERS.items()
    ]
    return [(matter, powers) for matter, powers in rows if powers]


def mandate_scope(mandate: Mandate) -> list[tuple[str, list[str]]]:
    return scope_words((row.province, row.power) for row in mandate.scope)


def mandate_matters(mandate: Mandate) -> str:
    return _("、").join(matter for matter, _powers in mandate_scope(mandate))


def mandate_words(draft: MandateDraft, today: date) -> str:
    """What she signs, one thing a line: agent, matters, powers and duration stand in it (民法典 165)."""
    agent = _(
        "受托人（代办人）：%(name)s，和我的关系：%(relation)s，手机号 %(phone)s", name=draft.agent_name,
        relation=RELATIONS[draft.relation], phone=masked_phone(draft.agent_phone),
    )
    lines = [_("委托人：%(name)s", name=draft.resident.name), agent, _("我委托代办人替我办这些事：")]
    for matter, powers in scope_words(draft.powers):
        lines.append(_("%(matter)s。%(powers)s。", matter=matter, powers=_("；").join(powers)))
    lines += [
        _("这份委托没有写的事，代办人不能办。代办人不能再委托别人，不能改我的登录方式，不能删我的资料。"),
        _("期限：从 %(begin)s 起，到 %(end)s 为止，最后一天也算。", begin=day(today), end=day(draft.until_on)),
        _("我随时可以结束这份委托。从结束的那一刻起，它就不再有效。代办人也可以随时不再代办。"),
        _("代办人用这份委托办的每一件事，我都能看到。"),
        _("按照《中华人民共和国民法典》第一百六十五条，这份委托写明了代办人、事项、权限和期限，由我签署。"),
    ]
    return "\n".join(lines)


RELATIONS = {
    Relation.child: _l("子女"),
    Relation.parent: _l("父母"),
    Relation.spouse: _l("配偶"),
    Relation.sibling: _l("兄弟姐妹"),
    Relation.relative: _l("其他亲属"),
    Relation.friend: _l("朋友"),
    Relation.neighbour: _l("邻居"),
    Relation.other: _l("其他"),
}


def relation_words(mandate: Mandate) -> str:
    return str(RELATIONS[Relation(mandate.relation)])


PRESETS = {
    Preset.look: _l("只看看"),
    Preset.handle: _l("帮我预约、帮我申请服务"),
    Preset.everything: _l("能委托的都委托"),
}

MISSING = {"scope": _l("还没有选委托哪些事。"), "until_on": _l("还没有选到哪一天为止。")}


def _too_long(facts: dict[str, Any]) -> str:
    return _("一份委托最长 %(longest)s 天。到期前可以再续。请选近一点的日期。", longest=facts["longest"])


errors = {
    "no_such_mandate": lambda _f: _("没有找到这份委托，或者它不归您看。"),
    "not_hers_to_give": lambda _f: _("委托只能由本人写，不能由代办人转给别人。"),
    "mandate_over_oneself": lambda _f: _("这是您自己的手机号。请填代办人的手机号。"),
    "agent_name_missing": lambda _f: _("请填写代办人的姓名。"),
    "mandate_too_long": _too_long,
    "duration_missing": lambda _f: _("请选今天或者以后的日期。"),
    "scope_missing": lambda _f: _("请至少勾选一样。"),
    "scope_not_possible": lambda _f: _("有一样不能委托给别人。请重新选。"),
    "draft_incomplete": lambda f: str(MISSING[f["missing"]]),
    "words_changed": lambda _f: _("委托书的内容刚才变了。请再读一遍，再签署。"),
    "mandate_ended": lambda _f: _("这份委托已经结束了。"),
}

events = {
    "mandates.MandateGranted": lambda f: _("写了一份委托，到%(end)s为止", end=day(date.fromisoformat(f["until_on"]))),
    "mandates.MandateRenewed": lambda f: _("续了委托，到%(end)s为止", end=day(date.fromisoformat(f["until_on"]))),
    "mandates.MandateRevoked": lambda f: _("一份委托结束了：%(why)s", why=WHY_ENDED[f["reason"]]),
    "mandates.GrantUndone": lambda f: _("撤销了刚写的委托"),
    "mandates.MandateRestored": lambda f: _("以前的委托恢复了"),
}

labels = [
    *MATTERS.items(),
    *RELATIONS.items(),
    *PRESETS.items(),
    (SignatureKind.passkey, _l("通行密钥签署")),
    (SignatureKind.signed_in, _l("登录后亲自签署")),
    (SignatureKind.text_message, _l("短信确认")),
    (SignatureKind.window, _l("窗口当面签署")),
    (SignatureKind.paper, _l("纸上签署")),
]



def phone_in_groups(number: str) -> str:
    """138 0013 8000: as it is read out and compared."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if len(number) == 11 else number


names = {
    "phone_in_groups": phone_in_groups,
    "mandate_scope": mandate_scope, "mandate_matters": mandate_matters, "relation_words": relation_words,
    "status_of_mandate": status_of_mandate, "mandate_statuses": STATUSES, "mandate_endings": ENDINGS,
    "power_words": power_words,
}
