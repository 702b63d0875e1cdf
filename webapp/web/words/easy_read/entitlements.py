"""What is hers: benefits, questions, the sheet, asking in writing."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/entitlements": Page(
        this=(easy("entitlements", "这里是您的权益。"), easy("star", "权益就是国家给您的帮助。")),
        can=(easy("forward", "按一个名字，看写了什么。"), easy("search", "也可以自己找。")),
        then=(easy("could_be", "多回答问题，结果更清楚。"),),
    ),
    "resident/entitlement_group": Page(
        this=(easy("entitlements", "这里有几项权益。"),),
        can=(easy("forward", "按一个名字，看写了什么。"),),
        then=(easy("staff", "看不懂，可以问专职委员。"),),
    ),
    "resident/entitlement_life": Page(
        this=(easy("entitlements", "这里是生活里的一件事。"),),
        can=(easy("forward", "按一个名字，看写了什么。"),),
        then=(easy("staff", "看不懂，可以问专职委员。"),),
    ),
    "resident/entitlements_for_employers": Page(
        this=(easy("people", "这些是给单位的。"), easy("not_entitled", "不是给您的。")),
        can=(easy("message", "您可以告诉您的单位。"),),
        then=(easy("back", "看您自己的，请回去。"),),
    ),
    "resident/entitlement_search": Page(
        this=(easy("search", "这里可以找权益。"),),
        can=(easy("edit", "写您要找的，按“找”。"),),
        then=(easy("forward", "找到了，按名字看。"), easy("staff", "没找到，可以问专职委员。")),
    ),
    "resident/benefit": Page(
        this=(easy("entitlements", "这一页说一项权益。"), easy("check", "先看您能不能有。")),
        can=(easy("star", "看有多少钱，怎么办。"), easy("message", "不明白，可以写字问。")),
        then=(easy("staff", "要用它，请问专职委员。"),),
    ),
    "resident/question": Page(
        this=(easy("could_be", "这里有一个问题。"),),
        can=(easy("check", "选一个回答，再按按钮。"), easy("could_be", "不知道，就选“我不知道”。")),
        then=(easy("entitlements", "回答了，结果会更清楚。"),),
    ),
    "resident/no_question": Page(
        this=(easy("success", "现在没有问题了。"),),
        can=(easy("entitlements", "可以去看您的权益。"),),
        then=(easy("edit", "以后还可以改回答。"),),
    ),
    "resident/answer": Page(
        this=(easy("success", "您的回答记下了。"), easy("entitlements", "这里写着什么变了。")),
        can=(easy("forward", "可以回答下一个问题。"),),
        then=(easy("edit", "以后还可以改。"),),
    ),
    "resident/answers": Page(
        this=(easy("document", "这里是您回答过的。"),),
        can=(easy("edit", "写错了，可以改。"),),
        then=(easy("entitlements", "改了，结果也会变。"),),
    ),
    "resident/ahead": Page(
        this=(easy("calendar", "这里说以后会怎么样。"), easy("clock", "到了日子，有的会变。")),
        can=(easy("calendar", "看哪一天会变。"), easy("search", "选一样，看变了会怎样。")),
        then=(easy("lock", "只是看看，不会改您的资料。"),),
    ),
    "resident/supposed": Page(
        this=(easy("search", "这里看要是变了会怎样。"), easy("lock", "只是看看，不会改资料。")),
        can=(easy("check", "选一个，按“看看会怎样”。"),),
        then=(easy("edit", "真的变了，请改您的回答。"), easy("staff", "改不了，请告诉专职委员。")),
    ),
    "resident/moved_hukou": Page(
        this=(easy("search", "这里看户口搬走会怎样。"), easy("lock", "只是看看，不会改资料。")),
        can=(easy("check", "选一个地方。"), easy("search", "再按“看看会怎样”。")),
        then=(easy("staff", "真的搬了，请告诉专职委员。"),),
    ),
    "resident/benefits_together": Page(
        this=(easy("warning", "这几项权益不能都要。"),),
        can=(easy("star", "看每一种有什么。"), easy("check", "选好了，按“就选这一种”。")),
        then=(
            easy("staff", "专职委员会看到您选的。"),
            easy("notice", "选了，还不是申请。"),
            easy("edit", "以后还可以改。"),
        ),
    ),
    "resident/nothing_apart": Page(
        this=(easy("success", "现在没有要您选的。"),),
        can=(easy("entitlements", "可以去看这一项权益。"),),
        then=(easy("refresh", "情况变了，可以再来看。"),),
    ),
    "resident/service_sheet": Page(
        this=(easy("document", "这张表写着您的事。"),),
        can=(easy("print", "可以打印在纸上。"),),
        then=(easy("staff", "可以拿给专职委员看。"),),
    ),
    "resident/new_inquiry": Page(
        this=(easy("message", "您可以写字问。"),),
        can=(easy("edit", "写下问题，按“送出”。"),),
        then=(easy("staff", "专职委员会回答您。"),),
    ),
    "resident/inquiry": Page(
        this=(easy("message", "这是您问的问题。"),),
        can=(easy("clock", "没有回答的话，请等一等。"),),
        then=(easy("inbox", "有了回答，会告诉您。"),),
    ),
    "resident/complaints": Page(
        this=(easy("message", "有不对的事，您可以投诉。"), easy("residents", "看的人是残联的人。")),
        can=(easy("edit", "按“写投诉”，可以写。"), easy("search", "可以看您以前写的。")),
        then=(easy("inbox", "有了回答，会告诉您。"),),
    ),
    "resident/new_complaint": Page(
        this=(easy("edit", "这里写投诉。"),),
        can=(easy("check", "先选哪方面不对。"), easy("edit", "再写发生了什么。"), easy("message", "写好了，按“提交投诉”。")),
        then=(easy("inbox", "有了回答，会告诉您。"), easy("back", "不想要了，可以拿回来。")),
    ),
    "resident/complaint": Page(
        this=(easy("message", "这是您的投诉。"), easy("document", "有了回答，也在这里。")),
        can=(easy("search", "请看您写的和回答。"), easy("back", "不想要了，按“撤回投诉”。")),
        then=(easy("inbox", "有了回答，会告诉您。"),),
    ),
    "resident/letters": Page(
        this=(easy("message", "您可以写字问社区。"),),
        can=(easy("edit", "写下问题，按“送出”。"), easy("search", "可以看您以前写的。")),
        then=(easy("inbox", "有了回答，会告诉您。"),),
    ),
    "resident/letter": Page(
        this=(easy("message", "这是您写的话。"), easy("document", "有了回答，也在这里。")),
        can=(easy("search", "请看您写的和回答。"),),
        then=(easy("clock", "没有回答的话，请等一等。"), easy("inbox", "有了回答，会告诉您。")),
    ),
}
