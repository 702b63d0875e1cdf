"""The code: showing it, who looked, freezing; and the page of whoever scans."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/code": Page(
        this=(easy("code", "这里可以打开您的惠残码。"), easy("check", "别人只看到您选的一样。")),
        can=(easy("code", "选一样，再按“出示”。"), easy("lock", "手机没了，可以停用。")),
        then=(easy("document", "残疾人证也请带上。"),),
    ),
    "resident/presentation": Page(
        this=(easy("code", "这是您的惠残码。"),),
        can=(easy("phone", "把手机给对方看。"), easy("phone", "看不了图，就说数字。")),
        then=(easy("clock", "时间到了，要换新的。"),),
    ),
    "resident/code_checks": Page(
        this=(easy("search", "这里写着谁查过您的码。"),),
        can=(easy("check", "看一看，是不是您自己。"), easy("warning", "不是您，请马上按那一条。")),
        then=(easy("lock", "码停用以后，别人用不了。"),),
    ),
    "resident/code_misuse": Page(
        this=(easy("warning", "有人可能用了您的码。"),),
        can=(easy("lock", "不是您，就按停用。"), easy("back", "是您，就按“不停用”。")),
        then=(easy("staff", "停用以后，专职委员来问您。"),),
    ),
    "resident/code_freezing": Page(
        this=(easy("lock", "这里可以停用惠残码。"),),
        can=(easy("lock", "不放心，就按“马上停用”。"), easy("back", "没事，就按“不停用”。")),
        then=(easy("document", "残疾人证还可以用。"), easy("refresh", "以后可以再打开。")),
    ),
    "checkpoint/ask": Page(
        this=(easy("search", "这一页给查码的人。"),),
        can=(easy("edit", "写十个数字，按“查验”。"),),
        then=(easy("check", "您会看到能不能用。"),),
    ),
    "checkpoint/answer": Page(
        this=(easy("check", "这是查码的结果。"),),
        can=(easy("document", "不清楚，就看残疾人证。"),),
        then=(easy("forward", "可以再查下一个。"),),
    ),
}
