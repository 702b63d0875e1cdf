"""What officers record about a resident: a death, a move, a correction."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from tests import factories_assessments, factories_codes, factories_home_services, factories_mandates
from tests.conftest import MORNING
from webapp import codes, entitlements, mandates, people
from webapp.codes import FreezeReason, Refusal
from webapp.core import Actor, LedgerEntry
from webapp.home_services import Status
from webapp.people import ImpossibleDate, RegisterRow, Resident
from webapp.workbench import deaths


def of(db, village, key):
    return people.find_resident(db, village.of(key).public_id)


def test_a_death_ends_mandates_code_and_sessions_in_one_transaction(visitor, village):
    with village.database.writing() as db:
        shown = factories_codes.show(db, village)
    mei, daughter = visitor("mei"), visitor("daughter", acting_for="mei")
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/death")
    officer.fill("离世日期", "2026-11-20").press("登记离世")
    assert officer.sees("2026年11月20日")
    assert mei.open("/profile").h1 == "登录"
    daughter.open("/code", status=410)
    with village.database.writing() as db:
        her = of(db, village, "mei")
        assert codes.code_of(db, her).frozen_reason is FreezeReason.death
        assert factories_codes.check(db, shown.number).refusal is Refusal.frozen
        assert all(mandate.revoked_at for mandate in mandates.mandates_by(db, her))
        at = {
            entry.event: entry.at for entry in db.scalars(select(LedgerEntry).where(LedgerEntry.subject_id == her.id))
        }
        assert at["people.DeathRecorded"] == at["codes.CodeFrozen"] == at["mandates.MandateRevoked"] == MORNING


def test_a_death_ends_mandates_that_the_dead_held(village):
    with village.database.writing() as db:
        own = people.account_of(db, village.guo)
        granted = factories_mandates.grant(db, village, giver="mei", agent="neighbour")
        granted.agent_id = own.id
        db.flush()
        deaths.record_death(db, village.actor("officer"), of(db, village, "guo"), on=MORNING.date())
        assert granted.revoked_reason == "death"


def test_a_death_that_cannot_be_ends_nothing(village):
    with village.database.writing() as db:
        her = of(db, village, "mei")
        for impossible in (date(2026, 12, 1), date(1950, 1, 1)):
            with pytest.raises(ImpossibleDate):
                deaths.record_death(db, village.actor("officer"), her, on=impossible)
        assert codes.code_of(db, her) is None
        assert her.died_on is None


def test_recording_a_death_twice_changes_nothing(village):
    with village.database.writing() as db:
        her = of(db, village, "mei")
        deaths.record_death(db, village.actor("officer"), her, on=date(2026, 11, 20))
        deaths.record_death(db, village.actor("officer"), her, on=date(2026, 11, 22))
        assert her.died_on == date(2026, 11, 20)


def test_a_death_cancels_what_waits_at_sites_and_providers(village):
    with village.database.writing() as db:
        appointment = factories_assessments.book(db, village, "mei")
        request = factories_home_services.in_status(db, village, Status.requested)
        for resident_id in (appointment.resident_id, request.resident_id):
            her = db.get_one(Resident, resident_id)
            deaths.record_death(db, village.actor("officer"), her, on=MORNING.date())
        assert appointment.cancelled_at == MORNING
        assert request.status is Status.cancelled


def test_a_moved_hukou_changes_what_is_hers_from_its_day(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").follow("登记户籍迁移")
    officer.fill("迁到哪里", "没有这里").fill("从哪天起", "2026-12-01").press("登记迁移", status=422)
    assert officer.errors() == ["没有登记过这个地方。请写区划代码，或者登记过的名称。"]
    officer.fill("迁到哪里", "平湖市").fill("从哪天起", "2026-12-01").press("登记迁移", status=422)
    assert officer.errors() == ["户籍地现在就是这里，不用登记迁移。请看看写得对不对。"]
    officer.fill("迁到哪里", "南湖区").fill("从哪天起", "2030-01-01").press("登记迁移", status=422)
    officer.fill("迁到哪里", "南湖区").fill("从哪天起", "2026-12-01").press("登记迁移")
    with village.database.reading() as db:
        her = of(db, village, "mei")
        before, after = (entitlements.entitlements_of(db, her, day) for day in (date(2026, 11, 30), date(2026, 12, 1)))
        assert (before.region, after.region) == ("pinghu", "jiaxing")
        assert before.who.known("pinghu")["hukou_here"] is True
        assert after.who.known("pinghu")["hukou_here"] is False
    mei = visitor("mei").open("/inbox").follow("登记了您的户籍迁移")
    assert mei.sees("从2026年12月1日 星期二起，按新的户籍地算您的待遇。")
    assert mei.follow("看这件事").sees("南湖区，从 2026年12月1日 星期二 起")
    officer.open(f"/workbench/residents/{village.mei.public_id}/hukou-move")
    assert officer.sees("再登记会替换它")


def test_a_move_recorded_by_mistake_is_replaced(village):
    with village.database.writing() as db:
        her, officer = of(db, village, "mei"), village.actor("officer")
        for code, day in (("330402", date(2026, 12, 1)), ("330482", date(2026, 12, 1))):
            people.move_hukou(
                db,
                officer,
                her,
                people.area_named(db, code, field="area"),
                from_on=day,
                source=people.FactSource.officer,
            )
        assert people.hukou_area_on(db, her, date(2026, 11, 30)).code == "330482"
        assert people.hukou_area_on(db, her, date(2027, 1, 1)).code == "330482"


def test_a_death_recorded_by_mistake_is_taken_back_by_the_federation(visitor, village):
    with village.database.writing() as db:
        factories_codes.show(db, village)
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/death")
    officer.fill("离世日期", "2026-11-20").press("登记离世")
    assert officer.sees("请告诉残联，残联可以改回来。")
    officer.post(f"/workbench/residents/{village.mei.public_id}/death/retraction", status=404)
    federation = visitor("federation").open(f"/workbench/residents/{village.mei.public_id}")
    federation.press("登记错了，改回来")
    assert not federation.sees("登记错了，本人还在")
    mei = visitor("mei")
    assert mei.open("/code").h1 == "惠残码"
    assert mei.open("/inbox").sees("您的账号恢复了")
    assert not mei.sees("您的惠残码恢复了"), "she did not ask for it; one message tells her of all"
    assert mei.open("/mandates").sees("没有"), "whom she trusts she says anew"
    with village.database.reading() as db:
        her = of(db, village, "mei")
        assert her.died_on is None
        assert codes.code_of(db, her).frozen_at is None


def taken_in(village, **said):
    """What a night's register makes of her."""
    with village.database.writing() as db:
        her, actor = of(db, village, "mei"), Actor.service(MORNING)
        row = RegisterRow(citizen_id=her.citizen_id, **said)
        changed = people.corrections(her, row)
        people.correct_resident(db, actor, her, changed, source=people.FactSource.register)
        db.flush()
        assert people.corrections(her, row) == {}, "a second run changes nothing"


def test_what_an_officer_has_put_right_stands_until_the_register_says_something_new(visitor, village):
    with village.database.writing() as db:
        her = of(db, village, "mei")
        her.in_register_at = MORNING
        before = {"name": her.name, "residence_area_id": her.residence_area_id, "hukou_area_id": her.hukou_area_id,
                  "phone": her.phone}
        there = people.area_named(db, "330402", field="area")
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/correction")
    officer.fill("姓名", "陈秀美").fill("手机号", "000 1000 0099").press("保存")
    officer.open(f"/workbench/residents/{village.mei.public_id}/hukou-move")
    officer.fill("迁到哪里", "330402").fill("从哪天起", "2026-12-01").press("登记迁移")
    taken_in(village, **before)
    with village.database.reading() as db:
        her = of(db, village, "mei")
        assert (her.name, her.phone, her.hukou_area_id) == ("陈秀美", "00010000099", there.id)
        assert her.hukou_area_from == date(2026, 12, 1)
    officer.open(f"/workbench/residents/{village.mei.public_id}")
    assert officer.sees("残联登记册里写的不一样")
    assert officer.sees(f"姓名：{before['name']}")
    assert officer.sees("户籍地：平湖市")
    assert officer.open(f"/workbench/residents/{village.mei.public_id}/phone").sees("残联登记册里另有一个")

    taken_in(village, **before | {"name": "陈秀美", "phone": "00010000098", "hukou_area_id": there.id})
    with village.database.reading() as db:
        her = of(db, village, "mei")
        assert (her.name, her.phone, her.register_name, her.register_phone) == ("陈秀美", "00010000098", None, None)
    assert not officer.open(f"/workbench/residents/{village.mei.public_id}").sees("残联登记册里写的不一样")


def test_an_officer_corrects_what_is_proven_and_it_says_so(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").follow("更正资料")
    officer.fill("姓名", "").fill("手机号", "12").press("保存", status=422)
    assert "请填写姓名。" in officer.errors()
    officer.fill("姓名", "陈秀美").fill("手机号", "000 1000 0099").fill("居住地", "河东村").press("保存")
    assert officer.h1 == "居民"  # she lives in another officer's area now
    assert visitor("river_officer").open(f"/workbench/residents/{village.mei.public_id}").h1 == "陈秀美"
    with village.database.reading() as db:
        her = of(db, village, "mei")
        assert (her.phone, her.residence_area.name) == ("00010000099", "河东村")
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.ResidentCorrected")).one()
        assert told.facts == {"fields": ["name", "phone", "residence_area"], "source": "officer"}
    mei = visitor("mei").open("/my-data/deeds")
    assert mei.sees("更正了资料：姓名、手机号、居住地")
    assert mei.open("/inbox").follow("工作人员更正了您的资料").sees("改的是：姓名、手机号、居住地。")
    assert mei.open("/my-data/views").sees("看了：更正资料")


def test_whose_code_for_signing_in_was_looked_at_is_not_told_of_her_benefit_code(visitor, village):
    visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/sign-in-code")
    views = visitor("mei").open("/my-data/views")
    assert views.sees("看了：登录验证码")
    assert not views.sees("看了：惠残码")


def test_a_place_stands_there_as_people_call_it_unless_another_bears_the_name(village):
    with village.database.writing() as db:
        place = people.area_named(db, "河东村", field="area")
        assert people.area_as_written(db, place) == "河东村"
        db.add(people.Area(code="000482001099", name="河东村", within=people.area_named(db, "平湖市", field="area")))
        db.flush()
        assert people.area_as_written(db, place) == place.code
        assert people.area_named(db, people.area_as_written(db, place), field="area") is place


def test_saving_without_a_change_records_nothing(visitor, village):
    visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/correction").press("保存")
    with village.database.reading() as db:
        assert db.scalar(select(LedgerEntry.id).where(LedgerEntry.event == "people.ResidentCorrected")) is None


def test_a_request_from_another_area_is_not_found(visitor, village):
    with village.database.writing() as db:
        asked = people.request_correction(
            db, village.actor("mei"), of(db, village, "mei"), item=people.CorrectionItem.name, words="写错了"
        )
    visitor("ginkgo_officer").open(f"/workbench/corrections/{asked.public_id}", status=404)
    assert not visitor("ginkgo_officer").open("/workbench/").sees("更正资料")


def test_a_request_is_answered_once(visitor, village):
    with village.database.writing() as db:
        asked = people.request_correction(
            db, village.actor("mei"), of(db, village, "mei"), item=people.CorrectionItem.name, words="写错了"
        )
    one, two = (visitor("officer").open(f"/workbench/corrections/{asked.public_id}") for _ in range(2))
    one.choose("改了", "我看过了，会照着做").press("答复")
    two.choose("改了", "我看过了，会照着做").press("答复", status=409)
    assert two.sees("这个请求已经答复过了。")


def texts_sent(app):
    path = app.extensions["huican"].settings.instance / "outbox.jsonl"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_nobody_comes_in_by_the_telephone_or_the_paper_of_somebody_who_has_died(app, visitor, village):
    code = visitor("mei").open("/ways-in").press("领一个恢复码").soup.find(class_="code-in-groups").get_text()
    asked = visitor().open("/sign-in").fill("手机号", "00010000001").press("发送验证码")
    sent = re.search(r"[0-9]{6}", json.loads(texts_sent(app)[-1])["text"]).group()
    with village.database.writing() as db:
        deaths.record_death(db, village.actor("officer"), of(db, village, "mei"), on=date(2026, 11, 20))
    asked.fill("验证码", sent).press("登录", status=410)
    visitor().open("/sign-in/recovery").fill("恢复码", code).press("登录", status=422)
    before = len(texts_sent(app))
    visitor().open("/sign-in").fill("手机号", "00010000001").press("发送验证码")
    assert len(texts_sent(app)) == before


def test_a_name_that_is_sought_stands_in_no_address_and_readable_in_no_cookie(visitor):
    officer = visitor("officer").open("/workbench/residents").fill("按姓名找", "秀").press("找")
    assert officer.sees("姓名里有“秀”的居民")
    assert officer.sees("陈秀梅")
    assert not officer.sees("王小兰")
    assert officer.response.request.full_path.rstrip("?") == "/workbench/residents"
    with officer.client.session_transaction(base_url="http://localhost:8000") as session:
        assert "秀" not in str(session["residents_sought"])
    officer.follow("陈秀梅").follow("返回“居民”")
    assert officer.sees("姓名里有“秀”的居民")
    officer.press("看全部居民")
    assert officer.sees("王小兰")
    assert not officer.sees("姓名里有")


def test_the_next_name_is_sought_also_from_a_page_that_was_sent_before(visitor):
    officer = visitor("officer").open("/workbench/residents")
    page, soup = officer.response, officer.soup
    officer.fill("按姓名找", "秀").press("找")
    officer.stand(page, soup).fill("按姓名找", "小兰").press("找")
    assert officer.sees("王小兰")
    assert not officer.sees("陈秀梅")


NEWCOMER = "000482199001010030"


def enters(visitor, key="officer", *, citizen_id=NEWCOMER, residence="桂花社区", phone="000 1000 0077", status=200):
    officer = visitor(key).open("/workbench/residents").fill("按姓名找", "宋新").press("找").follow("登记一位居民")
    officer.fill("姓名", " 宋新 ").fill("身份证号", citizen_id).fill("户籍地", "330482").fill("居住地", residence)
    return officer.fill("手机号", phone).press("登记", status=status)


def test_an_officer_enters_somebody_who_is_not_in_the_register_and_she_signs_in(visitor, village):
    officer = enters(visitor)
    assert officer.h1 == "宋新"
    assert officer.sees("居民登记好了。")
    assert officer.sees("没有有效的残疾人证")
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, NEWCOMER)
        assert (her.phone, her.residence_area.name, her.in_register_at) == ("00010000077", "桂花社区", None)
        noted = db.scalars(select(LedgerEntry).where(LedgerEntry.subject_id == her.id)).all()
        assert [entry.event for entry in noted if entry.event == "people.ResidentRegistered"]
        assert noted[0].actor_id == village.officer.id
    code = officer.press("当面给一个登录验证码").soup.find(class_="code-in-groups").get_text().replace(" ", "")
    song = visitor().open("/activation/officer-code").fill("残疾人证号或身份证号", NEWCOMER).fill("验证码", code)
    assert song.press("登录").h1 == "使用说明"


def test_who_has_a_file_in_the_area_is_led_to_and_can_see_who_looked(visitor, village):
    officer = enters(visitor, citizen_id=village.mei.citizen_id, status=409)
    assert officer.errors() == ["这个身份证号已经登记过了。"]
    with village.database.reading() as db:
        viewed = LedgerEntry.event == "people.FileViewed", LedgerEntry.subject_id == village.mei.id
        assert db.scalars(select(LedgerEntry.actor_id).where(*viewed)).all() == [village.officer.id]
    assert officer.follow("打开这位居民的档案").h1 == "陈秀梅"


def test_who_has_a_file_elsewhere_is_not_led_to(visitor, village):
    officer = enters(visitor, "ginkgo_officer", citizen_id=village.mei.citizen_id, residence="银杏社区", status=409)
    assert officer.errors() == ["这个身份证号已经登记过了，不在您的片区。请联系残联核对。"]
    assert "打开这位居民的档案" not in officer.links()
    assert village.mei.public_id not in officer.response.get_data(as_text=True)
    with village.database.reading() as db:
        viewed = LedgerEntry.event == "people.FileViewed", LedgerEntry.subject_id == village.mei.id
        assert db.scalars(select(LedgerEntry.actor_id).where(*viewed)).all() == [village.ginkgo_officer.id]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"citizen_id": "000482199001010031"}, "第 18 位校验不对，请看一下身份证最后一位。"),
        ({"residence": "银杏社区"}, "这个地方不归您管。请写您片区里的地方。"),
        ({"residence": "没有这里"}, "没有登记过这个地方。请写区划代码，或者登记过的名称。"),
        ({"phone": "12"}, "手机号应该是 11 位，您填了 2 位。"),
    ],
)
def test_what_is_wrong_of_a_newcomer_is_told_and_nobody_entered(visitor, village, changed, told):
    officer = enters(visitor, **changed, status=422)
    assert officer.errors() == [told]
    with village.database.reading() as db:
        assert people.resident_by_citizen_id(db, NEWCOMER) is None


def test_the_name_that_was_sought_is_gone_after_an_hour_and_with_whoever_sought_it(visitor, clock):
    officer = visitor("officer").open("/workbench/residents").fill("按姓名找", "秀").press("找")
    clock.advance(hours=1)
    assert officer.open("/workbench/residents").sees("王小兰")
    officer.fill("按姓名找", "秀").press("找").post("/sign-out")
    with officer.client.session_transaction(base_url="http://localhost:8000") as session:
        assert "residents_sought" not in session
