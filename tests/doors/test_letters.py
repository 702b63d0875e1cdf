"""Writing instead of calling, in the matter itself; and staff who have seen how she wants to be met."""

from __future__ import annotations

import pytest

from tests import factories_home_services as homes
from tests import factories_mandates as given
from tests.factories_assessments import book, request_home, session_on
from tests.visitor import tidy
from webapp import people
from webapp.assessments import AppointmentKind, matter_of
from webapp.home_services import Status
from webapp.mandates import Power, Province
from webapp.people import Organisation

SEEN = "我看过了，会照着做"


@pytest.fixture
def mei(visitor):
    return visitor("mei")


@pytest.fixture
def appointment(village):
    with village.database.writing() as db:
        return f"/appointments/{book(db, village).public_id}"


@pytest.fixture
def telephones(village):
    """The operator has noted the number of every office."""
    with village.database.writing() as db:
        for office in db.query(Organisation):
            office.phone = "0000 0000"


def test_beside_every_telephone_number_there_is_a_way_in_writing(mei, village, telephones):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.promised).public_id
    for path in ("/home-services", "/home-services/services/respite-care", f"/home-services/requests/{request}",
                 "/entitlements/pinghu/free-bus-travel", "/my-data/corrections/new"):
        mei.open(path)
        numbers = mei.soup.find_all("a", href=lambda href: href and href.startswith("tel:"))
        assert numbers, f"{path} shows no number"
        for number in numbers:
            beside = number.find_parent(class_="stack").find_all("a")
            ways = [link["href"] for link in beside if tidy(link).startswith("写字问")]
            assert ways, f"{path}: only a telephone"
            assert mei.client.get(ways[0], base_url="http://localhost:8000").status_code == 200


def test_a_letter_about_an_appointment_is_written_answered_and_read_there(mei, visitor, village, appointment):
    mei.open(appointment).follow("有话要说，写字问社区")
    mei.fill("您想说什么", "我听不见，电话接不了。").press("送出")
    assert mei.sees("交给社区了。有了答复，会告诉您。")
    assert mei.open(appointment).sees("写字问了社区")
    assert mei.sees("可以撤销"), "a letter does not end the undoing"
    officer = visitor("officer").open("/workbench/").follow("答复居民写的话")
    officer.fill("写给居民的话", "会给您发消息。").choose(SEEN).press("送出答复")
    assert mei.open(f"{appointment}/letter").sees("会给您发消息。")
    mei.open("/inbox").follow("您写的话有答复了")
    assert mei.sees("您写的话有答复了")


def test_nothing_is_answered_before_her_needs_are_seen(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        letter = people.write_letter(db, village.actor("mei"), her, "想问一件事").public_id
    officer = visitor("officer").open(f"/workbench/letters/{letter}")
    assert officer.sees("沟通和到访需要：")
    officer.fill("写给居民的话", "好。").press("送出答复", status=422)
    assert officer.errors() == ["请先看居民的沟通和到访需要，再勾选。"]
    assert "好。" in officer.soup.find("textarea").string


def test_a_request_is_not_accepted_before_her_needs_are_seen(visitor, village):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.requested).public_id
    officer = visitor("officer").open(f"/workbench/home-services/{request}").press("同意", status=422)
    assert officer.errors() == ["请先看居民的沟通和到访需要，再勾选。"]
    officer.choose(SEEN).press("同意")
    assert officer.sees("申请同意了。")


def test_a_visit_is_given_no_time_before_her_needs_are_seen(visitor, village):
    with village.database.writing() as db:
        public_id = request_home(db, village).public_id
        assert session_on(db, village, kind=AppointmentKind.home) is not None
    clerk = visitor("clerk").open(f"/workbench/appointments/{public_id}").choose("下午 1:30")
    clerk.press("定这个时间", status=422)
    assert "请先看居民的沟通和到访需要，再勾选。" in clerk.errors()


def test_who_has_told_of_no_needs_is_confirmed_without_a_tick(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.set_needs(db, village.actor("mei"), her, [])
        letter = people.write_letter(db, village.actor("mei"), her, "想问一件事").public_id
    officer = visitor("officer").open(f"/workbench/letters/{letter}")
    assert not officer.sees(SEEN)
    officer.fill("写给居民的话", "好。").press("送出答复")
    assert officer.sees("答复了。")


def test_a_carer_sees_of_general_letters_only_his_own(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.write_letter(db, village.actor("mei"), her, "只给社区看的话")
        given.grant(db, village, giver="mei", scope={(Province.appointments, Power.see)})
    neighbour = visitor("neighbour", acting_for="mei").open("/letters")
    assert not neighbour.sees("只给社区看的话")
    neighbour.fill("您想说什么", "我替她问一句").press("送出")
    assert neighbour.sees("我替她问一句")
    assert visitor("mei").open("/letters").sees("我替她问一句")


ANSWERED = "您写的话有答复了"


def answered(village, matter=None, by="mei"):
    """A letter of Mei's, written by her or for her, that an officer has answered."""
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        letter = people.write_letter(db, village.actor(by), her, "想问一件事", matter=matter)
        people.answer_letter(db, village.actor("officer"), letter, "好。")


def reading_her_messages(village, *provinces):
    with village.database.writing() as db:
        scope = {(province, Power.see) for province in (Province.messages, *provinces)}
        given.grant(db, village, giver="mei", scope=scope)


def test_a_carer_who_reads_her_messages_is_not_told_of_letters_he_may_not_read(visitor, village):
    with village.database.writing() as db:
        about = matter_of(book(db, village))
    answered(village)
    answered(village, about)
    reading_her_messages(village)
    assert not visitor("neighbour", acting_for="mei").open("/inbox").sees(ANSWERED)
    assert visitor("mei").open("/inbox").text.count(ANSWERED) >= 2


def test_a_carer_whose_mandate_covers_the_matter_is_told_that_the_letter_about_it_was_answered(visitor, village):
    with village.database.writing() as db:
        about = matter_of(book(db, village))
    answered(village, about)
    reading_her_messages(village, Province.appointments)
    assert visitor("neighbour", acting_for="mei").open("/inbox").sees(ANSWERED)


def test_a_carer_who_reads_her_messages_is_told_of_the_answer_to_what_he_wrote(visitor, village):
    reading_her_messages(village)
    answered(village, by="neighbour")
    answered(village)
    neighbour = visitor("neighbour", acting_for="mei").open("/inbox")
    assert len(neighbour.soup.find_all("a", string=ANSWERED)) == 1
    neighbour.follow(ANSWERED)


def test_a_letter_of_another_is_not_found(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        letter = people.write_letter(db, village.actor("mei"), her, "想问一件事").public_id
    visitor("guo").open(f"/letters/{letter}", status=404)
    visitor("ginkgo_officer").open(f"/workbench/letters/{letter}", status=404)


def test_five_letters_may_wait_and_two_officers_do_not_answer_one(mei, visitor, village):
    for number in range(5):
        mei.open("/letters").fill("您想说什么", f"第{number}封").press("送出")
    mei.open("/letters").fill("您想说什么", "第六封").press("送出", status=429)
    assert mei.errors() == ["您还有 5 封在等答复。请等一等，再写新的。"]
    one, two = visitor("officer"), visitor("federation")
    with village.database.reading() as db:
        letter = people.letters_about(db, village.mei.id, None)[0].public_id
    for officer in (one, two):
        officer.open(f"/workbench/letters/{letter}").fill("写给居民的话", "好。").choose(SEEN)
    one.press("送出答复")
    two.press("送出答复", status=409)


def test_what_she_wrote_is_unreadable_in_the_database_itself(village):
    from sqlalchemy import text

    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.write_letter(db, village.actor("mei"), her, "我听不见")
    with village.database.reading() as db:
        assert "我听不见" not in str(db.execute(text("SELECT words FROM letters")).all())


