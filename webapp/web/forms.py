"""The form every route's form derives from: CSRF, a submission id, and for whom it is meant.

Submission id and acting-for travel as plain hidden inputs written by components/form.html;
the door reads them, so that no form has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import Field

if TYPE_CHECKING:
    from webapp.web.visit import Visit

LONGEST_FREE_TEXT = 500


class Form(FlaskForm):
    """Derive, declare fields, and override `prepare` where choices come from the database."""

    class Meta:
        csrf = False  # CSRFProtect checks every POST of the application once, before the view

    def prepare(self, visit: Visit, **found: Any) -> None:
        """Fill choices and defaults. Called before validation and before showing."""

    def refuse(self, field: str | None, sentence: str) -> None:
        """Put a domain error's sentence at its field, or at the head of the form."""
        target = self._fields.get(field or "")
        if isinstance(target, Field):
            target.errors = [*target.errors, sentence]
        else:
            self.form_errors.append(sentence)

    @property
    def failed(self) -> bool:
        return bool(self.errors or self.form_errors)
