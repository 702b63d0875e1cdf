"""The code on paper: made for one claim, printed, made anew, worth nothing with one tap."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import RadioField
from wtforms.validators import InputRequired

from webapp import codes
from webapp.codes import Presentation
from webapp.resident.code import name_for_screen
from webapp.resident.door import door
from webapp.web import Form, Permission, Visit, redirect_to, render
from webapp.web.words.codes import claim_words
from webapp.web.words.entitlements import in_words


class PaperForm(Form):
    claim = RadioField(_l("纸上写哪一样"), [InputRequired(_l("请选一样。"))])

    def prepare(self, visit: Visit, **_found: Any) -> None:
        standings = codes.claims_of(visit.db, visit.resident, visit.today)
        held = [standing.claim for standing in standings if standing.holds and standing.claim.on_paper]
        self.claim.choices = [(claim.slug, claim_words(claim.slug)[0]) for claim in held]
        self.hints = {claim.slug: in_words(claim.gives_away)[0] for claim in held}


def own_paper(visit: Visit, id: str) -> Presentation:
    return codes.find_paper(visit.db, id, resident_id=visit.resident.id, mandate_id=visit.actor.mandate_id)


@door.page("/code/papers", permission=Permission.see_code)
def paper_codes(visit: Visit, form: PaperForm | None = None) -> Response:
    if form is None:
        form = PaperForm()
        form.prepare(visit)
    papers = codes.papers_of(visit.db, visit.actor, visit.resident)
    return render(visit, "resident/paper_codes.html", form=form, papers=papers)


@door.act("/code/papers", permission=Permission.see_code, form=PaperForm, again=paper_codes)
def make_paper_code(visit: Visit, form: PaperForm) -> Response:
    paper = codes.make_paper(visit.db, visit.actor, visit.resident, form.claim.data)
    return redirect_to("resident.paper_code", id=paper.public_id)


@door.page("/code/papers/<id>", permission=Permission.see_code)
def paper_code(visit: Visit, id: str) -> Response:
    paper = own_paper(visit, id)
    good = paper.revoked_at is None and visit.at < paper.expires_at and paper.code.frozen_at is None
    return render(
        visit,
        "resident/paper_code.html",
        paper=paper,
        good=good,
        unnamed=name_for_screen(visit),
        picture=Markup(codes.picture(paper.token)) if good else None,  # noqa: S704  drawn here
    )


@door.page("/code/papers/<id>/ending", permission=Permission.see_code)
def paper_code_ending(visit: Visit, id: str) -> Response:
    return render(visit, "resident/paper_code_ending.html", paper=own_paper(visit, id))


@door.act("/code/papers/<id>/ending", permission=Permission.see_code)
def revoke_paper_code(visit: Visit, id: str) -> Response:
    codes.revoke_paper(visit.db, visit.actor, own_paper(visit, id))
    return redirect_to("resident.paper_codes")
