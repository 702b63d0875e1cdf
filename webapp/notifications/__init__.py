"""Notices: ledger entries become messages, messages become deliveries.

Invariants: a message and its deliveries commit with what they tell, or not at all; the same
cause tells the same person once; a delivery is one attempt on one way to one place, and only
who holds its lease may say what came of it; a mandate, a seat or a life that has ended ends
what is sent; nothing that leaves the house names a category, a grade, an amount or an institution;
sent is not delivered, delivered is not read.
"""

from webapp.notifications import declared as _declared  # noqa: F401  makes every notice known
from webapp.notifications.choices import Choices, choices_of, choose_channels, choose_quiet_hours
from webapp.notifications.devices import (
    acknowledge_lost,
    add_device,
    device_status,
    devices_of,
    find_device,
    lost_devices,
    remove_device,
    renew_device,
    sign_out_device,
    sign_out_devices,
    try_device,
)
from webapp.notifications.errors import PushAddressRefused, QuietHoursIncomplete
from webapp.notifications.events import (
    MessageAcknowledged,
    NoticeChoicesChanged,
    PushDeviceAdded,
    PushDeviceProven,
    PushDeviceRemoved,
)
from webapp.notifications.gateways import OUTBOX, Gateways, Outbox, open_gateways
from webapp.notifications.handing_on import carry_along, hand_on
from webapp.notifications.inbox import (
    Mailbox,
    acknowledge,
    carers_mailbox,
    find_message,
    mailbox_of,
    mark_all_read,
    messages_about,
    messages_in,
    messages_to_tell,
    note_read,
    own_mailbox,
    staff_mailbox,
    unread_count,
)
from webapp.notifications.models import (
    AT_WORK,
    Audience,
    Channel,
    ChannelRefusal,
    Delivery,
    DeliveryState,
    Message,
    PushDevice,
    QuietHours,
    Topic,
)
from webapp.notifications.notice import Notice
from webapp.notifications.outcomes import Gone, Later, Outcome, Refused, Sent
from webapp.notifications.post_room import PostRoom, connect
from webapp.notifications.push import Push, PushConnection, PushSender, Subscription
from webapp.notifications.receipts import note_opened, note_shown
from webapp.notifications.rules import MOVES
from webapp.notifications.vapid import VapidKey
from webapp.notifications.wording import Wording, Words

__all__ = [
    "AT_WORK", "MOVES", "OUTBOX", "Audience", "Channel", "ChannelRefusal", "Choices", "Delivery", "DeliveryState",
    "Gateways", "Gone", "Later", "Mailbox", "Message", "MessageAcknowledged", "Notice", "NoticeChoicesChanged",
    "Outbox", "Outcome", "PostRoom", "Push", "PushAddressRefused", "PushConnection", "PushDevice", "PushDeviceAdded",
    "PushDeviceProven", "PushDeviceRemoved", "PushSender", "QuietHours", "QuietHoursIncomplete", "Refused", "Sent",
    "Subscription", "Topic", "VapidKey", "Wording", "Words", "acknowledge", "acknowledge_lost", "add_device",
    "carers_mailbox", "carry_along", "choices_of", "choose_channels", "choose_quiet_hours", "connect", "device_status",
    "devices_of",
    "find_device", "find_message", "hand_on", "lost_devices", "mailbox_of", "mark_all_read", "messages_about",
    "messages_in",
    "messages_to_tell", "note_opened", "note_read", "note_shown", "open_gateways", "own_mailbox", "remove_device",
    "renew_device", "sign_out_device", "sign_out_devices", "staff_mailbox", "try_device", "unread_count",
]
