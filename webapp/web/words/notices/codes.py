"""Notices about the use of the benefit code."""

from __future__ import annotations

from flask_babel import gettext as _

inside = {
    "code_repeated": lambda a: (
        _("您的惠残码被查了不止一次"),
        [_("同一个码查了 %(times)s 次。", times=a.facts["times"]), _("打开核验记录，看是不是您。"),
         _("不是您，请马上停用，再告诉我们。")]),
    "code_frozen": lambda a: (
        _("您的惠残码停用了"), [_("现在谁也不能用它。您的待遇不变，可以去窗口办。"), _("打开惠残码，可以看到怎么恢复。")]),
    "code_unfrozen": lambda a: (_("您的惠残码恢复了"), [_("如果不是您要恢复的，请马上停用，并告诉社区专职委员。")]),
    "misuse_settled": lambda a: (_("您报告的事有结果了"), [_("打开核验记录，可以看到结果。")]),
}

outside = {
    "code_repeated": lambda: _("您的码被查了不止一次，是您本人吗"),
    "code_frozen": lambda: _("您的码停用了"),
    "code_unfrozen": lambda: _("您的码恢复了"),
    "misuse_settled": lambda: _("您报告的事有结果了"),
}
