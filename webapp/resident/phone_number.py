"""Her telephone number: another one, proved by a code that goes to it, in force a day later.

The former number and the inbox hear of it at once; whoever reads it there stops it here with one press.
"""

from __future__ import annotations

from flask import Response, session, url_for
from flask_babel import lazy_gettext as _l
from wtforms import TelField
from wtforms.validators import InputRequired, Length

from webapp import people
from webapp.core import DomainError
from webapp.resident.confirmation import require
from webapp.resident.door import door
from webapp.resident.sign_in import CodeForm
from webapp.web import Form, NothingForm, Permission, Visit, redirect_to, render
from webapp.web.signing import code_until, count, deliver_code, keep_code, own_device


class NewPhoneForm(Form):
    phone = TelField(
        _l("新的手机号"),
        [InputRequired(_l("请填写手机号。")), Length(max=40, message=_l("手机号应该是 11 位。"))],
        description=_l("我们会往新号码发一条短信，里面有 6 位验证码。"),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


@door.page("/phone-number", permission=Permission.signed_in)
def phone_number(visit: Visit, form: Form | None = None) -> Response:
    """What serves, what waits for its day and can be stopped; and a field for another number."""
    asked = form if isinstance(form, NewPhoneForm) else NewPhoneForm(formdata=None)
    if form is not None and form is not asked:
        asked.form_errors.extend(form.form_errors)
    waiting = people.waiting_phone_change(visit.db, visit.account)
    last = people.last_phone_change(visit.db, visit.account)
    return render(
        visit,
        "resident/phone_number.html",
        form=asked,
        phone=visit.account.phone,
        waiting=waiting,
        serves_from=people.serves_from(waiting) if waiting is not None else None,
        changed_at=last.in_force_at if last is not None and last.restored_at is None else None,
    )


def count_new_phone(visit: Visit, form: NewPhoneForm) -> DomainError | None:
    """By account and by number, so that nobody is flooded with messages from here.

    Raised is what lets no code be sent, a slip of the finger above all: it uses up nothing.
    """
    require(visit, url_for("resident.phone_number"))
    number = people.check_new_phone(visit.db, visit.account, form.phone.data)
    return count(visit, f"new-phone-of:{visit.account.id}", f"new-phone:{number}")


@door.act(
    "/phone-number",
    permission=Permission.signed_in,
    form=NewPhoneForm,
    again=phone_number,
    first=count_new_phone,
)
def ask_new_phone(visit: Visit, form: NewPhoneForm) -> Response:
    require(visit, url_for("resident.phone_number"))
    account = visit.account
    device = own_device(visit, account)
    change, code, plain = people.ask_phone_change(visit.db, visit.actor, account, form.phone.data, device=device)
    deliver_code(visit, change.phone, code, plain)
    return redirect_to("resident.new_phone_code")


@door.page("/phone-number/code", permission=Permission.signed_in)
def new_phone_code(visit: Visit, form: CodeForm | None = None) -> Response:
    return render(visit, "resident/new_phone_code.html", form=form or CodeForm(), until=code_until())


def new_phone_again(visit: Visit, form: Form) -> Response:
    """When there is no more time to give."""
    asked = CodeForm(formdata=None)
    asked.form_errors.extend(form.form_errors)
    return new_phone_code(visit, asked)


@door.act(
    "/phone-number/code",
    permission=Permission.signed_in,
    form=CodeForm,
    again=new_phone_code,
    first=lambda visit, form: people.count_code_attempt(visit.db, session.get("code", ""), visit.at),
)
def prove_new_phone(visit: Visit, form: CodeForm) -> Response:
    people.prove_new_phone(visit.db, visit.actor, visit.account, session.get("code", ""), form.code.data)
    return redirect_to("resident.phone_number")


@door.act("/phone-number/code/extension", permission=Permission.signed_in, form=NothingForm, again=new_phone_again)
def keep_new_phone_code(visit: Visit, form: NothingForm) -> Response:
    keep_code(visit)
    return redirect_to("resident.new_phone_code")


@door.act("/phone-number/stopping", permission=Permission.signed_in, form=NothingForm, again=phone_number)
def stop_new_phone(visit: Visit, form: NothingForm) -> Response:
    """No proof is asked for: like freezing, it only protects."""
    people.stop_phone_change(visit.db, visit.actor, visit.account)
    return redirect_to("resident.phone_number")
