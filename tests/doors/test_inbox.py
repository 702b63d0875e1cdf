"""The inbox at the front door: what she was told, seen by whom, and the way to the matter."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.conftest import MORNING
from tests.factories_notifications import account_of, grant, messages
from tests.walk import answers_counted
from webapp import mandates, people
from webapp.assessments import AppointmentBooked, AssessmentSite
from webapp.core import Actor, LedgerEntry, Matter, record
from webapp.mandates import Power, Province

BOOKED = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")


def happen(village, key="guo", number=0, event=BOOKED, by="officer"):
    """What somebody else does for her is news to her."""
    with village.database.writing() as db:
        matter = Matter("appointment", f"{number:016d}")
        record(db, village.actor(by), event, subject_id=village.of(key).id, matter=matter)


def hers(village, key="guo"):
    with village.database.reading() as db:
        return account_of(db, village.of(key))


def newest(village, key="guo"):
    return messages(village.database, hers(village, key))[-1]


def test_an_empty_inbox_says_so(visitor):
    assert "还没有消息" in visitor("guo").open("/inbox").main


def test_a_change_is_in_the_inbox_unread_and_counted_in_the_menu(visitor, village):
    happen(village)
    who = visitor("guo").open("/inbox")
    assert "评定预约已提交" in who.main
    assert "未读" in who.main
    assert "1条" in who.text


def test_what_she_did_herself_is_kept_and_is_no_news_to_her(visitor, village):
    happen(village, by="guo")
    who = visitor("guo").open("/inbox")
    assert "评定预约已提交" in who.main
    assert "您自己办的" in who.main
    assert "未读" not in who.main
    assert "1条" not in who.text
    assert newest(village).read_at is None, "nothing says that she has opened it"
    who.follow("评定预约已提交")
    assert newest(village).read_at == MORNING


def test_what_a_carer_did_is_news_to_her_and_none_to_the_carer(visitor, village):
    mandate = grant(village.database, village, at=MORNING).id
    carer = Actor(account_id=village.neighbour.id, at=MORNING, resident_id=village.guo.id, mandate_id=mandate)
    with village.database.writing() as db:
        record(db, carer, BOOKED, subject_id=village.guo.id, matter=Matter("appointment", "0" * 16))
    assert "未读" in visitor("guo").open("/inbox").main
    carers = visitor("neighbour").open("/inbox").main
    assert "沈国平：评定预约已提交 2026年11月23日 星期一 上午 9:00 您自己办的" in carers


def test_a_new_way_in_is_news_even_to_whoever_added_it(visitor, village):
    """Had somebody else held her phone, this is how she would learn of it."""
    happen(village, by="guo", event=people.RecoveryCodeIssued())
    assert "未读" in visitor("guo").open("/inbox").main


def test_all_is_marked_as_read_at_once_and_nothing_is_gone(visitor, village):
    happen(village)
    who = visitor("guo").open("/inbox")
    assert "全部标为已读" not in who.main, "for one message one opens it"
    for number in (1, 2):
        happen(village, number=number)
    who.open("/inbox").press("全部标为已读")
    assert who.sees("全部标为已读了。消息都还在。")
    assert who.main.count("评定预约已提交") == 3
    assert "未读" not in who.main
    assert who.main.count("标为已读") == 3 + 1, "of each, and of what was done"
    assert newest(village).read_at is None, "nothing says that she has opened it"
    assert newest(village).marked_at == MORNING
    assert not who.soup.select("form[action$=reading-so-far]")


def test_what_came_since_she_looked_stays_unread(visitor, village):
    for number in (1, 2):
        happen(village, number=number)
    who = visitor("guo").open("/inbox")
    happen(village, number=3)
    who.press("全部标为已读")
    assert who.main.count("未读") == 1
    assert newest(village).marked_at is None


def test_nobody_marks_anothers_messages(visitor, village):
    for number in (1, 2):
        happen(village, key="mei", number=number)
    daughter = visitor("daughter", acting_for="mei").open("/inbox")
    assert "全部标为已读" not in daughter.main
    daughter.post(f"/inbox/{newest(village, 'mei').public_id}/reading-so-far", status=404)
    visitor("lan").open("/inbox").post(f"/inbox/{newest(village, 'mei').public_id}/reading-so-far", status=404)
    assert newest(village, "mei").marked_at is None


def test_opening_a_message_marks_it_read(visitor, village):
    happen(village)
    who = visitor("guo").open("/inbox").follow("评定预约已提交")
    assert who.h1 == "评定预约已提交"
    assert "2026年11月30日 星期一 上午 9:00" in who.main
    assert newest(village).read_at == MORNING
    assert "未读" not in who.open("/inbox").main


def test_a_page_that_is_not_found_marks_nothing(visitor, village):
    happen(village)
    visitor("lan").open(f"/inbox/{newest(village).public_id}", status=404)
    assert newest(village).read_at is None


def test_nobody_reads_without_signing_in(visitor, village):
    happen(village)
    stranger = visitor().open(f"/inbox/{newest(village).public_id}")
    assert stranger.h1 != "评定预约已提交"
    assert newest(village).read_at is None


def test_i_know_is_said_by_a_button_and_stays(visitor, village):
    happen(village)
    who = visitor("guo").open(f"/inbox/{newest(village).public_id}").press("知道了")
    assert "您已经表示知道了" in who.main
    assert newest(village).acknowledged_at == MORNING
    assert "已经知道" in who.open("/inbox").main


def test_how_it_was_sent_is_told_in_honest_words(visitor, village, app):
    happen(village)
    who = visitor("guo").open(f"/inbox/{newest(village).public_id}")
    assert "等待发送" in who.main
    message = newest(village)
    with village.database.writing() as db:
        db.merge(message).read_at = None
    app.extensions["huican"].post_room.send_due()
    assert "还不知道有没有送达" in who.open(f"/inbox/{message.public_id}").main


def test_a_carer_who_may_see_her_messages_sees_them_and_it_is_noted(visitor, village):
    happen(village, "mei")
    who = visitor("daughter", acting_for="mei").open("/inbox").follow("评定预约已提交")
    assert "您看了，不算本人看了" in who.main
    assert newest(village, "mei").read_at is None
    with village.database.reading() as db:
        viewed = select(LedgerEntry).where(
            LedgerEntry.event == "people.FileViewed", LedgerEntry.subject_id == village.mei.id
        )
        assert [entry.facts["page"] for entry in db.scalars(viewed)] == ["message"]


def test_a_carer_cannot_say_that_she_knows(visitor, village):
    happen(village, "mei")
    who = visitor("daughter", acting_for="mei").open(f"/inbox/{newest(village, 'mei').public_id}")
    assert "知道了" not in [button.get_text(strip=True) for button in who.soup.find_all("button")]
    who.post(f"/inbox/{newest(village, 'mei').public_id}/acknowledgement", status=404, acting_for=village.mei.public_id)


def test_a_carer_without_that_power_sees_what_she_was_told_herself_only(visitor, village):
    grant(village.database, village, by="guo", to="mother", at=MORNING)
    happen(village)
    who = visitor("mother", acting_for="guo").open("/inbox").follow("沈国平：评定预约已提交")
    assert "您替沈国平办事，所以也收到这条消息" in who.main
    who.open(f"/inbox/{newest(village).public_id}", status=404)


def test_without_any_power_over_notices_there_is_nothing(visitor, village):
    grant(village.database, village, by="guo", to="mother", at=MORNING, scope=[(Province.appointments, Power.see)])
    happen(village)
    assert "还没有消息" in visitor("mother", acting_for="guo").open("/inbox").main


def test_a_carer_s_own_box_leads_to_the_choice_for_whom_to_act(visitor, village):
    grant(village.database, village, by="guo", to="mother", at=MORNING)
    happen(village)
    who = visitor("mother").open("/inbox").follow("沈国平：评定预约已提交")
    assert "先换成替沈国平办事，再看" in who.links()


def test_a_tap_leads_to_the_matter_and_marks_the_message_read(visitor, village):
    from webapp.people import PasskeyAdded

    happen(village, event=PasskeyAdded(), by="guo")
    who = visitor("guo").open(f"/inbox/{newest(village).public_id}/matter")
    assert who.h1 == "登录方式"
    assert newest(village).read_at == MORNING


def test_a_tap_on_what_is_another_s_matter_leads_to_the_message(visitor, village):
    grant(village.database, village, by="guo", to="mother", at=MORNING)
    happen(village)
    message = messages(village.database, village.mother)[-1]
    assert visitor("mother").open(f"/inbox/{message.public_id}/matter").h1 == "沈国平：评定预约已提交"


def test_long_inboxes_have_pages(visitor, village):
    for number in range(21):
        happen(village, number=number)
    who = visitor("guo").open("/inbox")
    assert "第 1 页，共 2 页" in who.main
    assert "第 2 页，共 2 页" in who.follow("下一页").main
    assert "这一页没有消息" in who.open("/inbox?page=9").main
    assert who.open("/inbox?page=x").response.status_code == 200


@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999"])
def test_a_page_number_that_is_none_breaks_nothing(visitor, village, number):
    assert visitor("guo").open(f"/inbox?page={number}").response.status_code == 200


def test_the_words_are_in_the_recipient_s_language_and_marked_as_such(visitor, village, app):
    happen(village)
    app.extensions["huican"].post_room.send_due()
    who = visitor("guo").open(f"/inbox/{newest(village).public_id}")
    assert who.soup.h1["lang"] == "zh-Hans"


def test_who_has_ended_acting_reads_her_own_box(visitor, village):
    happen(village)
    assert "评定预约已提交" in visitor("guo").open("/inbox").main


@pytest.mark.parametrize(("who", "path"), [("guo", "/inbox"), ("officer", "/workbench/residents/{guo}/notices")])
def test_a_list_of_messages_that_wait_for_their_words_asks_no_more_the_longer_it_is(app, village, visitor, who, path):
    path = path.format(guo=village.guo.public_id)
    reader = visitor(who)

    def asked() -> int:
        with answers_counted(app) as answered:
            reader.open(path)
        return answered[-1].queries

    with village.database.reading() as db:
        sites = db.scalars(select(AssessmentSite.public_id)).all()
    happen(village, event=AppointmentBooked(site=sites[0], starts_at="2026-11-30T01:00:00+00:00"))
    short = asked()
    for number, site in enumerate(sites * 4, start=1):
        happen(village, number=number, event=AppointmentBooked(site=site, starts_at="2026-11-30T01:00:00+00:00"))
    grant(village.database, village, at=MORNING)
    assert len(sites) > 1
    assert asked() == short


def renewed(village):
    """The daughter's mandate, renewed by her mother: whoever renews it tells the daughter too."""
    with village.database.writing() as db:
        held = mandates.mandates_by(db, people.find_resident(db, village.mei.public_id))[0]
        happened = mandates.MandateRenewed(mandate=held.public_id, until_on=held.until_on.isoformat())
        record(db, village.actor("mei"), happened, subject_id=village.mei.id, matter=Matter("mandate", held.public_id))
    return messages(village.database, village.daughter, "mandate_renewed")[-1]


@pytest.mark.parametrize("acting_for", [None, "mei"])
def test_who_acts_for_her_comes_from_word_of_the_mandate_to_those_he_acts_for(visitor, village, acting_for):
    """Her own page of the mandate is hers alone. A push says nothing of whom its reader acts for at the moment."""
    path = f"/inbox/{renewed(village).public_id}"
    for arrived in (
        visitor("daughter", acting_for=acting_for).open(path).follow("看这件事"),
        visitor("daughter", acting_for=acting_for).open(f"{path}/matter"),
    ):
        assert arrived.h1 == "我代谁办事"
        assert arrived.sees("陈秀梅")


def test_the_giver_comes_from_word_of_the_mandate_to_the_mandate(visitor, village):
    renewed(village)
    path = f"/inbox/{messages(village.database, hers(village, 'mei'), 'mandate_renewed')[-1].public_id}"
    assert visitor("mei").open(path).follow("看这件事").h1 == "给陈晓燕的委托"
    carer = visitor("daughter", acting_for="mei").open(path)
    assert "看这件事" not in carer.links(), "what is hers alone is offered to nobody who reads for her"
    assert carer.open(f"{path}/matter").h1 == "代办延长了"


def test_her_own_message_opens_while_she_acts_for_another(visitor, village):
    grant(village.database, village, by="mei", to="guo", at=MORNING)
    happen(village)
    message = newest(village)
    who = visitor("guo", acting_for="mei").open(f"/inbox/{message.public_id}/matter")
    assert who.h1 == "评定预约已提交"
    assert "先换成办自己的事，再看" in who.links()
    assert newest(village).read_at == MORNING
    assert "您已经表示知道了" in who.press("知道了").main
