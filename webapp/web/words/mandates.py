"""Words about acting for somebody: matters and powers, and the words that are signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.core.privacy import last_of
from webapp.mandates import (
    ANSWER_WITHIN,
    POWERS,
    Deed,
    Done,
    Errand,
    ErrandKind,
    GuardianKind,
    GuardianProof,
    Mandate,
    MandateDraft,
    MandateProposal,
    Power,
    Preset,
    ProposalOutcome,
    Province,
    Relation,
    SignatureKind,
    WishKind,
    errand_status,
    mandate_status,
)
from webapp.web import words
from webapp.web.words.dates import day, moment, short_day
from webapp.web.words.privacy import page_words

WORDS_VERSION = "2026-2"

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


def mandate_words(draft: MandateDraft | MandateProposal, today: date) -> str:
    """What she signs, one thing a line: agent, matters, powers and duration stand in it (民法典 165)."""
    agent = _(
        "受托人（代办人）：%(name)s，和我的关系：%(relation)s，手机尾号 %(digits)s", name=draft.agent_name,
        relation=RELATIONS[draft.relation], digits=last_of(draft.agent_phone),
    )
    lines = [_("委托人：%(name)s", name=draft.resident.name), agent, _("我委托代办人替我办这些事：")]
    for matter, powers in scope_words(draft.powers):
        lines.append(_("%(matter)s。%(powers)s。", matter=matter, powers=_("；").join(powers)))
    if (Province.code, Power.show) in draft.powers:
        lines.append(_(
            "替我出示惠残码时，代办人的手机上不写我的姓名、号码、残疾类别和等级，只写这份委托，把我叫作“%(company)s”。",
            company=COMPANY[draft.relation]))
    lines += [
        _("这份委托没有写的事，代办人不能办。代办人不能再委托别人，不能改我的登录方式，不能删我的资料。"),
        _("期限：从 %(begin)s 起，到 %(end)s 为止，最后一天也算。", begin=day(today), end=day(draft.until_on)),
        _("我随时可以结束这份委托。从结束的那一刻起，它就不再有效。代办人也可以随时不再代办。"),
        _("代办人用这份委托办的每一件事，我都能看到。"),
        _("按照《中华人民共和国民法典》第一百六十五条，这份委托写明了代办人、事项、权限和期限，由我签署。"),
    ]
    return "\n".join(lines)


ERRAND_KINDS = {
    ErrandKind.appointment: _l("预约去医院评定残疾"),
    ErrandKind.home_assessment: _l("申请上门评定残疾"),
    ErrandKind.home_service: _l("申请上门服务"),
}

ERRAND_WAYS = {
    "window": _l("当面说的"), "call": _l("电话里说的"), "text_message": _l("用登记的手机发短信说的"), "paper": _l("在纸上签了字"),
}

ERRAND_STATUSES = {"active": _l("正在生效"), "expired": _l("已到期"), "ended": _l("已结束")}

ERRAND_ENDINGS = {
    "matter_over": _l("这件事办完了，或者不办了"), "by_resident": _l("本人收回"), "by_staff": _l("本人说不要了，工作人员结束"),
    "replaced": _l("重新问过本人"), "officer_left": _l("工作人员离岗"), "death": _l("离世"),
}


def errand_way(way: SignatureKind) -> str:
    return str(ERRAND_WAYS[way.value])


def errand_kind(errand: Errand) -> str:
    return str(ERRAND_KINDS[errand.kind])


def errand_words(name: str, *, officer: str, place: str, kind: ErrandKind, until_on: date, begun: bool) -> str:
    """What an officer reads to her, one thing a line: who, which matter, what in it, until when (民法典 165)."""
    matter = ERRAND_KINDS[kind]
    return "\n".join([
        _("我是%(name)s。我同意%(place)s的%(officer)s帮我办一件事。", name=name, place=place, officer=officer),
        _("这件事是：%(matter)s，我已经有的这一次。", matter=matter) if begun else _("这件事是：%(matter)s，只办一次。", matter=matter),
        _("工作人员可以替我填写和提交。我说不要了，可以替我取消。别的事不能办。"),
        _("这件事办完了，或者不办了，我的同意就结束。最晚到%(end)s。", end=day(until_on)),
        _("我随时可以收回：自己在网上收回，打电话说，或者当面说。收回以后，马上不能再替我办。"),
        _("替我办的每一步，我都能看到。"),
    ])


def errand_line(errand: Errand) -> str:
    """For the officer's pages: for whom, for what, until when."""
    return _(
        "您在帮%(name)s办一件事：%(matter)s。办完就结束，最晚到%(end)s。本人%(way)s，%(when)s。", name=errand.resident.name,
        matter=ERRAND_KINDS[errand.kind], end=day(errand.until_on), way=ERRAND_WAYS[errand.consent_kind.value],
        when=short_day(errand.from_on))


def status_of_errand(errand: Errand, today: date) -> str:
    return errand_status(errand, today)


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


COMPANY = {
    Relation.child: _l("您的父母"),
    Relation.parent: _l("您的子女"),
    Relation.spouse: _l("您的配偶"),
    Relation.sibling: _l("您的兄弟姐妹"),
    Relation.relative: _l("您的亲属"),
    Relation.friend: _l("您的朋友"),
    Relation.neighbour: _l("您的邻居"),
    Relation.other: _l("委托您的人"),
}
"""What the screen of her companion calls her while it shows her code: who she is to the agent, as she signed it."""


def called_on_screen(mandate: Mandate, held: Iterable[Mandate]) -> str:
    """Without her name, and yet one of all those for whom the agent acts: `held` are the agent's mandates of today."""
    company = COMPANY[Relation(mandate.relation)]
    alike = [each for each in held if (each.relation, each.from_on) == (mandate.relation, mandate.from_on)]
    if len(alike) < 2:
        return _("%(company)s（%(day)s的委托）", company=company, day=short_day(mandate.from_on))
    number = sorted(each.id for each in alike).index(mandate.id) + 1
    return _("%(company)s（%(day)s的委托，第 %(number)s 份）", company=company, day=short_day(mandate.from_on), number=number)


def question_by_message(proposal: MandateProposal, asked_at: datetime) -> str:
    """What her telephone shows: agent, matters, duration, and how and until when to answer."""
    matters = _("、").join(matter for matter, _powers in scope_words(proposal.powers))
    return _(
        "惠残码：您要委托%(name)s替您办事吗？事项：%(matters)s。期限：到%(end)s为止。"
        "请在%(before)s以前回复：同意回复 1，不同意回复 2。想先听清楚，请问社区专职委员，或者登录惠残码看全文。",
        name=proposal.agent_name, matters=matters, end=short_day(proposal.until_on),
        before=short_day(asked_at + ANSWER_WITHIN),
    )


PRESETS = {
    Preset.look: _l("只看看"),
    Preset.handle: _l("帮我预约、帮我申请服务"),
    Preset.everything: _l("能委托的都委托"),
}

MISSING = {"scope": _l("还没有选委托哪些事。"), "until_on": _l("还没有选到哪一天为止。")}


def _too_long(facts: dict[str, Any]) -> str:
    return _("一份委托最长 %(longest)s 天。到期前可以再续。请选近一点的日期。", longest=facts["longest"])


ANSWERS = {"yes": _l("本人同意委托"), "no": _l("本人不同意委托"), "unclear": _l("本人的答复没有看懂，要再问")}
WAYS = {
    "text_message": _l("短信"), "call": _l("电话"), "window": _l("窗口当面"), "paper": _l("纸上签字"), "signed_in": _l("登录后"),
    "passkey": _l("通行密钥"),
}

GUARDIAN_ENDINGS = {
    "capacity": _l("本人可以自己办事了"), "changed": _l("换了监护人，或者不再是监护人"), "checked_again": _l("重新核对"),
    "death": _l("离世"),
}
WISHES = {"agrees": _l("愿意"), "objects": _l("不愿意"), "cannot_say": _l("问了，表示不出来")}
STEPS = {
    "book_appointment": _l("预约残疾评定"), "request_visit": _l("申请上门评定"), "move_appointment": _l("改预约"),
    "cancel_appointment": _l("取消预约"), "submit_home_service_request": _l("申请上门服务"),
    "cancel_home_service": _l("取消上门服务"), "agree_again": _l("再同意告诉上门服务机构"),
    "complain": _l("交一份书面的话"),  # the officer who asks is of the community, which a complaint may mean
    "undo_appointment": _l("撤销评定预约的上一步"), "undo_home_service": _l("撤销上门服务的上一步"),
}


def step_words(endpoint: str) -> str:
    """What a guardian wanted to hand in."""
    return str(STEPS[endpoint.partition(".")[2]])


errors = {
    "no_such_mandate": lambda _f: _("没有找到这份委托，或者它不归您看。"),
    "not_hers_to_give": lambda _f: _("委托只能由本人写，不能由代办人转给别人。"),
    "mandate_over_oneself": lambda _f: _("这是您自己的手机号。请填代办人的手机号。"),
    "circle_of_mandates": lambda _f: _("这个人已经委托您办事，或者委托了您的代办人。两个人不能互相代办，也不能绕一圈代办。"),
    "consent_by_agents_phone": lambda _f: _("本人登记的手机号就是代办人的手机号。不能用它来确认，请当面问本人。"),
    "her_phone_unknown": lambda _f: _("没有本人的手机号。请当面问本人。"),
    "messages_not_possible": lambda _f: _("这里不能发短信。请照本人的沟通需要去问。"),
    "no_such_proposal": lambda _f: _("没有找到这份委托，或者它不归您看。"),
    "no_such_answer": lambda _f: _("没有找到这条短信，或者它不归您看。"),
    "proposal_settled": lambda _f: _("这份委托已经有结果了。请看最新的内容。"),
    "record_missing": lambda _f: _("请写明是怎么核实本人的。"),
    "no_such_errand": lambda _f: _("没有找到这件帮办的事，或者它不归您看。"),
    "errand_missing": lambda _f: _("还没有记下本人对这一件事的同意，或者本人已经收回。什么也没有改。请先问本人。"),
    "errand_over": lambda _f: _("这件帮办的事已经结束了。"),
    "proof_missing": lambda _f: _("请写证明存在哪里。"),
    "review_too_far": lambda f: _("最长 %(longest)s 年；未成年人到满 18 岁为止。请填近一点的日期。", longest=f["longest"]),
    "guardian_there": lambda _f: _("这个人已经登记为监护人了。"),
    "wish_missing": lambda _f: _("请先问本人愿不愿意，选一项，再写怎么问的、本人怎么表示。"),
    "ward_objects": lambda _f: _("本人不愿意，所以没有提交。社区专职委员会来和你们谈一谈。"),
    "ward_still_there": lambda _f: _("您是监护人，现在不能注销账号。请先请社区专职委员结束监护登记。"),
    "no_such_guardianship": lambda _f: _("没有找到这条监护登记，或者它不归您看。"),
    "carers_disagree": lambda f: _(
        "这件事是%(name)s替本人办的，所以没有改。社区专职委员会问你们和本人。本人自己可以随时改。", name=f["name"]),
    "no_such_disagreement": lambda _f: _("没有找到这件事，或者它不归您看。"),
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
    "mandates.MandateProposed": lambda f: _("工作人员替本人写了一份委托，等本人同意"),
    "mandates.ConsentAsked": lambda f: _("发短信问本人同不同意委托"),
    "mandates.QuestionSent": lambda f: _("问委托的短信交给了短信平台") if f["taken"] else _("问委托的短信没有交出去"),
    "mandates.ConsentAnswered": lambda f: _("%(answer)s（%(way)s）", answer=ANSWERS[f["reading"]], way=WAYS[f["way"]]),
    "mandates.ProposalWithdrawn": lambda f: _("工作人员收回了一份还没同意的委托"),
    "mandates.ErrandGiven": lambda f: _("工作人员记下：本人同意帮办一件事，%(matter)s（%(way)s）",
                                        matter=ERRAND_KINDS[ErrandKind(f["errand_kind"])], way=ERRAND_WAYS[f["way"]]),
    "mandates.ErrandEnded": lambda f: _("帮办的一件事结束了，%(matter)s：%(why)s",
                                        matter=ERRAND_KINDS[ErrandKind(f["errand_kind"])],
                                        why=ERRAND_ENDINGS[f["reason"]]),
    "mandates.GuardianRecorded": lambda f: _("工作人员看过证明，登记了监护人"),
    "mandates.GuardianEnded": lambda f: _("监护登记结束了：%(why)s", why=GUARDIAN_ENDINGS[f["reason"]]),
    "mandates.WardAsked": lambda f: _("监护人问过本人（%(step)s）：%(wish)s", step=step_words(f["step"]),
                                      wish=WISHES[f["wish"]]),
    "mandates.ObjectionSettled": lambda f: _("工作人员和本人、监护人谈过了"),
    "mandates.CarersDisagreed": lambda f: _("另一个代办人要%(step)s，没有改，等社区问", step=step_words(f["step"])),
    "mandates.DisagreementSettled": lambda f: _("社区问过了：本人要改") if f["goes_ahead"] else _("社区问过了：本人不改"),
    "mandates.MandateRevoked": lambda f: _("一份委托结束了：%(why)s", why=WHY_ENDED[f["reason"]]),
    "mandates.GrantUndone": lambda f: _("撤销了刚写的委托"),
    "mandates.MandateRestored": lambda f: _("以前的委托恢复了"),
}

labels = [
    *((kind, WISHES[kind.value]) for kind in WishKind),
    (GuardianKind.parent_of_minor, _l("未成年人的父母")),
    (GuardianKind.statutory, _l("成年人的法定监护人")),
    (GuardianKind.appointed, _l("指定的监护人")),
    (GuardianKind.agreed, _l("本人书面选定的监护人")),
    (GuardianProof.household_register, _l("户口本")),
    (GuardianProof.birth_certificate, _l("出生证明")),
    (GuardianProof.marriage_certificate, _l("结婚证")),
    (GuardianProof.committee_letter, _l("居委会、村委会或者民政部门的指定")),
    (GuardianProof.court_decision, _l("法院的判决或者裁定")),
    (GuardianProof.notarised_agreement, _l("书面协议（公证过）")),
    (ProposalOutcome.granted, _l("本人同意了")),
    (ProposalOutcome.refused, _l("本人不同意")),
    (ProposalOutcome.withdrawn, _l("工作人员收回了")),
    *MATTERS.items(),
    *RELATIONS.items(),
    *PRESETS.items(),
    (SignatureKind.passkey, _l("通行密钥签署")),
    (SignatureKind.signed_in, _l("登录后亲自签署")),
    (SignatureKind.text_message, _l("短信确认")),
    (SignatureKind.call, _l("电话里亲口同意")),
    (SignatureKind.window, _l("窗口当面签署")),
    (SignatureKind.paper, _l("纸上签署")),
]



def phone_in_groups(number: str) -> str:
    """138 0013 8000: as it is read out and compared."""
    return f"{number[:3]} {number[3:7]} {number[7:]}" if len(number) == 11 else number


def doer_words(deed: Deed) -> str:
    """Who did it and by what right, in one breath."""
    if deed.own:
        return _("您自己")
    if deed.mandate is not None:
        return _("%(name)s，代您办的，凭%(day)s的委托", name=deed.mandate.agent_name, day=short_day(deed.mandate.from_on))
    if deed.entry.guardianship_id is not None:
        return _("%(name)s，监护人", name=deed.doer.name)
    if deed.errand is not None and deed.doer.seat is not None:
        return _("%(place)s，%(name)s，帮您办的，凭您对这一件事的同意（%(day)s）", place=deed.doer.seat.organisation.name,
                 name=deed.doer.name, day=short_day(deed.errand.from_on))
    if deed.doer.seat is not None:
        return _("%(place)s，%(name)s", place=deed.doer.seat.organisation.name, name=deed.doer.name)
    return deed.doer.name or _("系统自动办理")


def done_rows(done: list[Done]) -> list[dict[str, str]]:
    """For components/timeline.html. Of several looks on one day there is the day, of all else the moment."""
    return [
        {
            "what": words.event_words(each.entry) if each.looks < 2 else _(
                "看了 %(times)s 次：%(what)s", times=each.looks, what=page_words(each.entry.facts["page"])),
            "when": day(each.entry.at) if each.looks > 1 else moment(each.entry.at),
            "iso": each.entry.at.isoformat(),
        }
        for each in done
    ]


names = {
    "phone_in_groups": phone_in_groups,
    "doer_words": doer_words,
    "errand_kind": errand_kind, "errand_line": errand_line, "errand_way": errand_way, "errand_endings": ERRAND_ENDINGS,
    "errand_statuses": ERRAND_STATUSES, "status_of_errand": status_of_errand,
    "mandate_scope": mandate_scope, "mandate_matters": mandate_matters, "relation_words": relation_words,
    "status_of_mandate": status_of_mandate, "mandate_statuses": STATUSES, "mandate_endings": ENDINGS,
    "power_words": power_words,
}
