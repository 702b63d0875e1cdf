"""Help at home: asking, following, rating."""

from __future__ import annotations

from webapp.web.words.easy_read.page import Page, easy

PAGES = {
    "resident/home_services": Page(
        this=(easy("home-services", "可以请人来家里帮您。"),),
        can=(easy("check", "选您要的帮助。"),),
        then=(easy("forward", "下一步，看怎么申请。"),),
    ),
    "resident/home_service": Page(
        this=(easy("home-services", "这一页说一种帮助。"),),
        can=(easy("document", "看是不是给您的。"), easy("forward", "想要，就按“申请”。")),
        then=(easy("staff", "行不行，社区会告诉您。"),),
    ),
    "resident/home_service_times": Page(
        this=(easy("clock", "我们要知道您的时间。"),),
        can=(easy("check", "选您在家的时间。"),),
        then=(easy("forward", "选好了，按“下一步”。"),),
    ),
    "resident/home_service_place": Page(
        this=(easy("place", "请告诉我们来哪里。"),),
        can=(easy("edit", "请写您家在哪里。"),),
        then=(easy("forward", "写好了，按“下一步”。"),),
    ),
    "resident/home_service_manner": Page(
        this=(easy("people", "请告诉我们怎么来。"),),
        can=(easy("check", "选谁来，要注意什么。"), easy("edit", "还想说的，写下来。")),
        then=(easy("forward", "写好了，按“下一步”。"),),
    ),
    "resident/home_service_check": Page(
        this=(easy("search", "请看写得对不对。"),),
        can=(easy("edit", "不对的，可以改。"), easy("check", "都对，按“提交申请”。")),
        then=(easy("staff", "社区看了，会告诉您。"),),
    ),
    "resident/home_service_requests": Page(
        this=(easy("home-services", "这里是您申请过的帮助。"),),
        can=(easy("forward", "按一个，看办得怎么样。"),),
        then=(easy("inbox", "有变化，我们告诉您。"),),
    ),
    "resident/home_service_request": Page(
        this=(easy("home-services", "这是您申请的帮助。"), easy("clock", "先看现在办得怎么样。")),
        can=(easy("check", "做好了，请告诉我们。"), easy("warning", "没人来，也请告诉我们。")),
        then=(easy("inbox", "有变化，我们告诉您。"),),
    ),
    "resident/home_service_cancellation": Page(
        this=(easy("warning", "您不要这个帮助了吗？"),),
        can=(easy("check", "不要了，选一个原因。"), easy("back", "还要，就按“保留申请”。")),
        then=(easy("add", "以后可以再申请。"),),
    ),
    "resident/home_service_confirmation": Page(
        this=(easy("star", "请说说做得好不好。"),),
        can=(easy("star", "先选星星，再写几句话。"),),
        then=(easy("check", "按了，这件事就办好了。"),),
    ),
    "resident/home_service_reopening": Page(
        this=(easy("warning", "没做好，不是您的错。"),),
        can=(easy("check", "请选哪里不好。"),),
        then=(easy("refresh", "社区会再找人来。"),),
    ),
    "resident/home_service_other_provider": Page(
        this=(easy("refresh", "您可以换别人来。"),),
        can=(easy("edit", "不想说为什么，也可以。"),),
        then=(easy("clock", "换了，可能要多等几天。"),),
    ),
}
