"""The form every route's form derives from: CSRF, a submission id, and for whom it is meant.

Submission id and acting-for travel as plain hidden inputs written by components/form.html;
the door reads them, so that no form has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations
from wtforms import Field

if TYPE_CHECKING:
    from webapp.web.visit import Visit

LONGEST_FREE_TEXT = 500


class Sentences:
    """What WTForms says by itself, in our words: what is chosen from a list that has changed since is answered with the
    remedy, not with the value that was sent."""

    def gettext(self, said: str) -> str:
        return _("这个选项现在不能选了。请再选一次。") if "valid choice" in said else translations.gettext(said)

    def ngettext(self, one: str, many: str, number: int) -> str:
        if "valid choice" in one:
            return self.gettext(one)
        return translations.ngettext(one, many, number)


class Form(FlaskForm):
    """Derive, declare fields, and override `prepare` where choices come from the database."""

    class Meta:
        csrf = False  # CSRFProtect checks every POST of the application once, before the view

        def get_translations(self, form: FlaskForm) -> Sentences:
            return Sentences()

    visit: Visit
    """Whose answer it is; there while it is looked at, not where an empty form is shown."""

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


class NothingForm(Form):
    """A question that is answered by its button alone; what refuses it is said on the page that `again` shows."""
