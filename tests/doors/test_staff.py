"""Staff: who may invite, move, let go; and that no matter is left without a name."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from tests import factories_codes
from tests.factories_notifications import Gateway
from webapp import codes, people
from webapp.assessments import AppointmentBooked
from webapp.cli import register_commands
from webapp.core import LedgerEntry, Matter, record
from webapp.notifications import Gateways, Later, Message, Sent
from webapp.people import Passkey, Role, SignInSession, StaffMembership


def outbox(app):
    path = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def invite(
    visitor, *, phone="000 3000 0099", role="社区专职委员", organisation="桂花社区残协（演示）", area="", status=200
):
    administrator = visitor("administrator").open("/workbench/staff").follow("邀请一位")
    administrator.fill("姓名", "钟新").fill("手机号", phone).choose(role, organisation)
    return administrator.fill("管哪个片区", area).press("邀请", status=status)


def seat(village, key):
    with village.database.reading() as db:
        return people.membership_of(db, village.of(key))


def report_misuse(village):
    with village.database.writing() as db:
        answer = factories_codes.check(db, factories_codes.show(db, village).number)
        codes.report_misuse(db, village.actor("mei"), people.find_resident(db, village.mei.public_id), answer)


def test_only_the_administrator_sees_the_staff(visitor):
    assert "何平" in visitor("administrator").open("/workbench/staff").text
    for key in ("officer", "federation", "clerk", "provider"):
        visitor(key).open("/workbench/staff", status=404)


def test_the_list_ends_at_the_administrator_s_own_area(visitor, village):
    administrator = visitor("administrator").open("/workbench/staff")
    assert administrator.sees("丁一")
    assert not administrator.sees("葛洁")
    administrator.open(f"/workbench/staff/{seat(village, 'ginkgo_officer').public_id}", status=404)


def test_an_invitation_goes_out_by_message_and_lets_the_newcomer_in(app, visitor, village):
    administrator = invite(visitor)
    assert administrator.h1 == "钟新"
    assert administrator.sees("还没登录")
    told = outbox(app)[-1]
    assert told["to"] == "00030000099"
    assert "桂花社区残协（演示）请您做社区专职委员。请打开 http://localhost:8000/workbench/" in told["text"]
    with village.database.reading() as db:
        newcomer = people.account_by_phone(db, "00030000099")
        held = people.membership_of(db, newcomer)
        assert (held.role, held.area_id, held.organisation_id) == (
            Role.community_officer,
            village.areas["000482001001"].id,
            village.osmanthus.id,
        )


@pytest.fixture
def gateway(app, monkeypatch):
    """In place of the outbox: one whose outcomes a test prepares."""
    taken = Gateway()
    post_room = app.extensions["huican"].post_room
    monkeypatch.setattr(post_room, "gateways", Gateways(taken, None))
    return taken


def test_an_invitation_that_the_gateway_did_not_take_is_said_and_sent_again(gateway, visitor, caplog):
    gateway.outcomes.extend([Later("time_out"), Sent("1")])
    administrator = invite(visitor)
    assert administrator.sees("短信平台没有收下，2026年11月23日 星期一 上午 9:00。本人很可能没有收到。")
    assert "the SMS gateway did not take invitation-" in caplog.text
    assert "00030000099" not in caplog.text
    administrator.press("再发一次短信")
    assert administrator.sees("短信平台收下了，2026年11月23日 星期一 上午 9:00。本人看到没有，不知道。")
    assert [to for to, _key in gateway.taken] == ["00030000099"] * 2


def test_without_a_gateway_it_is_said_that_nothing_went_out(app, visitor, monkeypatch):
    monkeypatch.setattr(app.extensions["huican"].post_room, "gateways", Gateways(None, None))
    administrator = invite(visitor)
    assert administrator.sees("这里不能发短信。请当面告诉本人怎么登录。")
    assert administrator.sees("不知道发出去没有。")


def test_who_has_come_in_or_has_left_is_not_invited_again(gateway, visitor, village):
    administrator = visitor("administrator")
    visitor("officer").open("/workbench/")
    path = f"/workbench/staff/{seat(village, 'officer').public_id}"
    assert not administrator.open(path).sees("再发一次短信")
    administrator.post(f"{path}/invitation", status=409)
    elsewhere = f"/workbench/staff/{seat(village, 'ginkgo_officer').public_id}"
    administrator.open("/workbench/staff").post(f"{elsewhere}/invitation", status=404)
    assert gateway.taken == []


def test_what_is_wrong_with_an_invitation_is_said_and_nothing_is_sent(app, visitor):
    administrator = visitor("administrator").open("/workbench/staff/invitation").press("邀请", status=422)
    assert administrator.errors() == ["请选一个单位。", "请填写姓名。", "请填写手机号。", "请选一项。"]
    assert invite(visitor, phone="12", status=422).errors() == ["手机号应该是 11 位，您填了 2 位。"]
    assert invite(visitor, role="评定机构工作人员", status=422).errors() == [
        "这个单位不能有这个岗位。请换一个单位，或者换一项。"
    ]
    assert invite(visitor, area="银杏社区", status=422).errors() == ["这个地方不归您管。请写您片区里的地方。"]
    assert invite(visitor, area="没有这里", status=422).errors() == [
        "没有登记过这个地方。请写区划代码，或者登记过的名称。"
    ]
    assert invite(visitor, phone="00030000001", status=409).errors() == [
        "这个手机号的人已经有岗位了。要换地方，请用“换片区”。"
    ]
    assert outbox(app) == []


def test_moving_ends_one_seat_and_begins_another(visitor, village):
    before = seat(village, "officer")
    administrator = visitor("administrator").open(f"/workbench/staff/{before.public_id}").follow("换片区")
    administrator.choose("河东村残协（演示）").fill("管哪个片区", "").press("换到这里")
    assert administrator.sees("河东村")
    after = seat(village, "officer")
    assert after.id != before.id
    assert after.area_id == village.areas["000482001002"].id
    officer = visitor("officer")
    officer.open(f"/workbench/residents/{village.mei.public_id}", status=404)
    officer.open(f"/workbench/residents/{village.wei.public_id}")
    with village.database.reading() as db:
        assert db.get_one(StaffMembership, before.id).ended_at is not None


def test_moving_to_where_one_sits_changes_nothing(visitor, village):
    before = seat(village, "officer")
    visitor("administrator").open(f"/workbench/staff/{before.public_id}/move").press("换到这里")
    assert seat(village, "officer").id == before.id


def test_leaving_needs_somebody_who_takes_over_what_waits(visitor, village):
    report_misuse(village)
    held = seat(village, "officer")
    administrator = visitor("administrator").open(f"/workbench/staff/{held.public_id}/leaving")
    assert administrator.sees("没办完的事要有人接手。")
    administrator.choose("没有人接手").press("离岗", status=422)
    assert administrator.errors() == ["还有 1 件没办完，没有人能接手。请先邀请一位。"]
    invite(visitor)
    administrator.open(f"/workbench/staff/{held.public_id}/leaving").choose("没有人接手").press("离岗", status=422)
    assert administrator.errors() == ["还有 1 件没办完，要选谁接手。"]
    administrator.choose("钟新，桂花社区残协（演示）").press("离岗")
    assert administrator.sees("接手的人 钟新")
    assert administrator.sees("离开时还没办完的 1")
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.StaffLeft")).one()
        assert told.facts == {"role": "community_officer", "open_matters": 1}


def second_officer(village, clock, area="000482001001"):
    """The officer of the village by the river sits here now, from the same office as the one who is there."""
    clock.advance(minutes=1)
    with village.database.writing() as db:
        beside = StaffMembership(account_id=village.of("river_officer").id, role=Role.community_officer,
                                 organisation_id=village.osmanthus.id, area_id=village.areas[area].id,
                                 started_at=clock())  # fmt: skip
        db.add(beside)
    return beside


HEIR = "方正，桂花社区残协（演示）"


def handed_over(village):
    with village.database.reading() as db:
        wanted = ("people.StaffMoved", "people.MattersHandedOver")
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event.in_(wanted)).order_by(LedgerEntry.id))
        return [(entry.event, entry.facts) for entry in told]


def test_whoever_takes_over_is_told_how_many_wait_and_where(visitor, village, clock):
    report_misuse(village)
    second_officer(village, clock)
    visitor("administrator").open(f"/workbench/staff/{seat(village, 'officer').public_id}/leaving").choose(
        HEIR
    ).press("离岗")
    heir = visitor("river_officer").open("/workbench/inbox").follow("丁一的工作由您接手")
    assert heir.sees("有 1 件事没有办完。")
    assert heir.sees("在桂花社区，桂花社区残协（演示）。")
    assert heir.follow("看这件事").h1 == "待办"
    assert heir.sees("核实惠残码：本人说有一次不是自己")
    assert "丁一的工作由您接手" not in visitor("ginkgo_officer").open("/workbench/inbox").main


def test_nobody_takes_over_what_he_could_not_see(visitor, village, clock):
    second_officer(village, clock, area="000482001002")
    path = f"/workbench/staff/{seat(village, 'officer').public_id}"
    for page in ("leaving", "move"):
        administrator = visitor("administrator").open(f"{path}/{page}")
        assert administrator.sees("那里没有别人能接手。请先邀请一位。")
        assert HEIR not in administrator.main


def test_who_looks_after_a_wider_area_can_take_over(visitor, village, clock):
    second_officer(village, clock, area="000482001")
    report_misuse(village)
    held = seat(village, "officer")
    visitor("administrator").open(f"/workbench/staff/{held.public_id}/leaving").choose(HEIR).press("离岗")
    assert visitor("river_officer").open("/workbench/").sees("核实惠残码：本人说有一次不是自己")


def test_a_move_says_what_waits_and_is_refused_where_nobody_would_be_left(visitor, village):
    report_misuse(village)
    held = seat(village, "officer")
    administrator = visitor("administrator").open(f"/workbench/staff/{held.public_id}/move")
    assert administrator.sees("现在在桂花社区，桂花社区残协（演示）。")
    assert administrator.sees("那里有 1 件事没有办完。")
    assert administrator.sees("那里没有别人能接手。请先邀请一位。")
    administrator.choose("河东村残协（演示）").fill("管哪个片区", "").press("换到这里", status=422)
    assert administrator.errors() == ["还有 1 件没办完，没有人能接手。请先邀请一位。"]
    assert seat(village, "officer").id == held.id
    assert handed_over(village) == []


def test_a_move_hands_over_to_whom_it_names(visitor, village, clock):
    report_misuse(village)
    second_officer(village, clock)
    held = seat(village, "officer")
    administrator = visitor("administrator").open(f"/workbench/staff/{held.public_id}/move")
    assert not administrator.sees("那里没有别人能接手。")
    administrator.choose("河东村残协（演示）").fill("管哪个片区", "").press("换到这里", status=422)
    assert administrator.errors() == ["还有 1 件没办完，要选谁接手。"]
    administrator.choose(HEIR).press("换到这里")
    assert administrator.sees("河东村")
    assert handed_over(village) == [
        ("people.MattersHandedOver", {"left": held.public_id, "open_matters": 1}),
        ("people.StaffMoved", {"role": "community_officer", "open_matters": 1}),
    ]
    administrator.open(f"/workbench/staff/{held.public_id}")
    assert administrator.sees("接手的人 方正")
    assert visitor("river_officer").open("/workbench/inbox").sees("丁一的工作由您接手")


def test_a_move_to_a_wider_area_leaves_nothing_behind(visitor, village):
    report_misuse(village)
    held = seat(village, "officer")
    administrator = visitor("administrator").open(f"/workbench/staff/{held.public_id}/move")
    administrator.fill("管哪个片区", "000482001").press("换到这里")
    assert handed_over(village) == [("people.StaffMoved", {"role": "community_officer", "open_matters": 0})]
    assert visitor("officer").open("/workbench/").sees("核实惠残码：本人说有一次不是自己")


def test_a_clerk_who_stays_in_the_office_keeps_what_waits_there(village):
    clerk = seat(village, "clerk")
    with village.database.reading() as db:
        clerk = db.merge(clerk)
        assert people.still_reaches(clerk, clerk.organisation, village.areas["000482001002"])
        assert not people.still_reaches(clerk, village.mind_hospital, clerk.area)


def unregistered_news(village, clock):
    """She has no account, so that somebody must tell her."""
    with village.database.writing() as db:
        booked = AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
        her = village.hao
        record(db, village.actor("officer", clock()), booked, subject_id=her.id, matter=Matter("appointment", "a" * 16))


def test_what_is_to_be_told_in_person_goes_with_the_work(visitor, village, clock):
    unregistered_news(village, clock)
    assert visitor("officer").open("/workbench/").sees("有事要当面告诉本人")
    second_officer(village, clock)
    held = seat(village, "officer")
    heir = visitor("river_officer").open("/workbench/")
    assert not heir.sees("有事要当面告诉本人")
    administrator = visitor("administrator").open(f"/workbench/staff/{held.public_id}/move")
    assert administrator.sees("那里有 1 件事没有办完。")
    administrator.choose("河东村残协（演示）").choose(HEIR).fill("管哪个片区", "").press("换到这里")
    assert heir.open("/workbench/").sees("有事要当面告诉本人")
    assert not visitor("officer").open("/workbench/").sees("有事要当面告诉本人")


def test_what_is_to_be_told_in_person_stays_with_whoever_still_looks_after_her(visitor, village, clock):
    unregistered_news(village, clock)
    administrator = visitor("administrator").open(f"/workbench/staff/{seat(village, 'officer').public_id}/move")
    administrator.fill("管哪个片区", "000482001").press("换到这里")
    assert visitor("officer").open("/workbench/").sees("有事要当面告诉本人")


def test_whoever_left_sits_at_the_workbench_no_more_from_that_second(visitor, village):
    officer = visitor("officer").open("/workbench/")
    visitor("administrator").open(f"/workbench/staff/{seat(village, 'officer').public_id}/leaving").choose(
        "没有人接手"
    ).press("离岗")
    officer.open(f"/workbench/residents/{village.mei.public_id}", status=404)


def test_a_seat_that_was_left_cannot_be_left_again(visitor, village):
    held = seat(village, "officer")
    one, two = (visitor("administrator").open(f"/workbench/staff/{held.public_id}/leaving") for _ in range(2))
    one.choose("没有人接手").press("离岗")
    two.choose("没有人接手").press("离岗", status=409)
    assert two.sees("这个岗位已经结束了。")


def test_the_last_administrator_cannot_leave(visitor, village):
    administrator = visitor("administrator").open(
        f"/workbench/staff/{seat(village, 'administrator').public_id}/leaving"
    )
    administrator.choose("没有人接手").press("离岗", status=403)
    assert administrator.errors() == ["这是最后一位管理员，不能离岗。请先邀请另一位管理员。"]


@pytest.mark.parametrize(("code", "status"), [("330402", 403), ("330400", 303)])
def test_only_an_administrator_over_the_same_place_stands_in(visitor, village, code, status):
    """Another district's cannot invite anybody here; the city's can."""
    with village.database.writing() as db:
        there = db.get_one(people.Organisation, village.jiaxing_federation.id)
        area = db.get_one(people.Area, village.areas[code].id)
        people.invite_staff(db, village.actor("administrator"), name="何晴", phone="00030000077",
                            role=Role.federation_administrator, organisation=there, area=area)
    administrator = visitor("administrator").open(
        f"/workbench/staff/{seat(village, 'administrator').public_id}/leaving"
    )
    administrator.choose("没有人接手").press("离岗", status=status, follow=False)
    if status == 403:
        assert administrator.errors() == ["这是最后一位管理员，不能离岗。请先邀请另一位管理员。"]
    assert (seat(village, "administrator") is None) is (status == 303)


def test_an_administrator_of_another_area_can_take_nobody_s_seat(visitor, village):
    invite(visitor, phone="00030000098", role="残联管理员", organisation="平湖市残疾人联合会（演示）")
    held = seat(village, "ginkgo_officer")
    visitor("administrator").open("/workbench/staff").post(
        f"/workbench/staff/{held.public_id}/leaving", status=404, successor=""
    )


def keyed(village, account, at, **more):
    """A passkey of an account, as if it had been added then."""
    with village.database.writing() as db:
        key = Passkey(account_id=account.id, credential_id=account.public_id.encode(), public_key=b"", name="x",
                      created_at=at, **more)  # fmt: skip
        db.add(key)


def comes_by_message(app, visitor, phone="00030000001"):
    who = visitor().open("/sign-in?next=/workbench/").fill("手机号", phone).press("发送验证码")
    return who.fill("验证码", re.search(r"[0-9]{6}", outbox(app)[-1]["text"]).group()).press("登录")


def offered(who):
    """Whether she is given what adding a passkey begins with."""
    answer = who.client.get("/passkeys/registration-options?door=workbench", base_url="http://localhost:8000")
    return answer.status_code == 200


def test_a_text_message_lets_a_newcomer_add_her_first_passkey_and_nobody_a_second(app, visitor, village, clock):
    assert offered(comes_by_message(app, visitor))
    keyed(village, village.officer, clock.at)
    stranger = comes_by_message(app, visitor)
    assert stranger.h1 == "工作人员登录"
    assert stranger.sees("您已经添加过通行密钥，请用它登录。")
    assert not offered(stranger)
    assert not offered(stranger.open("/ways-in"))


def test_nor_does_an_officers_code_open_the_seat_of_a_resident_who_is_staff(visitor, village, clock):
    with village.database.reading() as db:
        account = people.account_of(db, village.mei)
    keyed(village, account, clock.at)
    path = f"/workbench/residents/{village.mei.public_id}"
    officer = visitor("officer").open(path).press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    with village.database.writing() as db:
        db.add(StaffMembership(account_id=account.id, role=Role.federation_administrator,
                               organisation_id=village.pinghu_federation.id, area_id=village.areas["330482"].id,
                               started_at=clock.at))  # fmt: skip
    taken = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", village.mei.citizen_id + "42")
    assert taken.fill("验证码", code).press("登录").h1 == "您好，陈秀梅"
    assert not offered(taken)


def test_a_move_to_another_place_does_not_make_her_a_newcomer_again(app, visitor, village, clock):
    keyed(village, village.officer, clock.at)
    clock.advance(days=1)
    held = seat(village, "officer")
    with village.database.writing() as db:
        people.move_staff(db, village.actor("administrator", clock()), db.merge(held),
                          organisation=db.merge(village.osmanthus), area=village.areas["000482001"])  # fmt: skip
    assert not offered(comes_by_message(app, visitor))


def test_whoever_was_invited_anew_adds_a_first_passkey_again(app, visitor, village, clock):
    keyed(village, village.officer, clock.at)
    clock.advance(days=1)
    with village.database.writing() as db:
        administrator, held = village.actor("administrator", clock()), db.merge(seat(village, "officer"))
        people.end_membership(db, administrator, held)
    clock.advance(minutes=5)
    with village.database.writing() as db:
        people.invite_staff(db, village.actor("administrator", clock()), name="何平", phone="00030000001",
                            role=Role.community_officer, organisation=db.merge(village.osmanthus),
                            area=village.areas["000482001001"])  # fmt: skip
    assert offered(comes_by_message(app, visitor))


def test_the_code_on_paper_waits_a_day_before_it_opens_a_seat(visitor, village, clock):
    keyed(village, village.officer, clock.at)
    with village.database.writing() as db:
        paper = people.issue_recovery_code(db, village.actor("officer"), db.merge(village.officer))
    came = visitor().open("/sign-in/recovery").fill("恢复码", paper).press("登录")
    assert not offered(came)
    clock.advance(hours=24, minutes=1)
    assert not offered(came)  # she proves first that it is still she
    with village.database.writing() as db:
        session = db.scalar(select(SignInSession).where(SignInSession.way == "recovery"))
        people.confirm(db, village.actor("officer", clock()), session, way="code")
    assert offered(came)


def test_the_operator_can_take_lost_passkeys_away(app, visitor, village, clock):
    register_commands(app)
    keyed(village, village.officer, clock.at)
    told = app.test_cli_runner().invoke(args=["staff", "forget-passkeys", "--phone", "000 3000 0001"])
    assert told.output == "1 passkeys removed\n"
    with village.database.reading() as db:
        assert db.scalars(select(Message.recipient_id).where(Message.kind == "passkey_removed")).all() == [
            village.officer.id
        ]
    assert offered(comes_by_message(app, visitor))
