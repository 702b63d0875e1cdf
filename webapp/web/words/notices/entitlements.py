"""Notices about benefits: inside, which ones are new and why; outside, not even that it is about benefits."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.web.words.entitlements import benefit_named, changed_in_full

inside = {
    "entitlements_changed": lambda a: (
        _("您的待遇有变化"),
        [*changed_in_full(a.facts),
         _("打开“权益”，可以看到每一项的条件，还有找谁办。"), _("有的待遇从申请的那个月算起，请早一点看。")]),
    "opening_settled": lambda a: (
        _("社区替您办了一项待遇"), [
            benefit_named(a.facts["benefit"]),
            _("您不用申请。还没有收到，请问社区专职委员。")]),
    "benefit_asked": lambda a: (_("您的问题已经交给社区"), [_("社区专职委员会写字答复您。")]),
    "inquiry_answered": lambda a: (_("您的问题有答复了"), [_("打开这件事，可以看到答复。")]),
}

outside = {
    "entitlements_changed": lambda: _("有您的新消息"),
    "opening_settled": lambda: _("社区替您办了一件事"),
    "benefit_asked": lambda: _("有居民等您答复"),
    "inquiry_answered": lambda: _("您的问题有答复了"),
}

staff = {"benefit_asked": lambda a: (_("%(name)s写字问了一项待遇", name=a.name), [_("请写字答复。")])}
