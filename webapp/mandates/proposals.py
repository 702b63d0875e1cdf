"""A mandate that an officer writes down for her, and her own word to it: by text message, by a call, at the window, on
paper, or signed in. Without her word it is of no effect.

Who may answer by message is the telephone that was asked, and it must not be the agent's. What is not clearly yes or no
waits for a person (human_answers). Answers may come twice and in any order: a no that was sent after the question ends
what an earlier yes has granted; a yes after a no grants nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.core import Actor, Matter, record
from webapp.core.ledger import timeline
from webapp.core.privacy import blind_index
from webapp.mandates.drafts import LONGEST_NAME, words_digest
from webapp.mandates.errors import (
    AgentNameMissing,
    ConsentByAgentsPhone,
    HerPhoneUnknown,
    MandateOverOneself,
    NoSuchAnswer,
    NoSuchProposal,
    NotHersToGive,
    ProposalSettled,
    RecordMissing,
    WordsChanged,
)
from webapp.mandates.events import ConsentAnswered, ConsentAsked, MandateProposed, ProposalWithdrawn, QuestionSent
from webapp.mandates.human_answers import read_answer
from webapp.mandates.models import (
    AnswerReading,
    Mandate,
    MandateAnswer,
    MandateProposal,
    Power,
    ProposalOutcome,
    Province,
    Relation,
    SignatureKind,
)
from webapp.mandates.operations import check_duration, check_giver, checked_scope, revoke, write_mandate
from webapp.mandates.rules import is_active
from webapp.people import Resident, account_by_phone, account_of, normalised_phone, open_account

ANSWER_WITHIN = timedelta(days=7)
"""A question by message may be answered so long; afterwards a person asks again."""

SILENT_AFTER = timedelta(days=2)
"""Without an answer the officer calls."""

PROPOSAL = "mandate_proposal"
LONGEST_RECORD = 200
LONGEST_ANSWER = 500

BY_OFFICER = (SignatureKind.call, SignatureKind.window, SignatureKind.paper)


def propose(db: Session, actor: Actor, resident: Resident, *, name: str, phone: str, relation: Relation,
            scope: Iterable[tuple[Province, Power]], until_on: date) -> MandateProposal:
    """Without words yet: write_words follows.

    Raises what a draft raises, and NotHersToGive for an officer's own name.
    """
    if actor.role is None or actor.account_id is None:
        raise NotHersToGive()
    said = " ".join((name or "").split())[:LONGEST_NAME]
    if not said:
        raise AgentNameMissing()
    number = normalised_phone(phone)
    known = account_by_phone(db, number)
    if known is not None and known.resident_id == resident.id:
        raise MandateOverOneself()
    if known is not None and known.id == actor.account_id:
        raise NotHersToGive(field="phone")
    check_duration(actor, until_on)
    powers = sorted(checked_scope(scope))
    proposal = MandateProposal(
        resident_id=resident.id, agent_name=said, agent_phone=number, relation=Relation(relation),
        scope=[[province.value, power.value] for province, power in powers], until_on=until_on, words="",
        words_version="", words_hash="", written_at=actor.at, written_by=actor.account_id,
    )
    proposal.resident = resident
    db.add(proposal)
    db.flush()
    record(db, actor, MandateProposed(proposal=proposal.public_id), subject_id=resident.id, matter=_matter(proposal))
    return proposal


def write_words(db: Session, proposal: MandateProposal, *, words: str, words_version: str) -> None:
    """What she is asked, kept as it was shown."""
    proposal.words, proposal.words_version, proposal.words_hash = words, words_version, words_digest(words)
    db.flush()


def telephone_to_ask(db: Session, proposal: MandateProposal) -> str:
    """Her own number. Raises HerPhoneUnknown, ConsentByAgentsPhone."""
    account = account_of(db, proposal.resident)
    number = (account.phone if account else None) or proposal.resident.phone
    if not number:
        raise HerPhoneUnknown()
    if number == proposal.agent_phone:
        raise ConsentByAgentsPhone()
    return number


def ask_by_message(db: Session, actor: Actor, proposal: MandateProposal) -> str:
    """Note that she is asked; returns the number, to which the caller sends the question after the commit."""
    _open(db, proposal)
    number = telephone_to_ask(db, proposal)
    proposal.asked_at, proposal.asked_index = actor.at, blind_index("phone", number)
    db.flush()
    asked = ConsentAsked(proposal=proposal.public_id)
    record(db, actor, asked, subject_id=proposal.resident_id, matter=_matter(proposal))
    return number


def note_question_sent(db: Session, actor: Actor, proposal: MandateProposal, *, taken: bool) -> None:
    event = QuestionSent(proposal=proposal.public_id, taken=taken)
    record(db, actor, event, subject_id=proposal.resident_id, matter=_matter(proposal))


def question_taken(db: Session, proposal: MandateProposal) -> bool | None:
    """Whether the gateway took the last question; None where that is not known."""
    taken = None
    for entry in timeline(db, _matter(proposal)):
        if entry.event == ConsentAsked.name:
            taken = None
        elif entry.event == QuestionSent.name:
            taken = entry.facts["taken"]
    return taken


def record_consent(db: Session, actor: Actor, proposal: MandateProposal, *, kind: SignatureKind, how: str) -> Mandate:
    """She has said yes to the officer: by a call, at the window or on paper.

    `how`: how the officer made sure of her. Raises RecordMissing, ProposalSettled, ConsentByAgentsPhone.
    """
    if actor.role is None or kind not in BY_OFFICER:
        raise NotHersToGive()
    _open(db, proposal)
    if kind is SignatureKind.call:
        telephone_to_ask(db, proposal)  # a call to the agent's telephone proves as little as a message from it
    proposal.record = _record(how)
    return _grant(db, actor, proposal, kind=kind, proof=f"proposal:{proposal.public_id}", way=kind.value)


def refuse(db: Session, actor: Actor, proposal: MandateProposal, *, kind: SignatureKind, how: str = "") -> None:
    """She has said no, to an officer (`how` is needed) or signed in."""
    _open(db, proposal)
    if actor.role is not None:
        proposal.record = _record(how)
    elif actor.resident_id != proposal.resident_id or actor.on_behalf:
        raise NotHersToGive()
    _settle(db, actor, proposal, ProposalOutcome.refused)
    _record_answer(db, actor, proposal, AnswerReading.no, kind.value)


def sign_proposal(db: Session, actor: Actor, proposal: MandateProposal, *, shown_digest: str,
                  signature_kind: SignatureKind, signature_proof: str) -> Mandate:
    """She has read it herself, signed in. Raises WordsChanged, NotHersToGive, ProposalSettled."""
    check_giver(actor, proposal.resident)
    _open(db, proposal)
    if shown_digest != proposal.words_hash:
        raise WordsChanged()
    return _grant(db, actor, proposal, kind=signature_kind, proof=signature_proof, way=signature_kind.value)


def withdraw_proposal(db: Session, actor: Actor, proposal: MandateProposal) -> None:
    """The officer takes back what was written wrongly; she is asked no more."""
    _open(db, proposal)
    _settle(db, actor, proposal, ProposalOutcome.withdrawn)
    event = ProposalWithdrawn(proposal=proposal.public_id)
    record(db, actor, event, subject_id=proposal.resident_id, matter=_matter(proposal))


def take_answer(db: Session, actor: Actor, *, gateway_id: str, phone: str, words: str,
                sent_at: datetime) -> MandateAnswer | None:
    """One message from the gateway; None when nobody was ever asked at this number.

    Again: what it was the first time.
    """
    known = db.scalar(select(MandateAnswer).where(MandateAnswer.gateway_id == gateway_id))
    if known is not None:
        return known
    index = blind_index("phone", normalised_phone(phone))
    asked = select(MandateProposal).where(MandateProposal.asked_index == index, MandateProposal.asked_at.is_not(None))
    proposals = list(db.scalars(asked.order_by(MandateProposal.id).with_for_update()))
    if not proposals:
        return None
    waiting = [each for each in proposals if _may_answer(each, sent_at) and each.settled_at is None]
    granted = [each for each in proposals if _may_answer(each, sent_at) and each.outcome is ProposalOutcome.granted]
    reading = read_answer(words)
    answer = MandateAnswer(
        gateway_id=gateway_id[:80], resident_id=(waiting or granted or proposals)[-1].resident_id,
        words=words[:LONGEST_ANSWER], reading=reading, sent_at=sent_at, received_at=actor.at,
    )
    db.add(answer)
    if len(waiting) == 1:
        answer.proposal_id = waiting[0].id
        _answered(db, actor, waiting[0], answer)
    elif not waiting and len(granted) == 1:
        answer.proposal_id = granted[0].id
        _said_after_granting(db, actor, granted[0], answer)
    db.flush()
    return answer


def settle_answer(db: Session, actor: Actor, answer: MandateAnswer) -> None:
    """A person has looked at it and done what was to do."""
    if answer.settled_at is None:
        answer.settled_at, answer.settled_by = actor.at, actor.account_id


def find_proposal(db: Session, public_id: str, *, resident_id: int) -> MandateProposal:
    chosen = select(MandateProposal).where(
        MandateProposal.public_id == public_id, MandateProposal.resident_id == resident_id)
    found = db.scalar(chosen)
    if found is None:
        raise NoSuchProposal()
    return found


def proposal_within(db: Session, public_id: str, areas: Select[tuple[int]]) -> MandateProposal:
    found = db.scalar(_there(MandateProposal, areas).where(MandateProposal.public_id == public_id))
    if found is None:
        raise NoSuchProposal()
    return found


def proposals_of(db: Session, resident: Resident) -> list[MandateProposal]:
    """Those she has not answered yet, the oldest first."""
    waiting = select(MandateProposal).where(
        MandateProposal.resident_id == resident.id, MandateProposal.settled_at.is_(None))
    return list(db.scalars(waiting.order_by(MandateProposal.id)))


def answer_within(db: Session, public_id: str, areas: Select[tuple[int]]) -> MandateAnswer:
    chosen = _there(MandateAnswer, areas).options(joinedload(MandateAnswer.proposal))
    found = db.scalar(chosen.where(MandateAnswer.public_id == public_id))
    if found is None:
        raise NoSuchAnswer()
    return found


def _may_answer(proposal: MandateProposal, sent_at: datetime) -> bool:
    return proposal.asked_at is not None and proposal.asked_at <= sent_at <= proposal.asked_at + ANSWER_WITHIN


def _answered(db: Session, actor: Actor, proposal: MandateProposal, answer: MandateAnswer) -> None:
    """To the one question that is open."""
    her = _herself(db, actor, proposal)
    if answer.reading is AnswerReading.unclear:
        _record_answer(db, her, proposal, answer.reading, SignatureKind.text_message.value)
        return
    if answer.reading is AnswerReading.no:
        _settle(db, her, proposal, ProposalOutcome.refused)
        _record_answer(db, her, proposal, answer.reading, SignatureKind.text_message.value)
    elif proposal.until_on < actor.today:
        return  # it would serve no more: the officer asks her anew
    else:
        way = SignatureKind.text_message
        _grant(db, her, proposal, kind=way, proof=f"message:{answer.gateway_id}"[:200], way=way.value)
    answer.settled_at = actor.at


def _said_after_granting(db: Session, actor: Actor, proposal: MandateProposal, answer: MandateAnswer) -> None:
    """Once more yes changes nothing; a clear no ends what she has granted, whichever was sent first."""
    mandate = proposal.mandate
    if answer.reading is AnswerReading.yes:
        answer.settled_at = actor.at
    elif answer.reading is AnswerReading.no and mandate is not None and is_active(
        from_on=mandate.from_on, until_on=mandate.until_on, revoked_at=mandate.revoked_at, today=actor.today
    ):
        revoke(db, _herself(db, actor, proposal), mandate, reason="by_resident")
        answer.settled_at = actor.at


def _grant(db: Session, actor: Actor, proposal: MandateProposal, *, kind: SignatureKind, proof: str,
           way: str) -> Mandate:
    if not proposal.words:
        raise WordsChanged()
    agent = open_account(db, actor, name=proposal.agent_name, phone=proposal.agent_phone)
    mandate = write_mandate(
        db, actor, proposal.resident, agent, relation=proposal.relation.value, scope=proposal.powers,
        until_on=proposal.until_on, words=proposal.words, words_version=proposal.words_version, signature_kind=kind,
        signature_proof=proof, agent_name=proposal.agent_name,
    )
    proposal.mandate_id = mandate.id
    _settle(db, actor, proposal, ProposalOutcome.granted)
    _record_answer(db, actor, proposal, AnswerReading.yes, way)
    return mandate


def _herself(db: Session, actor: Actor, proposal: MandateProposal) -> Actor:
    """Her telephone has spoken: she did it, for herself."""
    account = account_of(db, proposal.resident)
    return Actor(account_id=account.id if account else None, at=actor.at, resident_id=proposal.resident_id)


def _open(db: Session, proposal: MandateProposal) -> None:
    db.refresh(proposal, with_for_update={"of": MandateProposal})
    if proposal.settled_at is not None:
        raise ProposalSettled()


def _settle(db: Session, actor: Actor, proposal: MandateProposal, outcome: ProposalOutcome) -> None:
    """With it what she wrote about it, and nobody could read, is settled too."""
    proposal.settled_at, proposal.settled_by, proposal.outcome = actor.at, actor.account_id, outcome
    unclear = select(MandateAnswer).where(
        MandateAnswer.proposal_id == proposal.id, MandateAnswer.settled_at.is_(None))
    for answer in db.scalars(unclear):
        settle_answer(db, actor, answer)
    db.flush()


def _record_answer(db: Session, actor: Actor, proposal: MandateProposal, reading: AnswerReading, way: str) -> None:
    event = ConsentAnswered(proposal=proposal.public_id, reading=reading.value, way=way)
    record(db, actor, event, subject_id=proposal.resident_id, matter=_matter(proposal))


def _record(how: str) -> str:
    said = (how or "").strip()
    if not said:
        raise RecordMissing()
    return said[:LONGEST_RECORD]


def _matter(proposal: MandateProposal) -> Matter:
    return Matter(PROPOSAL, proposal.public_id)


def _there(table: type, areas: Select[tuple[int]]) -> Select:
    there = or_(Resident.residence_area_id.in_(areas), Resident.hukou_area_id.in_(areas))
    return select(table).join(Resident, Resident.id == table.resident_id).where(there).options(
        joinedload(table.resident))

