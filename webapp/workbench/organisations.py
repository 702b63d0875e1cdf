"""Offices, hospitals and providers of an administrator's area: who they are, how they are reached, what they assess."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TelField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from webapp import assessments, people
from webapp.certificates import DisabilityCategory
from webapp.core import NotFound
from webapp.people import Organisation, OrganisationKind, OutsideOwnArea
from webapp.web import Form, Permission, Visit, redirect_to, render, words
from webapp.web.fields import Written
from webapp.workbench.door import door
from webapp.workbench.staff import own_areas


class ContactForm(Form):
    name = StringField(
        _l("名称"),
        [InputRequired(_l("请填写名称。")), Length(max=120, message=_l("最多 120 个字。")), Written()],
        render_kw={"autocomplete": "off"},
    )
    address = StringField(
        _l("地址"), [Length(max=200, message=_l("最多 200 个字。")), Written()], render_kw={"autocomplete": "off"}
    )
    phone = TelField(
        _l("电话"),
        [Length(max=30, message=_l("最多 30 个字。"))],
        description=_l("居民会看到。没有就空着。"),
        render_kw={"autocomplete": "off", "inputmode": "tel"},
    )
    hours = StringField(
        _l("什么时候有人"),
        [Length(max=200, message=_l("最多 200 个字。"))],
        description=_l("例如：周一到周五 上午 9:00 到 下午 5:00"),
        render_kw={"autocomplete": "off"},
    )

    @property
    def contact(self) -> dict[str, Any]:
        """What is left empty is not known."""
        fields = (self.address, self.phone, self.hours)
        return {"name": self.name.data} | {each.name: " ".join((each.data or "").split()) or None for each in fields}


class OrganisationForm(ContactForm):
    kind = RadioField(_l("是什么单位"), [InputRequired(_l("请选一项。"))])
    area = StringField(
        _l("在哪个片区"),
        [InputRequired(_l("请填写片区。"))],
        description=_l("写区划代码，或者登记过的名称。"),
        render_kw={"autocomplete": "off"},
    )

    def prepare(self, visit: Visit, **_found: Any) -> None:
        self.kind.choices = [(kind.value, words.label(kind)) for kind in OrganisationKind]


class SiteForm(Form):
    categories = SelectMultipleField(
        _l("评定哪些类别"), [InputRequired(_l("请至少选一类。"))], option_widget=CheckboxInput()
    )
    offers_home = BooleanField(_l("也上门评定"))
    access_notes = StringField(
        _l("怎么进门"),
        [Length(max=500, message=_l("最多 500 个字。"))],
        description=_l("例如：北门有坡道，电梯到三楼。"),
        render_kw={"autocomplete": "off"},
    )

    def prepare(self, visit: Visit, **_found: Any) -> None:
        self.categories.choices = [(category.value, words.label(category)) for category in DisabilityCategory]


def in_reach(visit: Visit, id: str) -> Organisation:
    return people.find_organisation(visit.db, id, areas=own_areas(visit))


def place_of_assessment(visit: Visit, id: str) -> Organisation:
    """No other organisation says what it assesses."""
    this = in_reach(visit, id)
    if this.kind is not OrganisationKind.assessment_site:
        raise NotFound()
    return this


@door.page("/organisations", permission=Permission.manage_staff)
def organisations(visit: Visit) -> Response:
    found = people.organisations_within(visit.db, own_areas(visit))
    return render(visit, "workbench/organisations.html", organisations=found)


@door.page("/organisations/new", permission=Permission.manage_staff)
def new_organisation(visit: Visit, form: OrganisationForm | None = None) -> Response:
    if form is None:
        form = OrganisationForm()
        form.prepare(visit)
    return render(visit, "workbench/new_organisation.html", form=form)


@door.act("/organisations", permission=Permission.manage_staff, form=OrganisationForm, again=new_organisation)
def register_organisation(visit: Visit, form: OrganisationForm) -> Response:
    area = people.area_named(visit.db, form.area.data, field="area")
    if not visit.membership.area.holds(area):
        raise OutsideOwnArea()
    made = people.register_organisation(
        visit.db, visit.actor, kind=OrganisationKind(form.kind.data), area=area, **form.contact
    )
    if made.kind is OrganisationKind.assessment_site:
        return redirect_to("workbench.assessment_site", id=made.public_id)
    return redirect_to("workbench.organisation", id=made.public_id)


@door.page("/organisations/<id>", permission=Permission.manage_staff)
def organisation(visit: Visit, id: str, form: ContactForm | None = None) -> Response:
    this = in_reach(visit, id)
    if form is None:
        form = ContactForm(name=this.name, address=this.address, phone=this.phone, hours=this.hours)
    return render(visit, "workbench/organisation.html", form=form, organisation=this)


@door.act("/organisations/<id>", permission=Permission.manage_staff, form=ContactForm, again=organisation)
def change_organisation(visit: Visit, form: ContactForm, id: str) -> Response:
    people.change_organisation(visit.db, visit.actor, in_reach(visit, id), **form.contact)
    return redirect_to("workbench.organisation", id=id)


@door.page("/organisations/<id>/site", permission=Permission.manage_staff)
def assessment_site(visit: Visit, id: str, form: SiteForm | None = None) -> Response:
    this = place_of_assessment(visit, id)
    site = assessments.registered_site(visit.db, this.id)
    if form is None:
        form = SiteForm(
            categories=[] if site is None else [category.value for category in site.categories],
            offers_home=site is not None and site.offers_home,
            access_notes=None if site is None else site.access_notes,
        )
        form.prepare(visit)
    return render(visit, "workbench/assessment_site.html", form=form, organisation=this)


@door.act("/organisations/<id>/site", permission=Permission.manage_staff, form=SiteForm, again=assessment_site)
def register_site(visit: Visit, form: SiteForm, id: str) -> Response:
    assessments.register_site(
        visit.db,
        visit.actor,
        place_of_assessment(visit, id),
        categories=[DisabilityCategory(value) for value in form.categories.data],
        offers_home=form.offers_home.data,
        access_notes=" ".join((form.access_notes.data or "").split()) or None,
    )
    return redirect_to("workbench.organisation", id=id)
