"""What went wrong, on the pages of refusals and faults."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "errors/400": Page(
        this=(easy("danger", "我们没看懂。"), easy("success", "这不是您的错。")),
        can=(easy("home", "请回到首页。"),),
        then=(easy("refresh", "再试一次。"),),
    ),
    "errors/403": Page(
        this=(easy("danger", "这件事现在不能办。"),),
        can=(easy("home", "请回到首页。"),),
        then=(easy("staff", "要办，请找专职委员。"),),
    ),
    "errors/404": Page(
        this=(easy("danger", "没有找到这一页。"), easy("success", "您的事都还在。")),
        can=(easy("home", "请从首页再找。"),),
        then=(easy("staff", "找不到，请找专职委员。"),),
    ),
    "errors/409": Page(
        this=(easy("danger", "事情变了，没有保存。"),),
        can=(easy("search", "请看现在是怎么样的。"),),
        then=(easy("refresh", "看清楚，再办一次。"),),
    ),
    "errors/410": Page(
        this=(easy("ended", "时间过了，不能用了。"),),
        can=(easy("home", "请回到首页。"),),
        then=(easy("refresh", "请再来一次。"),),
    ),
    "errors/429": Page(
        this=(easy("clock", "您试了很多次。"),),
        can=(easy("clock", "请休息一会儿。"),),
        then=(easy("refresh", "过一会儿再来。"),),
    ),
    "errors/500": Page(
        this=(easy("danger", "我们出错了。"), easy("success", "这不是您的错。")),
        can=(easy("clock", "请等几分钟。"),),
        then=(easy("refresh", "再试一次。"),),
    ),
    "errors/acting_ended": Page(
        this=(easy("ended", "您不能再替这个人办事了。"),),
        can=(easy("profile", "您可以办自己的事。"),),
        then=(easy("message", "不明白，请问那个人。"),),
    ),
    "errors/csrf": Page(
        this=(easy("danger", "这一页放得太久了。"),),
        can=(easy("refresh", "请再打开一次。"),),
        then=(easy("edit", "打开以后，再写一次。"),),
    ),
    "errors/interrupted": Page(
        this=(easy("ended", "这件事不能再办了。"), easy("success", "这不是您的错。")),
        can=(easy("edit", "您写的话还在。"),),
        then=(easy("home", "请回到首页。"),),
    ),
    "errors/maintenance": Page(
        this=(easy("clock", "我们正在修。"),),
        can=(easy("clock", "请过一会儿再来。"),),
        then=(easy("calendar", "约好的时间不会变。"),),
    ),
    "errors/refused": Page(
        this=(easy("danger", "这一步没有成功。"),),
        can=(easy("back", "请回去，看写得对不对。"),),
        then=(easy("staff", "还不行，请找专职委员。"),),
    ),
}
