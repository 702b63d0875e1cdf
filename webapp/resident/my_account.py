"""What is known of whoever has an account and is no resident: seeing it, taking it along, closing the account.

Carers come here, and staff. It is the account's own, whoever it acts for at the moment, and stands open also to whoever
has not read the notice. Of those she acts for it holds what her page of them says, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, session, url_for
from sqlalchemy.orm import Session

from webapp import mandates, notifications, people
from webapp.core import Actor, DomainError, record
from webapp.core.copying import rows_about
from webapp.mandates import Guardianship, WardStillThere
from webapp.people import CopyTaken, SeatStillHeld
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.resident.my_copy import ALSO_HERS, KEPT_APART, NAMED, json_file
from webapp.resident.my_data import DeletionForm
from webapp.web import Permission, Visit, languages, redirect_to, render, words
from webapp.web.access import allows
from webapp.web.words.consents import consent_rows

OPEN: dict[str, Any] = {"permission": Permission.be_no_resident, "before_notice": True}


@door.page("/my-account", permission=Permission.signed_in, before_notice=True)
def my_account(visit: Visit, form: DeletionForm | None = None) -> Response:
    """A resident is led to what is known of her, or first to being herself."""
    account = visit.account
    if account.resident_id is not None:
        return redirect_to("resident.my_data" if allows(Permission.be_resident, visit) else "resident.acting")
    wards = mandates.guardianships_for(visit.db, account.id, visit.today)
    refusal = _refusal(visit, wards)
    return render(
        visit,
        "resident/my_account.html",
        form=form or DeletionForm(),
        account=account,
        language=languages.NAMES[account.language],
        consents=consent_rows(people.consents_of(visit.db, resident_id=None, account_id=account.id), {}),
        held=mandates.mandates_for(visit.db, account, visit.today, scope=False),
        wards=wards,
        refusal=words.error(refusal) if refusal is not None else None,
    )


def _herself(visit: Visit) -> Actor:
    """Her own act, for nobody, also while she acts for somebody."""
    return Actor(account_id=visit.account.id, at=visit.at)


def _note(db: Session, visit: Visit) -> None:
    record(db, _herself(visit), CopyTaken(form="json"), subject_id=None)


@door.page("/my-account/copy.json", endpoint="my_account_for_machines", after=_note, **OPEN)
def my_account_for_machines(visit: Visit) -> Response:
    """All rows that belong to the account alone, and for whom it acts as its own page says it."""
    require(visit, url_for("resident.my_account"))
    account = visit.account
    whole = {
        "taken_at": visit.at,
        "tables": rows_about(
            visit.db,
            {"residents": [], "accounts": [account.id]},
            leave_out=KEPT_APART,
            also=ALSO_HERS,
            named=NAMED,
            never_of_others="residents",
        ),
        "acts_for": [
            {"name": each.resident.name, "until_on": each.until_on,
             "scope": [f"{part.province.value}/{part.power.value}" for part in each.scope]}
            for each in mandates.mandates_for(visit.db, account, visit.today)
        ],
        "guardian_of": [
            {"name": each.resident.name, "kind": each.kind.value, "review_on": each.review_on}
            for each in mandates.guardianships_for(visit.db, account.id, visit.today)
        ],
    }
    return json_file(visit, whole)


@door.act("/my-account/deletion", form=DeletionForm, again=my_account, **OPEN)
def delete_bare_account(visit: Visit, form: DeletionForm) -> Response:
    """The account closes: nobody is served by it any more, and whoever gave it a mandate is told that it ended."""
    refusal = _refusal(visit, mandates.guardianships_for(visit.db, visit.account.id, visit.today))
    if refusal is not None:
        raise refusal
    require(visit, url_for("resident.my_account"))
    account, herself = visit.account, _herself(visit)
    for held in mandates.mandates_for(visit.db, account, visit.today):
        mandates.revoke(visit.db, herself, held, reason="by_agent")
    for consent in people.consents_of(visit.db, resident_id=None, account_id=account.id):
        people.withdraw_consent(visit.db, herself, consent)
    for device in notifications.devices_of(visit.db, account.id):
        notifications.remove_device(visit.db, herself, device)
    visit.db.flush()
    people.close_account(visit.db, herself, account)
    session.clear()
    session["goodbye"] = "no_resident"
    return redirect(url_for("resident.goodbye"), 303)  # type: ignore[return-value]


def _refusal(visit: Visit, wards: Sequence[Guardianship]) -> DomainError | None:
    """What others rely on is not ended by closing an account: an officer ends it first."""
    if people.membership_of(visit.db, visit.account) is not None:
        return SeatStillHeld()
    return WardStillThere() if wards else None
