"""What can have happened to notices."""

from dataclasses import dataclass

from webapp.core import Event


@dataclass(frozen=True)
class PushDeviceAdded(Event):
    device: str


@dataclass(frozen=True)
class PushDeviceProven(Event):
    """She tapped the test message on it."""

    device: str


@dataclass(frozen=True)
class PushDeviceRemoved(Event):
    device: str


@dataclass(frozen=True)
class NoticeChoicesChanged(Event): ...


@dataclass(frozen=True)
class MessageAcknowledged(Event):
    kind: str
