"""Every route, asked by everybody, about Mei's own things: who gets in is what access.toml says.

The requests are real; nothing they change is kept, so that the order does not matter.
"""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import (
    factories_assessments,
    factories_codes,
    factories_home_services,
    factories_mandates,
    factories_openings,
)
from tests.conftest import MORNING, Village
from webapp import codes, entitlements, mandates, people
from webapp.core import Database, record
from webapp.home_services import Status
from webapp.mandates import Power, Province, SignatureKind
from webapp.people import Account, Passkey
from webapp.web.door import ROUTES

ACCESS = tomllib.loads(Path(__file__).with_name("access.toml").read_text(encoding="utf-8"))
PEOPLE = list(ACCESS["people"])
BASE = "http://localhost:8000"
ENDED = 410


def admitted(endpoint: str) -> list[str]:
    named = ACCESS["routes"][endpoint]
    return ACCESS["circles"][named] if isinstance(named, str) else named


class Things:
    """What Mei has, by public id, and what stands in the address of each route."""

    def __init__(self, village: Village) -> None:
        self.village = village
        with village.database.writing() as db:
            self.appointment = factories_assessments.book(db, village, "mei")
            self.session = self.appointment.arranged_slot.session.public_id
            self.appointment = self.appointment.public_id
            self.outcome = factories_assessments.assessed(db, village, "tao").outcome.public_id
            self.request = factories_home_services.in_status(db, village, Status.promised).public_id
            self.draft = factories_home_services.draft(db, village).public_id
            self.officers_draft = factories_home_services.officers_draft(db, village).public_id
            presentation = factories_codes.show(db, village, "mei")
            self.presentation = presentation.public_id
            self.check = factories_codes.check(db, presentation.number).public_id
            self.checkpoint = factories_codes.enrol(db, village)[0].public_id
            self.paper = codes.make_paper(
                db, village.actor("mei"), people.find_resident(db, village.mei.public_id), "free-transport"
            ).public_id
            check = factories_codes.check(db, presentation.number)
            resident = people.find_resident(db, village.mei.public_id)
            self.report = codes.report_misuse(db, village.actor("mei"), resident, check).public_id
            account = people.account_of(db, resident)
            passkey = Passkey(
                account_id=account.id, credential_id=b"c", public_key=b"k", name="手机", created_at=MORNING
            )
            db.add(passkey)
            db.flush()
            self.passkey = passkey.public_id
            people.start_session(db, village.actor("mei"), account, way="code", device="手机")
            self.mandate = mandates.mandates_by(db, resident)[0].public_id
            self.mandate_draft = factories_mandates.draft(db, village, giver="mei").public_id
            self._give_narrow_and_ended(db, resident)
            proposed = factories_mandates.proposal(db, village)
            self.proposal = proposed.public_id
            guardianship = factories_mandates.guardian(
                db, village, ward="mei", kind=mandates.GuardianKind.statutory, phone="00020000009")
            self.guardianship = guardianship.public_id
            self.objection = factories_mandates.objection(db, village, guardianship).public_id
            self.disagreement = factories_mandates.disagreement(db, village, self.appointment).public_id
            self.answer = factories_mandates.answer(db, village, proposed, "行不行").public_id
            asked = people.request_correction(
                db, village.actor("mei"), resident, item=people.CorrectionItem.name, words="写错了"
            )
            self.correction = asked.public_id
            self.letter = people.write_letter(db, village.actor("mei"), resident, "想问一件事").public_id
            self.seat = people.membership_of(db, village.officer).public_id
            self.inquiry = entitlements.ask(
                db, village.actor("mei"), resident, "pinghu/respite-care", "什么时候有？"
            ).public_id
            viewed = people.actor_for(village.clerk, MORNING, people.membership_of(db, village.clerk))
            record(db, viewed, people.FileViewed(page="appointment"), subject_id=resident.id)
            self.in_force = next(
                r.public_id for r in entitlements.in_force_records(db) if r.benefit.startswith("pinghu/")
            )
        with village.database.writing() as db:
            view = next(v for v in people.file_views(db, village.mei)[0])
            self.view = view.mark
            self._say_what_is_wrong(db, view.mark)
        with village.database.reading() as db:
            self.session_of_mei = people.sessions_of(db, people.account_of(db, village.mei), MORNING)[0].public_id
            self.message = self._message(db)
            self.message_to_officer = self._message_to(db, village.officer)
        self.opening, self.device, self.errand = self._opening(), self._device(), self._errand()

    def _errand(self) -> str:
        with self.village.database.writing() as db:
            return factories_mandates.errand(db, self.village).public_id

    def _opening(self) -> str:
        federation = self.village.actor("federation")
        return factories_openings.opened(self.village.database, federation, self.village.mei).public_id

    def _give_narrow_and_ended(self, db, resident) -> None:
        actor = self.village.actor("mei")
        for key, scope in (("neighbour", [(Province.appointments, Power.see)]), ("mother", mandates.everything())):
            given = mandates.grant(
                db,
                actor,
                resident,
                db.get_one(Account, self.village.of(key).id),
                relation="neighbour",
                scope=scope,
                until_on=actor.today + timedelta(days=9),
                words="x",
                words_version="1",
                signature_kind=SignatureKind.paper,
                signature_proof="x",
            )
            if key == "mother":
                mandates.revoke(db, actor, given, reason="by_resident")

    def _say_what_is_wrong(self, db, mark) -> None:
        actor, her, topic = self.village.actor("mei"), self.village.mei, people.ComplaintTopic.service
        self.view_question = people.question_view(db, actor, her, mark, "?").public_id
        self.complaint = people.complain(db, actor, her, topic, "没有来").public_id

    def _message(self, db) -> str:
        from webapp.notifications import Message

        account = people.account_of(db, self.village.mei)
        return db.scalars(
            select(Message.public_id).where(Message.recipient_id == account.id, Message.matter.like("appointment%"))
        ).first()

    def _message_to(self, db, account) -> str:
        from webapp.notifications import Audience, Message

        told = Message.recipient_id == account.id, Message.audience == Audience.staff
        return db.scalars(select(Message.public_id).where(*told)).first()

    def _device(self) -> str:
        from tests.factories_notifications import made_up_subscription
        from webapp.notifications import PushDevice

        subscription = made_up_subscription()
        with self.village.database.writing() as db:
            account = people.account_of(db, self.village.mei)
            device = PushDevice(
                account_id=account.id,
                endpoint=subscription.endpoint,
                endpoint_index="e",
                p256dh=subscription.p256dh,
                auth=subscription.auth,
                name="手机",
                created_at=MORNING,
            )
            db.add(device)
            db.flush()
            return device.public_id

    def address(self, endpoint: str) -> dict[str, str]:
        """What the placeholders of a route's rule stand for."""
        rule, mei = ROUTES[endpoint].rule, self.village.mei.public_id
        if "<report>" in rule:
            return {"id": mei, "report": self.report}
        for name, value in (
            ("<guardianship>", {"id": mei, "guardianship": self.guardianship}),
            ("<errand>", {"id": mei, "errand": self.errand}),
            ("<mandate>", {"id": mei, "mandate": self.mandate}),
            ("<mark>", {"mark": self.view}),
            ("<fact>", {"fact": "rural_household"} | ({"id": mei} if "<id>" in rule else {})),
            ("<region>", {"region": "pinghu", "slug": "free-bus-travel"}),
            ("<receipt>", {"receipt": "0" * 32}),
            ("<file>", {"file": "resident.sign_in.mp4"}),
        ):
            if name in rule:
                return value
        if "<name>" in rule:
            named = {"name": "respite-care" if "home-services" in rule else "money"}
            return named | ({"id": mei} if "<id>" in rule else {})
        for start, thing in (
            ("/appointments/<id>", self.appointment),
            ("/code/presentations/<id>", self.presentation),
            ("/code/checks/<id>", self.check),
            ("/code/papers/<id>", self.paper),
            ("/workbench/checkpoints/<id>", self.checkpoint),
            ("/check/answers/<id>", self.check),
            ("/home-services/requests/<id>", self.request),
            ("/inbox/<id>", self.message),
            ("/mandates/drafts/<id>", self.mandate_draft),
            ("/mandates/proposals/<id>", self.proposal),
            ("/mandates/errands/<id>", self.errand),
            ("/workbench/objections/<id>", self.objection),
            ("/workbench/disagreements/<id>", self.disagreement),
            ("/workbench/mandate-proposals/<id>", self.proposal),
            ("/workbench/mandate-answers/<id>", self.answer),
            ("/mandates/<id>", self.mandate),
            ("/acting/<id>", self.mandate),
            ("/my-data/view-questions/<id>", self.view_question),
            ("/workbench/view-questions/<id>", self.view_question),
            ("/passkeys/<id>", self.passkey),
            ("/sessions/<id>", self.session_of_mei),
            ("/notices/devices/<id>", self.device),
            ("/workbench/inbox/<id>", self.message_to_officer),
            ("/workbench/residents/<id>", mei),
            ("/workbench/appointments/<id>", self.appointment),
            ("/workbench/sessions/<id>", self.session),
            ("/workbench/outcomes/<id>", self.outcome),
            ("/workbench/in-force/<id>", self.in_force),
            ("/letters/<id>", self.letter),
            ("/complaints/<id>", self.complaint),
            ("/workbench/complaints/<id>", self.complaint),
            ("/workbench/letters/<id>", self.letter),
            ("/my-data/corrections/<id>", self.correction),
            ("/workbench/corrections/<id>", self.correction),
            ("/workbench/staff/<id>", self.seat),
            ("/workbench/openings/<id>", self.opening),
            ("/workbench/organisations/<id>", self.village.of("first_hospital").public_id),
            ("/entitlements/inquiries/<id>", self.inquiry),
            ("/workbench/inquiries/<id>", self.inquiry),
            ("/workbench/home-services/<id>", self.request),
            ("/workbench/home-service-drafts/<id>", self.officers_draft),
            ("/workbench/home-visits/<id>", self.request),
            ("/demo/people/<id>", self._account("guo")),
        ):
            if rule.startswith(start):
                of_a_draft = rule.startswith("/home-services/requests/<id>/") and rule.rsplit("/", 1)[1] in (
                    "manner",
                    "times",
                    "place",
                    "check",
                    "submission",
                    "removal",
                    "keeping",
                )
                return {"id": self.draft if of_a_draft else thing}
        return {}

    def _account(self, key: str) -> str:
        with self.village.database.reading() as db:
            return people.account_of(db, self.village.of(key)).public_id


@pytest.fixture
def ask(app, village, visitor, monkeypatch):
    """`ask(person)` -> a function endpoint -> what the answer was; nothing is kept of what it changes."""
    app.config["WTF_CSRF_ENABLED"] = False
    things = Things(village)
    keys = {"nobody": None, "own": "mei", "daughter": "daughter", "neighbour": "neighbour", "ended": "mother"}
    acting = {"daughter", "neighbour", "ended"}

    def come_as(person: str):
        who = visitor(keys.get(person, person), acting_for="mei" if person in acting else None)
        with who.client.session_transaction(base_url=BASE) as session:
            before = dict(session)

        def answer(endpoint: str) -> str:
            with who.client.session_transaction(base_url=BASE) as session:
                session.clear()
                session.update(before)
            route = ROUTES[endpoint]
            with app.test_request_context(base_url=BASE):
                from flask import url_for

                address = url_for(endpoint, **things.address(endpoint))
            send = who.client.post if route.kind == "act" else who.client.get
            return said(send(address, base_url=BASE))

        return answer

    @contextmanager
    def rehearsing(database):
        with writing(database) as db:
            yield db
            db.flush()
            db.rollback()
            db.info.pop("events", None)

    writing = Database.writing

    def begin(person: str):
        answer = come_as(person)
        monkeypatch.setattr(Database, "writing", rehearsing)
        return answer

    return begin


def said(response) -> str:
    if response.status_code == 404:
        return "not found"
    if response.status_code == ENDED and "委托已经结束" in response.get_data(as_text=True):
        return "ended"
    if response.status_code in (303, 302) and "/sign-in?next=" in (response.location or ""):
        return "sign in"
    if response.status_code in (303, 302) and (response.location or "").endswith(("/sign-in", "/workbench/sign-in")):
        return "sign in"
    return f"in ({response.status_code})"


def expected(person: str, endpoint: str) -> set[str]:
    if person in admitted(endpoint):
        return {"in", "not found"} if endpoint in ACCESS["asks_for_more"]["routes"] else {"in"}
    if person == "nobody":
        return {"sign in"}
    return {"ended", "not found"} if person == "ended" else {"not found"}


def test_every_route_is_in_the_reviewed_file(app):
    ours = {e for e in ROUTES if e in app.view_functions}
    assert sorted(ours - ACCESS["routes"].keys()) == [], "write into tests/house/access.toml who gets in there"
    assert sorted(ACCESS["routes"].keys() - ours) == [], "these routes are no more"


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.timeout(240)
def test_who_gets_in_is_what_the_file_says(ask, person):
    answer = ask(person)
    wrong = {}
    for endpoint in ACCESS["routes"]:
        if endpoint in ROUTES:
            got = answer(endpoint)
            if got.split(" (")[0] not in expected(person, endpoint) and not sign_in_itself(endpoint, got, person):
                wrong[endpoint] = f"{got}, expected {' or '.join(sorted(expected(person, endpoint)))}"
    assert wrong == {}


def sign_in_itself(endpoint: str, got: str, person: str) -> bool:
    """Acts that lead to the sign-in page because that is where one goes on from them."""
    return person in admitted(endpoint) and got == "sign in" and endpoint == "resident.sign_out"


def test_a_route_that_lets_everybody_in_would_be_found():
    assert "guo" not in admitted("resident.appointment")
    assert expected("guo", "resident.appointment") == {"not found"}
    assert said(type("Answer", (), {"status_code": 200, "location": None})()) == "in (200)"
