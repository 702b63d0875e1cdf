"""Tables of people. Moments, not booleans; sealed numbers beside their blind index."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from webapp.core.db import Base, public_id
from webapp.core.ledger import Matter
from webapp.core.privacy import Sealed

PublicId = String(16)


class Role(enum.StrEnum):
    community_officer = "community_officer"
    federation_officer = "federation_officer"
    federation_administrator = "federation_administrator"
    site_clerk = "site_clerk"
    provider_clerk = "provider_clerk"


class OrganisationKind(enum.StrEnum):
    community = "community"
    federation = "federation"
    assessment_site = "assessment_site"
    provider = "provider"


class FactSource(enum.StrEnum):
    register = "register"
    resident = "resident"
    officer = "officer"


class Need(enum.StrEnum):
    """How a person wants to be met; travels with every booking, visit and call."""

    sign_interpreter = "sign_interpreter"
    writing = "writing"
    no_calls = "no_calls"
    slowly = "slowly"
    wheelchair = "wheelchair"
    companion = "companion"
    guide_dog = "guide_dog"
    local_dialect = "local_dialect"
    large_print = "large_print"


def enum_column(kind: type[enum.StrEnum], length: int = 32) -> String:
    """Stored as its text: a database enum cannot be widened in one transaction everywhere."""
    return Enum(kind, native_enum=False, length=length, values_callable=lambda e: [m.value for m in e],
                create_constraint=False, validate_strings=True)


class Area(Base):
    """A place of the administrative division. `region` names the catalogue that holds there.

    What it lies in is written down once, when it is entered: every page asks for it, and a place stays where it is.
    """

    __tablename__ = "areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    region: Mapped[str | None] = mapped_column(String(20))
    lineage: Mapped[str] = mapped_column(String(120), unique=True)
    """Codes from the top down to its own, each closed by a stroke: "33/3304/330482/"."""
    regions: Mapped[str] = mapped_column(String(120))
    """The catalogues that hold here, the nearest first, parted by blanks: "pinghu jiaxing"."""
    parent: Mapped[Area | None] = relationship(remote_side=[id])

    def __init__(self, *, code: str, name: str, within: Area | None = None, region: str | None = None) -> None:
        above = "" if within is None else within.lineage
        regions = " ".join(filter(None, (region, within.regions if within is not None else None)))
        super().__init__(code=code, name=name, region=region, lineage=f"{above}{code}/", regions=regions)
        self.parent_id = None if within is None else within.id

    @property
    def codes_above(self) -> list[str]:
        """Its own and those of all it lies in, the nearest first."""
        return self.lineage.rstrip("/").split("/")[::-1]

    @property
    def region_layers(self) -> tuple[str, ...]:
        return tuple(self.regions.split())

    def holds(self, other: Area | None) -> bool:
        """Whether another place is this one or lies in it."""
        return other is not None and other.lineage.startswith(self.lineage)


class Organisation(Base):
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    name: Mapped[str] = mapped_column(String(120))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(30))
    """The operator's own contact; shown only when it was configured."""
    hours: Mapped[str | None] = mapped_column(String(200))
    area: Mapped[Area] = relationship()


class Resident(Base):
    __tablename__ = "residents"
    __table_args__ = (
        Index("ix_residents_residence_area_id", "residence_area_id"),
        Index("ix_residents_hukou_area_id", "hukou_area_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(60))
    citizen_id: Mapped[str] = mapped_column(Sealed)
    citizen_id_index: Mapped[str] = mapped_column(String(64), unique=True)
    birth_on: Mapped[date]
    hukou_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    hukou_area_from: Mapped[date | None]
    """Since when; entitlements follow a moved hukou from this day."""
    former_hukou_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    residence_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    phone: Mapped[str | None] = mapped_column(Sealed)
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_proved_at: Mapped[datetime | None]
    """When she proved by a code that this number is hers; the register then no longer replaces it."""
    register_phone: Mapped[str | None] = mapped_column(Sealed)
    """What the register says instead, while it says otherwise than she has proved or an officer has put right."""
    register_name: Mapped[str | None] = mapped_column(String(60))
    """The same for the name; and so on."""
    register_hukou_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    register_residence_area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    registered_at: Mapped[datetime]
    in_register_at: Mapped[datetime | None]
    """When the last import of the Federation's register had her."""
    left_register_at: Mapped[datetime | None]
    died_on: Mapped[date | None]
    hukou_area: Mapped[Area | None] = relationship(foreign_keys=[hukou_area_id])
    residence_area: Mapped[Area | None] = relationship(foreign_keys=[residence_area_id])
    register_hukou_area: Mapped[Area | None] = relationship(foreign_keys=[register_hukou_area_id])
    register_residence_area: Mapped[Area | None] = relationship(foreign_keys=[register_residence_area_id])
    need_rows: Mapped[list[ResidentNeed]] = relationship(cascade="all, delete-orphan")
    account: Mapped[Account | None] = relationship(
        viewonly=True, primaryjoin="Account.resident_id == Resident.id", uselist=False
    )


class ResidentFact(Base):
    """One dated fact: it holds from `from_on` until `until_on` (exclusive), and says who says so."""

    __tablename__ = "resident_facts"
    __table_args__ = (Index("ix_resident_facts_resident_id_fact", "resident_id", "fact", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    fact: Mapped[str] = mapped_column(String(60))
    value: Mapped[str | None] = mapped_column(Text)
    """JSON; null says that the answer was "I don't know"."""
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    source: Mapped[FactSource] = mapped_column(enum_column(FactSource))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))


class ResidentNeed(Base):
    __tablename__ = "resident_needs"
    __table_args__ = (UniqueConstraint("resident_id", "need"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    need: Mapped[Need] = mapped_column(enum_column(Need))
    noted_at: Mapped[datetime]


class Consent(Base):
    """What somebody agreed to: kind, version and digest of the words shown."""

    __tablename__ = "consents"
    __table_args__ = (CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    words_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Account(Base):
    """Whoever signs in: a resident, a carer, a member of staff, or several of these at once."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(60))
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("residents.id"), unique=True)
    phone: Mapped[str | None] = mapped_column(Sealed)
    phone_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(8), default="zh_Hans")
    theme: Mapped[str] = mapped_column(String(16), default="standard")
    text_size: Mapped[str] = mapped_column(String(16), default="standard")
    reading: Mapped[str] = mapped_column(String(16), default="standard")
    """standard or easy: whether each page begins with what it is in short sentences."""
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    resident: Mapped[Resident | None] = relationship()
    seats: Mapped[list[StaffMembership]] = relationship(
        viewonly=True,
        primaryjoin="and_(StaffMembership.account_id == Account.id, StaffMembership.ended_at.is_(None))",
        order_by="StaffMembership.started_at.desc(), StaffMembership.id.desc()",
    )
    """Those it holds now, the latest first."""
    agreed: Mapped[str | None] = column_property(
        select(
            func.aggregate_strings(
                case((Consent.account_id == id, "account:"), else_="resident:") + Consent.kind + ":" + Consent.version,
                " ",
            )
        )
        .where(
            or_(Consent.account_id == id, Consent.resident_id == resident_id),
            or_(Consent.kind == "notice", Consent.kind == "health_data"),
            Consent.withdrawn_at.is_(None),
        )
        .correlate_except(Consent)
        .scalar_subquery(),
        deferred=True,
    )
    """What it holds of that without which nobody comes in, also where an officer wrote it down for the resident, as
    "account:notice:2026-1 resident:health_data:2026-1": every page asks for it, so it comes without rows of its own."""

    @property
    def is_of_the_dead(self) -> bool:
        """Whoever has her telephone, her paper or her passkey is not she."""
        return self.resident is not None and self.resident.died_on is not None


class StaffMembership(Base):
    """A seat at the workbench: one role in one organisation, over one area."""

    __tablename__ = "staff_memberships"
    __table_args__ = (Index("ix_staff_memberships_account_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("staff_memberships.id"))
    """Who takes over. Open matters belong to a place or an organisation, so that nothing moves but the name."""
    open_matters: Mapped[int | None]
    """How many waited in this seat when it was left."""
    successor: Mapped[StaffMembership | None] = relationship(remote_side=[id])
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    organisation: Mapped[Organisation] = relationship()
    area: Mapped[Area] = relationship()


class Passkey(Base):
    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    cooling_until: Mapped[datetime | None]
    """Added by somebody who had come in by a way that a stranger would take: it gives no more than that way gave."""
    account: Mapped[Account] = relationship()


class CodePurpose(enum.StrEnum):
    sign_in = "sign_in"
    activation = "activation"
    confirmation = "confirmation"
    new_phone = "new_phone"
    """Sent to a number that is to become hers; it opens nothing."""
    officer = "officer"
    """Given in person by a community officer, to somebody whose telephone is not known."""


class OneTimeCode(Base):
    """A code of six digits: keyed digest only, serves once, few attempts, a short life."""

    __tablename__ = "one_time_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[CodePurpose] = mapped_column(enum_column(CodePurpose))
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    extensions: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    device_index: Mapped[str | None] = mapped_column(String(64))
    """The device that asked, where the account had signed in on it before; None: any other."""
    account: Mapped[Account] = relationship()


class PhoneChange(Base):
    """Another number for an account: asked for, proved by a code, in force a day later unless somebody stops it."""

    __tablename__ = "phone_changes"
    __table_args__ = (
        CheckConstraint("proved_at IS NOT NULL OR in_force_at IS NULL", name="proved_first"),
        CheckConstraint("in_force_at IS NULL OR stopped_at IS NULL", name="stopped_or_in_force"),
        CheckConstraint("restored_at IS NULL OR in_force_at IS NOT NULL", name="restored_from_force"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("one_time_codes.id"))
    phone: Mapped[str] = mapped_column(Sealed)
    former_phone: Mapped[str | None] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    in_force_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    """When an officer put the former number back."""
    account: Mapped[Account] = relationship()


class RecoveryCode(Base):
    """A code on paper, one at a time; a new one puts the old one out of use."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """Counts requests and failures by key (a phone, a device, a network) in a window of time; never by name."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class SignInSession(Base):
    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[str] = mapped_column(String(20))
    device: Mapped[str] = mapped_column(String(120))
    device_index: Mapped[str | None] = mapped_column(String(64))
    """Of the device's own mark; None on somebody else's phone."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    cooling_until: Mapped[datetime | None]
    """Until then it gives no power away: she came in by a way that a stranger would take."""
    confirmed_at: Mapped[datetime | None]
    """When she last proved, after signing in, that it is still she."""
    confirmed_way: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class CorrectionItem(enum.StrEnum):
    """What she says is wrong."""

    name = "name"
    citizen_id = "citizen_id"
    phone = "phone"
    hukou_area = "hukou_area"
    residence_area = "residence_area"
    certificate = "certificate"
    income_status = "income_status"
    other = "other"


class CorrectionOutcome(enum.StrEnum):
    corrected = "corrected"
    declined = "declined"


class CorrectionRequest(Base):
    __tablename__ = "correction_requests"
    __table_args__ = (Index("ix_correction_requests_resident_id", "resident_id"),
                      CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
                      CheckConstraint("settled_at IS NULL OR undone_at IS NULL", name="settled_or_undone"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    item: Mapped[CorrectionItem] = mapped_column(enum_column(CorrectionItem))
    words: Mapped[str] = mapped_column(Sealed)
    """In her own words: it may hold any number of hers."""
    requested_at: Mapped[datetime]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    undone_at: Mapped[datetime | None]
    """When she took it back."""
    outcome: Mapped[CorrectionOutcome | None] = mapped_column(enum_column(CorrectionOutcome))
    answer: Mapped[str | None] = mapped_column(Sealed)
    resident: Mapped[Resident] = relationship()


class Letter(Base):
    """What she writes to the community, and what an officer answers: the way for whoever cannot call."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_resident_id_matter", "resident_id", "matter"),
                      CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"))

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    matter: Mapped[str | None] = mapped_column(String(60))
    """What it is about, as in the ledger; None: about no one matter."""
    words: Mapped[str] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answer: Mapped[str | None] = mapped_column(Sealed)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()

    @property
    def about(self) -> Matter | None:
        if self.matter is None:
            return None
        kind, _, name = self.matter.partition(":")
        return Matter(kind, name)


class ComplaintTopic(enum.StrEnum):
    """What is wrong."""

    decision = "decision"
    service = "service"
    staff = "staff"
    access = "access"
    """She cannot use something: a page, a building, a letter."""
    anything_else = "anything_else"


class ComplaintOutcome(enum.StrEnum):
    upheld = "upheld"
    partly_upheld = "partly_upheld"
    not_upheld = "not_upheld"


class Complaint(Base):
    """What she holds to be wrong, and what the Federation answers; her community does not see it."""

    __tablename__ = "complaints"
    __table_args__ = (
        Index("ix_complaints_resident_id", "resident_id"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered"),
        CheckConstraint("(answered_at IS NULL) = (outcome IS NULL)", name="outcome"),
        CheckConstraint("answered_at IS NULL OR withdrawn_at IS NULL", name="answered_or_withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    topic: Mapped[ComplaintTopic] = mapped_column(enum_column(ComplaintTopic))
    matter: Mapped[str | None] = mapped_column(String(60))
    """What it is about, as in the ledger; None: about no one matter."""
    words: Mapped[str] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Sealed)
    outcome: Mapped[ComplaintOutcome | None] = mapped_column(enum_column(ComplaintOutcome))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resident: Mapped[Resident] = relationship()

    @property
    def about(self) -> Matter | None:
        if self.matter is None:
            return None
        kind, _, name = self.matter.partition(":")
        return Matter(kind, name)


class ViewQuestion(Base):
    """She asks why somebody looked at her file; somebody else than who looked must answer."""

    __tablename__ = "view_questions"
    __table_args__ = (
        Index("ix_view_questions_resident_id", "resident_id"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"))
    entry_id: Mapped[int] = mapped_column(unique=True)
    """Of the ledger: the view she asks about."""
    viewer_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    viewed_at: Mapped[datetime]
    page: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answer: Mapped[str | None] = mapped_column(Sealed)
    resident: Mapped[Resident] = relationship()
    viewer: Mapped[Account | None] = relationship(foreign_keys=[viewer_id])


class InterruptedForm(Base):
    """What was typed when the session had ended, for its sender alone."""

    __tablename__ = "interrupted_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    path: Mapped[str] = mapped_column(String(300))
    """Where it was sent."""
    fields: Mapped[str] = mapped_column(Sealed)
    """JSON: pairs of name and value."""
    kept_at: Mapped[datetime]


class Submission(Base):
    """The first answer to a form; pressing twice gets it again."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str] = mapped_column(String(32))
    answer: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
