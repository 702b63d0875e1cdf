"""A resident's telephone number at the workbench: what waits, what was changed; at once, stopped, or put back."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l

from webapp import notifications, people
from webapp.core import NotFound
from webapp.people import Account
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render
from webapp.workbench.door import door
from webapp.workbench.needs_seen import HerNeedsSeenForm
from webapp.workbench.residents import adds_act, resident_in_reach

adds_act(Permission.serve_residents, "workbench.resident_phone", _l("手机号"))


class InForceForm(HerNeedsSeenForm):
    """The officer has seen who it is."""


class BackForm(HerNeedsSeenForm):
    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        if self.needs_seen:
            self.needs_seen.id = "needs_seen_back"  # it stands on one page with the other


def account_in_reach(visit: Visit, id: str) -> Account:
    """Raises NotFound where she has none yet."""
    account = people.account_of(visit.db, resident_in_reach(visit, id))
    if account is None:
        raise NotFound()
    return account


@door.page("/residents/<id>/phone", permission=Permission.serve_residents, records_view=True)
def resident_phone(visit: Visit, id: str, form: Form | None = None) -> Response:
    her = resident_in_reach(visit, id)
    visit.opens_file_of(her.id)
    account = people.account_of(visit.db, her)
    waiting = people.waiting_phone_change(visit.db, account) if account is not None else None
    last = people.last_phone_change(visit.db, account) if account is not None else None
    in_force, back = InForceForm(formdata=None), BackForm(formdata=None)
    for each in (in_force, back):
        each.prepare(visit, id=id)
    return render(
        visit,
        "workbench/resident_phone.html",
        form=form,
        in_force=form if isinstance(form, InForceForm) else in_force,
        back=form if isinstance(form, BackForm) else back,
        needs=people.needs_of(her),
        resident=her,
        account=account,
        waiting=waiting,
        serves_from=people.serves_from(waiting) if waiting is not None else None,
        last=last if last is not None and last.restored_at is None else None,
    )


@door.act("/residents/<id>/phone/forcing", permission=Permission.serve_residents, form=InForceForm,
          again=resident_phone)
def put_phone_in_force(visit: Visit, form: InForceForm, id: str) -> Response:
    people.put_phone_in_force(visit.db, visit.actor, account_in_reach(visit, id))
    return redirect_to("workbench.resident_phone", id=id)


@door.act("/residents/<id>/phone/stopping", permission=Permission.serve_residents, form=NothingForm,
          again=resident_phone)
def stop_phone(visit: Visit, form: NothingForm, id: str) -> Response:
    people.stop_phone_change(visit.db, visit.actor, account_in_reach(visit, id))
    return redirect_to("workbench.resident_phone", id=id)


@door.act("/residents/<id>/phone/restoring", permission=Permission.serve_residents, form=BackForm, again=resident_phone)
def restore_phone(visit: Visit, form: BackForm, id: str) -> Response:
    account = account_in_reach(visit, id)
    people.restore_phone(visit.db, visit.actor, account)
    notifications.sign_out_devices(visit.db, visit.actor, account)
    return redirect_to("workbench.resident_phone", id=id)
