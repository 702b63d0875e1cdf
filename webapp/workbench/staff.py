"""Who works here: inviting, moving between areas, leaving with a handover. For Federation administrators."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp import mandates, notifications, people
from webapp.core import NotPossibleNow
from webapp.people import Area, Organisation, OutsideOwnArea, Role, StaffMembership
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import Allowed, Written, is_phone, is_place
from webapp.web.text_messages import can_send, send_after_commit
from webapp.workbench.door import door
from webapp.workbench.queue import how_many_matters


class PlaceForm(Form):
    organisation = SelectField(_l("在哪个单位"), [InputRequired(_l("请选一个单位。"))])
    area = StringField(
        _l("管哪个片区"),
        description=_l("写区划代码，或者登记过的名称。空着就是单位所在的片区。"),
        render_kw={"autocomplete": "off"},
    )

    def prepare(self, visit: Visit, **_found: Any) -> None:
        within = people.organisations_within(visit.db, own_areas(visit))
        self.organisation.choices = [("", _("请选择")), *((each.public_id, each.name) for each in within)]

    def place(self, visit: Visit) -> tuple[Organisation, Area]:
        """Both within the administrator's own area. Raises NoSuchArea, AreaNameAmbiguous, OutsideOwnArea."""
        within = people.organisations_within(visit.db, own_areas(visit))
        organisation = next(each for each in within if each.public_id == self.organisation.data)
        written = (self.area.data or "").strip()
        area = people.area_named(visit.db, written, field="area") if written else organisation.area
        if not visit.membership.area.holds(area):
            raise OutsideOwnArea()
        return organisation, area


class InvitationForm(PlaceForm):
    name = StringField(
        _l("姓名"),
        [DataRequired(_l("请填写姓名。")), Length(max=60, message=_l("最多 60 个字。")), Written()],
        render_kw={"autocomplete": "off"},
    )
    phone = TelField(
        _l("手机号"),
        [InputRequired(_l("请填写手机号。")), Length(max=40, message=_l("手机号应该是 11 位。")), Allowed(is_phone)],
        description=_l("会给这个号码发短信，写明怎么登录。"),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    role = RadioField(_l("做什么"), [InputRequired(_l("请选一项。"))])

    def prepare(self, visit: Visit, **found: Any) -> None:
        super().prepare(visit, **found)
        self.role.choices = [(role.value, words.label(role)) for role in Role]

    def validate_area(self, area: StringField) -> None:
        """With all else that is wrong; a move asks nothing else that is written."""
        Allowed(is_place)(self, area)


class HandoverForm(Form):
    """Who takes over what waits in a seat."""

    successor = RadioField(_l("谁接手"), default="")

    def prepare(self, visit: Visit, *, id: str) -> None:
        super().prepare(visit, id=id)
        self.seat, heirs = people.find_seat_and_successors(visit.db, id, areas=own_areas(visit))
        self.heirs = {heir.public_id: heir for heir in heirs}
        named = ((heir.public_id, f"{heir.account.name}，{heir.organisation.name}") for heir in heirs)
        self.successor.choices = [("", _("没有人接手")), *named]

    @property
    def named(self) -> StaffMembership | None:
        return self.heirs.get(self.successor.data or "")


class MoveForm(HandoverForm, PlaceForm):
    """Where to, and who takes over what stays behind."""


def own_areas(visit: Visit) -> people.Areas:
    return people.within_area(visit.db, visit.membership.area_id)


def seat_in_reach(visit: Visit, id: str) -> StaffMembership:
    return people.find_seat(visit.db, id, areas=own_areas(visit))


def waiting_in(visit: Visit, seat: StaffMembership) -> int:
    """How many matters wait in a seat: those its holder would see now."""
    theirs = Visit(db=visit.db, door=visit.door, at=visit.at, account=seat.account, membership=seat)
    return how_many_matters(theirs)


@door.page("/staff", permission=Permission.manage_staff)
def staff(visit: Visit) -> Response:
    areas = own_areas(visit)
    return render(
        visit,
        "workbench/staff.html",
        seats=people.staff_within(visit.db, areas),
        left=people.staff_within(visit.db, areas, ended=True),
    )


@door.page("/staff/invitation", permission=Permission.manage_staff)
def staff_invitation(visit: Visit, form: InvitationForm | None = None) -> Response:
    if form is None:
        form = InvitationForm()
        form.prepare(visit)
    return render(visit, "workbench/staff_invitation.html", form=form)


@door.act("/staff/invitation", permission=Permission.manage_staff, form=InvitationForm, again=staff_invitation)
def invite_staff(visit: Visit, form: InvitationForm) -> Response:
    organisation, area = form.place(visit)
    seat = people.invite_staff(
        visit.db,
        visit.actor,
        name=" ".join(form.name.data.split()),
        phone=form.phone.data,
        role=Role(form.role.data),
        organisation=organisation,
        area=area,
    )
    _send_invitation(visit, seat)
    return redirect_to("workbench.staff_member", id=seat.public_id)


def _send_invitation(visit: Visit, seat: StaffMembership) -> None:
    text = _(
        "%(organisation)s请您做%(role)s。请打开 %(address)s，用这个手机号登录，再添加通行密钥。",
        organisation=seat.organisation.name,
        role=words.label(seat.role),
        address=f"{current_app.extensions['huican'].settings.origin}/workbench/",
    )
    key = f"invitation-{seat.public_id}-{int(visit.at.timestamp())}"
    send_after_commit(
        visit, seat.account.phone, text, key,
        note=lambda db, taken: people.note_invitation_sent(db, visit.actor, seat, taken=taken))


@door.act("/staff/<id>/invitation", permission=Permission.manage_staff)
def send_invitation(visit: Visit, id: str) -> Response:
    """Once more, to whoever has not come in yet."""
    seat = seat_in_reach(visit, id)
    if seat.ended_at is not None or seat.account.activated_at is not None or not can_send():
        raise NotPossibleNow()
    _send_invitation(visit, seat)
    return redirect_to("workbench.staff_member", id=id)


@door.page("/staff/<id>", permission=Permission.manage_staff)
def staff_member(visit: Visit, id: str) -> Response:
    seat = seat_in_reach(visit, id)
    return render(
        visit,
        "workbench/staff_member.html",
        seat=seat,
        own=seat.account_id == visit.account.id,
        invitation=people.last_invitation(visit.db, seat),
        can_send=can_send(),
    )


@door.page("/staff/<id>/move", permission=Permission.manage_staff)
def staff_move(visit: Visit, id: str, form: MoveForm | None = None) -> Response:
    if form is None:
        form = MoveForm()
        form.prepare(visit, id=id)
        form.organisation.data, form.area.data = form.seat.organisation.public_id, form.seat.area.code
    return render(visit, "workbench/staff_move.html", form=form, seat=form.seat, waiting=waiting_in(visit, form.seat))


@door.act("/staff/<id>/move", permission=Permission.manage_staff, form=MoveForm, again=staff_move)
def move_staff(visit: Visit, form: MoveForm, id: str) -> Response:
    organisation, area = form.place(visit)
    left = form.seat
    stays = people.still_reaches(left, organisation, area)
    named = None if stays else form.named
    seat = people.move_staff(
        visit.db,
        visit.actor,
        left,
        organisation=organisation,
        area=area,
        open_matters=0 if stays else waiting_in(visit, left),
        successor=named,
    )
    if stays:
        notifications.carry_along(visit.db, left, seat)
    elif named is not None:
        notifications.hand_on(visit.db, left, named)
    return redirect_to("workbench.staff_member", id=seat.public_id)


@door.page("/staff/<id>/leaving", permission=Permission.manage_staff)
def staff_leaving(visit: Visit, id: str, form: HandoverForm | None = None) -> Response:
    if form is None:
        form = HandoverForm()
        form.prepare(visit, id=id)
    return render(visit, "workbench/staff_leaving.html", form=form, seat=form.seat)


@door.act("/staff/<id>/leaving", permission=Permission.manage_staff, form=HandoverForm, again=staff_leaving)
def end_staff(visit: Visit, form: HandoverForm, id: str) -> Response:
    seat, named = form.seat, form.named
    people.end_membership(
        visit.db, visit.actor, seat, open_matters=waiting_in(visit, seat), successor=named
    )
    if named is not None:
        notifications.hand_on(visit.db, seat, named)
    mandates.end_errands_of(visit.db, visit.actor, seat.account_id)
    return redirect_to("workbench.staff_member", id=id)
