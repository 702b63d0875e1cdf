"""Who acts for whom."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/mandates": Page(
        this=(easy("people", "可以请人替您办事。"), easy("notice", "谁来办，您说了算。")),
        can=(easy("add", "按“写一份委托”。"), easy("forward", "按名字，看他能办什么。")),
        then=(easy("remove", "您可以马上停下来。"),),
    ),
    "resident/mandate_agent": Page(
        this=(easy("person", "您想请谁帮您？"),),
        can=(easy("edit", "请写名字和手机号。"),),
        then=(easy("forward", "下一步，选办哪些事。"),),
    ),
    "resident/mandate_matters": Page(
        this=(easy("check", "您想请他办哪些事？"),),
        can=(easy("check", "能办的，就选上。"), easy("not_entitled", "不想让他办的，别选。")),
        then=(easy("forward", "下一步，选到哪一天。"),),
    ),
    "resident/mandate_duration": Page(
        this=(easy("calendar", "他能办到哪一天？"),),
        can=(easy("check", "选一个最后的日子。"),),
        then=(easy("remove", "您也可以早一点停。"),),
    ),
    "resident/mandate_check": Page(
        this=(easy("document", "这是您写的委托。"),),
        can=(easy("document", "请都看一次。"), easy("edit", "不对的，可以改。")),
        then=(easy("check", "您按了，才开始用。"),),
    ),
    "resident/mandate": Page(
        this=(easy("document", "这是一份委托。"), easy("person", "写着谁替您办什么事。")),
        can=(easy("search", "可以看他办过什么。"), easy("remove", "还在用，可以按“结束”。")),
        then=(easy("check", "结束以后，他不能再办。"),),
    ),
    "resident/errand": Page(
        this=(easy("document", "社区的人要帮您办一件事。"), easy("notice", "您同意了，他才能办。")),
        can=(easy("search", "可以看他办过什么。"), easy("remove", "不想要了，按“收回同意”。")),
        then=(easy("check", "收回以后，他不能再办。"),),
    ),
    "resident/mandate_proposal": Page(
        this=(easy("document", "社区的人替您写了委托。"), easy("notice", "您同意了，才开始用。")),
        can=(
            easy("search", "请都看一次。"),
            easy("check", "同意，就按“我读过了”。"),
            easy("remove", "不同意，就按“不同意”。"),
        ),
        then=(easy("person", "同意了，那个人能替您办事。"),),
    ),
    "resident/mandate_ending": Page(
        this=(easy("warning", "您要结束这份委托吗？"),),
        can=(easy("remove", "要，就按“马上结束”。"), easy("back", "不要，就按“不结束”。")),
        then=(easy("check", "结束以后，他不能再办。"),),
    ),
    "resident/acting": Page(
        this=(easy("residents", "这里选您替谁办事。"),),
        can=(easy("person", "按一个人的名字。"), easy("profile", "办自己的事，就选自己。")),
        then=(easy("notice", "每一页都写着您替谁办。"),),
    ),
    "resident/resignation": Page(
        this=(easy("warning", "您不想再帮这个人了吗？"),),
        can=(easy("remove", "不想了，在这里告诉我们。"), easy("back", "还想帮，按“继续代办”。")),
        then=(easy("inbox", "我们会告诉那个人。"),),
    ),
}
