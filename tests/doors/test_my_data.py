"""Her data: the notice before the first use, seeing, correcting, taking along, deleting, and who looked."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests import factories_assessments, factories_home_services, factories_mandates
from tests.visitor import BASE, tidy
from webapp import assessments, entitlements, home_services, people
from webapp.core import LedgerEntry
from webapp.core.ledger import entries_about
from webapp.home_services import Status
from webapp.people import Consent, FactSource, InterruptedForm, Passkey, ResidentFact, Submission


@pytest.fixture
def newcomer(village, visitor):
    """Mei, who has not read the notice yet."""
    with village.database.writing() as db:
        for consent in db.scalars(select(Consent).where(Consent.resident_id == village.mei.id)):
            db.delete(consent)
    return visitor("mei")


def test_before_the_first_use_every_page_leads_to_the_notice(newcomer):
    for path in ("/", "/entitlements", "/code", "/inbox", "/needs", "/profile"):
        assert newcomer.open(path).h1 == "使用说明", path


def test_an_act_leads_to_the_notice_too_and_does_nothing(newcomer, village):
    newcomer.open("/notice").post("/code/freezing")
    assert newcomer.h1 == "使用说明"
    with village.database.reading() as db:
        assert db.scalar(select(LedgerEntry.id).where(LedgerEntry.event == "codes.CodeFrozen")) is None


def test_agreeing_needs_the_box_and_goes_on_to_where_she_wanted(newcomer, village):
    newcomer.open("/needs").press("继续", status=422)
    assert newcomer.errors() == ["要勾选同意，才能在这里继续。不同意，可以去窗口办。"]
    newcomer.choose("我同意").press("继续")
    assert newcomer.h1 == "沟通和到访需要"
    with village.database.reading() as db:
        given = db.scalars(select(Consent).where(Consent.resident_id == village.mei.id)).all()
    assert {consent.kind for consent in given} == {"notice", "health_data"}
    assert all(len(consent.words_hash) == 64 for consent in given)


def test_she_can_leave(newcomer):
    newcomer.open("/").press("不同意，退出")
    assert newcomer.open("/profile").h1 == "登录"


def test_without_agreeing_she_can_still_see_take_and_delete(newcomer):
    for path in (
        "/my-data",
        "/my-data/known",
        "/my-data/views",
        "/my-data/consents",
        "/my-data/deletion",
        "/my-data/copy",
        "/my-data/corrections/new",
    ):
        assert newcomer.open(path).h1 != "使用说明", path


def test_a_stranger_can_read_the_notice_and_agree_to_nothing(visitor):
    stranger = visitor().open("/notice")
    assert stranger.h1 == "使用说明"
    assert stranger.soup.find("button", string="继续") is None
    stranger.open("/sign-in").post("/notice", status=422)
    stranger.open("/sign-in").post("/notice", status=404, health="y")


def test_withdrawing_is_as_easy_as_agreeing_and_counts_at_once(visitor):
    mei = visitor("mei").open("/my-data/consents")
    mei.press("撤回：使用残疾和健康情况")
    assert mei.sees("已撤回")
    assert mei.open("/code").h1 == "使用说明"
    mei.choose("我同意").press("继续")
    assert mei.h1 == "惠残码"


def test_what_still_runs_under_a_consent_is_named_where_it_is_withdrawn(visitor, village):
    with village.database.writing() as db:
        factories_assessments.book(db, village)
        factories_home_services.in_status(db, village, Status.promised)
    mei = visitor("mei").open("/my-data/consents")
    assert mei.main.count("撤回不会取消还在办的事") == 2
    assert not mei.sees("申请会停着")
    for words, h1 in (("去医院评定，11月24日 星期二", "去医院评定"), ("喘息服务", "喘息服务")):
        assert h1 in mei.open("/my-data/consents").follow(words).h1
    mei.open("/my-data/consents").press("撤回：告诉上门服务机构")
    assert mei.main.count("撤回不会取消还在办的事") == 2, "it stands there also afterwards"


def test_which_providers_were_told_stands_beside_the_consent_that_lets_them_know(visitor, village):
    with village.database.writing() as db:
        factories_home_services.in_status(db, village, Status.accepted)
    assert not visitor("mei").open("/my-data/consents").sees("到现在告诉过")
    with village.database.writing() as db:
        factories_home_services.in_status(db, village, Status.promised)
    assert visitor("mei").open("/my-data/consents").sees("到现在告诉过：暖家上门服务社（演示）。")


def test_once_she_has_withdrawn_no_provider_is_asked_any_more(visitor, village):
    with village.database.writing() as db:
        request = factories_home_services.in_status(db, village, Status.accepted).public_id
    officer = visitor("officer").open(f"/workbench/home-services/{request}/assignment")
    visitor("mei").open("/my-data/consents").press("撤回：告诉上门服务机构")
    officer.choose("暖家上门服务社（演示）").see_needs().press("派给这家机构", status=409)
    assert officer.sees("本人撤回了同意，不能再告诉服务机构。")
    with village.database.reading() as db:
        assert home_services.requests_of(db, village.mei.id)[0].status is Status.accepted


def test_what_cannot_go_on_without_the_consent_is_not_said_to_go_on(visitor, village):
    with village.database.writing() as db:
        factories_home_services.in_status(db, village, Status.accepted)
    mei = visitor("mei").open("/my-data/consents")
    assert mei.sees("撤回以后，申请会停着，等您再同意或者取消：")
    mei.press("撤回：告诉上门服务机构")
    assert mei.sees("没有这项同意，申请停着，不往下办。")
    assert not mei.sees("撤回不会取消还在办的事")
    assert mei.follow("喘息服务").h1 == "喘息服务：停着，等您同意"


def test_the_consent_of_another_cannot_be_withdrawn(visitor):
    visitor("mei").open("/my-data/consents").post(
        "/my-data/consents/withdrawal", status=404, kind="receiver:home-services"
    )


def test_a_carer_reads_the_notice_and_agrees_to_nothing_of_hers(village, visitor):
    with village.database.writing() as db:
        for consent in db.scalars(select(Consent).where(Consent.account_id == village.daughter.id)):
            db.delete(consent)
    daughter = visitor("daughter", acting_for="mei").open("/code")
    assert daughter.h1 == "使用说明"
    assert not daughter.sees("我同意")
    assert daughter.press("继续").h1 == "惠残码"
    with village.database.reading() as db:
        given = db.scalars(select(Consent).where(Consent.account_id == village.daughter.id)).all()
    assert [(consent.kind, consent.resident_id) for consent in given] == [("notice", None)]


def test_staff_are_not_stopped_at_the_threshold(visitor):
    assert visitor("officer").open("/workbench/").h1 == "待办"


def test_she_sees_what_is_known_with_source_and_day(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.record_fact(db, village.actor("mei"), her, "wants_work", True, source=FactSource.resident)
    mei = visitor("mei").open("/my-data/known")
    assert mei.sees("低保 残联登记册，从 2026年1月1日 星期四 起")
    assert mei.sees("是 本人填写，从 2026年11月23日 星期一 起")
    assert mei.sees("尾号 0022")
    assert mei.sees("到2032年6月1日 星期二")


def test_what_is_not_hers_to_change_is_asked_for_and_answered(visitor):
    mei = visitor("mei").open("/my-data/corrections").follow("请人更正")
    mei.choose("居住地").press("提交", status=422)
    assert mei.errors() == ["请写一写不对在哪里。"]
    mei.choose("居住地").fill("不对在哪里，应该是什么", "我搬到河东村了").press("提交")
    assert mei.sees("等待核对")
    officer = visitor("officer").open("/workbench/").follow("更正资料：居住地")
    assert officer.sees("我搬到河东村了")
    officer.choose("没有改", "我看过了，会照着做").press("答复", status=422)
    assert officer.errors() == ["不改，请写明原因。本人会看到。"]
    officer.choose("没有改").fill("写给本人的话", "请带租房合同来").press("答复")
    assert not officer.open("/workbench/").sees("更正资料：居住地")
    mei.open("/my-data/corrections")
    assert mei.sees("答复：请带租房合同来")
    mei.open("/inbox").follow("您请人更正的资料，有答复了")
    assert mei.sees("结果：没有改。")
    assert mei.follow("看这件事").sees("答复：请带租房合同来")
    assert mei.sees("没有改")


def test_a_request_of_ten_thousand_characters_is_refused_and_kept(visitor):
    mei = visitor("mei").open("/my-data/corrections/new")
    mei.choose("别的").fill("不对在哪里，应该是什么", "字" * 10_000).press("提交", status=422)
    assert mei.errors() == ["最多 500 个字，您写了 10000 个。请删去一些。"]
    assert len(mei.soup.find("textarea").string.strip()) == 10_000


def test_she_sees_who_looked_and_from_which_seat(visitor, village):
    visitor("officer").open(f"/workbench/residents/{village.mei.public_id}")
    visitor("daughter", acting_for="mei").open("/code")
    mei = visitor("mei").open("/my-data/views")
    cards = [tidy(card) for card in mei.soup.find_all(class_="card")]
    assert cards == [
        "陈晓燕 2026年11月23日 星期一 上午 9:00 您委托的人 看了：惠残码",
        "桂花社区残协（演示） 2026年11月23日 星期一 上午 9:00 社区专职委员 丁一 看了：档案 为什么看？",
    ]


def test_her_own_looking_is_not_in_the_list(visitor):
    mei = visitor("mei").open("/code").open("/my-data/known")
    assert mei.open("/my-data/views").sees("还没有别人看过。")


def test_the_copy_for_machines_holds_everything_and_no_secret(visitor, village):
    mei = visitor("mei")
    mei.open("/code").choose("残疾等级").press("出示")
    mei.open("/my-data/corrections/new").choose("姓名").fill("不对在哪里，应该是什么", "写错一个字").press("提交")
    answer = mei.client.get("/my-data/copy.json", base_url=BASE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="huican-2026-11-23.json"'
    whole = json.loads(answer.data)
    tables = whole["tables"]
    assert tables["residents"][0]["citizen_id"] == village.mei.citizen_id
    assert tables["residents"][0]["hukou_area"] == "平湖市"
    assert tables["disability_certificates"][0]["number"].startswith(village.mei.citizen_id)
    assert {row["need"] for row in tables["resident_needs"]} == {"wheelchair", "slowly"}
    assert tables["presentations"][0]["claim"] == "grade"
    assert tables["correction_requests"][0]["words"] == "写错一个字"
    assert {row["kind"] for row in tables["consents"]} == {"notice", "health_data"}
    assert any(entry["words"] == "出示了惠残码：残疾等级" for entry in whole["ledger"])
    text = answer.get_data(as_text=True)
    for secret in ("token_hash", "code_hash", "_index", "HN1:"):
        assert secret not in text
    for other in (village.guo.citizen_id, village.guo.name):
        assert other not in text


ROOTS = {"residents", "accounts"}
ONLY_MENTIONED = {
    "assessment_sessions": "which clerk opened the session",
    "benefits_in_force": "which officer recorded that a benefit is given here",
    "checkpoints": "which administrator enrolled the place",
}
"""Tables that lead to an account or a resident, and whose rows are about neither."""


def tables_of_hers(metadata) -> set[str]:
    """Those that the copy walks over, as it walks."""
    from webapp.core.copying import _owners
    from webapp.resident.my_copy import ALSO_HERS

    owned = set(ROOTS)
    for table in metadata.sorted_tables:
        if any(name in owned for _, name in _owners(table, set(ALSO_HERS))):
            owned.add(table.name)
    return owned


def neither_in_the_copy_nor_left_out(metadata) -> set[str]:
    """Tables with any key to a resident or an account, whether or not it must be filled."""
    from webapp.resident.my_copy import KEPT_APART

    lead_there = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name in ROOTS for column in table.c for key in column.foreign_keys)
        or any(column.name in ("resident_id", "account_id") for column in table.c)
    }
    return lead_there - tables_of_hers(metadata) - set(KEPT_APART) - set(ONLY_MENTIONED)


def test_every_table_that_leads_to_a_resident_is_in_the_copy_or_left_out_with_a_reason():
    from webapp.core import Base
    from webapp.resident.my_copy import KEPT_APART

    assert neither_in_the_copy_nor_left_out(Base.metadata) == set()
    assert "benefit_inquiries" in tables_of_hers(Base.metadata) - set(KEPT_APART)
    assert all(len(reason) > 10 for reason in (KEPT_APART | ONLY_MENTIONED).values())


def test_a_new_table_that_nobody_thought_of_would_be_found():
    from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

    metadata = MetaData()
    Table("residents", metadata, Column("id", Integer, primary_key=True))
    Table("gone_by", metadata, Column("seen_id", Integer, ForeignKey("residents.id"), nullable=True))
    Table("hers", metadata, Column("resident_id", Integer, ForeignKey("residents.id"), nullable=False))
    assert neither_in_the_copy_nor_left_out(metadata) == {"gone_by"}


def test_what_she_asked_in_writing_is_in_both_copies(visitor, village):
    with village.database.writing() as db:
        asked = entitlements.ask(db, village.actor("mei"), db.merge(village.mei), "jiaxing/dibao", "我能领吗？")
        entitlements.answer_inquiry(db, village.actor("officer"), asked, "请来窗口。")
    mei = visitor("mei")
    (told,) = json.loads(mei.client.get("/my-data/copy.json", base_url=BASE).data)["tables"]["benefit_inquiries"]
    assert (told["benefit"], told["words"], told["answer"]) == ("jiaxing/dibao", "我能领吗？", "请来窗口。")
    page = mei.client.get("/my-data/copy.html", base_url=BASE).get_data(as_text=True)
    assert "我能领吗？" in page
    assert "答复：请来窗口。" in page


def test_what_she_does_at_work_for_others_is_not_in_her_own_copy(app, visitor, village):
    """Officers of the community are often residents themselves."""
    with village.database.writing() as db:
        hers = people.account_of(db, village.guo)
        if hers is not None:
            hers.resident_id = None
            db.flush()
        db.get_one(people.Account, village.officer.id).resident_id = village.guo.id
        factories_home_services.in_status(db, village, Status.requested)
        people.give_consent(db, village.actor("officer"), resident_id=village.mei.id, kind="receiver:x", version="1",
                            words="念给本人听")
    app.extensions["huican"].post_room.sender.send_due()
    officer = visitor("officer")
    assert "陈秀梅" in officer.open("/workbench/inbox").follow("有新的上门服务申请").text
    whole = officer.client.get("/my-data/copy.json", base_url=BASE)
    assert json.loads(whole.data)["tables"]["residents"][0]["name"] == village.guo.name
    assert "陈秀梅" not in whole.get_data(as_text=True)
    assert "receiver:x" not in whole.get_data(as_text=True)


def test_whoever_acts_for_somebody_has_the_mandate_in_her_copy(visitor, village):
    with village.database.writing() as db:
        hers = people.account_of(db, village.guo)
        if hers is not None:
            hers.resident_id = None
            db.flush()
        db.get_one(people.Account, village.daughter.id).resident_id = village.guo.id
    tables = json.loads(visitor("daughter").client.get("/my-data/copy.json", base_url=BASE).data)["tables"]
    assert [row["agent_name"] for row in tables["mandates"]]


def test_what_an_officer_noted_that_she_agrees_to_is_in_the_copy(visitor, village):
    with village.database.writing() as db:
        people.give_consent(db, village.actor("officer"), resident_id=village.mei.id, kind="receiver:x", version="1",
                            words="念给本人听")
    tables = json.loads(visitor("mei").client.get("/my-data/copy.json", base_url=BASE).data)["tables"]
    assert "receiver:x" in {row["kind"] for row in tables["consents"]}


def test_the_copy_to_read_stands_alone_and_masks_numbers(visitor, village):
    mei = visitor("mei")
    answer = mei.client.get("/my-data/copy.html", base_url=BASE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="huican-2026-11-23.html"'
    page = BeautifulSoup(answer.data, "html5lib")
    assert page.h1.get_text() == "陈秀梅的资料"
    assert village.mei.citizen_id not in page.get_text()
    assert page.find(["script", "link", "a", "form"]) is None
    assert all("url(" not in style.text and "@import" not in style.text for style in page.find_all("style"))
    assert "低保" in page.get_text()


def test_taking_a_copy_is_noted(visitor, village):
    visitor("mei").client.get("/my-data/copy.json", base_url=BASE)
    with village.database.reading() as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.event == "people.CopyTaken")).one()
    assert told.subject_id == village.mei.id
    assert told.facts == {"form": "json"}


def test_what_she_said_herself_can_be_deleted_alone(visitor, village):
    with village.database.writing() as db:
        her = people.find_resident(db, village.mei.public_id)
        people.record_fact(db, village.actor("mei"), her, "wants_work", True, source=FactSource.resident)
    mei = visitor("mei").open("/my-data/deletion")
    assert mei.sees("您回答过的 1 个问题")
    mei.press("删除我自己说的")
    assert mei.sees("没有您自己说的，不用删。")
    assert "删除我自己说的" not in [b.get_text(strip=True) for b in mei.soup.main.find_all("button")]
    with village.database.reading() as db:
        left = db.scalars(select(ResidentFact.source).where(ResidentFact.resident_id == village.mei.id)).all()
        assert set(left) == {FactSource.register}
        assert people.needs_of(db.get_one(people.Resident, village.mei.id)) == []


GOES = {
    "benefit_inquiries", "booking_drafts", "interrupted_forms", "mandate_drafts", "one_time_codes", "passkeys",
    "phone_changes", "recovery_codes", "resident_needs", "sign_in_sessions",
}
STAYS = {
    "residents": "the Federation's register",
    "resident_facts": "what the register and officers say; her own answers go",
    "disability_certificates": "the Federation's register",
    "accounts": "closed, without telephone and mail, so that an officer can open it again in person",
    "consents": "withdrawn; that they were given has to be shown",
    "mandates": "ended; what was done under them has to be shown",
    "mandate_scopes": "of the mandates",
    "benefit_codes": "frozen",
    "presentations": "of the code; the night forgets those that nobody checked",
    "code_checks": "who checked her code, and when",
    "misuse_reports": "what she said of a check, which an officer settles",
    "submissions": "the closing itself, so that pressing twice gets its answer; all before it go",
    "stored_entitlements": "worked out anew from the register, for the window",
    "appointments": "what is being dealt with, or was",
    "appointment_needs": "of the appointments",
    "assessments": "what an assessment found",
    "seat_claims": "of the appointments",
    "slot_offers": "of the appointments",
    "home_windows": "of the appointments",
    "home_service_requests": "what was asked for; what was not sent goes",
    "home_service_windows": "of the requests",
    "home_service_assignments": "of the requests",
    "correction_requests": "what she asked to be put right, and what was done",
    "messages": "what she was told, as it has to be shown",
    "deliveries": "of the messages",
    "push_devices": "retired, without being sent anything",
    "channel_refusals": "how she does not want to be told, should she come back",
    "quiet_hours": "when she does not want to be told, should she come back",
    "automatic_openings": "who switched an opening on, at work",
    "benefit_choices": "what she chose among benefits that exclude each other; the window reads it",
    "benefit_openings": "what was opened for her without being asked",
    "disagreements": "what two who acted for her wanted, and what an officer found",
    "errands": "ended; what an officer did under her word has to be shown",
    "guardianships": "who answers for her by law, with the proof that staff saw",
    "complaints": "what she complained of and what was answered, as it has to be shown",
    "letters": "what she asked and what was answered",
    "mandate_answers": "what she answered to a proposed mandate",
    "mandate_proposals": "which mandates were proposed to her",
    "resident_circumstances": "worked out anew from the register, for the window",
    "view_questions": "whom she asked why they looked, and the answer",
    "ward_wishes": "what she wished when her guardian acted",
    "staff_memberships": "a seat at work is not her own account's",
}
"""Tables of hers after the account is closed, and why their rows stay."""


def rows_of(village) -> set[str]:
    """Tables in which Mei has rows."""
    from webapp.core.copying import rows_about
    from webapp.resident.my_copy import ALSO_HERS

    with village.database.reading() as db:
        account = people.account_of(db, village.mei)
        return set(rows_about(db, {"residents": [village.mei.id], "accounts": [account.id]}, also=ALSO_HERS))


def test_every_table_of_hers_is_deleted_with_the_account_or_stays_for_a_reason(visitor, village):
    from webapp.core import Base

    assert tables_of_hers(Base.metadata) - GOES - set(STAYS) == set()
    mei = visitor("mei")
    mei.open("/profile")
    with village.database.writing() as db:
        actor, her = village.actor("mei"), db.merge(village.mei)
        account = people.account_of(db, her)
        entitlements.ask(db, actor, her, "jiaxing/dibao", "我能领吗？")
        factories_mandates.draft(db, village, giver="mei")
        assessments.keep_booking(db, actor, her, assessments.AppointmentKind.hospital, {"kind": "hospital"})
        factories_home_services.draft(db, village)
        factories_home_services.officers_draft(db, village)
        db.add(Passkey(account_id=account.id, credential_id=b"c", public_key=b"k", name="手机", created_at=actor.at))
        people.issue_code(db, village.actor("officer"), account, people.CodePurpose.officer)
        people.issue_recovery_code(db, actor, account)
        people.ask_phone_change(db, actor, account, "00010000099")
        db.add(InterruptedForm(account_id=account.id, path="/letters", fields="[]", kept_at=actor.at))
        db.add(Submission(account_id=account.id, key="k" * 16, answer="/", at=actor.at))
    assert rows_of(village) >= GOES | {"home_service_requests"}
    mei.open("/my-data/deletion").choose("我知道删除后找不回来").press("注销账号")
    left = rows_of(village)
    assert left & (GOES | {"home_service_requests"}) == set()
    assert left <= set(STAYS)
    with village.database.reading() as db:
        assert db.scalars(select(Submission.answer)).all() == ["/goodbye"]


def test_what_she_asked_in_writing_goes_with_her_own_words(visitor, village):
    with village.database.writing() as db:
        entitlements.ask(db, village.actor("mei"), db.merge(village.mei), "jiaxing/dibao", "我能领吗？")
    mei = visitor("mei").open("/my-data/deletion")
    assert mei.sees("您写字问过的 1 个问题和答复。")
    mei.press("删除我自己说的")
    assert not mei.sees("写字问过的 1 个问题")
    with village.database.reading() as db:
        assert entitlements.inquiries_of(db, village.mei) == []
        events = [entry.event for entry in entries_about(db, village.mei.id, limit=9)]
    assert "entitlements.InquiriesForgotten" in events
    assert not visitor("officer").open("/workbench/").sees("答复一个问题")


def test_closing_the_account_ends_everything_on_line_and_keeps_the_ledger(visitor, village):
    phone, computer, daughter = visitor("mei"), visitor("mei"), visitor("daughter", acting_for="mei")
    with village.database.reading() as db:
        before = len(db.scalars(select(LedgerEntry.id).where(LedgerEntry.subject_id == village.mei.id)).all())
    phone.open("/my-data/deletion").press("注销账号", status=422)
    assert phone.errors() == ["要勾选，才能删除。"]
    phone.choose("我知道删除后找不回来").press("注销账号")
    assert phone.h1 == "账号注销了"
    assert computer.open("/profile").h1 == "登录"
    assert daughter.open("/code", status=410).h1 != "惠残码"
    with village.database.reading() as db:
        account = people.account_of(db, village.mei)
        assert (account.phone, account.phone_index, account.email) == (None, None, None)
        assert people.consents_of(db, resident_id=village.mei.id, account_id=account.id)[0].withdrawn_at is not None
        after = db.scalars(select(LedgerEntry).where(LedgerEntry.subject_id == village.mei.id)).all()
        assert len(after) > before
        assert {"people.AccountClosed", "codes.CodeFrozen", "mandates.MandateRevoked"} <= {
            entry.event for entry in after
        }
    visitor("officer").open(f"/workbench/residents/{village.mei.public_id}")


def test_she_can_come_back_through_the_officer(visitor, village):
    visitor("mei").open("/my-data/deletion").choose("我知道删除后找不回来").press("注销账号")
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}").press("当面给一个登录验证码")
    code = officer.soup.find(class_="code-in-groups").get_text().replace(" ", "")
    assert officer.sees(f"登录验证码 {code[:3]} {code[3:]}")
    mei = visitor()
    mei.open("/activation/officer-code").fill("残疾人证号或身份证号", village.mei.citizen_id + "42").fill("验证码", code).press(
        "登录"
    )
    assert mei.h1 == "使用说明"


def test_the_goodbye_is_seen_once_and_by_nobody_else(visitor):
    assert visitor().open("/goodbye").h1 != "账号注销了"


def test_her_needs_are_kept_and_said_to_be(visitor, village):
    mei = visitor("mei").open("/needs")
    mei.untick("轮椅通道").choose("大字材料").press("保存")
    assert mei.sees("记下了。")
    with village.database.reading() as db:
        her = db.get_one(people.Resident, village.mei.id)
        assert {need.value for need in people.needs_of(her)} == {"slowly", "large_print"}


def test_a_carer_who_may_only_see_the_profile_cannot_change_needs(visitor, village):
    from tests import factories_mandates
    from webapp.mandates import Power, Province

    with village.database.writing() as db:
        factories_mandates.grant(db, village, scope={(Province.profile, Power.see)})
    neighbour = visitor("neighbour", acting_for="guo").open("/needs")
    assert neighbour.soup.find("button", string="保存") is None
    assert neighbour.sees("带导盲犬")
    neighbour.post("/needs", status=404)
