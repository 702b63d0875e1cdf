"""Checking: the two answers, and everything that must get the second one."""

from __future__ import annotations

from datetime import timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSE, COSEKey
from sqlalchemy import select

from tests import factories_codes as given
from tests.conftest import MORNING
from webapp import certificates, codes, people
from webapp.codes import IssuerKey, PlaceKind, Refusal
from webapp.core import LedgerEntry


def test_a_good_code_is_accepted_by_scan_and_by_number(village):
    with village.database.writing() as db:
        shown = given.show(db, village, "mei", "grade")
        for typed in (
            shown.token,
            shown.number,
            f" {shown.number[:4]} {shown.number[4:7]} {shown.number[7:]} ",
            shown.token + "\r\n",
        ):
            answer = given.check(db, typed)
            assert answer.accepted
            assert (answer.presentation.claim, answer.presentation.grade) == ("grade", 2)


def test_the_holder_sees_each_check_with_place_claim_and_time(village):
    with village.database.writing() as db:
        shown = given.show(db, village, "mei", "free-transport")
        given.check(db, shown.token, place=PlaceKind.bus)
        given.check(db, shown.number, place=PlaceKind.parking, at=MORNING + timedelta(minutes=9))
    with village.database.reading() as db:
        mei = people.find_resident(db, village.mei.public_id)
        assert [(c.place, c.accepted, c.presentation.claim) for c in codes.checks_of(db, mei)] == [
            (PlaceKind.parking, False, "free-transport"),
            (PlaceKind.bus, True, "free-transport"),
        ]
        told = [
            e.facts
            for e in db.scalars(
                select(LedgerEntry).where(LedgerEntry.event == "codes.CodeChecked").order_by(LedgerEntry.id)
            )
        ]
        assert told == [
            {
                "claim": "free-transport",
                "place": "bus",
                "accepted": True,
                "times": 1,
                "enrolled": False,
                "offline": False,
            },
            {
                "claim": "free-transport",
                "place": "parking",
                "accepted": False,
                "times": 2,
                "enrolled": False,
                "offline": False,
            },
        ]


@pytest.mark.parametrize(
    ("seconds", "refusal"),
    [
        (-61, Refusal.not_yet),
        (-60, None),
        (0, None),
        (299, None),
        (359, None),
        (360, Refusal.expired),
        (600, Refusal.expired),
    ],
)
def test_clocks_may_differ_by_a_minute_and_no_more(village, seconds, refusal):
    with village.database.writing() as db:
        shown = given.show(db, village)
        at = MORNING + timedelta(seconds=seconds)
        assert given.check(db, shown.token, at=at).refusal is refusal
        assert given.check(db, shown.number, at=at).refusal is refusal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HN1:",
        "HN1:!!!",
        "HN2:ABC",
        "hello",
        "HC1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDEXWK",
        "https://example.com/pay?x=1",
        "WIFI:S:net;;",
        "HN1:" + "A" * 5_000,
        "😀" * 10,
        "\x00",
        "HN1:00",
        "9" * 10_000,
    ],
)
def test_what_is_no_code_of_ours_is_malformed(village, text):
    with village.database.writing() as db:
        answer = given.check(db, text)
        assert answer.refusal is Refusal.malformed
        assert answer.presentation is None


def test_every_changed_byte_is_refused(village):
    with village.database.writing() as db:
        token = given.token_of(given.show(db, village).token)
        for place in range(len(token)):
            changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
            answer = given.check(db, given.as_text(changed))
            assert answer.refusal in (Refusal.malformed, Refusal.unknown_key, Refusal.forged), place


def test_a_longer_or_shorter_token_is_refused(village):
    with village.database.writing() as db:
        token = given.token_of(given.show(db, village).token)
        for changed in (token + b"\x00", token[:-1], token[:40], token + token):
            assert given.check(db, given.as_text(changed)).refusal is Refusal.malformed


def issued(db, village):
    """A good code's claims, and the key that signs, for signing by hand."""
    claims = given.claims_of(given.show(db, village).token)
    key = db.scalars(select(IssuerKey)).one()
    return claims, key, given.private_key(key)


def test_a_token_made_from_the_standard_alone_is_accepted(village):
    with village.database.writing() as db:
        claims, key, private = issued(db, village)
        assert given.check(db, given.signed_by_hand(private, claims, protected={1: given.ES256, 4: key.kid})).accepted


def test_our_token_is_verified_by_the_published_key_alone(village):
    with village.database.writing() as db:
        shown = given.show(db, village)
        public = COSEKey.new(cbor2.loads(codes.key_set(db, MORNING))[0])
        assert cbor2.loads(COSE.new().decode(given.token_of(shown.token), public))[7] == shown.cti


def test_a_code_signed_by_somebody_else_under_our_kid_is_forged(village):
    with village.database.writing() as db:
        claims, key, _ = issued(db, village)
        other = ec.generate_private_key(ec.SECP256R1())
        text = given.signed_by_hand(other, claims, protected={1: given.ES256, 4: key.kid})
        assert given.check(db, text).refusal is Refusal.forged


def test_an_unknown_key_is_refused(village):
    with village.database.writing() as db:
        claims, _, private = issued(db, village)
        text = given.signed_by_hand(private, claims, protected={1: given.ES256, 4: b"none"})
        assert given.check(db, text).refusal is Refusal.unknown_key


@pytest.mark.parametrize(
    ("protected", "unprotected", "tag"),
    [
        ({1: given.ES256, 4: "kid", 2: [-70002], -70002: 1}, {}, 18),  # a critical header that nobody knows
        ({1: given.ES384, 4: "kid"}, {}, 18),
        ({4: "kid"}, {1: given.ES256}, 18),  # the algorithm where nobody has signed it
        ({1: given.ES256}, {4: "kid"}, 18),
        ({1: given.ES256, 4: "kid"}, {99: b"unsigned"}, 18),
        ({1: given.ES256, 4: "kid"}, {}, 17),
        ({1: given.ES256, 4: "kid"}, {}, 98),
        ({}, {}, 18),
    ],
)
def test_a_header_that_is_not_ours_to_the_byte_is_refused_though_signed_by_our_key(
    village, protected, unprotected, tag
):
    with village.database.writing() as db:
        claims, key, private = issued(db, village)
        named = [
            {label: key.kid if value == "kid" else value for label, value in part.items()}
            for part in (protected, unprotected)
        ]
        text = given.signed_by_hand(private, claims, protected=named[0], unprotected=named[1], tag=tag)
        assert given.check(db, text).refusal is Refusal.malformed


def test_a_token_of_another_issuer_is_refused(village):
    with village.database.writing() as db:
        claims, key, private = issued(db, village)
        text = given.signed_by_hand(private, {**claims, 1: "others"}, protected={1: given.ES256, 4: key.kid})
        assert given.check(db, text).refusal is Refusal.unknown_key


def test_a_token_that_we_signed_and_do_not_know_is_refused(village):
    with village.database.writing() as db:
        claims, key, private = issued(db, village)
        text = given.signed_by_hand(private, {**claims, 7: b"stranger"}, protected={1: given.ES256, 4: key.kid})
        assert given.check(db, text).refusal is Refusal.unknown


def test_a_number_that_nobody_shows_is_refused(village):
    with village.database.writing() as db:
        assert given.check(db, codes.rules.new_number()).refusal is Refusal.unknown


def test_a_claim_that_has_ceased_to_hold_is_refused_before_its_code_dies(village):
    with village.database.writing() as db:
        shown = given.show(db, village)
        mei = people.find_resident(db, village.mei.public_id)
        held = certificates.certificate_on(db, mei, MORNING.date())
        certificates.cancel_certificate(db, village.actor("federation"), held, reason="request")
        db.flush()
        assert given.check(db, shown.token).refusal is Refusal.no_longer_true


def test_checks_that_met_no_code_are_in_nobodys_ledger(village):
    with village.database.writing() as db:
        given.check(db, "1234567890")
    with village.database.reading() as db:
        assert db.scalar(select(LedgerEntry.id).where(LedgerEntry.event == "codes.CodeChecked")) is None
