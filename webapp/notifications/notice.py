"""What one event means to whom: a small class, declared once, found by the name of the event."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, ClassVar

from webapp.core import LedgerEntry
from webapp.mandates import Province
from webapp.notifications.circle import Circle, Recipient
from webapp.notifications.models import Topic

Reach = Callable[[Circle, LedgerEntry, type["Notice"]], Iterable[Recipient]]


class Notice:
    """Derive and declare. The kind is the class's name in snake_case; the doors have words for every kind.

    event                name of the event in the ledger; None for reminders and tests, which no event causes
    topic                by which the person chooses channels
    province             what a carer's mandate must cover; None: carers are not told
    important            SMS goes beside push, and no channel can be switched off
    despite_quiet_hours  cannot wait for the morning: a lawful deadline, or somebody at the door
    urgent               asks the push service to wake a sleeping phone
    hers_alone           whoever may read her messages for her does not see it: it may be about him
    of_a_letter          whoever may read her messages for her sees it only where his mandate covers the province too,
                         and, where there is none, only of what he wrote himself: as he sees the letter
    own_act_is_news      False: whoever did it knows of it, and the message does not wait to be read. True where it
                         would be an alarm, had somebody else held her phone: ways in, mandates, the code
    lifetime             how long a push service keeps it for a phone that is off
    reaches              who is told
    version              of its template; raise it when the words change their meaning
    """

    of_event: ClassVar[dict[str, list[type[Notice]]]] = {}
    of_kind: ClassVar[dict[str, type[Notice]]] = {}

    kind: ClassVar[str]
    event: ClassVar[str | None] = None
    topic: ClassVar[Topic]
    province: ClassVar[Province | None] = None
    important: ClassVar[bool] = False
    despite_quiet_hours: ClassVar[bool] = False
    urgent: ClassVar[bool] = False
    in_inbox: ClassVar[bool] = True
    hers_alone: ClassVar[bool] = False
    of_a_letter: ClassVar[bool] = False
    own_act_is_news: ClassVar[bool] = True
    lifetime: ClassVar[timedelta] = timedelta(days=1)
    reaches: ClassVar[tuple[Reach, ...]] = ()
    version: ClassVar[int] = 1

    def __init_subclass__(cls, *, family: bool = False) -> None:
        """family: others derive from it; it is no kind of notice itself."""
        if family:
            return
        cls.kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        Notice.of_kind[cls.kind] = cls
        if cls.event is not None:
            Notice.of_event.setdefault(cls.event, []).append(cls)

    @classmethod
    def applies(cls, _facts: dict[str, Any]) -> bool:
        """Whether this occurrence of the event is worth a message."""
        return True

    @classmethod
    def key(cls, entry: LedgerEntry) -> str:
        """Names the cause; of several entries with one key only the first is told."""
        return f"entry:{entry.id}:{cls.kind}"

    @classmethod
    def recipients(cls, circle: Circle, entry: LedgerEntry) -> list[Recipient]:
        """Everybody once, by the nearest right: what reaches first counts."""
        found: dict[int, Recipient] = {}
        for reach in cls.reaches:
            for recipient in reach(circle, entry, cls):
                found.setdefault(recipient.account_id, recipient)
        return list(found.values())
