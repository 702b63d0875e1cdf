"""Whose messages a visitor sees, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, url_for

from webapp import notifications
from webapp.mandates import Power, Province, may
from webapp.notifications import AT_WORK, Audience, Mailbox, Message, Words
from webapp.people import Role
from webapp.web.access import allows
from webapp.web.door import ROUTES
from webapp.web.visit import Visit
from webapp.web.words.notices import in_words
from webapp.web.words.notices.about import about_each

PLACE_OF_KIND = {
    "entitlements_changed": "resident.entitlements",
    "answers_noted": "resident.known_of_me",
    "opening_settled": "resident.entitlements",
    "death_retracted": "resident.home",
    "correction_settled": "resident.corrections",
    "disagreement_settled": "resident.deeds",
    "file_corrected": "resident.my_data",
    "guardian_ended": "resident.mandates",
    "guardian_recorded": "resident.mandates",
    "hukou_moved": "resident.known_of_me",
    "objection_settled": "resident.deeds",
    "passkey_added": "resident.ways_in",
    "passkey_removed": "resident.ways_in",
    "recovery_code_issued": "resident.ways_in",
    "recovery_used": "resident.ways_in",
    "account_activated": "resident.ways_in",
    "unified_used": "resident.ways_in",
    "phone_adopted": "resident.phone_number",
    "new_phone_proved": "resident.phone_number",
    "new_phone_stopped": "resident.phone_number",
    "phone_changed": "resident.phone_number",
    "phone_restored": "resident.phone_number",
    "device_trial": "resident.notices",
    "code_repeated": "resident.code_checks",
    "code_frozen": "resident.code",
    "code_unfrozen": "resident.code",
    "misuse_settled": "resident.code_checks",
}
OF_THE_ACCOUNT = {
    "recovery_used", "account_activated", "passkey_added", "passkey_removed", "recovery_code_issued", "device_trial",
    "unified_used", "phone_adopted", "new_phone_proved", "new_phone_stopped", "phone_changed", "phone_restored",
}
PLACE_OF_MATTER = {
    "appointment": "resident.appointment",
    "complaint": "resident.complaint",
    "errand": "resident.errand",
    "home_service": "resident.home_service_request",
    "inquiry": "resident.inquiry",
    "letter": "resident.letter",
    "mandate": "resident.mandate",
    "mandate_proposal": "resident.mandate_proposal",
    "view_question": "resident.view_question",
}
RIGHTS_TO_ACT = {"disagreement", "guardianship", "mandate"}
"""Matters of two people: hers, and his who acts for her."""
WORKBENCH_OF_MATTER = {
    "appointment": "workbench.appointment",
    "complaint": "workbench.complaint",
    "home_service": "workbench.home_service_request",
    "inquiry": "workbench.inquiry",
    "letter": "workbench.letter",
    "opening": "workbench.opening",
    "view_question": "workbench.view_question",
}
WORKBENCH_OF_KIND = {"matters_handed_over": "workbench.home"}
PROVIDERS_OF_KIND = {"task_taken_back": "workbench.home_visits", "task_not_wanted": "workbench.home_visits"}
"""What it has no more it cannot open."""
PROVIDERS_OF_MATTER = {"home_service": "workbench.home_visit"}


def mailbox_for(visit: Visit) -> Mailbox:
    """At the workbench what came to the seat. At the front door her own; acting for somebody, that person's.

    Without the power to see her messages a carer sees what he was told about her himself.
    """
    account = visit.account
    if visit.door == "workbench":
        return notifications.staff_mailbox(account.id)
    if not visit.on_behalf:
        return notifications.own_mailbox(account.id)
    sees_hers = visit.mandate is None or may(visit.mandate, Province.messages, Power.see)
    owner = visit.resident.account if sees_hers else None
    if owner is None:
        return notifications.carers_mailbox(account.id, visit.resident.id)
    covered = None
    if visit.mandate is not None:
        covered = frozenset(province for province in Province if may(visit.mandate, province, Power.see))
    return notifications.mailbox_of(owner.id, account.id, visit.resident.id, covered=covered)


def unread_for(visit: Visit) -> int:
    return notifications.unread_count(visit.db, mailbox_for(visit), visit.today) if visit.account is not None else 0


def said(visit: Visit, message: Message) -> Words:
    """The words that were sent; before they are, those that will be."""
    return all_said(visit, [message])[0]


def all_said(visit: Visit, messages: Sequence[Message]) -> list[Words]:
    """The words of each. What those not yet in words name is looked up in one go, however many they are."""
    waiting = about_each(visit.db, [message for message in messages if message.worded_at is None])
    in_a_moment = {about.message.id: about for about in waiting}
    return [
        in_words(in_a_moment[message.id]) if message.id in in_a_moment else _sent(visit, message)
        for message in messages
    ]


def _sent(visit: Visit, message: Message) -> Words:
    return Words(
        message.language or visit.language,
        message.subject or "",
        message.body or "",
        message.push_title or "",
        message.push_body or "",
        message.outside_text or "",
        message.path or "",
    )


def matter_of(visit: Visit, message: Message) -> str | None:
    """Where the matter of a message is seen by this visitor; None when it cannot be seen from here now."""
    endpoint, values = _place(visit, message)
    if endpoint is None or endpoint not in current_app.view_functions:
        return None
    if not allows(ROUTES[endpoint].permission, visit):
        return None
    return url_for(endpoint, **values)


def acts_for_another(visit: Visit, message: Message) -> bool:
    """The matter belongs to somebody for whom the visitor is not acting at the moment."""
    if message.audience in AT_WORK or message.resident_id is None:
        return False
    if message.audience is Audience.own and (message.kind in OF_THE_ACCOUNT or _to_who_acts(message)):
        return False
    return visit.resident is None or visit.resident.id != message.resident_id


def _to_who_acts(message: Message) -> bool:
    """It is about his right to act for her, told to him. Her own page of that is hers alone."""
    of_a_right = message.about is not None and message.about.kind in RIGHTS_TO_ACT
    return of_a_right and message.recipient.resident_id != message.resident_id


def _place(visit: Visit, message: Message) -> tuple[str | None, dict[str, str]]:
    if message.audience in AT_WORK:
        if message.kind in WORKBENCH_OF_KIND:
            return WORKBENCH_OF_KIND[message.kind], {}
        if message.kind in PROVIDERS_OF_KIND:
            return PROVIDERS_OF_KIND[message.kind], {}
        providers = visit.membership is not None and visit.membership.role is Role.provider_clerk
        places = PROVIDERS_OF_MATTER if providers else WORKBENCH_OF_MATTER
    elif acts_for_another(visit, message):
        return None, {}
    elif _to_who_acts(message):
        return "resident.acting", {}
    elif message.kind in PLACE_OF_KIND:
        return PLACE_OF_KIND[message.kind], {}
    else:
        places = PLACE_OF_MATTER
    about = message.about
    return (places.get(about.kind), {"id": about.public_id}) if about is not None else (None, {})
