"""A request that has been sent: where it stands, who comes and when, and what she can do about it."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from webapp import home_services as room
from webapp.home_services import CancelReason, HomeServiceRequest, Party, ReopenReason, Status
from webapp.people import primary_contact
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.access import allows
from webapp.web.words.home_services import (
    CONSENT_VERSION,
    NEXT_STEPS,
    STANDS_STILL,
    consent_words,
    history_rows,
    progress,
)

HERS = (CancelReason.not_needed, CancelReason.time_does_not_fit, CancelReason.asked_by_mistake, CancelReason.other)


class CancellationForm(Form):
    reason = RadioField(_l("为什么取消"), [InputRequired(_l("请选一个原因。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.reason.choices = [(reason.value, words.label(reason)) for reason in HERS]


class ConfirmationForm(Form):
    rating = RadioField(
        _l("您对这次服务满意吗"), [InputRequired(_l("请选一个满意程度。"))],
        choices={str(n): str(n) for n in range(1, 6)},
    )
    words = TextAreaField(_l("还想说什么"), description=_l("社区工作人员能看到。最多 500 个字。"))


class ReopeningForm(Form):
    reason = RadioField(_l("哪里不对"), [InputRequired(_l("请选一个原因。"))])
    words = TextAreaField(_l("还想说什么"), description=_l("社区工作人员能看到。最多 500 个字。"))

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.reason.choices = [(reason.value, words.label(reason)) for reason in ReopenReason]


class OtherProviderForm(Form):
    words = TextAreaField(_l("为什么想换"), description=_l("不说也可以。社区工作人员能看到。最多 500 个字。"))


class ConsentAgainForm(Form):
    consent = BooleanField(_l("我同意"), [InputRequired(_l("要勾选同意，社区才能接着找服务机构。不要这项服务了，可以取消申请。"))])


def own_request(visit: Visit, id: str) -> HomeServiceRequest:
    found = room.find_own_request(visit.db, id, resident_id=visit.resident.id)
    visit.opens_file_of(found.resident_id)
    return found


@door.page("/home-services/requests", permission=Permission.see_home_services)
def home_service_requests(visit: Visit) -> Response:
    hers = room.requests_of(visit.db, visit.resident.id)
    still = room.that_stand_still(visit.db, hers)
    return render(visit, "resident/home_service_requests.html", requests=hers, still=still)


@door.page("/home-services/requests/<id>", permission=Permission.see_home_services, records_view=True)
def home_service_request(visit: Visit, id: str, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when something could not be undone, or she did not agree again."""
    hers = own_request(visit, id)
    acts = allows(Permission.request_home_services, visit)
    if hers.status is Status.draft and acts:
        return redirect_to("resident.home_service_check", id=id)
    entries = room.history(visit.db, hers)
    stands_still = room.stands_still(visit.db, hers)
    again = form if isinstance(form, ConsentAgainForm) else ConsentAgainForm(formdata=None)
    return render(
        visit,
        "resident/home_service_request.html",
        hers=hers,
        service=room.find_service(hers.service),
        assignment=hers.assignment,
        next_step=STANDS_STILL if stands_still else NEXT_STEPS[hers.status],
        stands_still=stands_still,
        again=again if stands_still and acts else None,
        consent=consent_words(),
        steps=progress(hers, visit.at),
        rows=history_rows(entries),
        undo=room.undo_of(entries) if acts else None,
        form=form,
        acts=acts,
        moves=room.moves_now(hers, Party.resident, visit.at) if acts else [],
        contact=primary_contact(visit.db, visit.resident),
    )


@door.act("/home-services/requests/<id>/consent", permission=Permission.request_home_services, submits=True,
          form=ConsentAgainForm, again=home_service_request)
def agree_again(visit: Visit, form: ConsentAgainForm, id: str) -> Response:
    room.agree_again(visit.db, visit.actor, own_request(visit, id), agreed=form.consent.data,
                     consent_version=CONSENT_VERSION, consent_words=consent_words())
    return redirect_to("resident.home_service_request", id=id)


def _ask(visit: Visit, id: str, move: str, form: Form) -> Response:
    """The page of one move; where it is no longer possible, the request itself says how things stand."""
    hers = own_request(visit, id)
    if move not in room.moves_now(hers, Party.resident, visit.at) and not form.failed:
        return redirect_to("resident.home_service_request", id=id)
    if not form.failed:
        form.prepare(visit, id=id)
    return render(visit, f"resident/home_service_{PAGES[move]}.html", form=form, hers=hers, assignment=hers.assignment,
                  service=room.find_service(hers.service))


PAGES = {"cancel": "cancellation", "confirm": "confirmation", "reopen": "reopening", "want_other": "other_provider"}


@door.page("/home-services/requests/<id>/cancellation", permission=Permission.request_home_services, records_view=True)
def home_service_cancellation(visit: Visit, id: str, form: CancellationForm | None = None) -> Response:
    return _ask(visit, id, "cancel", form or CancellationForm())


@door.act(
    "/home-services/requests/<id>/cancellation",
    permission=Permission.request_home_services,
    submits=True,
    undoes="home_service",
    form=CancellationForm,
    again=home_service_cancellation,
)
def cancel_home_service(visit: Visit, form: CancellationForm, id: str) -> Response:
    room.cancel(visit.db, visit.actor, own_request(visit, id), reason=CancelReason(form.reason.data))
    return redirect_to("resident.home_service_request", id=id)


@door.page("/home-services/requests/<id>/confirmation", permission=Permission.request_home_services, records_view=True)
def home_service_confirmation(visit: Visit, id: str, form: ConfirmationForm | None = None) -> Response:
    return _ask(visit, id, "confirm", form or ConfirmationForm())


@door.act(
    "/home-services/requests/<id>/confirmation",
    permission=Permission.request_home_services,
    form=ConfirmationForm,
    again=home_service_confirmation,
)
def confirm_home_service(visit: Visit, form: ConfirmationForm, id: str) -> Response:
    room.confirm(visit.db, visit.actor, own_request(visit, id), rating=int(form.rating.data), words=form.words.data)
    return redirect_to("resident.home_service_request", id=id)


@door.page("/home-services/requests/<id>/reopening", permission=Permission.request_home_services, records_view=True)
def home_service_reopening(visit: Visit, id: str, form: ReopeningForm | None = None) -> Response:
    return _ask(visit, id, "reopen", form or ReopeningForm())


@door.act("/home-services/requests/<id>/reopening", permission=Permission.request_home_services, form=ReopeningForm,
          again=home_service_reopening)
def reopen_home_service(visit: Visit, form: ReopeningForm, id: str) -> Response:
    reason = ReopenReason(form.reason.data)
    room.reopen(visit.db, visit.actor, own_request(visit, id), reason=reason, words=form.words.data)
    return redirect_to("resident.home_service_request", id=id)


@door.page(
    "/home-services/requests/<id>/other-provider", permission=Permission.request_home_services, records_view=True
)
def home_service_other_provider(visit: Visit, id: str, form: OtherProviderForm | None = None) -> Response:
    return _ask(visit, id, "want_other", form or OtherProviderForm())


@door.act(
    "/home-services/requests/<id>/other-provider",
    permission=Permission.request_home_services,
    form=OtherProviderForm,
    again=home_service_other_provider,
)
def want_other_provider(visit: Visit, form: OtherProviderForm, id: str) -> Response:
    room.want_other(visit.db, visit.actor, own_request(visit, id), words=form.words.data)
    return redirect_to("resident.home_service_request", id=id)
