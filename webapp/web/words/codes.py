"""Words about the benefit code."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webapp.codes import (
    Claim,
    CodeCheck,
    FreezeReason,
    Law,
    MisuseOutcome,
    NoSuchClaim,
    PlaceKind,
    Presentation,
    claim_named,
    in_groups,
)
from webapp.entitlements import Source
from webapp.web.words.dates import clock_time
from webapp.web.words.entitlements import in_words

GRADES = {1: _l("一级"), 2: _l("二级"), 3: _l("三级"), 4: _l("四级")}


def claim_words(slug: str, grade: int | None = None) -> tuple[str, str]:
    """What a claim says, and the language tag of the words; with the grade where the grade is what it says."""
    words, tag = in_words(claim_named(slug).words)
    return (words if grade is None else _("%(claim)s：%(grade)s", claim=words, grade=GRADES[grade])), tag


def presented(presentation: Presentation) -> tuple[str, str]:
    return claim_words(presentation.claim, presentation.grade)


def ground_words(claim: Claim) -> str:
    """On what a claim stands: a document and its clause, an article of a law, the benefits, or her own word."""
    if isinstance(claim.source, Source):
        title = in_words(claim.source.document.title)[0]
        return _(
            "根据《%(title)s》%(clause)s：“%(quote)s”",
            title=title,
            clause=claim.source.clause,
            quote=claim.source.quote,
        )
    if isinstance(claim.source, Law):
        return _(
            "根据《%(title)s》第 %(article)s 条", title=in_words(claim.source.title)[0], article=claim.source.article
        )
    if hasattr(claim.rule, "family"):
        return _("根据您户籍地正在实行的待遇，依据写在待遇那一页。")
    return _("这是您自己说明的。")


def digit_by_digit(number: str) -> str:
    """How the number is shown and read out: each digit alone, a pause between the groups; a group stays on its line."""
    return _("，").join("\N{NO-BREAK SPACE}".join(group) for group in in_groups(number))


def _claim(facts: dict[str, Any]) -> str:
    try:
        return claim_words(facts["claim"])[0]
    except NoSuchClaim:
        return _("一项已经不用的内容")


def _checked(facts: dict[str, Any]) -> str:
    place = labels[PlaceKind(facts["place"])]
    if facts["offline"]:
        return _(
            "有人在%(place)s查了您的惠残码，那里当时没有网络，看的是“%(claim)s”", place=place, claim=_claim(facts)
        )
    if facts["accepted"]:
        return _("有人在%(place)s查了您的惠残码，看的是“%(claim)s”", place=place, claim=_claim(facts))
    return _("有人在%(place)s查了您以前的惠残码，没有通过", place=place)


def check_words(check: CodeCheck) -> str:
    """For whoever holds the phone, the moment somebody has checked."""
    place, at = labels[check.place], clock_time(check.at)
    if check.accepted:
        return _("有人查过这个码：%(place)s，%(at)s，通过。", place=place, at=at)
    return _("有人查过这个码：%(place)s，%(at)s，没有通过。", place=place, at=at)


errors = {
    "no_such_claim": lambda f: _("没有这一项。请重新选。"),
    "claim_not_hers": lambda f: _("“%(claim)s”现在不能出示。请选另一项，或者问社区专职委员。", claim=_claim(f)),
    "code_is_frozen": lambda f: _("惠残码已经停用，现在不能出示。"),
    "unfreezing_is_hers": lambda f: _("只有本人或者社区专职委员能重新启用惠残码。"),
    "ended_by_death": lambda f: _("登记了离世，惠残码不能再启用。"),
    "misuse_settled_already": lambda f: _("这件事已经核实过了。请看最新的记录。"),
    "not_on_paper": lambda f: _("“%(claim)s”不能打印在纸上。请选另一项。", claim=_claim(f)),
    "keys_unusable": lambda f: _("手机没有准备好。请重新打开这一页，再试一次。"),
    "too_many_credentials": lambda f: _("今天存到手机里的码太多了。请明天再存。现在有网络，照常可以出示。"),
    "claims_missing": lambda f: _("请至少选一样可以查的内容。"),
    "checkpoint_revoked": lambda f: _("这个查验点已经停用。需要的话，请重新登记。"),
    "too_many_checks": lambda f: _("查验的次数太多了。请过一会儿再查，或者人工核验，不得拒绝服务。"),
}
events = {
    "codes.CodeShown": lambda f: _("出示了惠残码：%(claim)s", claim=_claim(f)),
    "codes.CodeChecked": _checked,
    "codes.CredentialsGiven": lambda f: _("把惠残码存到了手机里：%(claim)s", claim=_claim(f)),
    "codes.PaperMade": lambda f: _("做了一张纸质惠残码：%(claim)s", claim=_claim(f)),
    "codes.PaperRevoked": lambda f: _("作废了一张纸质惠残码：%(claim)s", claim=_claim(f)),
    "codes.CheckpointEnrolled": lambda f: _("登记了一个查验点：%(place)s", place=labels[PlaceKind(f["place"])]),
    "codes.CheckpointCredentialRenewed": lambda f: _("换了查验点的设备口令"),
    "codes.CheckpointEnded": lambda f: _("停用了一个查验点"),
    "codes.CodeFrozen": lambda f: _("停用了惠残码"),
    "codes.CodeUnfrozen": lambda f: _("重新启用了惠残码"),
    "codes.MisuseReported": lambda f: _("说明一次查验不是本人"),
    "codes.MisuseSettled": lambda f: _(
        "专职委员核实了一次查验：%(outcome)s", outcome=labels[MisuseOutcome(f["outcome"])]
    ),
    "codes.IssuerKeyMade": lambda f: _("换了签发惠残码的钥匙"),
}
labels = {
    FreezeReason.not_me: _l("有一次查验不是本人"),
    FreezeReason.paused: _l("本人停用"),
    FreezeReason.officer: _l("工作人员停用"),
    FreezeReason.death: _l("登记了离世"),
    PlaceKind.bus: _l("公交车"),
    PlaceKind.rail: _l("有轨电车、地铁、火车站"),
    PlaceKind.parking: _l("停车场"),
    PlaceKind.hospital: _l("医院"),
    PlaceKind.office: _l("办事窗口"),
    PlaceKind.venue: _l("场馆、景区"),
    PlaceKind.other: _l("别的地方"),
    MisuseOutcome.hers_after_all: _l("其实是本人"),
    MisuseOutcome.misused: _l("被别人用了"),
    MisuseOutcome.unclear: _l("没有查清"),
}
def place_kinds() -> list[PlaceKind]:
    return list(PlaceKind)


names = {
    "place_kinds": place_kinds,
    "claim_words": claim_words,
    "presented": presented,
    "ground_words": ground_words,
    "digit_by_digit": digit_by_digit,
}
