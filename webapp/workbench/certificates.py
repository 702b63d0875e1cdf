"""The Federation issues certificates: what was found waits here until its number is typed."""

from __future__ import annotations

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from webapp import assessments, entitlements
from webapp.assessments import Assessment
from webapp.people import Areas, Need, Role, within_area
from webapp.web import Permission, Visit, redirect_to, render
from webapp.web.fields import DayField
from webapp.web.words import assessments as say
from webapp.workbench.door import door
from webapp.workbench.needs_seen import NeedsSeenForm
from webapp.workbench.queue import Task, adds_tasks


class CertificateForm(NeedsSeenForm):
    certificate_number = StringField(
        _l("残疾人证号"), [InputRequired(_l("请填写残疾人证号。"))],
        description=_l("20 位：18 位身份证号，1 位类别，1 位等级。可以分段填。"), render_kw={"autocomplete": "off"})
    issued_on = DayField(
        _l("发证日期"), [InputRequired(_l("请填写日期，例如 2026-12-01。"))], description=_l("例如 2026-11-01")
    )

    def needs(self, visit: Visit, id: str) -> list[Need]:
        return _outcome(visit, id).appointment.needs


def _areas(visit: Visit) -> Areas:
    return within_area(visit.db, visit.actor.area_id)


def _outcome(visit: Visit, id: str) -> Assessment:
    return assessments.find_outcome(visit.db, id, area_ids=_areas(visit))


@door.page("/outcomes", permission=Permission.issue_certificates)
def outcomes(visit: Visit) -> Response:
    return render(visit, "workbench/outcomes.html", outcomes=assessments.awaiting_certificate(visit.db, _areas(visit)))


@door.page("/outcomes/<id>/certificate", permission=Permission.issue_certificates, records_view=True)
def new_certificate(visit: Visit, id: str, form: CertificateForm | None = None) -> Response:
    outcome = _outcome(visit, id)
    visit.opens_file_of(outcome.appointment.resident_id)
    if form is None:
        form = CertificateForm(formdata=None, issued_on=visit.today)
        form.prepare(visit, id=id)
    return render(visit, "workbench/new_certificate.html", outcome=outcome, say=say, form=form)


@door.act("/outcomes/<id>/certificate", permission=Permission.issue_certificates, form=CertificateForm,
          again=new_certificate)
def issue_certificate(visit: Visit, form: CertificateForm, id: str) -> Response:
    """What she is entitled to follows from the certificate, and is worked out with it."""
    outcome = _outcome(visit, id)
    assessments.issue_after(visit.db, visit.actor, outcome, form.certificate_number.data, issued_on=form.issued_on.data)
    entitlements.refresh(visit.db, visit.actor, outcome.appointment.resident)
    return redirect_to("workbench.outcomes")


@adds_tasks(Role.federation_officer, Role.federation_administrator)
def waiting_outcomes(visit: Visit) -> list[Task]:
    return [
        Task(title=_("评定有结果，请发残疾人证"), who=each.appointment.resident.name,
             href=url_for("workbench.new_certificate", id=each.public_id), since=each.recorded_at, icon="document")
        for each in assessments.awaiting_certificate(visit.db, _areas(visit))
    ]
