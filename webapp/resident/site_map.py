"""全部页面: every page that somebody can go to by herself, by what it is for; only those that she may open."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, url_for
from flask_babel import lazy_gettext as _l

from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.door import ROUTES
from webapp.web.menu import MenuItem

GROUPS: tuple[tuple[Any, tuple[tuple[str, Any], ...]], ...] = (
    (_l("权益"), (
        ("resident.entitlements", _l("我的权益")),
        ("resident.entitlement_search", _l("找一项权益")),
        ("resident.next_question", _l("回答一个问题")),
        ("resident.answers", _l("回答过的问题")),
        ("resident.ahead", _l("以后会怎样")),
        ("resident.moved_hukou", _l("要是户口搬走了，会怎样")),
        ("resident.service_sheet", _l("服务表")),
    )),
    (_l("惠残码"), (
        ("resident.code", _l("出示惠残码")),
        ("resident.paper_codes", _l("纸质惠残码")),
        ("resident.code_on_phone", _l("手机里的惠残码")),
        ("resident.code_checks", _l("谁查过我的码")),
        ("resident.code_freezing", _l("停用惠残码")),
    )),
    (_l("办事"), (
        ("resident.new_appointment", _l("预约残疾评定")),
        ("resident.appointments", _l("残疾评定预约")),
        ("resident.home_services", _l("请人上门服务")),
        ("resident.home_service_requests", _l("全部上门服务申请")),
        ("resident.letters", _l("写字问社区")),
        ("resident.new_complaint", _l("写投诉")),
        ("resident.complaints", _l("投诉")),
    )),
    (_l("代办"), (
        ("resident.mandates", _l("谁能替我办")),
        ("resident.new_mandate", _l("请谁替您办")),
        ("resident.acting", _l("我代谁办事")),
    )),
    (_l("消息"), (
        ("resident.inbox", _l("消息")),
        ("resident.notices", _l("怎么通知我")),
        ("resident.channels", _l("选择通知方式")),
        ("resident.quiet_hours", _l("设安静时间")),
    )),
    (_l("我的"), (
        ("resident.profile", _l("我的")),
        ("resident.needs", _l("沟通和到访需要")),
        ("resident.phone_number", _l("手机号")),
        ("resident.ways_in", _l("登录方式")),
        ("resident.my_account", _l("我的账号资料")),
    )),
    (_l("我的资料"), (
        ("resident.my_data", _l("我的资料")),
        ("resident.known_of_me", _l("看我的资料")),
        ("resident.corrections", _l("更正资料")),
        ("resident.my_consents", _l("我同意过什么")),
        ("resident.my_viewers", _l("谁看过我的档案")),
        ("resident.deeds", _l("办过的事")),
        ("resident.my_copy", _l("带走我的资料")),
        ("resident.my_deletion", _l("删除我的资料")),
    )),
    (_l("工作台"), (
        ("workbench.home", _l("待办")),
        ("workbench.inbox", _l("消息")),
        ("workbench.residents", _l("居民")),
        ("workbench.new_resident", _l("登记一位居民")),
        ("workbench.missing_answers", _l("上门问一问")),
        ("workbench.outcomes", _l("等发残疾人证")),
        ("workbench.sessions", _l("评定场次")),
        ("workbench.new_session", _l("新开一个场次")),
        ("workbench.home_service_requests", _l("上门服务申请")),
        ("workbench.home_visits", _l("上门任务")),
        ("workbench.benefits", _l("待遇")),
        ("workbench.organisations", _l("单位")),
        ("workbench.new_organisation", _l("登记一个单位")),
        ("workbench.staff", _l("人员")),
        ("workbench.staff_invitation", _l("邀请一位工作人员")),
        ("workbench.checkpoints", _l("查验点")),
        ("workbench.new_checkpoint", _l("登记一个查验点")),
    )),
    (_l("查验惠残码"), (
        ("checkpoint.ask", _l("查验惠残码")),
        ("checkpoint.scanner", _l("扫码查验")),
        ("checkpoint.this_device", _l("这台设备")),
    )),
    (_l("这个网站"), (
        ("resident.home", _l("首页")),
        ("resident.preferences", _l("字号和语言")),
        ("resident.hard_words", _l("难懂的词")),
        ("resident.privacy_notice", _l("使用说明")),
        ("resident.accessibility", _l("无障碍声明")),
    )),
    (_l("登录"), (
        ("resident.sign_in", _l("登录")),
        ("resident.activation", _l("第一次使用")),
        ("resident.enter_recovery_code", _l("用恢复码登录")),
        ("workbench.sign_in", _l("工作人员登录")),
    )),
)
"""Headings and their pages. tests/house/test_site_map.py holds them complete."""
COMING_IN = GROUPS[-1]
"""Only for whoever is not signed in."""
SHOWN_TO = {"resident.my_account": Permission.be_no_resident}
"""Pages that lead others on to another of these: who is shown them."""


def _rows(visit: Visit, pages: tuple[tuple[str, Any], ...]) -> list[MenuItem]:
    return [MenuItem(str(words), url_for(endpoint), "", False) for endpoint, words in pages
            if endpoint in current_app.view_functions
            and allows(SHOWN_TO.get(endpoint) or ROUTES[endpoint].permission, visit)]


@door.page("/pages", permission=Permission.anyone)
def site_map(visit: Visit) -> Response:
    groups = [(heading, _rows(visit, pages)) for heading, pages in GROUPS
              if (heading, pages) != COMING_IN or not visit.signed_in]
    return render(visit, "resident/site_map.html", groups=[(heading, rows) for heading, rows in groups if rows])
