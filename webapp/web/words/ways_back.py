"""返回: the link above a page says where it leads, by the name of the page above or by what stands there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

PAGES: dict[str, Any] = {
    "checkpoint.ask": _l("查验惠残码"),
    "resident.acting": _l("我代谁办事"),
    "resident.activation": _l("第一次使用"),
    "resident.ahead": _l("以后会怎样"),
    "resident.appointment_change": _l("选时间"),
    "resident.appointment_needs": _l("您需要什么"),
    "resident.appointment_sites": _l("选评定机构"),
    "resident.appointment_times": _l("选时间"),
    "resident.appointment_windows": _l("选时间"),
    "resident.appointments": _l("残疾评定预约"),
    "resident.code": _l("惠残码"),
    "resident.code_checks": _l("谁查过我的码"),
    "resident.complaints": _l("投诉"),
    "resident.confirmation": _l("再确认一次是您本人"),
    "resident.corrections": _l("更正资料"),
    "resident.deeds": _l("办过的事"),
    "resident.home_service_check": _l("核对申请"),
    "resident.home_services": _l("请人上门服务"),
    "resident.home_service_times": _l("选时间"),
    "resident.inbox": _l("消息"),
    "resident.letters": _l("写字问社区"),
    "resident.mandate_agent": _l("请谁替您办"),
    "resident.mandate_check": _l("读一遍，再签署"),
    "resident.mandate_matters": _l("委托哪些事"),
    "resident.mandates": _l("谁能替我办"),
    "resident.my_data": _l("我的资料"),
    "resident.my_viewers": _l("谁看过我的档案"),
    "resident.new_appointment": _l("预约残疾评定"),
    "resident.notices": _l("怎么通知我"),
    "resident.paper_codes": _l("纸质惠残码"),
    "resident.phone_number": _l("手机号"),
    "resident.profile": _l("我的"),
    "resident.sign_in": _l("登录"),
    "workbench.benefits": _l("待遇"),
    "workbench.checkpoints": _l("查验点"),
    "workbench.home": _l("待办"),
    "workbench.home_service_requests": _l("上门服务申请"),
    "workbench.home_visits": _l("上门任务"),
    "workbench.inbox": _l("消息"),
    "workbench.organisations": _l("单位"),
    "workbench.outcomes": _l("等发残疾人证"),
    "workbench.residents": _l("居民"),
    "workbench.sessions": _l("评定场次"),
    "workbench.staff": _l("人员"),
}
"""By endpoint: the heading of a page that is always called so."""

ONES: dict[str, Any] = {
    "resident.appointment": _l("这次预约"),
    "resident.benefit": _l("这项待遇"),
    "resident.entitlements": _l("权益"),
    "resident.home": _l("首页"),
    "resident.home_service": _l("这项服务"),
    "resident.home_service_request": _l("这次申请"),
    "resident.mandate": _l("这份委托"),
    "resident.paper_code": _l("这张纸质惠残码"),
    "workbench.appointment": _l("这次预约"),
    "workbench.benefit": _l("这项待遇"),
    "workbench.checkpoint": _l("这个查验点"),
    "workbench.home_service_draft": _l("这份申请"),
    "workbench.home_service_request": _l("这次申请"),
    "workbench.home_services_for_resident": _l("选服务"),
    "workbench.home_visit": _l("这次上门"),
    "workbench.organisation": _l("这个单位"),
    "workbench.resident": _l("这位居民"),
    "workbench.resident_code": _l("这位居民的惠残码"),
    "workbench.resident_guardians": _l("这位居民的监护人"),
    "workbench.resident_mandates": _l("这位居民的委托"),
    "workbench.session": _l("这个场次"),
    "workbench.staff_member": _l("这位工作人员"),
}
"""By endpoint: what the page is about, where its heading is another's name each time."""


def way_back(href: str) -> str:
    """What the link to this address says; where nobody named its page, that it leads back."""
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(urlsplit(href).path, method="GET")
    except HTTPException:
        return _("返回")
    if endpoint in PAGES:
        return _("返回“%(page)s”", page=PAGES[endpoint])
    return _("返回%(one)s", one=ONES[endpoint]) if endpoint in ONES else _("返回")
