"""A hukou elsewhere, before it is moved: which documents would speak for her then, what would start and what stop."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from webapp import entitlements as room
from webapp.entitlements import Document, FactsContradict
from webapp.people import primary_contact
from webapp.resident.ahead import supposed_groups
from webapp.resident.door import door
from webapp.resident.entitlements import hers
from webapp.web import Form, Permission, Visit, render
from webapp.web import words as door_words
from webapp.web.words.texts import in_words

ELSEWHERE = "elsewhere"
"""Where no catalogue holds."""


class MovedHukouForm(Form):
    where = RadioField(_l("户口搬到哪里？"), validators=[InputRequired(_l("请选一个地方。"))], choices=[])

    def prepare(self, visit: Visit, **_found: Any) -> None:
        there = room.regions_with_places(visit.db)
        self.where.choices = [
            *(SelectChoice(region, _named(region, there)) for region in room.current().regions if region in there),
            SelectChoice(ELSEWHERE, _("别的地方")),
        ]

    @property
    def chosen(self) -> str | None:
        """One of those that are offered; None while nothing is chosen."""
        return self.where.data if self.where.data in [each.value for each in self.where.choices] else None


@door.page("/entitlements/ahead/hukou", permission=Permission.see_entitlements)
def moved_hukou(visit: Visit) -> Response:
    """Nothing is written: what is supposed is not where her hukou is."""
    found = hers(visit)
    form = MovedHukouForm(formdata=request.args)
    form.prepare(visit)
    catalogue, now = room.current(), room.hukou_region(found)
    region = None if form.chosen == ELSEWHERE else form.chosen
    supposition, refusal = None, None
    if form.chosen:
        try:
            supposition = room.suppose_hukou_in(found, region)
        except FactsContradict as error:
            refusal = door_words.error(error)
    return render(
        visit, "resident/moved_hukou.html", form=form, chosen=form.chosen, refusal=refusal, supposition=supposition,
        region=None if region is None else catalogue.regions[region].label,
        now=None if now is None else catalogue.regions[now].label, knows=room.knows_hukou(found),
        is_there=form.chosen is not None and room.knows_hukou(found) and region == now,
        documents=_documents(region), standing=room.standing,
        groups=[] if supposition is None else supposed_groups(supposition, found),
        contact=primary_contact(visit.db, visit.resident),
    )  # fmt: skip


def _documents(region: str | None) -> list[Document]:
    """Those that hold in a region, the nearest layer first."""
    catalogue = room.current()
    layers = () if region is None else catalogue.layers(region)
    return [each for layer in layers for each in catalogue.documents.values() if each.region == layer]


def _named(region: str, there: frozenset[str]) -> str:
    """A city in which other regions lie stands for the rest of it."""
    regions = room.current().regions
    name = in_words(regions[region].label)[0]
    inner = [in_words(each.label)[0] for each in regions.values() if each.within == region and each.name in there]
    return _("%(region)s，不在%(inner)s", region=name, inner=_("、").join(inner)) if inner else name
