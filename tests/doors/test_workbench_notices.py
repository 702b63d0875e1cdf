"""Messages at the workbench: the next step, what to tell in person, what a resident was told."""

from __future__ import annotations

from tests.conftest import MORNING
from tests.factories_notifications import account_of, messages
from webapp.assessments import AppointmentBooked
from webapp.core import Matter, record
from webapp.home_services import HomeServiceRequested, ProviderAssigned
from webapp.people import PasskeyAdded

BOOKED = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")


def happen(village, key, event, matter="appointment"):
    with village.database.writing() as db:
        subject = village.of(key).id
        record(db, village.actor("officer"), event, subject_id=subject, matter=Matter(matter, "a" * 16))


def test_what_to_tell_in_person_waits_in_the_queue_until_it_is_done(visitor, village):
    happen(village, "hao", BOOKED)
    who = visitor("officer").open("/workbench/").follow("有事要当面告诉本人")
    assert who.h1 == "请转告赵子豪：评定预约已提交"
    assert "2026年11月30日 星期一 上午 9:00" in who.main
    who.see_needs().press("已经告诉本人")
    assert "您说已经告诉本人" in who.main
    assert "有事要当面告诉本人" not in who.open("/workbench/").main
    [message] = messages(village.database, village.officer)
    assert message.acknowledged_at == MORNING


def test_another_community_is_not_asked(visitor, village):
    happen(village, "hao", BOOKED)
    assert "有事要当面告诉本人" not in visitor("river_officer").open("/workbench/").main


def test_a_message_to_a_seat_is_counted_and_read(visitor, village):
    happen(village, "mei", HomeServiceRequested(request="r" * 16, service="respite"), "home_service")
    who = visitor("officer").open("/workbench/inbox")
    assert "1条" in who.text
    who.follow("有新的上门服务申请")
    assert "未读" not in who.open("/workbench/inbox").main


def test_a_provider_learns_no_name_before_it_opens_the_task(visitor, village):
    event = ProviderAssigned(request="r" * 16, provider=village.warm_home.public_id)
    happen(village, "mei", event, "home_service")
    who = visitor("provider").open("/workbench/inbox")
    assert "有新的上门任务" in who.main
    assert "陈秀梅" not in who.text
    who.follow("有新的上门任务")
    assert "陈秀梅" not in who.text


def test_a_message_to_one_seat_is_not_found_from_another(visitor, village):
    happen(village, "hao", BOOKED)
    [message] = messages(village.database, village.officer)
    visitor("river_officer").open(f"/workbench/inbox/{message.public_id}", status=404)
    visitor("officer").open(f"/inbox/{message.public_id}", status=404)


def test_staff_see_what_was_told_to_whom_and_whether_it_was_opened(visitor, village, app):
    happen(village, "mei", BOOKED)
    happen(village, "mei", PasskeyAdded())
    app.extensions["huican"].post_room.send_due()
    who = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").follow("看发给本人的消息")
    assert "发给陈秀梅" in who.main
    assert "发给陈晓燕" in who.main, "her daughter may receive notices"
    assert "还没有打开" in who.main
    assert "还不知道有没有送达" in who.main
    assert "通行密钥" not in who.main
    with village.database.reading() as db:
        account = account_of(db, village.mei)
    visitor("mei").open(f"/inbox/{messages(village.database, account, 'appointment_booked')[0].public_id}")
    assert "已打开" in who.open(f"/workbench/residents/{village.mei.public_id}/notices").main


def test_an_officer_of_elsewhere_does_not_see_them(visitor, village):
    visitor("ginkgo_officer").open(f"/workbench/residents/{village.mei.public_id}/notices", status=404)
