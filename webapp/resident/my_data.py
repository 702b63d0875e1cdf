"""What is known of her: seeing it, having it put right, taking it along, deleting it, and who looked at it.

All of it stands open also to whoever has not agreed to the notice, or has withdrawn: these are her rights.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Response, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired

from webapp import assessments, codes, entitlements, home_services, mandates, notifications, people
from webapp.certificates import certificate_on
from webapp.codes import FreezeReason
from webapp.core import UNDO_FOR, NotFound
from webapp.home_services import HomeServiceRequest
from webapp.people import CorrectionItem, FactSource, Resident
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.words import privacy
from webapp.web.words.consents import consent_rows
from webapp.web.words.facts import fact_rows
from webapp.web.words.home_services import in_words_of

OPEN: dict[str, Any] = {"permission": Permission.be_resident, "before_notice": True}


class CorrectionForm(Form):
    item = RadioField(_l("哪一项不对"), [InputRequired(_l("请选一项。"))])
    words = TextAreaField(
        _l("不对在哪里，应该是什么"),
        [InputRequired(_l("请写一写不对在哪里。"))],
        description=_l("社区专职委员会看到。最多 500 个字。"),
    )

    def prepare(self, _visit: Visit, **_found: Any) -> None:
        self.item.choices = [(item.value, words.label(item)) for item in CorrectionItem]


class DeletionForm(Form):
    sure = BooleanField(_l("我知道删除后找不回来"), [InputRequired(_l("要勾选，才能删除。"))])


@door.page("/my-data", **OPEN)
def my_data(visit: Visit) -> Response:
    return render(visit, "resident/my_data.html")


@door.page("/my-data/known", **OPEN)
def known_of_me(visit: Visit) -> Response:
    her: Resident = visit.resident
    return render(
        visit,
        "resident/known_of_me.html",
        her=her,
        certificate=certificate_on(visit.db, her, visit.today),
        needs=people.needs_of(her),
        facts=fact_rows(people.fact_history(visit.db, her), visit.today),
        hukou=people.hukou_area_on(visit.db, her, visit.today),
        sources=FactSource,
    )


@door.page("/my-data/corrections", **OPEN)
def corrections(visit: Visit, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when a request could not be undone."""
    requests = people.corrections_requested(visit.db, visit.resident)
    return render(visit, "resident/corrections.html", requests=requests, form=form, undo_for=UNDO_FOR)


@door.page("/my-data/corrections/new", **OPEN)
def new_correction(visit: Visit, form: CorrectionForm | None = None) -> Response:
    if form is None:
        form = CorrectionForm()
        form.prepare(visit)
    return render(
        visit, "resident/new_correction.html", form=form, contact=people.primary_contact(visit.db, visit.resident)
    )


@door.act("/my-data/corrections", form=CorrectionForm, again=new_correction, **OPEN)
def request_correction(visit: Visit, form: CorrectionForm) -> Response:
    people.request_correction(
        visit.db, visit.actor, visit.resident, item=CorrectionItem(form.item.data), words=form.words.data
    )
    return redirect_to("resident.corrections")


@door.page("/my-data/consents", **OPEN)
def my_consents(visit: Visit, form: Form | None = None) -> Response:
    """Also shown again, with the reason, when a withdrawal could not be undone."""
    given = people.consents_of(visit.db, resident_id=visit.resident.id, account_id=visit.account.id)
    rows = consent_rows(given, people.receivers_named(visit.db, given))
    asked = home_services.requests_of(visit.db, visit.resident.id)
    return render(visit, "resident/my_consents.html", rows=rows, form=form, undo_for=UNDO_FOR,
                  running=_running_by_consent(visit, asked), stopping={home_services.CONSENT: _without_provider(asked)},
                  told={home_services.CONSENT: home_services.providers_told(visit.db, visit.resident.id)})


def _running_by_consent(visit: Visit, asked: list[HomeServiceRequest]) -> dict[str, list[tuple[str, str]]]:
    """What is going on under each kind of consent to tell somebody: its name and its page."""
    running = defaultdict[str, list[tuple[str, str]]](list)
    for each in assessments.appointments_of(visit.db, visit.resident.id):
        if assessments.status_of(each) in assessments.ACTIVE_STATUSES:
            name = words.label(each.kind) + (_("，") + words.short_day(each.slot.starts_at) if each.slot else "")
            page = url_for("resident.appointment", id=each.public_id)
            running[assessments.receiver_kind(each.site, each.kind)].append((name, page))
    for each in asked:
        if each.status in home_services.WITH_PROVIDER:
            running[home_services.CONSENT].append(_named(each))
    return running


def _without_provider(asked: list[HomeServiceRequest]) -> list[tuple[str, str]]:
    """What cannot go on without her consent to tell a provider: its name and its page."""
    return [_named(each) for each in asked if each.status in home_services.WITH_OFFICER]


def _named(request: HomeServiceRequest) -> tuple[str, str]:
    return in_words_of(request.service), url_for("resident.home_service_request", id=request.public_id)


@door.act("/my-data/consents/withdrawal", **OPEN)
def withdraw_my_consent(visit: Visit) -> Response:
    held = people.consent_held(visit.db, kind=request.form.get("kind", ""), resident_id=visit.resident.id)
    if held is None:
        raise NotFound()
    people.withdraw_consent(visit.db, visit.actor, held)
    return redirect_to("resident.my_consents")


@door.page("/my-data/views", **OPEN)
def my_viewers(visit: Visit) -> Response:
    page = min(max(1, request.args.get("page", 1, type=int)), 1000)
    views, more = people.file_views(visit.db, visit.resident, page)
    return render(visit, "resident/my_viewers.html", views=views, more=more, page=page,
                  asked=people.view_questions_of(visit.db, visit.resident, [view.entry_id for view in views]),
                  page_words=privacy.page_words)


@door.page("/my-data/deletion", **OPEN)
def my_deletion(visit: Visit, form: DeletionForm | None = None) -> Response:
    return render(
        visit,
        "resident/my_deletion.html",
        form=form or DeletionForm(),
        asked=len(entitlements.inquiries_of(visit.db, visit.resident)),
        needs=bool(people.needs_of(visit.resident)),
        own_words=sum(row.source is FactSource.resident for row in people.fact_history(visit.db, visit.resident)),
    )


@door.act("/my-data/own-words/deletion", **OPEN)
def delete_my_words(visit: Visit) -> Response:
    """What she said of herself goes; what is hers is worked out anew without it."""
    require(visit, url_for("resident.my_deletion"))
    people.forget_own_words(visit.db, visit.actor, visit.resident)
    entitlements.forget_inquiries(visit.db, visit.actor, visit.resident)
    entitlements.refresh(visit.db, visit.actor, visit.resident)
    return redirect_to("resident.my_deletion", anchor="own-words")


@door.act("/my-data/deletion", form=DeletionForm, again=my_deletion, **OPEN)
def delete_my_account(visit: Visit, form: DeletionForm) -> Response:
    """Everything that serves on line ends: what she gave is deleted, nobody acts for her, the code is frozen."""
    require(visit, url_for("resident.my_deletion"))
    her, account = visit.resident, visit.account
    people.forget_own_words(visit.db, visit.actor, her)
    entitlements.forget_inquiries(visit.db, visit.actor, her)
    assessments.forget_bookings_of(visit.db, her.id)
    home_services.forget_drafts_of(visit.db, her.id)
    mandates.forget_draft_of(visit.db, her.id)
    for consent in people.consents_of(visit.db, resident_id=her.id, account_id=account.id):
        people.withdraw_consent(visit.db, visit.actor, consent)
    mandates.end_mandates_of(visit.db, visit.actor, her.id, reason="by_resident")
    mandates.end_errands_for(visit.db, visit.actor, her.id, reason="by_resident")
    codes.freeze(visit.db, visit.actor, her, reason=FreezeReason.paused)
    for device in notifications.devices_of(visit.db, account.id):
        notifications.remove_device(visit.db, visit.actor, device)
    visit.db.flush()
    people.close_account(visit.db, visit.actor, account)
    session.clear()
    session["goodbye"] = True
    return redirect(url_for("resident.goodbye"), 303)  # type: ignore[return-value]


@door.page("/goodbye", permission=Permission.anyone)
def goodbye(visit: Visit) -> Response:
    """After an account was closed: what is gone, what stays, how to come back. It names nobody."""
    gone = session.pop("goodbye", False)
    if not gone:
        return redirect_to("resident.home")
    return render(visit, "resident/goodbye.html", no_resident=gone == "no_resident")
