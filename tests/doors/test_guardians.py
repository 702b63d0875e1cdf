"""A guardian is not a carer with a mandate: recorded by staff who saw the proof, and the ward is asked each time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories_mandates as given
from tests.factories_notifications import deliveries, messages
from webapp import mandates, notifications, people
from webapp.core.ledger import entries_about
from webapp.mandates import GuardianKind, GuardianProof
from webapp.notifications import Channel, Topic

SERVICE = "/home-services/services/visit/request"


def recorded(village, key="hao", **said):
    with village.database.writing() as db:
        return given.guardian(db, village, **{"ward": key, **said})


def to_the_check(mother):
    mother.open(SERVICE).choose("11月25日 星期三", "上午").press("下一步").fill("详细地址", "桂花路 3 号").press("下一步")
    return mother.choose("我同意")


def test_an_officer_records_a_guardian_whose_proof_was_seen(visitor, village):
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}").follow("监护人")
    officer.press("证明看过了，登记", status=422)
    assert len(officer.errors()) == 7
    officer.fill("监护人的姓名", "赵敏").fill("监护人的手机号", "00020000002").choose("未成年人的父母")
    officer.choose("户口本").fill("证明存在哪里", "社区档案 3 卷").fill("到哪一天要再核对", "2027-11-01").see_needs().press("证明看过了，登记")
    assert officer.sees("户口本，社区档案 3 卷")
    mother = visitor("mother").open("/acting")
    assert mother.sees("您是监护人")
    mother.press("代赵子豪办事")
    assert mother.sees("您正在代赵子豪办事")


def test_before_she_submits_the_ward_is_asked(visitor, village):
    recorded(village)
    mother = to_the_check(visitor("mother", acting_for="hao")).press("提交申请", status=422)
    assert mother.errors() == ["请先问本人愿不愿意，选一项，再写怎么问的、本人怎么表示。"]
    assert mother.sees("赵子豪自己愿意吗")
    mother.choose("愿意", "我同意").fill("怎么问的，本人怎么表示", "用图片问的，他点了头").press("提交申请")
    assert mother.h1 == "访视：等社区答复"
    with village.database.reading() as db:
        said = [e for e in entries_about(db, village.hao.id, limit=9) if e.event == "mandates.WardAsked"]
    assert said[0].facts == {"wish": "agrees", "step": "resident.submit_home_service_request"}


def test_where_the_ward_objects_nothing_is_submitted_and_an_officer_comes(visitor, village):
    recorded(village)
    mother = to_the_check(visitor("mother", acting_for="hao")).choose("不愿意")
    mother.fill("怎么问的，本人怎么表示", "他摇头，说不要陌生人来").press("提交申请", status=403)
    assert mother.errors() == ["本人不愿意，所以没有提交。社区专职委员会来和你们谈一谈。"]
    assert not mother.open("/home-services/requests").sees("等社区答复")
    officer = visitor("officer").open("/workbench/").follow("和本人谈一谈：不愿意监护人代办的事")
    assert officer.sees("他摇头，说不要陌生人来")
    assert officer.sees("申请上门服务")
    officer.see_needs().press("谈过了，这条处理好了")
    assert not visitor("officer").open("/workbench/").sees("和本人谈一谈")


def test_a_carer_with_a_mandate_is_not_asked_for_a_wish(visitor, village):
    daughter = to_the_check(visitor("daughter", acting_for="mei"))
    assert not daughter.sees("自己愿意吗")
    daughter.press("提交申请")
    assert daughter.h1 == "访视：等社区答复"


def test_a_guardian_reaches_neither_code_nor_mandates_nor_file(visitor, village):
    recorded(village)
    mother = visitor("mother", acting_for="hao")
    for path in ("/code", "/mandates", "/mandates/new", "/my-data", "/my-data/deeds"):
        mother.open(path, status=404)
    assert mother.open("/entitlements").h1


def test_the_ward_keeps_her_own_view_and_knows_her_guardian(visitor, village):
    recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    to_the_check(visitor("mother", acting_for="yun")).choose("愿意").fill("怎么问的，本人怎么表示", "说好").press("提交申请")
    yun = visitor("yun").open("/mandates")
    assert yun.sees("您的监护人")
    assert yun.sees("本人书面选定的监护人")
    assert yun.open("/my-data/deeds").sees("赵敏，监护人")
    assert yun.open("/home-services/requests").sees("访视")


def test_when_it_ends_or_was_not_checked_again_it_serves_no_more(visitor, village, clock):
    recorded(village, review_on=date(2026, 12, 1))
    visitor("mother", acting_for="hao").open("/home-services")
    clock.advance(days=8)
    visitor("mother", acting_for="hao").open("/home-services", status=410)


def test_an_open_page_serves_no_more_when_staff_end_it(visitor, village):
    guardianship = recorded(village)
    mother = to_the_check(visitor("mother", acting_for="hao"))
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}/guardians")
    officer.follow("结束赵敏的监护登记").press("马上结束", status=422)
    officer.choose("换了监护人，或者不再是监护人").see_needs().press("马上结束")
    mother.choose("愿意").fill("怎么问的，本人怎么表示", "说好").press("提交申请", status=410)
    officer.open(f"/workbench/residents/{village.hao.public_id}/guardians/{guardianship.public_id}/ending", status=404)


def test_a_death_ends_it(visitor, village):
    recorded(village)
    officer = visitor("officer").open(f"/workbench/residents/{village.hao.public_id}/death")
    officer.fill("离世日期", "2026-11-20").press("登记离世")
    with village.database.reading() as db:
        assert mandates.guardianships_of(db, village.hao, date(2026, 11, 23)) == []


WRONG = {
    "a parent beyond her majority": ({"review_on": date(2029, 11, 1), "key": "tao"}, mandates.ReviewTooFar),
    "yesterday": ({"review_on": date(2026, 11, 22)}, mandates.DurationMissing),
    "more than three years": ({"review_on": date(2029, 11, 24)}, mandates.ReviewTooFar),
    "no proof": ({"reference": " "}, mandates.ProofMissing),
    "the officer herself": ({"phone": "00030000001"}, mandates.NotHersToGive),
    "her own telephone": (
        {"key": "yun", "phone": "00010000006", "kind": GuardianKind.agreed}, mandates.MandateOverOneself),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_refused(village, wrong):
    said, error = WRONG[wrong]
    with pytest.raises(error):
        recorded(village, **said)


def test_a_guardian_is_not_recorded_twice_and_not_by_herself(village):
    recorded(village)
    with pytest.raises(mandates.GuardianThere):
        recorded(village)
    with village.database.writing() as db, pytest.raises(mandates.NotHersToGive):
        mandates.record_guardian(
            db, village.actor("mei"), people.find_resident(db, village.mei.public_id), name="x", phone="00020000001",
            kind=GuardianKind.statutory, proof=GuardianProof.court_decision, reference="x",
            review_on=village.actor("mei").today + timedelta(days=9))


def test_ward_and_guardian_are_told_that_it_began_and_that_it_ended(visitor, village):
    """Whoever is recorded as a guardian without being one is found out by whom it is about."""
    guardianship = recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    yun, mother = visitor("yun"), visitor("mother")
    yun.open("/inbox").follow("登记了您的监护人")
    assert yun.sees("监护人：赵敏")
    assert yun.sees("觉得不对，请告诉社区专职委员，或者告诉残联窗口。")
    assert yun.follow("看这件事").sees("您的监护人")
    mother.open("/inbox").follow("您登记成监护人了")
    assert mother.sees("您可以替周芸办事。")
    assert mother.follow("看这件事").h1 == "我代谁办事"
    hers = f"/workbench/residents/{village.yun.public_id}/guardians"
    officer = visitor("officer").open(f"{hers}/{guardianship.public_id}/ending")
    officer.choose("换了监护人，或者不再是监护人").see_needs().press("马上结束")
    assert yun.open("/inbox").follow("监护登记结束了").sees("从现在起，这个人不能再用监护人的身份替您办事。")
    assert mother.open("/inbox").follow("监护登记结束了").sees("您不能再用监护人的身份替周芸办事。")


def test_a_guardianship_is_told_by_sms_whatever_channel_is_refused(village, app):
    with village.database.writing() as db:
        account = people.account_of(db, village.yun)
        notifications.choose_channels(db, village.actor("yun"), account, [(Topic.mandates, Channel.sms)])
    recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    [message] = messages(village.database, account, "guardian_recorded")
    assert [each.channel for each in deliveries(village.database, message)] == [Channel.sms]


def test_after_a_death_nobody_is_told_by_a_machine_that_a_guardianship_has_ended(visitor, village):
    recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    officer = visitor("officer").open(f"/workbench/residents/{village.yun.public_id}/death")
    officer.fill("离世日期", "2026-11-20").press("登记离世")
    assert messages(village.database, village.mother, "guardian_ended") == []


def test_ward_and_guardian_are_told_that_an_objection_was_talked_about(visitor, village):
    guardianship = recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    with village.database.writing() as db:
        wish = given.objection(db, village, db.merge(guardianship))
        mandates.settle_objection(db, village.actor("officer"), wish)
    yun = visitor("yun").open("/inbox").follow("您不愿意的那件事，社区谈过了")
    assert yun.sees("没有人和您谈过，请告诉社区专职委员，或者告诉残联窗口。")
    assert yun.follow("看这件事").sees("工作人员和本人、监护人谈过了")
    mother = visitor("mother").open("/inbox").follow("本人不愿意的那件事，社区谈过了")
    assert mother.sees("工作人员说，和周芸、和您都谈过了。")


def test_who_is_her_guardian_no_more_is_told_nothing_of_her(village):
    guardianship = recorded(village, "yun", kind=GuardianKind.agreed, proof=GuardianProof.notarised_agreement)
    with village.database.writing() as db:
        wish = given.objection(db, village, db.merge(guardianship))
        mandates.end_guardianship(db, village.actor("officer"), db.merge(guardianship), reason="changed")
        mandates.settle_objection(db, village.actor("officer"), wish)
    assert messages(village.database, village.mother, "objection_settled") == []
