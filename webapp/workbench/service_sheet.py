"""The service sheet of a resident, for the officer at her door: the same sheet that she has herself."""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _l

from webapp.web import Permission, Visit, render
from webapp.web.access import allows
from webapp.web.sheets import sheet_of
from webapp.workbench.door import door
from webapp.workbench.questions import question_hrefs
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.see_residents, "workbench.service_sheet", _l("看服务表"))


@door.page("/residents/<id>/sheet", permission=Permission.see_residents, records_view=True)
def service_sheet(visit: Visit, id: str) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    sheet = sheet_of(visit.db, her, visit.today)
    may_ask = her.died_on is None and allows(Permission.serve_residents, visit)
    return render(visit, "workbench/service_sheet.html", sheet=sheet,
                  question_hrefs=question_hrefs(her, sheet.questions) if may_ask else {})
