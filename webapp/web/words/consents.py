"""What somebody has agreed to, in words: what for, to whom, since when, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from webapp.people import Consent
from webapp.web.words import privacy


@dataclass(frozen=True, slots=True)
class ConsentRow:
    kind: str
    words: str
    given_at: datetime
    withdrawn_at: datetime | None
    is_last: bool
    """Nothing of its kind was agreed to later."""

    @property
    def withdrawal(self) -> str:
        """On the button: what she has read stays read, so of the notice it says what taking it back does."""
        return _("不在这里用了") if self.kind == privacy.NOTICE else _("撤回：%(what)s", what=self.words)

    @property
    def undoing(self) -> str:
        return _("还要在这里用") if self.kind == privacy.NOTICE else _("不撤回了：%(what)s", what=self.words)


def consent_rows(given: Sequence[Consent], receivers: dict[str, str]) -> list[ConsentRow]:
    """The newest first. `receivers`: names of organisations by public id."""
    last = {each.kind: each.id for each in given}
    return [
        ConsentRow(
            each.kind, _words(each.kind, receivers), each.given_at, each.withdrawn_at, last[each.kind] == each.id
        )
        for each in reversed(given)
    ]


def _words(kind: str, names: dict[str, str]) -> str:
    if kind in privacy.CONSENTS:
        return str(privacy.CONSENTS[kind])
    _receiver, public_id, *home = kind.split(":")
    name = names.get(public_id, _("一家不再合作的机构"))
    return _("告诉%(name)s，包括地址", name=name) if home else _("告诉%(name)s", name=name)
