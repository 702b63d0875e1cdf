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
    "resident/code_on_phone": Page(
        this=(easy("code", "这是手机里的惠残码。"), easy("offline", "没有网，也能用。")),
        can=(easy("phone", "选一样，给别人看。"), easy("document", "没有码了，请拿残疾人证。")),
        then=(easy("refresh", "有网时打开，会有新的码。"),),
    ),
    "resident/paper_codes": Page(
        this=(easy("document", "惠残码可以写在纸上。"), easy("phone", "不用手机，也能用。")),
        can=(easy("add", "选一样，按“做一张”。"), easy("lock", "纸没了，可以作废。")),
        then=(easy("calendar", "一张纸能用一年。"), easy("document", "残疾人证也请带上。")),
    ),
    "resident/paper_code": Page(
        this=(easy("document", "这张纸上有您的惠残码。"),),
        can=(easy("print", "可以打印，带在身上。"), easy("remove", "不要了，可以作废。")),
        then=(
            easy("search", "看不了图，就看数字。"),
            easy("ended", "不能用了，请做一张新的。"),
            easy("document", "残疾人证也请带上。"),
        ),
    ),
    "resident/paper_code_ending": Page(
        this=(easy("warning", "您要作废这张纸吗？"),),
        can=(easy("remove", "要，就按“马上作废”。"), easy("back", "不要，就按“不作废”。")),
        then=(easy("ended", "作废以后，纸不能再用。"),),
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
    "checkpoint/scanner": Page(
        this=(easy("code", "这一页给查码的人。"),),
        can=(easy("place", "先选在哪里查。"), easy("search", "扫对方的码，或者写数字。")),
        then=(
            easy("check", "您会看到能不能用。"),
            easy("document", "查不了，就看残疾人证。"),
            easy("people", "一样要给对方办事。"),
        ),
    ),
    "checkpoint/this_device": Page(
        this=(easy("settings", "这一页给查码的地方。"), easy("offline", "登记以后，没有网也能查。")),
        can=(
            easy("residents", "登记用的码，请问残联。"),
            easy("edit", "写上码，再按按钮。"),
            easy("remove", "不想用了，可以按按钮。"),
        ),
        then=(easy("search", "登记好了，就能去查码。"),),
    ),
}
