"""Words that belong to no single room."""

from flask_babel import gettext as _

from webapp.web import words
from webapp.web.words.dates import clock_time

errors = {
    "not_found": lambda facts: _("这里没有这个页面，或者它不属于您。"),
    "not_permitted": lambda facts: _("您不能做这一步。"),
    "invalid": lambda facts: _("填写的内容不对。请检查后再提交。"),
    "several": lambda facts: " ".join(words.error(each) for each in facts["errors"]),
    "not_possible_now": lambda facts: _("现在不能做这一步。请看最新的状态。"),
    "conflict": lambda facts: _("刚才有人先改了。请看最新的内容，再试一次。"),
    "expired": lambda facts: _("时间已经过了。请重新开始。"),
    "undo_over": lambda facts: _(
        "撤销的时间到%(until)s为止，已经过了。这一页写着现在还能怎么做。", until=clock_time(facts["until"])),
    "nothing_to_undo": lambda facts: _("刚才情况变了，没有可以撤销的。请看最新的状态。"),
    "too_many_attempts": lambda facts: _("次数太多了。请过一会儿再试，或者联系社区专职委员。"),
    "wrong_person": lambda facts: _("这个页面是替另一个人打开的。您现在代办的人已经换了。没有提交任何内容。"),
    "acting_ended": lambda facts: _("这份委托已经结束。您不能再用它办事。没有提交任何内容。"),
    "notice_needed": lambda facts: _("请先看使用说明。"),
    "sign_in_needed": lambda facts: _("请先登录。"),
}
events: dict = {}
labels: dict = {}
