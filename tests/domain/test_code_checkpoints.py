"""Enrolled checkpoints: the kind of place is true, only what was allowed is answered, revoked at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories_codes as given
from tests.conftest import MORNING
from webapp import codes, people
from webapp.codes import CheckpointRevoked, ClaimsMissing, FreezeReason, OfflineCheck, PlaceKind, Refusal
from webapp.core import Actor, NotFound


def checks(db, village, who="mei"):
    return codes.checks_of(db, people.find_resident(db, village.of(who).public_id))


def test_the_kind_of_place_is_the_enrolled_one_whatever_is_said(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village, place=PlaceKind.parking)
        answer = given.check(
            db, given.show(db, village, "mei", "free-transport").token, place=PlaceKind.bus, checkpoint=checkpoint
        )
        assert answer.accepted
        assert (answer.place, answer.checkpoint_id) == (PlaceKind.parking, checkpoint.id)


def test_a_claim_outside_the_list_gets_the_answer_of_every_no(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        shown = given.show(db, village, "mei", "severe-disability")
        assert given.check(db, shown.token, checkpoint=checkpoint).refusal is Refusal.not_asked_here
        assert given.check(db, shown.number, checkpoint=checkpoint).refusal is Refusal.not_asked_here


def test_the_secret_is_kept_nowhere_and_is_understood_however_it_is_typed(village):
    with village.database.writing() as db:
        checkpoint, secret = given.enrol(db, village)
        assert secret.encode() not in checkpoint.credential_digest
        for typed in (secret, secret.lower(), "-".join(codes.secret_in_groups(secret)), f" {secret} "):
            assert codes.checkpoint_of(db, typed) is checkpoint
        for typed in (None, "", secret[:-1], secret[:-1] + ("A" if secret[-1] != "A" else "B"), "九" * 24):
            assert codes.checkpoint_of(db, typed) is None


def test_a_new_secret_ends_the_old_one_and_revoking_ends_both(village):
    with village.database.writing() as db:
        administrator = village.actor("administrator")
        checkpoint, first = given.enrol(db, village)
        second = codes.renew_credential(db, administrator, checkpoint)
        assert codes.checkpoint_of(db, first) is None
        assert codes.checkpoint_of(db, second) is checkpoint
        codes.revoke_checkpoint(db, administrator, checkpoint)
        assert codes.checkpoint_of(db, second) is None
        with pytest.raises(CheckpointRevoked):
            codes.renew_credential(db, administrator, checkpoint)
        codes.revoke_checkpoint(db, administrator, checkpoint)  # again: nothing


def test_a_checkpoint_that_may_ask_nothing_is_not_enrolled(village):
    with village.database.writing() as db, pytest.raises(ClaimsMissing):
        given.enrol(db, village, claims=())


def test_the_checkpoint_of_another_area_is_not_found(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        elsewhere = people.within_area(db, village.areas["330402"].id)
        assert codes.checkpoints_within(db, elsewhere) == []
        with pytest.raises(NotFound):
            codes.find_checkpoint(db, checkpoint.public_id, areas=elsewhere)


def handed(db, checkpoint, *made, at=MORNING + timedelta(hours=2)):
    return codes.hand_in(db, Actor.service(at), checkpoint, list(made))


def test_a_check_without_network_reaches_her_list_with_its_own_time_and_once(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        phone = given.Phone().stock(db, village)
        made = OfflineCheck(phone.shows(), MORNING, accepted=True)
        assert handed(db, checkpoint, made, made) == 1
        assert handed(db, checkpoint, made) == 0
        (listed,) = checks(db, village)
        assert (listed.at, listed.handed_in_at) == (MORNING, MORNING + timedelta(hours=2))
        assert (listed.accepted, listed.place) == (True, PlaceKind.bus)


def test_what_was_answered_by_hand_is_listed_as_that(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        phone = given.Phone().stock(db, village)
        handed(db, checkpoint, OfflineCheck(phone.shows(), MORNING, accepted=False))
        assert [check.accepted for check in checks(db, village)] == [False]


def test_a_check_of_a_code_that_was_frozen_meanwhile_is_still_told(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        phone = given.Phone().stock(db, village)
        mei = people.find_resident(db, village.mei.public_id)
        codes.freeze(db, village.actor("mei"), mei, reason=FreezeReason.paused)
        assert handed(db, checkpoint, OfflineCheck(phone.shows(), MORNING, accepted=True)) == 1
        assert len(checks(db, village)) == 1


def test_what_proves_nothing_is_not_taken(village):
    with village.database.writing() as db:
        checkpoint, _ = given.enrol(db, village)
        phone = given.Phone().stock(db, village)
        drawn = given.show(db, village, "mei", "free-transport")
        paper = codes.make_paper(
            db, village.actor("mei"), people.find_resident(db, village.mei.public_id), "free-transport"
        )
        late = MORNING + timedelta(days=8)
        for made, at in (
            (OfflineCheck(drawn.number, MORNING, accepted=True), MORNING),
            (OfflineCheck(paper.token, MORNING, accepted=True), MORNING),
            (OfflineCheck("HN2:ABC", MORNING, accepted=True), MORNING),
            (OfflineCheck(phone.shows(key=1), MORNING, accepted=True), MORNING),
            (OfflineCheck(phone.shows(), MORNING + timedelta(minutes=10), accepted=True), late),
            (OfflineCheck(phone.shows(), MORNING, accepted=True), late),
            (OfflineCheck(phone.shows(), MORNING + timedelta(minutes=5), accepted=True), MORNING),
        ):
            assert handed(db, checkpoint, made, at=at) == 0
        assert handed(db, checkpoint, OfflineCheck(drawn.token, MORNING, accepted=True)) == 1
