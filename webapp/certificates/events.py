"""What can have happened to a certificate."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class CertificateIssued(Event):
    source: str


@dataclass(frozen=True)
class CertificateDated(Event):
    """Its day of issue, and with it its term, was set right."""

    source: str


@dataclass(frozen=True)
class CertificateCancelled(Event):
    reason: str
