"""A door: the only way to make a route.

    @door.page("/appointments/<id>", permission=Permission.see_appointments)
    def appointment(visit, id): ...

    @door.act("/appointments", permission=Permission.book_appointments, form=BookingForm, again=new_appointment)
    def book(visit, form): ...

    @door.arrival("/sign-in/unified/return", permission=Permission.anyone, fetch=identified, again=refused)
    def come_back(visit, fetched): ...

A page is a GET whose session cannot write. An act is a POST: the form is validated first,
then one unit of work opens, authority is read again inside it, the view does one thing and
answers with a redirect; a status of 400 or more, or an error, undoes everything. When the
form or the domain refuses, `again` shows the page with what was typed and why not. An arrival is a GET by which
somebody comes back from another service, and writes like an act. What other services are asked (`fetch`) they are
asked before any unit of work opens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask import session as cookie
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.core import Conflict, DomainError, Expired, NotFound, record
from webapp.people import FileViewed, Submission, renew_session, session_is_due
from webapp.web import answered, interrupted, wishes, words
from webapp.web.access import Permission, allows
from webapp.web.answers import leave_for
from webapp.web.csrf import csrf
from webapp.web.forms import Form
from webapp.web.visit import Visit, open_visit, page_before

View = Callable[..., Response]


class WrongPerson(Conflict):
    """The page was opened for somebody else than the one acted for now."""


class ActingEnded(Expired):
    """The mandate under which she acts has ended: from that second nothing serves it."""


class SignInNeeded(DomainError):
    """Nobody is signed in, and the page is not for everybody."""


@dataclass(frozen=True)
class Route:
    """What the tests of the house read: every route with its kind and permission."""

    endpoint: str
    rule: str
    kind: str
    permission: Permission
    records_view: bool = False


ROUTES: dict[str, Route] = {}


class Door:
    def __init__(self, name: str, *, prefix: str = "", threshold: Callable[[Visit], None] | None = None) -> None:
        """`threshold` raises what keeps a visitor from every page that is not for everybody, until she has done it."""
        self.name = name
        self.threshold = threshold
        self.blueprint = Blueprint(name, f"webapp.{name}", url_prefix=prefix or None)

    def page(
        self,
        rule: str,
        *,
        permission: Permission,
        endpoint: str | None = None,
        records_view: bool = False,
        after: Callable[..., None] | None = None,
        before_notice: bool = False,
    ) -> Callable[[View], View]:
        """`records_view`: this page opens a person's file or message; the view says whose by visit.opens_file_of.

        `after(db, visit, **found)` notes, in a unit of work of its own, that the page was opened; it changes nothing
        that the page shows. `before_notice`: open also to whoever has not crossed the threshold.
        """

        def register(view: View) -> View:
            name = endpoint or view.__name__

            def answer(**found: Any) -> Response:
                house = current_app.extensions["huican"]
                with house.database.reading() as db:
                    visit = self.enter(db, permission, before_notice=before_notice)
                    response = view(visit, **found)
                if records_view:
                    _record_view(house, visit, name)
                if visit.session is not None and session_is_due(visit.session, visit.at):
                    with house.database.writing() as db:
                        renew_session(db, visit.session, visit.at)
                    cookie.modified = True  # it lasts on with the session; on other pages it is not sent again
                if after is not None and response.status_code < 400:
                    with house.database.writing() as db:
                        after(db, visit, **found)
                return response

            self._add(name, rule, "page", permission, answer, ["GET"], records_view)
            return view

        return register

    def act(
        self,
        rule: str,
        *,
        permission: Permission,
        form: type[Form] | None = None,
        again: View | None = None,
        first: Callable[[Visit, Form], DomainError | None] | None = None,
        endpoint: str | None = None,
        by_machine: bool = False,
        before_notice: bool = False,
        submits: bool = False,
        undoes: str | None = None,
        fetch: Callable[[], Any] | None = None,
    ) -> Callable[[View], View]:
        """`submits`: hands something in for the resident; a guardian must say what the ward wants (wishes.py).
        `undoes`: the kind of matter, named by `id`, that it undoes or moves; what another carer did stands.
        `first` counts what must be kept although the request is refused: it runs in a unit of work of its own
        and returns the refusal instead of raising it. `by_machine`: called by gates and services, which carry no form's
        token; such an act must not act for whoever happens to be signed in. `fetch`: asks another service, outside
        every unit of work; the view has what it said as `fetched`."""

        def register(view: View) -> View:
            name = endpoint or view.__name__

            def answer(**found: Any) -> Response:
                house = current_app.extensions["huican"]
                filled = None
                with house.database.reading() as db:
                    visit = self._enter_or_keep(db, permission, f"{self.name}.{name}", before_notice=before_notice)
                    _check_person(visit)
                    earlier = _earlier_answer(db, visit)
                    if earlier is not None:
                        answered.note_done()
                        return leave_for(earlier)
                    if form is not None:
                        filled = form()
                        filled.visit = visit
                        filled.prepare(visit, **found)
                        if not filled.validate():
                            return _again(again, visit, filled, found)
                try:
                    wishes.check_others(house, self, permission, f"{self.name}.{name}", found)
                    wishes.keep(house, self, permission, f"{self.name}.{name}", visit)
                    if first is not None:
                        _count(house, self, first, permission, filled)
                    return self._do(
                        house, view, permission, filled, found, before_notice=before_notice, fetch=fetch
                    )
                except DomainError as refused:
                    if filled is None or again is None or isinstance(refused, NotFound):
                        raise
                    with house.database.reading() as db:
                        visit = self.enter(db, permission, before_notice=before_notice)
                        filled.prepare(visit, **found)
                        _refuse(filled, refused)
                        response = _again(again, visit, filled, found)
                        response.status_code = words.status(refused)
                        return response

            self._add(name, rule, "act", permission, answer, ["POST"], False)
            wishes.declare(f"{self.name}.{name}", submits=submits, undoes=undoes)
            interrupted.declare(f"{self.name}.{name}", form, again)
            if by_machine:
                csrf.exempt(answer)
            return view

        return register

    def arrival(
        self, rule: str, *, permission: Permission, fetch: Callable[[], Any], again: Callable[..., Response]
    ) -> Callable[[View], View]:
        """A GET by which somebody comes back from another service, which knows nothing of our forms' tokens.

        `fetch` checks what came back (so that nobody can be sent here by a stranger) and asks that service what it
        has to say, outside every unit of work; the view has it as `fetched` and writes. What is refused is shown by
        `again(visit, refused=error)`.
        """

        def register(view: View) -> View:
            def answer() -> Response:
                house = current_app.extensions["huican"]
                try:
                    return self._do(house, view, permission, None, {}, before_notice=False, fetch=fetch)
                except DomainError as refused:
                    if isinstance(refused, NotFound):
                        raise
                    with house.database.reading() as db:
                        response = again(self.enter(db, permission), refused=refused)
                    response.status_code = words.status(refused)
                    return response

            self._add(view.__name__, rule, "arrival", permission, answer, ["GET"], False)
            return view

        return register

    def _do(
        self,
        house: Any,
        view: View,
        permission: Permission,
        filled: Form | None,
        found: dict[str, Any],
        *,
        before_notice: bool,
        fetch: Callable[[], Any] | None = None,
    ) -> Response:
        if fetch is not None:
            found = {**found, "fetched": fetch()}  # may take seconds: no unit of work is open yet
        try:
            with house.database.writing() as db:
                visit = self.enter(db, permission, writing=True, before_notice=before_notice)
                response = view(visit, **({"form": filled} if filled is not None else {}), **found)
                if response.status_code >= 400:
                    raise _Undo(response)
                _remember_answer(db, visit, response)
                interrupted.settle(visit)
            answered.note_done()
            for follow_up in visit.after_commit:
                follow_up()
            return response
        except _Undo as undone:
            return undone.response
        except IntegrityError:
            # Pressed twice at the same moment: the unique constraint let one through; give its answer.
            with house.database.reading() as db:
                earlier = _earlier_answer(db, open_visit(db, self.name))
            if earlier is None:
                raise
            answered.note_done()
            return leave_for(earlier)

    def enter(self, db: Any, permission: Permission, *, writing: bool = False, before_notice: bool = False) -> Visit:
        visit = open_visit(db, self.name, writing=writing)
        if not allows(permission, visit):
            if visit.acting_ended:
                raise ActingEnded()
            raise NotFound() if visit.signed_in and not visit.needs_passkey else SignInNeeded(door=self.name)
        if self.threshold is not None and permission is not Permission.anyone and not before_notice:
            self.threshold(visit)
        house = current_app.extensions["huican"]
        if not writing:
            house.furnish(visit)
        return visit

    def _enter_or_keep(self, db: Any, permission: Permission, endpoint: str, *, before_notice: bool) -> Visit:
        """Whoever is signed in no more does not lose what she typed."""
        try:
            return self.enter(db, permission, before_notice=before_notice)
        except SignInNeeded:
            interrupted.keep(endpoint)
            raise

    def _add(
        self,
        name: str,
        rule: str,
        kind: str,
        permission: Permission,
        answer: View,
        methods: list[str],
        records_view: bool,
    ) -> None:
        endpoint = f"{self.name}.{name}"
        answer.__name__ = name
        ROUTES[endpoint] = Route(endpoint, (self.blueprint.url_prefix or "") + rule, kind, permission, records_view)
        self.blueprint.add_url_rule(rule, endpoint=name, view_func=answer, methods=methods)


class _Undo(Exception):
    def __init__(self, response: Response) -> None:
        self.response = response


def _again(again: View | None, visit: Visit, form: Form, found: dict[str, Any]) -> Response:
    if again is None:
        raise RuntimeError(f"{request.endpoint} has a form and no page to show it again")
    response = again(visit, form=form, **found)
    response.status_code = 422
    return response


def _refuse(form: Form, refused: DomainError) -> None:
    """All that is wrong, each at its field."""
    for each in refused.each:
        form.refuse(each.field, words.error(each))


def _check_person(visit: Visit) -> None:
    if "acting_for" in request.form and request.form["acting_for"] != visit.acting_for_id:
        raise WrongPerson()


def _count(
    house: Any, door: Door, first: Callable[..., DomainError | None], permission: Permission, filled: Form | None
) -> None:
    with house.database.writing() as db:
        refusal = first(door.enter(db, permission, writing=True), filled)
    if refusal is not None:
        raise refusal


def _submission_key() -> str | None:
    key = request.form.get("submission_id", "")
    return key if 8 <= len(key) <= 32 else None


def _earlier_answer(db: Any, visit: Visit) -> str | None:
    key = _submission_key()
    if key is None or visit.account is None:
        return None
    return db.scalar(select(Submission.answer).where(Submission.account_id == visit.account.id, Submission.key == key))


def _remember_answer(db: Any, visit: Visit, response: Response) -> None:
    key = _submission_key()
    if key is not None and visit.account is not None and response.location:
        db.add(Submission(account_id=visit.account.id, key=key, answer=response.location[:300], at=visit.at))


def _record_view(house: Any, visit: Visit, page: str) -> None:
    if not visit.viewed:
        raise RuntimeError(f"{page} declares records_view and did not say whose file it opened")
    others = [r for r in visit.viewed if visit.account is not None and r != visit.account.resident_id]
    if others:
        with house.database.writing() as db:
            for resident_id in others:
                record(db, visit.actor, FileViewed(page=page), subject_id=resident_id)


def sign_in_url(door: str) -> str:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else page_before()
    if interrupted.just_kept():
        wanted = url_for(interrupted.PAGES[door])
    endpoint = "workbench.sign_in" if door == "workbench" else "resident.sign_in"
    return url_for(endpoint, next=wanted)
