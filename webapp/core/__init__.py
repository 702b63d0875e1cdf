"""Ground floor: what every room stands on. No noun of the service, no Flask.

Promises kept here: a page cannot write; a change and its ledger entry commit together;
the ledger is never changed or deleted; what is sealed is unreadable at rest.
"""

from webapp.core.actor import Actor
from webapp.core.columns import columns
from webapp.core.db import Base, Moment, day, public_id
from webapp.core.errors import (
    Conflict,
    DomainError,
    Expired,
    Invalid,
    NotFound,
    NotPermitted,
    NotPossibleNow,
    Several,
    TooManyAttempts,
    refuse,
)
from webapp.core.ledger import Event, LedgerEntry, Matter, record
from webapp.core.many import OfMany, untouched
from webapp.core.time_limits import EXTENSIONS
from webapp.core.traces import quiet_log, trace_of
from webapp.core.undoing import UNDO_FOR, NothingToUndo, Undo, UndoOver
from webapp.core.unit_of_work import Database

__all__ = [
    "EXTENSIONS", "UNDO_FOR", "Actor", "Base", "Conflict", "Database", "DomainError", "Event", "Expired", "Invalid",
    "LedgerEntry", "Matter", "Moment", "NotFound", "NotPermitted", "NotPossibleNow", "NothingToUndo", "OfMany",
    "Several", "TooManyAttempts", "Undo", "UndoOver", "columns", "day", "public_id", "quiet_log", "record", "refuse",
    "trace_of", "untouched",
]
