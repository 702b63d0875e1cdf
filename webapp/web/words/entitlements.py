"""Words about benefits: what may be refused, what happened, what the kinds are called."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from webapp.entitlements import (
    Beneficiary,
    Document,
    Fact,
    Kind,
    KnownFrom,
    Life,
    Per,
    Shelf,
    Source,
    Strength,
    TriggerMode,
    Value,
    current,
)
from webapp.web.words.dates import date_of_paper, day
from webapp.web.words.easy_read import hard_words_of_benefit
from webapp.web.words.texts import in_characters, in_words
from webapp.web.words.worth import worth_in_words


def value_in_words(fact: Fact, value: Value) -> str:
    """What is known of a fact, as one would say it: 三级; 听力、言语; 是."""
    if isinstance(value, bool):
        return _("是") if value else _("不是")
    if isinstance(value, frozenset):
        return _("、").join(in_words(fact.value_labels[each])[0] for each in fact.values if each in value)
    return in_words(fact.value_labels[value])[0] if value in fact.value_labels else str(value)


def borrowed_reading(fact: Fact, source: Source) -> tuple[Document, str] | None:
    """Another document, and its words, by which a fact is read where the document that asks for it does not say how.

    None where the document says it itself, or nothing is read.
    """
    if fact.cited is None or fact.cited[0] == source.document.name:
        return None
    document, _clause, quote = fact.cited
    return current().documents[document], quote


def _fact(name: str) -> str:
    vocabulary = current().vocabulary
    return in_words(vocabulary[name].label)[0] if name in vocabulary else name


def benefit_named(key: str) -> str:
    benefit = current().benefits.get(key)
    return _("一项已经撤下的待遇") if benefit is None else in_words(benefit.names)[0]


FACT_PROBLEMS = {
    "unknown_fact": lambda f: _("这个问题已经不问了。请回到上一页。"),
    "wrong_type": lambda f: _("没有看懂这个回答。请再选一次。"),
    "not_allowed": lambda f: _("“%(fact)s”不能这样填。请再看一下。", fact=_fact(f["fact"])),
}


def _contradiction(facts: dict[str, Any]) -> str:
    if facts["fact"] == facts["other"]:
        return _("“%(fact)s”和登记的不一样。如果登记错了，请联系社区专职委员更正。", fact=_fact(facts["fact"]))
    return _(
        "“%(fact)s”和“%(other)s”对不上。请再看一下这两项。", fact=_fact(facts["fact"]), other=_fact(facts["other"])
    )


def dated(document: Document) -> str:
    """When it was issued, or made public; empty where its text says neither."""
    if document.issued_on is not None:
        return _("%(date)s 发布", date=date_of_paper(document.issued_on))
    if document.published_on is not None:
        return _("%(date)s 公开", date=date_of_paper(document.published_on))
    return ""


NAMED = 5
"""Benefits that are named in one line; of the rest only the number."""


def _what_changed(facts: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Each kind of change in words, with the benefits it is about. What was hers may have ended, may not be given any
    more, or may only be uncertain now: it is said no worse than that."""
    gained, lost, possible = facts["gained"], facts["lost"], facts["became_possible"]
    kinds = [
        (ngettext("新增了 %(num)d 项待遇", "新增了 %(num)d 项待遇", len(gained)), gained),
        (ngettext("有 %(num)d 项待遇现在不能算您的了", "有 %(num)d 项待遇现在不能算您的了", len(lost)), lost),
        (ngettext("有 %(num)d 项待遇现在可能符合", "有 %(num)d 项待遇现在可能符合", len(possible)), possible),
    ]
    return [(what, which) for what, which in kinds if which]


def _changed(facts: dict[str, Any]) -> str:
    return _("；").join(what for what, _which in _what_changed(facts))


def changed_in_full(facts: dict[str, Any]) -> list[str]:
    """What is new, by name, and why: a line each. For whoever has signed in."""
    lines = []
    for what, keys in _what_changed(facts):
        names = [benefit_named(key) for key in keys[:NAMED]]
        if len(keys) > NAMED:
            more = len(keys) - NAMED
            names.append(ngettext("还有 %(num)d 项", "还有 %(num)d 项", more))
        lines.append(_("%(what)s：%(which)s。", what=what, which=_("；").join(names)))
    moved = [fact for fact in facts.get("because", []) if fact in current().vocabulary]
    if moved:
        lines.append(_("因为这些情况变了：%(facts)s。", facts=_("、").join(_fact(fact) for fact in moved)))
    elif facts.get("because"):
        lines.append(_("因为文件变了，或者本地在给的变了。"))
    return lines


def _date(written: str) -> str:
    return day(dt.date.fromisoformat(written))


errors = {
    "no_such_benefit": lambda f: _("没有找到这项待遇。它可能已经撤下。"),
    "fact_not_possible": lambda f: FACT_PROBLEMS[f["problem"]](f),
    "facts_contradict": _contradiction,
    "fact_on_paper": lambda f: _(
        "“%(fact)s”已经写在残疾人证或者登记册里，这里不能改。请看最新的内容。", fact=_fact(f["fact"])),
    "own_answer_stands": lambda f: _(
        "本人自己回答过“%(fact)s”，这里不能记成“我不知道”。请让本人改自己的回答。", fact=_fact(f["fact"])),
    "source_missing": lambda f: _("请写明依据哪份文件。没有依据，不能登记。"),
    "ends_before_it_begins": lambda f: _(
        "结束的日期不能早于开始的日期（%(begins)s）。", begins=day(f["effective_on"])
    ),
    "already_in_force": lambda f: _(
        "这项待遇已经登记为正在实行，从%(begins)s起。请先登记结束。", begins=day(f["effective_on"])
    ),
    "no_such_inquiry": lambda f: _("没有找到这个问题。它可能已经删除，或者不属于您。"),
    "nothing_written": lambda f: _("请写几句话，最多 %(most)s 个字。", most=f["most"]),
    "too_many_inquiries": lambda f: _("您还有 %(most)s 个问题在等答复。请等一等，再问新的。", most=f["most"]),
    "inquiry_answered_already": lambda f: _("刚才已经有人答复了。请看最新的内容。"),
    "no_such_combination": lambda f: _("情况变了，这一种现在不能选。请再看一下。"),
    "already_switched": lambda f: _("刚才已经有人改过了。请看最新的内容。"),
    "no_such_opening": lambda f: _("没有找到这件事，或者它不在您的片区。"),
    "opening_settled_already": lambda f: _("刚才已经有人办了。请看最新的内容。"),
    "ended_already": lambda f: _("这条记录已经结束了，日期是%(ended)s。", ended=day(f["ended_on"])),
}

events = {
    "entitlements.BenefitConfirmed": lambda f: _(
        "登记了“%(benefit)s”在本地实行，从%(begins)s起", benefit=benefit_named(f["benefit"]), begins=_date(f["effective_on"])
    ),
    "entitlements.BenefitEnded": lambda f: _(
        "登记了“%(benefit)s”不再实行，从%(ended)s起", benefit=benefit_named(f["benefit"]), ended=_date(f["ended_on"])
    ),
    "entitlements.BenefitAsked": lambda f: _("写字问了“%(benefit)s”", benefit=benefit_named(f["benefit"])),
    "entitlements.BenefitsChosen": lambda f: _(
        "几样不能一起享受的，选了“%(benefits)s”", benefits=_("、").join(benefit_named(each) for each in f["benefits"])
    ),
    "entitlements.InquiriesForgotten": lambda f: _("删除了写字问过的问题和答复"),
    "entitlements.InquiryAnswered": lambda f: _("答复了关于“%(benefit)s”的问题", benefit=benefit_named(f["benefit"])),
    "entitlements.EntitlementsChanged": _changed,
    "entitlements.AutomaticOpeningSwitched": lambda f: (
        _("打开了“%(benefit)s”的免申即享", benefit=benefit_named(f["benefit"]))
        if f["is_on"]
        else _("关掉了“%(benefit)s”的免申即享", benefit=benefit_named(f["benefit"]))
    ),
    "entitlements.BenefitOpened": lambda f: _(
        "系统替居民开了“%(benefit)s”，居民不用申请", benefit=benefit_named(f["benefit"])
    ),
    "entitlements.OpeningSettled": lambda f: _("社区办好了“%(benefit)s”", benefit=benefit_named(f["benefit"])),
}

labels = [
    (Life.MONEY, _l("钱")),
    (Life.CARE, _l("照护")),
    (Life.HEALTH, _l("看病和康复")),
    (Life.DEVICES, _l("辅助器具")),
    (Life.WORK, _l("工作")),
    (Life.SCHOOL, _l("上学")),
    (Life.HOUSING, _l("住房")),
    (Life.TRANSPORT, _l("出行")),
    (Life.CULTURE, _l("文化体育")),
    (Life.RIGHTS, _l("权利")),
    (Kind.CASH, _l("补贴补助")),
    (Kind.INSURANCE, _l("保险")),
    (Kind.HOUSING, _l("住房")),
    (Kind.TRANSPORT, _l("交通")),
    (Kind.DEVICE, _l("辅助器具")),
    (Kind.SERVICE, _l("服务")),
    (Kind.REHAB, _l("康复")),
    (Kind.HEALTH, _l("医疗")),
    (Kind.CARE, _l("照护托养")),
    (Kind.EMPLOYMENT, _l("就业创业")),
    (Kind.EDUCATION, _l("教育")),
    (Kind.TAX, _l("税收")),
    (Kind.INCOME, _l("增收")),
    (Kind.CULTURE, _l("文化")),
    (Kind.SPORT, _l("体育")),
    (Kind.LEGAL, _l("法律")),
    (Kind.INFORMATION, _l("信息无障碍")),
    (Kind.AWARD, _l("奖励")),
    (Kind.FEE_WAIVER, _l("减免费用")),
    (Kind.EMERGENCY, _l("应急救助")),
    (Beneficiary.RESIDENT, _l("残疾人本人")),
    (Beneficiary.CARER, _l("照护者")),
    (Beneficiary.FAMILY, _l("家庭")),
    (Beneficiary.EMPLOYER, _l("用人单位")),
    (Beneficiary.INSTITUTION, _l("机构")),
    (Strength.FIRM, _l("文件写明给予")),
    (Strength.IMPROVE, _l("文件说要完善这项待遇")),
    (Strength.PROMOTE, _l("文件说要推进，没有写明给予")),
    (Strength.GRADUAL, _l("文件说要逐步推进")),
    (Strength.EXPLORE, _l("文件说要探索，还没有定下来")),
    (Strength.ENCOURAGE, _l("文件说要鼓励或支持，没有写明给予")),
    (Strength.TARGET, _l("这是文件里的一个目标")),
    (Strength.HISTORICAL, _l("文件说这是以前做到的")),
    (TriggerMode.AUTOMATIC, _l("不用申请")),
    (TriggerMode.PROACTIVE, _l("由部门主动来找")),
    (TriggerMode.APPLICATION, _l("要申请")),
    (TriggerMode.REVIEW, _l("要经过审核")),
    (Per.ONCE, _l("一次性")),
    (Per.DAY, _l("每天")),
    (Per.WEEK, _l("每周")),
    (Per.MONTH, _l("每月")),
    (Per.QUARTER, _l("每季度")),
    (Per.YEAR, _l("每年")),
    (Per.HOUR, _l("每小时")),
    (Per.VISIT, _l("每次")),
    (Per.PERSON, _l("每人")),
    (Shelf.YOURS, _l("现在是您的")),
    (Shelf.BY_DOCUMENT, _l("文件上符合，还没有确认在实行")),
    (Shelf.ANSWERS_AWAY, _l("再答几个问题就清楚")),
    (Shelf.NOT_STATED, _l("文件没有写清楚")),
    (Shelf.NOT_YET, _l("现在不符合")),
    (KnownFrom.CERTIFICATE, _l("残疾人证")),
    (KnownFrom.REGISTER, _l("登记册")),
    (KnownFrom.RESIDENT, _l("本人")),
    (KnownFrom.OFFICER, _l("社区专职委员")),
]

names = {
    "benefit_name": benefit_named,
    "in_words": in_words,
    "in_characters": in_characters,
    "worth_in_words": worth_in_words,
    "value_in_words": value_in_words,
    "borrowed_reading": borrowed_reading,
    "hard_words_of_benefit": hard_words_of_benefit,
    "dated": dated,
}
