"""What can have happened to entitlements."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.core import Event


@dataclass(frozen=True)
class BenefitConfirmed(Event):
    """An officer has recorded that a benefit is given here."""

    benefit: str
    effective_on: str
    is_demo: bool


@dataclass(frozen=True)
class BenefitEnded(Event):
    """An officer has recorded that a benefit is given here no more."""

    benefit: str
    ended_on: str


@dataclass(frozen=True)
class BenefitAsked(Event):
    """She, or a carer for her, has asked about a benefit in writing."""

    benefit: str


@dataclass(frozen=True)
class InquiryAnswered(Event):
    benefit: str


@dataclass(frozen=True)
class BenefitsChosen(Event):
    """Of benefits that exclude each other she, or a carer for her, has said which she wants."""

    benefits: list[str]
    gives_up: list[str]


@dataclass(frozen=True)
class InquiriesForgotten(Event):
    """She has deleted what she asked in writing, with the answers."""


@dataclass(frozen=True)
class EntitlementsChanged(Event):
    """What is new for one resident since the last time; keys of benefits, the nearest region first.

    Only benefits that are given count, by a local record or by an issued document within its period.
    """

    gained: list[str]
    lost: list[str]
    became_possible: list[str]
    because: list[str] = field(default_factory=list, compare=False)
    """The facts that have changed and that these benefits ask for; ``rules`` where the documents or what is given here
    have changed."""


@dataclass(frozen=True)
class AutomaticOpeningSwitched(Event):
    """An officer has switched on or off that a benefit's application is opened without being asked for."""

    benefit: str
    is_on: bool


@dataclass(frozen=True)
class BenefitOpened(Event):
    """The night has opened an application that nobody had to ask for."""

    benefit: str


@dataclass(frozen=True)
class OpeningSettled(Event):
    """An officer has seen to it."""

    benefit: str
