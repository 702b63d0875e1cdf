"""Phones that receive push: added, tried, proven by a tap, renewed by the browser, removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from webapp.core import Actor, NotFound, record
from webapp.core.privacy import blind_index
from webapp.notifications.errors import PushAddressRefused
from webapp.notifications.events import PushDeviceAdded, PushDeviceRemoved
from webapp.notifications.ladder import retire_device
from webapp.notifications.models import PushDevice
from webapp.notifications.push import PushSender, Subscription, is_subscription
from webapp.notifications.rules import TEST_MINUTE
from webapp.notifications.writing import write_test
from webapp.people import Account, SignInSession


def add_device(
    db: Session,
    actor: Actor,
    account: Account,
    subscription: Subscription,
    *,
    name: str,
    push: PushSender,
    device_index: str | None = None,
) -> PushDevice:
    """A phone that asks to be written to; a test message goes to it at once. Raises PushAddressRefused.

    An address belongs to one account: when somebody else signs in on the same browser and adds it, the earlier
    one gets nothing there any more.
    """
    _check(subscription, push)
    earlier = _live(db, subscription.endpoint)
    if earlier is not None and earlier.account_id == account.id:
        earlier.p256dh, earlier.auth, earlier.name = subscription.p256dh, subscription.auth, name or earlier.name
        earlier.device_index = device_index
        if earlier.proven_at is None:
            try_device(db, actor, earlier)
        return earlier
    if earlier is not None:
        _retire(db, earlier, actor.at, because="taken")
    device = _new(db, account.id, subscription, name=name, at=actor.at, device_index=device_index)
    record(db, actor, PushDeviceAdded(device=device.public_id), subject_id=account.resident_id)
    try_device(db, actor, device)
    return device


def try_device(db: Session, actor: Actor, device: PushDevice) -> None:
    """Send a test message to this device alone; not twice in the same second."""
    if device.tested_at != actor.at:
        device.tested_at = actor.at
        write_test(db, device, actor.at)


def renew_device(
    db: Session, actor: Actor, old_endpoint: str, subscription: Subscription, *, push: PushSender
) -> PushDevice:
    """The browser gave the same phone a new address.

    Knowing the old one is all that is asked, so the new one has to be proven. Raises NotFound, PushAddressRefused.
    """
    _check(subscription, push)
    old = _live(db, old_endpoint)
    if old is None or _live(db, subscription.endpoint) is not None:
        raise NotFound()
    _retire(db, old, actor.at, because="replaced")
    device = _new(db, old.account_id, subscription, name=old.name, at=actor.at, device_index=old.device_index)
    try_device(db, actor, device)
    return device


def remove_device(db: Session, actor: Actor, device: PushDevice, *, because: str = "removed") -> None:
    if device.retired_at is None:
        _retire(db, device, actor.at, because=because)
        record(db, actor, PushDeviceRemoved(device=device.public_id), subject_id=device.account.resident_id)


def sign_out_device(db: Session, actor: Actor, ended: SignInSession) -> None:
    """A session has ended: the phone it was on shows her notices no more. What waits for it goes by SMS."""
    for device in devices_of(db, ended.account_id):
        if device.device_index is not None and device.device_index == ended.device_index:
            remove_device(db, actor, device, because="signed_out")


def sign_out_devices(db: Session, actor: Actor, account: Account) -> None:
    """Every session of the account has ended."""
    for device in devices_of(db, account.id):
        remove_device(db, actor, device, because="signed_out")


def acknowledge_lost(db: Session, actor: Actor, account_id: int) -> None:
    """She has been told that these phones are reached no more."""
    for device in lost_devices(db, account_id):
        device.told_at = actor.at


def devices_of(db: Session, account_id: int) -> list[PushDevice]:
    """Those in use, the oldest first."""
    live = select(PushDevice).where(PushDevice.account_id == account_id, PushDevice.retired_at.is_(None))
    return list(db.scalars(live.order_by(PushDevice.id)))


def lost_devices(db: Session, account_id: int) -> list[PushDevice]:
    """Proven ones that stopped by themselves, and about which she has not been told."""
    return list(db.scalars(_LOST, {"account": account_id}))


_LOST = (
    select(PushDevice)
    .where(
        PushDevice.account_id == bindparam("account", type_=Integer),
        PushDevice.retired_because == "gone",
        PushDevice.proven_at.is_not(None),
        PushDevice.told_at.is_(None),
    )
    .order_by(PushDevice.id)
)
"""Asked by every page of the inbox: so it is built once."""


def find_device(db: Session, public_id: str, *, account_id: int) -> PushDevice:
    """Raises NotFound for anybody else's, and for one that was removed."""
    device = db.scalar(select(PushDevice).where(
        PushDevice.public_id == public_id, PushDevice.account_id == account_id, PushDevice.retired_at.is_(None)))
    if device is None:
        raise NotFound()
    return device


def device_status(device: PushDevice, at: datetime) -> str:
    """proven; trying, for a minute after a test; silent: nobody tapped, this phone is reached by SMS."""
    if device.proven_at is not None:
        return "proven"
    return "trying" if device.tested_at is not None and at < device.tested_at + TEST_MINUTE else "silent"


def _check(subscription: Subscription, push: PushSender) -> None:
    known = push.allows(subscription.endpoint)
    if not known or not is_subscription(subscription.endpoint, subscription.p256dh, subscription.auth):
        raise PushAddressRefused()


def _live(db: Session, endpoint: str) -> PushDevice | None:
    return db.scalar(
        select(PushDevice)
        .where(PushDevice.endpoint_index == blind_index("push_endpoint", endpoint), PushDevice.retired_at.is_(None))
        .with_for_update()
    )


def _retire(db: Session, device: PushDevice, at: datetime, *, because: str) -> None:
    retire_device(db, device.id, at, because=because, sms=True)
    db.refresh(device)


def _new(
    db: Session, account_id: int, subscription: Subscription, *, name: str, at: datetime, device_index: str | None
) -> PushDevice:
    device = PushDevice(
        account_id=account_id,
        device_index=device_index,
        name=name,
        endpoint=subscription.endpoint,
        auth=subscription.auth,
        p256dh=subscription.p256dh,
        endpoint_index=blind_index("push_endpoint", subscription.endpoint),
        created_at=at,
    )
    db.add(device)
    db.flush()
    return device
