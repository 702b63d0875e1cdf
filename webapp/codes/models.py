"""Tables of the code. Who she is stands here and nowhere on the side of those who check."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.core import Base, public_id
from webapp.core.privacy import Sealed
from webapp.mandates import Mandate
from webapp.people import Area, Resident, enum_column


class FreezeReason(enum.StrEnum):
    not_me = "not_me"
    """She did not show it when it was checked."""
    paused = "paused"
    officer = "officer"
    death = "death"


class PlaceKind(enum.StrEnum):
    """Where a code is checked, as an enrolled checkpoint is known or as whoever checks says; never which place."""

    bus = "bus"
    rail = "rail"
    parking = "parking"
    hospital = "hospital"
    office = "office"
    venue = "venue"
    other = "other"


class Refusal(enum.StrEnum):
    """Why a check was answered with "check by hand". Kept for those who run the service; never told to who checks."""

    malformed = "malformed"
    """No code of ours, or one that no service could read."""
    unknown_key = "unknown_key"
    forged = "forged"
    unknown = "unknown"
    not_yet = "not_yet"
    expired = "expired"
    frozen = "frozen"
    withdrawn = "withdrawn"
    mandate_ended = "mandate_ended"
    no_longer_true = "no_longer_true"
    replayed = "replayed"
    """The phone signed it once, and it was checked already; or this credential has served its five minutes."""
    not_asked_here = "not_asked_here"
    """The checkpoint was enrolled for other claims."""
    by_hand_offline = "by_hand_offline"
    """The checkpoint had no network and answered so itself."""


class Way(enum.StrEnum):
    """How a claim is carried."""

    screen = "screen"
    """Drawn by the service, for five minutes, with a short number."""
    phone = "phone"
    """A credential for one use, bound to a key that cannot leave the phone; the phone signs each showing."""
    paper = "paper"
    """A long random number on paper, for a year; it proves nothing by itself and is asked for on line."""


class MisuseOutcome(enum.StrEnum):
    hers_after_all = "hers_after_all"
    misused = "misused"
    unclear = "unclear"


class BenefitCode(Base):
    """A resident's code as a whole: frozen or not. What was frozen when stands in the ledger."""

    __tablename__ = "benefit_codes"
    __table_args__ = (CheckConstraint("(frozen_at IS NULL) = (frozen_reason IS NULL)", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    resident_id: Mapped[int] = mapped_column(ForeignKey("residents.id"), unique=True)
    frozen_at: Mapped[datetime | None]
    frozen_reason: Mapped[FreezeReason | None] = mapped_column(enum_column(FreezeReason))
    withdrawn_at: Mapped[datetime | None]
    """What a phone was given before is worth nothing, also after unfreezing: the phone throws it away."""
    resident: Mapped[Resident] = relationship()


class Presentation(Base):
    """One claim, ready to be shown in one way. `token` holds no word about the person, `number` says nothing."""

    __tablename__ = "presentations"
    __table_args__ = (
        CheckConstraint("expires_at > issued_at", name="life"),
        CheckConstraint("(way = 'phone') = (number IS NULL)", name="number"),
        Index("ix_presentations_code_id_id", "code_id", "id"),
        Index("ix_presentations_expires_at", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    code_id: Mapped[int] = mapped_column(ForeignKey("benefit_codes.id"))
    way: Mapped[Way] = mapped_column(enum_column(Way), default=Way.screen)
    claim: Mapped[str] = mapped_column(String(40))
    grade: Mapped[int | None]
    """Only where the grade is what is claimed."""
    number: Mapped[str | None] = mapped_column(String(16), unique=True)
    """Ten digits on a screen, sixteen on paper, the last of which checks the others: for whoever cannot scan."""
    cti: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    """The identity of this one token (RFC 8392, 3.1.7): random, never used twice. Eight bytes, on paper sixteen."""
    token: Mapped[str | None] = mapped_column(String(400))
    """What the picture holds. None on the phone, which draws its own."""
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"))
    """Under which a carer shows it: it dies with the mandate."""
    code: Mapped[BenefitCode] = relationship()
    mandate: Mapped[Mandate | None] = relationship()


class Checkpoint(Base):
    """A place that the Federation has enrolled: what kind it is, and which claims it may ask for."""

    __tablename__ = "checkpoints"
    __table_args__ = (Index("ix_checkpoints_area_id", "area_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    name: Mapped[str] = mapped_column(String(80))
    """For those who run it; the holder is told the kind of place only."""
    place: Mapped[PlaceKind] = mapped_column(enum_column(PlaceKind))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    credential_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """Of the secret that its device holds; the secret itself is shown once and kept nowhere."""
    enrolled_at: Mapped[datetime]
    enrolled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    revoked_at: Mapped[datetime | None]
    area: Mapped[Area] = relationship()
    claim_rows: Mapped[list[CheckpointClaim]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def claims(self) -> frozenset[str]:
        return frozenset(row.claim for row in self.claim_rows)


class CheckpointClaim(Base):
    """One claim that a checkpoint may ask for."""

    __tablename__ = "checkpoint_claims"

    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoints.id"), primary_key=True)
    claim: Mapped[str] = mapped_column(String(40), primary_key=True)


class CodeCheck(Base):
    """Somebody asked about a code, and the one answer. Without a presentation it was none of ours."""

    __tablename__ = "code_checks"
    __table_args__ = (
        Index("ix_code_checks_presentation_id", "presentation_id"),
        Index("ix_code_checks_checkpoint_id", "checkpoint_id"),
        Index("ix_code_checks_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    presentation_id: Mapped[int | None] = mapped_column(ForeignKey("presentations.id"))
    place: Mapped[PlaceKind] = mapped_column(enum_column(PlaceKind))
    scanned: Mapped[bool]
    """The whole code was read, not the short number typed."""
    at: Mapped[datetime]
    refusal: Mapped[Refusal | None] = mapped_column(enum_column(Refusal))
    checkpoint_id: Mapped[int | None] = mapped_column(ForeignKey("checkpoints.id"))
    """Where it is known, the kind of place is true; else it is what whoever checked said."""
    signed_at: Mapped[datetime | None]
    """When the phone signed what was checked: each signature serves one check."""
    handed_in_at: Mapped[datetime | None]
    """When a check without network reached the service."""
    presentation: Mapped[Presentation | None] = relationship()
    checkpoint: Mapped[Checkpoint | None] = relationship()

    @property
    def accepted(self) -> bool:
        return self.refusal is None


class MisuseReport(Base):
    """ "This was not me": the officer of her community looks into it."""

    __tablename__ = "misuse_reports"
    __table_args__ = (Index("ix_misuse_reports_code_id", "code_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)
    code_id: Mapped[int] = mapped_column(ForeignKey("benefit_codes.id"))
    check_id: Mapped[int | None] = mapped_column(ForeignKey("code_checks.id"), unique=True)
    reported_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    outcome: Mapped[MisuseOutcome | None] = mapped_column(enum_column(MisuseOutcome))
    code: Mapped[BenefitCode] = relationship()
    check: Mapped[CodeCheck | None] = relationship()


class IssuerKey(Base):
    """A key that signs codes (ES256). At most one signs; whoever is second to make one finds the first."""

    __tablename__ = "issuer_keys"
    __table_args__ = (
        Index(
            "one_signs",
            "algorithm",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kid: Mapped[bytes] = mapped_column(LargeBinary(4), unique=True)
    algorithm: Mapped[str] = mapped_column(String(10), default="ES256")
    private_pem: Mapped[str] = mapped_column(Sealed)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """A COSE_Key (RFC 9052, 7) as published."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
