"""Writing a mandate: hers alone, of no effect until signed, and signed in the words that were shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from tests import factories_mandates as given
from tests.conftest import MORNING
from webapp import mandates, people
from webapp.mandates import (
    AgentNameMissing,
    DraftIncomplete,
    MandateDraft,
    MandateOverOneself,
    NoSuchMandate,
    Relation,
    WordsChanged,
)
from webapp.people import Account, BadPhone


def test_a_signed_draft_becomes_a_mandate_and_is_gone(village):
    with village.database.writing() as db:
        granted = given.sign(db, village, given.draft(db, village))
        assert granted.agent_id == village.neighbour.id
        assert granted.relation == "neighbour"
        assert {(row.province, row.power) for row in granted.scope} == given.BOOKING
        assert db.scalars(select(MandateDraft)).all() == []


def test_an_agent_without_an_account_gets_one_that_waits_for_her(village):
    with village.database.writing() as db:
        granted = given.sign(db, village, given.draft(db, village, phone="138 0000 1234", name="沈小妹"))
        agent = db.get_one(Account, granted.agent_id)
        assert (agent.name, agent.phone, agent.activated_at) == ("沈小妹", "13800001234", None)


def test_a_known_telephone_keeps_its_own_account_and_name(village):
    with village.database.writing() as db:
        before = db.scalar(select(Account.name).where(Account.id == village.neighbour.id))
        granted = given.sign(db, village, given.draft(db, village, name="楼下的钱姐"))
        assert granted.agent_id == village.neighbour.id
        assert granted.agent_name == "楼下的钱姐"
        assert db.get_one(Account, granted.agent_id).name == before


def test_words_that_changed_between_reading_and_signing_are_not_signed(village):
    with village.database.writing() as db:
        begun = given.draft(db, village)
        with pytest.raises(WordsChanged):
            given.sign(db, village, begun, words=given.WORDS + "还有别的")
        assert mandates.mandates_by(db, people.find_resident(db, village.guo.public_id)) == []


def test_a_mandate_without_matters_or_without_an_end_cannot_be_signed(village):
    with village.database.writing() as db:
        begun = given.draft(db, village, whole=False)
        with pytest.raises(DraftIncomplete) as refused:
            given.sign(db, village, begun)
        assert refused.value.facts == {"missing": "scope"}
        mandates.set_scope(db, village.actor("guo"), begun, given.BOOKING)
        with pytest.raises(DraftIncomplete) as refused:
            given.sign(db, village, begun)
        assert refused.value.facts == {"missing": "until_on"}


@pytest.mark.parametrize(("change", "refusal"), [
    ({"name": "  "}, AgentNameMissing),
    ({"phone": "12345"}, BadPhone),
    ({"phone": "００010000002"}, MandateOverOneself),
])
def test_a_wrong_agent_is_refused(village, change, refusal):
    with village.database.writing() as db, pytest.raises(refusal):
        given.draft(db, village, **change)


def test_she_writes_one_at_a_time_and_it_is_hers_alone(village):
    with village.database.writing() as db:
        first = given.draft(db, village).public_id
        second = given.draft(db, village, phone="00020000002", name="赵敏").public_id
        with pytest.raises(NoSuchMandate):
            mandates.find_draft(db, first, resident_id=village.guo.id)
        with pytest.raises(NoSuchMandate):
            mandates.find_draft(db, second, resident_id=village.mei.id)
        assert mandates.draft_of(db, people.find_resident(db, village.guo.public_id)).agent_name == "赵敏"


def test_a_draft_lets_nobody_in(village):
    with village.database.writing() as db:
        given.draft(db, village)
        assert mandates.active_mandate(db, village.neighbour.id, village.guo.public_id, MORNING.date()) is None


def test_an_agents_name_and_number_are_unreadable_in_the_draft(village):
    with village.database.writing() as db:
        given.draft(db, village)
    with village.database.reading() as db:
        row = db.execute(text("SELECT agent_name, agent_phone FROM mandate_drafts")).one()
    stored = b"".join(bytes(value) for value in row)
    assert "钱阿姨".encode() not in stored
    assert b"00020000003" not in stored


def test_changing_the_agent_of_a_renewal_makes_it_a_new_mandate(village):
    with village.database.writing() as db:
        old = given.grant(db, village)
        actor = village.actor("guo")
        begun = mandates.start_renewal(db, actor, old)
        assert begun.powers == given.BOOKING
        mandates.change_agent(db, actor, begun, name="赵敏", phone="00020000002", relation=Relation.friend)
        mandates.set_duration(db, actor, begun, actor.today + timedelta(days=90))
        new = given.sign(db, village, begun)
        assert (new.agent_id, new.renews_id) == (village.mother.id, None)
        assert old.revoked_at is None


def test_a_signed_renewal_ends_the_old_mandate(village):
    with village.database.writing() as db:
        old = given.grant(db, village)
        actor = village.actor("guo")
        begun = mandates.start_renewal(db, actor, old)
        assert begun.until_on is None
        mandates.set_duration(db, actor, begun, actor.today + timedelta(days=180))
        new = given.sign(db, village, begun)
        assert (old.revoked_reason, new.renews_id, new.agent_id) == ("renewed", old.id, old.agent_id)


def test_a_signed_draft_is_found_as_the_mandate_it_has_become_by_her_alone(village):
    with village.database.writing() as db:
        begun = given.draft(db, village)
        name = begun.public_id
        signed = given.sign(db, village, begun)
        assert mandates.signed_from(db, name, resident_id=village.guo.id).id == signed.id
        assert mandates.signed_from(db, name, resident_id=village.mei.id) is None


def test_old_drafts_are_forgotten(village):
    with village.database.writing() as db:
        given.draft(db, village)
        assert mandates.forget_old_drafts(db, village.actor("guo", MORNING + timedelta(days=6))) == 0
        assert mandates.forget_old_drafts(db, village.actor("guo", MORNING + timedelta(days=8))) == 1


def test_a_draft_can_be_thrown_away(village):
    with village.database.writing() as db:
        begun = given.draft(db, village)
        mandates.discard_draft(db, village.actor("guo"), begun)
        assert mandates.draft_of(db, people.find_resident(db, village.guo.public_id)) is None
