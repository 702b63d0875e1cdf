"""Assessment: booking, moving, cancelling."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/appointments": Page(
        this=(easy("calendar", "这里是您的评定预约。"), easy("hospital", "评定就是请医生看您。")),
        can=(easy("add", "按按钮，可以预约。"), easy("forward", "按一个预约，看时间。")),
        then=(easy("inbox", "有变化，我们告诉您。"),),
    ),
    "resident/appointment": Page(
        this=(easy("calendar", "这是您的一个预约。"), easy("clock", "先看现在办得怎么样。")),
        can=(
            easy("calendar", "要去的，看清楚时间和地方。"),
            easy("document", "要带的东西，请带上。"),
            easy("edit", "去不了，可以换时间。"),
        ),
        then=(easy("inbox", "有变化，我们告诉您。"),),
    ),
    "resident/appointment_cancellation": Page(
        this=(easy("warning", "您真的不要这个预约吗？"),),
        can=(easy("remove", "不要了，按“取消”。"), easy("back", "还要，按“保留”。")),
        then=(easy("add", "以后还可以再约。"),),
    ),
    "resident/new_appointment": Page(
        this=(easy("calendar", "这里开始预约评定。"),),
        can=(easy("edit", "请回答这几个问题。"),),
        then=(easy("hospital", "下一步，选去哪里。"),),
    ),
    "resident/appointment_sites": Page(
        this=(easy("hospital", "有评定机构，就写在这里。"), easy("place", "近的写在前面。")),
        can=(easy("check", "选一个您能去的。"),),
        then=(easy("clock", "下一步，选时间。"),),
    ),
    "resident/appointment_times": Page(
        this=(easy("clock", "这里是空的时间。"),),
        can=(easy("check", "选一个您能去的时间。"), easy("search", "都不行，就看别的日子。")),
        then=(easy("forward", "选好了，再往下走。"),),
    ),
    "resident/appointment_windows": Page(
        this=(easy("clock", "医生可以来您家。"),),
        can=(easy("check", "选您在家的时间。"),),
        then=(easy("forward", "选好了，按下一步。"),),
    ),
    "resident/appointment_needs": Page(
        this=(easy("people", "告诉我们您要什么帮助。"),),
        can=(easy("check", "要哪一样，就选哪一样。"),),
        then=(easy("forward", "选好了，按下一步。"),),
    ),
    "resident/appointment_check": Page(
        this=(easy("search", "请看写得对不对。"),),
        can=(easy("edit", "不对的，可以改。"), easy("check", "都对，按“确定预约”。")),
        then=(easy("calendar", "号就给您留着。"),),
    ),
    "resident/appointment_visit": Page(
        this=(easy("search", "请看写得对不对。"),),
        can=(easy("edit", "请写您家在哪里。"), easy("check", "都对，按提交。")),
        then=(easy("clock", "他们会告诉您时间。"),),
    ),
    "resident/appointment_move": Page(
        this=(easy("refresh", "您在换时间。"),),
        can=(easy("search", "请看新的时间对不对。"), easy("check", "对了，按“换到这个时间”。")),
        then=(easy("inbox", "他们要再看一次。"),),
    ),
    "resident/appointment_needs_change": Page(
        this=(easy("people", "这里改您要的帮助。"),),
        can=(easy("check", "要哪一样，就选哪一样。"),),
        then=(easy("check", "改好了，按“保存”。"),),
    ),
    "resident/visit_windows": Page(
        this=(easy("refresh", "这里换医生来的时间。"),),
        can=(easy("check", "选您在家的时间。"),),
        then=(easy("clock", "他们会给您新的时间。"),),
    ),
}
