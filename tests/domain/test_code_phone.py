"""What a phone signs by itself: fresh, once, by the key that the service has bound, and linked to nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from tests import factories_codes as given
from tests import factories_mandates
from tests.conftest import MORNING
from webapp import codes, mandates, people
from webapp.codes import (
    ClaimNotHers,
    CodeIsFrozen,
    FreezeReason,
    IssuerKey,
    KeysUnusable,
    Presentation,
    Refusal,
    TooManyCredentials,
)
from webapp.core import Actor, LedgerEntry
from webapp.mandates import Power, Province


def of(db, village, who="mei"):
    return people.find_resident(db, village.of(who).public_id)


def test_what_a_phone_signs_is_accepted_a_day_long(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        answer = given.check(db, phone.shows())
        assert answer.accepted
        assert answer.presentation.claim == "free-transport"
        later = MORNING + timedelta(hours=23)
        assert given.check(db, phone.shows(later, 1), at=later).accepted


@pytest.mark.parametrize(
    ("seconds", "refusal"),
    [
        (-600, Refusal.not_yet),
        (-61, Refusal.not_yet),
        (-60, None),
        (29, None),
        (89, None),
        (90, Refusal.expired),
        (600, Refusal.expired),
    ],
)
def test_a_picture_is_worthless_after_a_minute_and_a_half_and_a_phone_ten_minutes_wrong_is_not_believed(
    village, seconds, refusal
):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        at = MORNING + timedelta(minutes=20)
        assert given.check(db, phone.shows(at), at=at + timedelta(seconds=seconds)).refusal is refusal


def test_a_credential_dies_with_its_hour(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        for hours, refusal in ((24, None), (25, None), (25.1, Refusal.expired)):
            at = MORNING + timedelta(hours=hours)
            assert given.check(db, phone.shows(at, int(hours) - 24), at=at).refusal is refusal


def test_what_was_checked_once_is_not_accepted_again(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        shown = phone.shows()
        assert given.check(db, shown).accepted
        copied = given.check(db, shown, at=MORNING + timedelta(seconds=10))
        assert copied.refusal is Refusal.replayed
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "codes.CodeChecked")).all()
        assert [entry.facts["times"] for entry in told] == [1, 2]  # the second is told to her at once


def test_of_two_gates_at_one_moment_one_accepts(village):
    with village.database.writing() as db:
        shown = given.Phone().stock(db, village).shows()
    ready = Barrier(2)

    def gate(_):
        ready.wait()
        with village.database.writing() as db:
            return given.check(db, shown).accepted

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(gate, range(2))) == [False, True]


def test_a_credential_serves_one_occasion(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        assert given.check(db, phone.shows()).accepted
        for minutes, refusal in ((4, None), (5, Refusal.replayed), (60, Refusal.replayed)):
            at = MORNING + timedelta(minutes=minutes)
            assert given.check(db, phone.shows(at), at=at).refusal is refusal


def test_another_key_than_the_bound_one_is_a_forgery(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        assert given.check(db, phone.shows(key=1)).refusal is Refusal.forged


def test_a_changed_time_is_a_forgery(village):
    with village.database.writing() as db:
        shown = bytearray(base45.b45decode(given.Phone().stock(db, village).shows().removeprefix("HN2:")))
        for place in range(9, 16):  # within the phone's payload
            changed = bytearray(shown)
            changed[place] ^= 1
            answer = given.check(db, "HN2:" + base45.b45encode(bytes(changed)).decode())
            assert answer.refusal in (Refusal.forged, Refusal.malformed)


def test_a_credential_that_we_did_not_sign_is_refused(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        kid = db.scalars(select(IssuerKey)).one().kid
        claims = cbor2.loads(cbor2.loads(phone.credentials[0]).value[2])
        stranger = ec.generate_private_key(ec.SECP256R1())
        for protected, refusal in (
            ({1: given.ES256, 4: kid}, Refusal.forged),
            ({1: given.ES256, 4: b"none"}, Refusal.unknown_key),
            ({1: given.ES256, 2: [4], 4: kid}, Refusal.malformed),
            ({1: given.ES384, 4: kid}, Refusal.malformed),
        ):
            forged = given.token_of(given.signed_by_hand(stranger, claims, protected=protected))
            assert given.check(db, phone.shows(credential=forged)).refusal is refusal


def test_a_credential_is_no_code_and_a_code_is_no_credential(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        bare = given.as_text(phone.credentials[0])
        assert given.check(db, bare).refusal is Refusal.malformed
        drawn = given.show(db, village, "mei", "free-transport").token
        assert given.check(db, phone.shows(credential=given.token_of(drawn))).refusal is Refusal.malformed


def test_a_screen_s_code_stays_good_beside_the_phone_s(village):
    with village.database.writing() as db:
        given.Phone().stock(db, village)
        assert given.check(db, given.show(db, village, "mei", "free-transport").token).accepted


def test_two_credentials_share_only_what_those_of_that_hour_share(village):
    with village.database.writing() as db:
        mine = given.Phone().stock(db, village)
        hers = given.Phone().stock(db, village, "guo", "valid-certificate", at=MORNING + timedelta(minutes=30))
        one, two = (cbor2.loads(cbor2.loads(token).value[2]) for token in mine.credentials)
        other = cbor2.loads(cbor2.loads(hers.credentials[0]).value[2])
        assert set(one) == {1, 4, 7, 8, -70001}
        assert {key for key in one if one[key] == two[key]} == {1, 4, -70001}
        assert one[4] == other[4]
        assert village.mei.citizen_id.encode() not in mine.credentials[0]


def test_freezing_kills_what_is_on_the_phone(village):
    with village.database.writing() as db:
        phone = given.Phone().stock(db, village)
        codes.freeze(db, village.actor("mei"), of(db, village), reason=FreezeReason.paused)
        assert given.check(db, phone.shows()).refusal is Refusal.frozen
        with pytest.raises(CodeIsFrozen):
            given.Phone().stock(db, village)
        codes.unfreeze(db, village.actor("mei"), of(db, village))
        assert given.check(db, phone.shows()).refusal is Refusal.withdrawn


def test_a_carer_s_phone_is_worth_nothing_when_the_mandate_has_ended(village):
    with village.database.writing() as db:
        granted = factories_mandates.grant(db, village, scope={(Province.code, Power.show)})
        carer = Actor(account_id=village.neighbour.id, at=MORNING, resident_id=village.guo.id, mandate_id=granted.id)
        phone = given.Phone().stock(db, village, "guo", "valid-certificate", actor=carer)
        assert given.check(db, phone.shows()).accepted
        mandates.revoke(db, village.actor("guo"), granted, reason="by_resident")
        assert given.check(db, phone.shows(number=1)).refusal is Refusal.mandate_ended


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [(b"\x00" * 32, b"\x00" * 32)],
        [(b"x", b"y")],
        given.Phone(33).points,
        given.Phone(1).points * 2,
    ],
    ids=["none", "no point", "too short", "too many", "one twice"],
)
def test_what_is_no_key_gets_no_credential(village, keys):
    with village.database.writing() as db:
        with pytest.raises(KeysUnusable):
            codes.give_batch(db, village.actor("mei"), of(db, village), "free-transport", keys)
        assert db.scalars(select(Presentation)).all() == []


def test_a_phone_out_of_order_gets_four_batches_of_a_claim_and_no_more(village):
    with village.database.writing() as db:
        keys = given.Phone(129).points
        for start in range(0, 128, 32):
            codes.give_batch(db, village.actor("mei"), of(db, village), "free-transport", keys[start : start + 32])
        with pytest.raises(TooManyCredentials):
            codes.give_batch(db, village.actor("mei"), of(db, village), "free-transport", keys[128:])


def test_what_does_not_hold_is_not_given_to_a_phone(village):
    with village.database.writing() as db, pytest.raises(ClaimNotHers):
        given.Phone().stock(db, village, "bin", "severe-disability")


def test_the_grade_is_in_a_phone_s_credential_only_where_it_is_the_claim(village):
    with village.database.writing() as db:
        for claim, shown in (("grade", [3, 2]), ("severe-disability", 2)):
            phone = given.Phone(1).stock(db, village, "mei", claim)
            assert cbor2.loads(cbor2.loads(phone.credentials[0]).value[2])[-70001] == shown


def test_giving_a_batch_is_one_entry_in_her_time_line(village):
    with village.database.writing() as db:
        given.Phone().stock(db, village)
    with village.database.reading() as db:
        entries = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "codes.CredentialsGiven")).all()
        assert [entry.facts for entry in entries] == [{"claim": "free-transport", "count": 2}]


def test_a_showing_fits_a_small_picture(village):
    with village.database.writing() as db:
        longest = max(len(given.Phone(1).stock(db, village, "mei", "grade").shows()) for _ in range(8))
    assert longest <= 483  # alphanumeric, level M, version 13


def marks(db, at=MORNING):
    told = codes.withdrawn(db, at)
    assert len(told) % codes.MARK_LENGTH == 0
    return {told[start : start + codes.MARK_LENGTH] for start in range(0, len(told), codes.MARK_LENGTH)}


def test_the_list_of_the_withdrawn_is_short_and_tells_nothing_to_who_saw_nothing(village):
    with village.database.writing() as db:
        given.Phone(4).stock(db, village)
        given.Phone(3).stock(db, village, "guo", "valid-certificate")
        assert marks(db) == set()
        codes.freeze(db, village.actor("mei"), of(db, village), reason=FreezeReason.paused)
        assert len(marks(db)) == 4
        told = codes.withdrawn(db, MORNING)
        each = [told[start : start + 6] for start in range(0, len(told), 6)]
        assert each == sorted(each)
        assert marks(db, MORNING + timedelta(hours=26)) == set()


def test_a_mandate_s_end_reaches_the_list(village):
    with village.database.writing() as db:
        granted = factories_mandates.grant(db, village, scope={(Province.code, Power.show)})
        carer = Actor(account_id=village.neighbour.id, at=MORNING, resident_id=village.guo.id, mandate_id=granted.id)
        given.Phone().stock(db, village, "guo", "valid-certificate", actor=carer)
        assert marks(db) == set()
        mandates.revoke(db, village.actor("guo"), granted, reason="by_resident")
        assert len(marks(db)) == 2


def test_what_holds_no_longer_reaches_the_list_by_the_worker(village):
    from webapp import certificates

    with village.database.writing() as db:
        given.Phone().stock(db, village)
        service = Actor.service(MORNING)
        assert codes.withdraw_untrue(db, service) == 0
        held = certificates.certificate_on(db, of(db, village), MORNING.date())
        held.valid_until = MORNING.date() - timedelta(days=1)
        db.flush()
        assert codes.withdraw_untrue(db, service) == 2
        assert len(marks(db)) == 2
