"""The service sheet (精准服务表): what she has, may have and needs, on one page that can be printed or read aloud."""

from __future__ import annotations

from flask import Response

from webapp.resident.door import door
from webapp.web import Permission, Visit, render
from webapp.web.sheets import sheet_of


@door.page("/entitlements/sheet", permission=Permission.see_entitlements, records_view=True)
def service_sheet(visit: Visit) -> Response:
    visit.opens_file_of(visit.resident.id)
    return render(visit, "resident/service_sheet.html", sheet=sheet_of(visit.db, visit.resident, visit.today))
