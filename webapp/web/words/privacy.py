"""What is said before the first use, and what is agreed to apart (个人信息保护法 13–17, 23, 24, 28–30, 44–50).

A change of these words needs a new version: whoever agreed to the old ones is asked again.
"""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

NOTICE, HEALTH = "notice", "health_data"
NOTICE_VERSION = "2026-1"
HEALTH_VERSION = "2026-1"


def notice() -> list[tuple[str, list[str]]]:
    """The notice: headings, and under each its sentences."""
    return [
        (
            _("谁在用您的资料"),
            [
                _("您户籍地和居住地的残疾人联合会，和它的社区专职委员。"),
            ],
        ),
        (
            _("用哪些资料"),
            [
                _("残联登记册里的：姓名、身份证号、残疾人证、户籍地、居住地、手机号、家庭经济认定、就业和在读情况。"),
                _("您自己说的：回答过的问题、沟通和到访需要。"),
                _("办事留下的：预约、上门服务、消息、惠残码被查的记录。"),
            ],
        ),
        (
            _("用来做什么"),
            [
                _("按文件条款算出哪些待遇是您的，并写明理由。您可以请专职委员再看一遍。"),
                _("替您预约、安排上门服务、通知您。"),
                _("不拿去做别的事，不做广告。"),
            ],
        ),
        (
            _("会给谁"),
            [
                _("预约评定，要给医院。上门服务，要给服务机构。每一次都先问您，您同意了才给。"),
                _("您委托的人，只看到委托里写的事。"),
                _("查惠残码的人，只看到您选的那一样。"),
            ],
        ),
        (
            _("存在哪里，存多久"),
            [
                _("存在境内。身份证号、残疾人证号、手机号是加密的。"),
                _("办您的事需要多久，就存多久。每一次操作的记录不能改，也不能删，里面没有姓名和号码。"),
            ],
        ),
        (
            _("您可以"),
            [
                _("看、改、带走、删除您的资料，看谁看过，撤回同意。都在“我的资料”里。"),
                _("不用手机也能办。请找社区专职委员，或者去残联窗口。"),
            ],
        ),
    ]


def notice_words() -> str:
    """The whole notice as one text: what the kept digest is of."""
    return "\n".join("\n".join([heading, *sentences]) for heading, sentences in notice())


def health_words() -> str:
    """The separate consent to sensitive personal information: what for, and what happens without it."""
    return _(
        "我同意残联用我的残疾类别、等级和健康情况，算出我的待遇，替我办评定和上门服务。"
        "不这样用，就算不出哪些待遇是我的。不同意，也可以去窗口办。我随时可以撤回。"
    )


CONSENTS = {
    NOTICE: _l("看过使用说明"),
    HEALTH: _l("使用残疾和健康情况"),
    "receiver:home-services": _l("告诉上门服务机构"),
}


PAGES = (
    ("letter", _l("写给社区的话")),
    ("view_question", _l("问“为什么看”的话")),
    ("given_code", _l("登录验证码")),
    ("code", _l("惠残码")),
    ("appointment", _l("评定预约")),
    ("session", _l("评定预约")),
    ("assessment", _l("评定预约")),
    ("home_service", _l("上门服务")),
    ("home_visit", _l("上门服务")),
    ("visit_", _l("评定预约")),
    ("_visit", _l("评定预约")),
    ("book_for", _l("评定预约")),
    ("entitlement", _l("权益")),
    ("ahead", _l("权益")),
    ("opening", _l("权益")),
    ("inquiry", _l("问待遇的话")),
    ("answers", _l("回答过的问题")),
    ("benefit", _l("权益")),
    ("question", _l("回答过的问题")),
    ("resident_answer", _l("回答过的问题")),
    ("sheet", _l("服务表")),
    ("needs", _l("沟通和到访需要")),
    ("message", _l("消息")),
    ("inbox", _l("消息")),
    ("mandate", _l("委托")),
    ("certificate", _l("残疾人证")),
    ("complaint", _l("投诉")),
    ("correction", _l("更正资料的请求")),
    ("correct_", _l("更正资料")),
    ("phone", _l("手机号")),
    ("guardian", _l("监护人")),
    ("objection", _l("监护人")),
    ("disagreement", _l("委托")),
    ("errand", _l("委托")),
    ("notices", _l("消息")),
    ("death", _l("登记离世")),
    ("hukou", _l("户籍迁移")),
)


def page_words(page: str) -> str:
    """What somebody looked at, from the name of the page."""
    return next((str(words) for mark, words in PAGES if mark in page), _("档案"))
