"""Taking back what was just done, as she sees it: until when, the button, and what is said when it is too late."""

from __future__ import annotations

import pytest

from tests import factories_home_services as homes
from tests import factories_mandates as given
from tests.factories_assessments import agree, book, latest, slot
from webapp import home_services, people
from webapp.assessments import AppointmentStatus, status_of
from webapp.home_services import Status
from webapp.people import CorrectionItem


@pytest.fixture
def mei(visitor):
    return visitor("mei")


@pytest.fixture
def appointment(village):
    with village.database.writing() as db:
        return f"/appointments/{book(db, village).public_id}"


def stands(village):
    with village.database.reading() as db:
        return status_of(latest(db, village))


def test_after_booking_the_page_says_until_when_and_one_press_undoes_it(mei, village):
    with village.database.writing() as db:
        wanted = slot(db, village).public_id
        agree(db, village, "mei")
    mei.open(f"/appointments/check?kind=hospital&reason=change&category=physical&slot={wanted}&needs_asked=1")
    mei.press("确定预约")
    assert mei.sees("可以在 上午 9:10 之前撤销。")
    mei.press("撤销这次预约")
    assert mei.sees("撤销好了。")
    assert mei.sees("撤销了预约")
    assert not mei.sees("可以撤销"), "an undo is not undone"
    assert stands(village) is AppointmentStatus.cancelled


def test_a_cancellation_is_undone_from_the_page_that_answers_it(mei, village, appointment):
    mei.open(f"{appointment}/cancellation")
    assert mei.sees("10 分钟内可以撤销，号先给您留着。")
    mei.press("取消这次预约").press("撤销取消，还要这次预约")
    assert mei.sees("撤销了取消，预约恢复")
    assert stands(village) is AppointmentStatus.booked


def test_a_move_is_undone_to_the_old_time(mei, village, appointment):
    with village.database.reading() as db:
        other, old = slot(db, village, 3), latest(db, village).slot.starts_at
    mei.open(f"{appointment}/move?slot={other.public_id}").press("换到这个时间").press("不换了，用原来的时间")
    with village.database.reading() as db:
        assert latest(db, village).slot.starts_at == old


def test_too_late_she_is_told_and_shown_what_she_can_do_instead(mei, village, clock, appointment):
    mei.open(appointment)
    clock.advance(minutes=10)
    mei.press("撤销这次预约", status=410)
    assert mei.errors() == ["撤销的时间到上午 9:10为止，已经过了。这一页写着现在还能怎么做。"]
    assert mei.sees("撤销的时间到 上午 9:10 为止，已经过了。 您还可以换时间，也可以取消。")
    assert {"换时间", "取消预约"} <= set(mei.links())
    assert stands(village) is AppointmentStatus.booked


def test_the_next_day_the_page_does_not_speak_of_it_any_more(mei, clock, appointment):
    clock.advance(hours=15)
    assert not mei.open(appointment).sees("撤销")


def test_an_old_page_does_not_undo_what_was_done_since(mei, visitor, village, appointment):
    old = visitor("mei").open(appointment)
    mei.open(f"{appointment}/cancellation").press("取消这次预约")
    old.press("撤销这次预约", status=409)
    assert old.errors() == ["刚才情况变了，没有可以撤销的。请看最新的状态。"]
    assert stands(village) is AppointmentStatus.cancelled


def test_her_carer_is_offered_it_with_the_power_to_submit_and_not_without(visitor, village, appointment):
    with village.database.writing() as db:
        from webapp.mandates import Power, Province

        given.grant(db, village, giver="mei", scope={(Province.appointments, Power.see)})
    assert not visitor("neighbour", acting_for="mei").open(appointment).sees("可以撤销")
    daughter = visitor("daughter", acting_for="mei").open(appointment)
    daughter.press("撤销这次预约")
    assert daughter.sees("已取消（代办人取消）")


def test_a_home_service_that_is_undone_leads_back_to_the_draft(mei, village):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.requested).public_id
    mei.open(f"/home-services/requests/{request}").press("撤销这份申请")
    assert mei.h1 == "核对申请"
    assert mei.sees("撤销好了。")
    assert mei.sees(homes.ADDRESS)


def test_a_cancelled_home_service_stands_again(mei, village):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.cancelled).public_id
    mei.open(f"/home-services/requests/{request}").press("撤销取消，还要这项服务")
    assert mei.sees("撤销了取消，申请恢复")
    with village.database.reading() as db:
        assert home_services.find_own_request(db, request, resident_id=village.mei.id).status is Status.requested


def test_a_home_service_too_late_says_so_and_how_to_cancel(mei, village, clock):
    with village.database.writing() as db:
        request = homes.in_status(db, village, Status.requested).public_id
    mei.open(f"/home-services/requests/{request}")
    clock.advance(minutes=11)
    mei.press("撤销这份申请", status=410)
    assert mei.sees("您还可以取消这份申请。")
    assert "取消申请" in mei.links()


def test_a_mandate_is_undone_and_can_be_written_anew_from_it(visitor, village):
    with village.database.writing() as db:
        mandate = given.grant(db, village).public_id
    guo = visitor("guo").open(f"/mandates/{mandate}").press("撤销这份委托")
    assert guo.sees("您撤销了它")
    guo.press("照这份再写一份")
    assert "/mandates/drafts/" in guo.response.request.path


def test_a_mandate_too_late_is_ended_instead(visitor, village, clock):
    with village.database.writing() as db:
        mandate = given.grant(db, village).public_id
    guo = visitor("guo").open(f"/mandates/{mandate}")
    clock.advance(minutes=10)
    guo.press("撤销这份委托", status=410)
    assert guo.sees("您随时可以结束这份委托。")
    assert "结束这份委托" in guo.links()


def test_a_correction_is_undone_before_anybody_answers(mei, visitor, village):
    mei.open("/my-data/corrections/new").choose("姓名").fill("不对在哪里，应该是什么", "写错了").press("提交")
    mei.press("撤销这个更正")
    assert mei.sees("您撤销了")
    with village.database.reading() as db:
        assert db.execute(people.corrections_waiting(people.within_area(db, village.mei.residence_area_id))).all() == []


def test_a_correction_of_another_is_not_found(mei, visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.guo.public_id)
        asked = people.request_correction(db, village.actor("guo"), her, item=CorrectionItem.name, words="错了").public_id
    mei.open("/my-data/corrections").post(f"/my-data/corrections/{asked}/undoing", status=404)


def test_a_correction_too_late_says_what_to_do(mei, clock):
    mei.open("/my-data/corrections/new").choose("姓名").fill("不对在哪里，应该是什么", "写错了").press("提交")
    clock.advance(minutes=10)
    mei.press("撤销这个更正", status=410)
    assert mei.sees("要补充，请再提一次。")


def test_a_withdrawal_is_undone_while_everything_else_is_closed_to_her(mei, village):
    mei.open("/my-data/consents").press("不在这里用了")
    assert mei.sees("可以在 上午 9:10 之前撤销这次撤回。")
    mei.press("还要在这里用")
    assert mei.sees("同意恢复了。")
    assert mei.open("/code").h1 == "惠残码"


def test_an_answer_is_undone_and_the_question_is_open_again(visitor, village):
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("是").press("就这样回答")
    yun.press("撤销这个回答")
    assert yun.sees("回答撤销了。")
    assert yun.sees("还没有回答过问题。")


def test_an_answer_too_late_can_still_be_changed(visitor, clock):
    yun = visitor("yun").open("/entitlements/questions/rural_household").choose("是").press("就这样回答")
    clock.advance(minutes=10)
    yun.press("撤销这个回答", status=410)
    assert yun.sees("回答随时可以改。")
    assert "改这个回答" in yun.links()


def test_ending_a_mandate_takes_effect_at_once(visitor, village):
    with village.database.writing() as db:
        mandate = given.grant(db, village).public_id
    guo = visitor("guo").open(f"/mandates/{mandate}/ending").press("马上结束委托")
    assert not guo.sees("可以撤销")


def test_of_two_cancelled_and_booked_again_the_first_says_that_there_is_another(mei, village, appointment):
    mei.open(f"{appointment}/cancellation").press("取消这次预约")
    with village.database.writing() as db:
        book(db, village, at=slot(db, village, 4))
    mei.press("撤销取消，还要这次预约", status=409)
    assert "您已经有一个这样的预约" in mei.errors()[0]
