"""The few places one can go from anywhere, by door and by what the visitor may do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from webapp.web import languages
from webapp.web.access import Permission, allows
from webapp.web.visit import Visit


@dataclass(frozen=True)
class MenuItem:
    label: str
    href: str
    icon: str
    current: bool


RESIDENT = (
    ("resident.home", _l("首页"), "home", Permission.signed_in),
    ("resident.entitlements", _l("权益"), "entitlements", Permission.see_entitlements),
    ("resident.code", lazy_pgettext("menu", "惠残码"), "code", Permission.see_code),
    ("resident.inbox", _l("消息"), "inbox", Permission.signed_in),
    ("resident.profile", _l("我的"), "profile", Permission.signed_in),
)
WORKBENCH = (
    ("workbench.home", _l("待办"), "home", Permission.work),
    ("workbench.inbox", _l("消息"), "inbox", Permission.work),
    ("workbench.residents", _l("居民"), "residents", Permission.see_residents),
    ("workbench.sessions", _l("评定场次"), "sessions", Permission.run_sessions),
    ("workbench.home_service_requests", _l("上门服务"), "home-services", Permission.dispatch_services),
    ("workbench.home_visits", _l("上门任务"), "home-services", Permission.deliver_services),
    ("workbench.benefits", _l("待遇"), "entitlements", Permission.confirm_benefits),
    ("workbench.staff", _l("人员"), "staff", Permission.manage_staff),
    ("workbench.checkpoints", _l("查验点"), "search", Permission.manage_checkpoints),
)


def menu_of(visit: Visit) -> list[MenuItem]:
    if not visit.signed_in:
        return []
    path = request.path
    return [
        MenuItem(label, href, icon, path == href or (below is not None and path.startswith(below)))
        for label, href, below, icon, permission in _rows(visit.door, languages.current())
        if allows(permission, visit)
    ]


@cache
def _rows(door: str, _language: str) -> list[tuple[str, str, str | None, str, Permission]]:
    """Label, address, how the addresses below it begin, icon and permission; in the language of now."""
    known, found = current_app.view_functions, []
    for endpoint, label, icon, permission in {"resident": RESIDENT, "workbench": WORKBENCH}.get(door, ()):
        if endpoint in known:
            href = url_for(endpoint)
            below = None if href in ("/", "/workbench/") else href.rstrip("/") + "/"
            found.append((str(label), href, below, icon, permission))
    return found
