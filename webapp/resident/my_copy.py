"""A copy of everything that is known of her, to take along (个人信息保护法 45): one file for machines, one to read."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from webapp import assessments, codes, entitlements, home_services, mandates, people
from webapp.certificates import certificate_on
from webapp.core import record
from webapp.core.copying import rows_about
from webapp.core.ledger import entries_about
from webapp.people import CopyTaken
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.resident.my_data import OPEN
from webapp.web import Visit, render, words
from webapp.web.words.consents import consent_rows
from webapp.web.words.facts import fact_rows

ALL = 100_000
KEPT_APART = {
    "one_time_codes": "opens her account",
    "recovery_codes": "opens her account",
    "passkeys": "opens her account",
    "submissions": "repeats which forms were sent; what they said is where it belongs",
}
"""Tables that are not in the copy, and why."""
ALSO_HERS = ("code_checks.presentation_id", "consents.resident_id")
"""What an officer noted that she agrees to is hers, although it stands under the officer's account."""
BETWEEN_TWO = ("mandates", "guardianships")
"""About whoever acts as much as about whom it is for. All else that her account has to do with others, as their carer
or at the workbench, is theirs."""
NAMED = {"areas": "name", "organisations": "name"}


@door.page("/my-data/copy", **OPEN)
def my_copy(visit: Visit) -> Response:
    return render(visit, "resident/my_copy.html")


@door.page(
    "/my-data/copy.json", endpoint="my_copy_for_machines", after=lambda db, visit: _note(db, visit, "json"), **OPEN
)
def my_copy_for_machines(visit: Visit) -> Response:
    """All rows of all rooms that belong to her, and every entry of her ledger; numbers in full, for this is hers."""
    _prove(visit)
    her, account = visit.resident, visit.account
    whole = {
        "taken_at": visit.at,
        "tables": rows_about(
            visit.db,
            {"residents": [her.id], "accounts": [account.id]},
            leave_out=KEPT_APART,
            also=ALSO_HERS,
            named=NAMED,
            never_of_others="residents",
            between=BETWEEN_TWO,
        ),
        "ledger": [
            {"at": entry.at, "event": entry.event, "words": words.event_words(entry), "facts": entry.facts}
            for entry in reversed(entries_about(visit.db, her.id, limit=ALL))
        ],
    }
    return json_file(visit, whole)


@door.page("/my-data/copy.html", endpoint="my_copy_to_read", after=lambda db, visit: _note(db, visit, "html"), **OPEN)
def my_copy_to_read(visit: Visit) -> Response:
    """The same in words, on one page without anything around it; numbers masked, for it may be printed."""
    _prove(visit)
    her, account = visit.resident, visit.account
    given = people.consents_of(visit.db, resident_id=her.id, account_id=account.id)
    response = render(
        visit,
        "resident/my_copy_to_read.html",
        her=her,
        account=account,
        certificate=certificate_on(visit.db, her, visit.today),
        needs=people.needs_of(her),
        facts=fact_rows(people.fact_history(visit.db, her), visit.today),
        consents=consent_rows(given, people.receivers_named(visit.db, given)),
        mandates=mandates.mandates_by(visit.db, her),
        appointments=assessments.appointments_of(visit.db, her.id),
        requests=home_services.requests_of(visit.db, her.id),
        inquiries=entitlements.inquiries_of(visit.db, her),
        checks=codes.checks_of(visit.db, her),
        corrections=people.corrections_requested(visit.db, her),
        entries=entries_about(visit.db, her.id, limit=ALL),
        at=visit.at,
    )
    return download(visit, response, suffix="html")


def _prove(visit: Visit) -> None:
    """Everything about her in one file: nobody takes it along who finds her phone lying about."""
    require(visit, url_for("resident.my_copy"))


def json_file(visit: Visit, whole: dict[str, Any]) -> Response:
    body = json.dumps(whole, ensure_ascii=False, indent=1, default=_plain)
    return download(visit, Response(body, mimetype="application/json"), suffix="json")


def download(visit: Visit, response: Response, *, suffix: str) -> Response:
    """As a file, whose name names nobody."""
    response.headers["Content-Disposition"] = f'attachment; filename="huican-{visit.today.isoformat()}.{suffix}"'
    return response


def _note(db: Session, visit: Visit, form: str) -> None:
    record(db, visit.actor, CopyTaken(form=form), subject_id=visit.resident.id)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)
