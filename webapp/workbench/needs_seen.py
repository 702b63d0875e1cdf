"""Before staff confirm or answer anything they say that they have seen how the resident wants to be met.

Which acts ask for it, and why the others do not, stands in tests/house/needs_seen.toml.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from webapp.people import Need, needs_of
from webapp.web import Form, Visit, words
from webapp.workbench.residents import resident_in_reach


class NeedsSeenForm(Form):
    """Derive, and say whose needs these are; who has told of none is asked about none."""

    needs_seen = BooleanField(_l("我看过了，会照着做"))
    wanted: list[Need]
    """As she wants to be met, once it is prepared."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        raise NotImplementedError

    def prepare(self, visit: Visit, **found: Any) -> None:
        self.wanted = self.needs(visit, found["id"])
        if not self.wanted:
            del self.needs_seen
            return
        self._fields["needs_seen"] = self._fields.pop("needs_seen")  # the last on the page, and in the summary
        named = _("、").join(words.label(need) for need in self.wanted)
        self.needs_seen.flags.required = True  # by validate_needs_seen; the page says so
        self.needs_seen.description = _("沟通和到访需要：%(needs)s", needs=named)

    def validate_needs_seen(self, needs_seen: BooleanField) -> None:
        if not needs_seen.data:
            raise ValidationError(_("请先看居民的沟通和到访需要，再勾选。"))


class HerNeedsSeenForm(NeedsSeenForm):
    """On a page of a resident. Nobody is asked how the dead want to be met."""

    def needs(self, visit: Visit, id: str) -> list[Need]:
        her = resident_in_reach(visit, id)
        return needs_of(her) if her.died_on is None else []
