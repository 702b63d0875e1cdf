"""What is known of her, and what she can do about it."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/needs": Page(
        this=(easy("people", "这里写您要什么帮助。"),),
        can=(easy("check", "要哪一样，就选哪一样。"),),
        then=(easy("staff", "来帮您的人会先看到。"),),
    ),
    "resident/my_data": Page(
        this=(easy("document", "这里是您的资料。"),),
        can=(easy("forward", "想看哪个，就按哪个。"),),
        then=(easy("edit", "写错了，可以请人改。"),),
    ),
    "resident/known_of_me": Page(
        this=(easy("document", "我们知道的，都在这里。"), easy("notice", "每一条都写着谁说的。")),
        can=(easy("edit", "不对，就按“请人更正”。"),),
        then=(easy("staff", "专职委员会看，再告诉您。"),),
    ),
    "resident/corrections": Page(
        this=(easy("edit", "这里可以改您的资料。"),),
        can=(easy("edit", "您自己说的，自己改。"), easy("staff", "别的，请专职委员改。")),
        then=(easy("inbox", "改了没有，会告诉您。"),),
    ),
    "resident/new_correction": Page(
        this=(easy("edit", "这里可以请人改。"),),
        can=(easy("check", "选哪里不对。"), easy("edit", "写上对的，按“提交”。")),
        then=(easy("staff", "专职委员会看，再告诉您。"),),
    ),
    "resident/my_consents": Page(
        this=(easy("check", "这里是您同意过的事。"),),
        can=(easy("remove", "不想同意了，可以撤回。"),),
        then=(
            easy("calendar", "撤回了，约好的事还在。"),
            easy("warning", "约好的不要了，请去取消。"),
            easy("staff", "撤回了，还可以去窗口。"),
        ),
    ),
    "resident/my_viewers": Page(
        this=(easy("search", "这里写着谁看过您的资料。"),),
        can=(easy("warning", "觉得不对，可以问。"),),
        then=(easy("document", "没有人能删这里的字。"),),
    ),
    "resident/new_view_question": Page(
        this=(easy("search", "有人看过您的资料。"), easy("message", "您可以问为什么看。")),
        can=(easy("edit", "写下问题，再按按钮。"),),
        then=(easy("staff", "别的人会回答您。"), easy("lock", "看的那个人不能回答。")),
    ),
    "resident/view_question": Page(
        this=(easy("message", "这是您问的问题。"), easy("search", "您问为什么看您的资料。")),
        can=(easy("search", "请看您问的和回答。"),),
        then=(easy("inbox", "有了回答，会告诉您。"), easy("place", "觉得不好，请告诉窗口。")),
    ),
    "resident/deeds": Page(
        this=(easy("document", "这里是办过的事。"), easy("person", "写着谁办的，什么时候办。")),
        can=(easy("search", "可以查是不是有人改过。"), easy("forward", "也可以看谁看过您的资料。")),
        then=(easy("lock", "没有人能删这里的字。"),),
    ),
    "resident/deeds_check": Page(
        this=(easy("search", "我们查了是不是有人改过。"),),
        can=(easy("check", "请看查的结果。"), easy("edit", "可以把码写在纸上。")),
        then=(easy("staff", "有人改过，请找专职委员。"), easy("success", "这不是您的错。")),
    ),
    "resident/my_copy": Page(
        this=(easy("download", "您可以带走您的资料。"),),
        can=(easy("download", "按按钮，存一个文件。"),),
        then=(easy("warning", "不要存在别人的手机上。"),),
    ),
    "resident/my_copy_to_read": Page(
        this=(easy("document", "这是您的全部资料。"),),
        can=(easy("document", "您可以慢慢看。"),),
        then=(easy("lock", "请放好，不要给别人。"),),
    ),
    "resident/my_account": Page(
        this=(easy("document", "这里是您账号的资料。"),),
        can=(easy("download", "可以存成文件带走。"), easy("remove", "也可以不要账号了。")),
        then=(easy("warning", "账号没有了，就找不回来。"), easy("people", "您也不能再替别人办事。")),
    ),
    "resident/my_deletion": Page(
        this=(easy("warning", "这里删了，就没有了。"),),
        can=(easy("remove", "可以只删您自己说的。"), easy("remove", "也可以不要账号了。")),
        then=(easy("document", "办过的事还在残联。"), easy("staff", "想再用，请找专职委员。")),
    ),
}
