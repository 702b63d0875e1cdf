"""The whole import: both kinds of file, twice, in pieces; who is new, changed, gone."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import factories_register as given
from tests.conftest import MORNING
from webapp import certificates, codes, entitlements, people, register
from webapp.core import Actor, LedgerEntry
from webapp.people import FactSource, Resident, ResidentFact
from webapp.register import FileUnreadable, HeadingMissing, Import, Outcome, TooManyGone

DAY = timedelta(days=1)


@pytest.fixture
def take(village):
    """Import a file at a time; returns the import."""

    def run(path, *, at=MORNING + DAY, gone=True, accept=True):
        incoming = Import(register.open_sheet(path), village.database, at, pause=0)
        incoming.problems = [row for row in incoming.check() if row is not None]
        if not incoming.problems:
            list(incoming.write())
            incoming.gone = incoming.mark_gone(accept=accept) if gone else None
        return incoming

    return run


def rows(numbers, **otherwise):
    return (given.person(n, **otherwise) for n in numbers)


def counted(incoming):
    return {outcome.value: incoming.outcomes[outcome] for outcome in Outcome if incoming.outcomes[outcome]}


def resident(village, n):
    with village.database.reading() as db:
        return people.resident_by_citizen_id(db, given.citizen_id(n))


FILES = {
    "utf-8": lambda path, data: given.write_csv(path.with_suffix(".csv"), data),
    "utf-8 with a mark": lambda path, data: given.write_csv(path.with_suffix(".csv"), data, encoding="utf-8-sig"),
    "gb18030": lambda path, data: given.write_csv(path.with_suffix(".csv"), data, encoding="gb18030"),
    "tabs": lambda path, data: given.write_csv(path.with_suffix(".txt"), data, delimiter="\t"),
    "xlsx": lambda path, data: given.write_xlsx(path.with_suffix(".xlsx"), data),
    "xlsx with a title": lambda path, data: given.write_xlsx(path.with_suffix(".xlsx"), data, title="残疾人登记册"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_register_comes_in_from_every_kind_of_file(village, take, tmp_path, kind):
    incoming = take(FILES[kind](tmp_path / "register", rows(range(5))), gone=False)
    assert counted(incoming) == {"new": 5}
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(3))
        assert her.name == "测试3"
        assert her.phone == "00000000003"
        held = certificates.certificate_on(db, her, MORNING.date())
        assert (held.category.value, held.grade, held.valid_until) == ("physical", 4, date(2032, 6, 1))
        assert people.facts_on(db, her, MORNING.date() + DAY) == {
            "income_status": "none",
            "employment": "retired",
            "rural_household": False,
            "student": "none",
        }
        sources = db.scalars(select(ResidentFact.source).where(ResidentFact.resident_id == her.id)).all()
        assert set(sources) == {FactSource.register}


def test_two_thousand_rows_come_in_and_a_second_time_changes_nothing(village, take, tmp_path):
    path = given.write_csv(tmp_path / "register.csv", rows(range(2000)))
    assert counted(take(path)) == {"new": 2000}
    with village.database.reading() as db:
        residents, entries = (db.scalar(select(func.count()).select_from(table)) for table in (Resident, LedgerEntry))
    again = take(path, at=MORNING + 2 * DAY)
    assert counted(again) == {"same": 2000}
    assert again.gone == 0
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Resident)) == residents
        assert db.scalar(select(func.count()).select_from(LedgerEntry)) == entries


def test_what_the_register_says_otherwise_is_corrected_with_its_source_and_day(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows([1])), gone=False)
    new = given.person(
        1,
        name="测试改名",
        phone="00000009999",
        residence_area="河东村",
        hukou_area="330402",
        income_status="低保",
        certificate_number=given.citizen_id(1) + "61",
        category="",
        grade="",
        issued_on="2026-11-20",
    )
    incoming = take(given.write_csv(tmp_path / "two.csv", [new]), at=MORNING + 2 * DAY, gone=False)
    assert counted(incoming) == {"changed": 1}
    today = MORNING.date() + 2 * DAY
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        assert (her.name, her.phone) == ("测试改名", "00000009999")
        assert people.hukou_area_on(db, her, today - DAY).code == "330482"
        assert people.hukou_area_on(db, her, today).code == "330402"
        assert people.facts_on(db, her, today - DAY)["income_status"] == "none"
        assert people.facts_on(db, her, today)["income_status"] == "dibao"
        assert certificates.certificate_on(db, her, today).grade == 1
        told = db.scalars(
            select(LedgerEntry).where(LedgerEntry.subject_id == her.id, LedgerEntry.event == "people.ResidentCorrected")
        ).one()
        assert told.facts == {"fields": ["hukou_area", "name", "phone", "residence_area"], "source": "register"}


def test_what_the_register_does_not_say_is_left_as_it_is(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows([1])), gone=False)
    silent = given.person(
        1, phone="", residence_area="", income_status="", certificate_number="", category="", grade="", issued_on=""
    )
    assert counted(take(given.write_csv(tmp_path / "two.csv", [silent]), at=MORNING + 2 * DAY, gone=False)) == {
        "same": 1
    }
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        assert her.phone == "00000000001"
        assert people.facts_on(db, her, MORNING.date() + 3 * DAY)["income_status"] == "none"
        assert certificates.certificate_on(db, her, MORNING.date()) is not None


def test_what_she_said_herself_stays_beside_the_register(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows([1])), gone=False)
    with village.database.writing() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        people.record_fact(db, village.actor("officer"), her, "employment", "unemployed", source=FactSource.officer)
    take(given.write_csv(tmp_path / "two.csv", rows([1])), at=MORNING + 3 * DAY, gone=False)
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        assert people.facts_on(db, her, MORNING.date() + 3 * DAY)["employment"] == "unemployed"


def test_who_is_no_longer_in_the_register_is_marked_and_marked_back(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows(range(30))))
    incoming = take(given.write_csv(tmp_path / "two.csv", rows(range(29))), at=MORNING + 2 * DAY)
    assert incoming.gone == 1
    assert resident(village, 29).left_register_at == MORNING + 2 * DAY
    assert resident(village, 28).left_register_at is None
    assert take(given.write_csv(tmp_path / "three.csv", rows(range(29))), at=MORNING + 3 * DAY).gone == 0
    take(given.write_csv(tmp_path / "four.csv", rows(range(30))), at=MORNING + 4 * DAY)
    assert resident(village, 29).left_register_at is None
    with village.database.reading() as db:
        told = db.scalars(
            select(LedgerEntry.event).where(LedgerEntry.subject_id == resident(village, 29).id).order_by(LedgerEntry.id)
        ).all()
    assert [event for event in told if "Register" in event] == [
        "people.ResidentRegistered",
        "people.LeftRegister",
        "people.ReturnedToRegister",
    ]


def test_whom_an_officer_registered_is_not_gone_from_a_register_she_was_never_in(village, take, tmp_path):
    with village.database.writing() as db:
        people.register_resident(db, village.actor("officer"), name="测试甲", citizen_id=given.citizen_id(900))
    take(given.write_csv(tmp_path / "one.csv", rows(range(3))))
    assert resident(village, 900).left_register_at is None


def test_a_file_that_is_cut_off_marks_nobody(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows(range(100))))
    with pytest.raises(TooManyGone) as refused:
        take(given.write_csv(tmp_path / "two.csv", rows(range(50))), at=MORNING + 2 * DAY, accept=False)
    assert refused.value.facts == {"gone": 50, "known": 100}
    assert resident(village, 99).left_register_at is None


def test_the_dead_are_left_as_they_are(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows(range(3))), gone=False)
    with village.database.writing() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        people.record_death(db, village.actor("officer"), her, on=MORNING.date())
    assert counted(
        take(given.write_csv(tmp_path / "two.csv", rows(range(3), name="别的名字")), at=MORNING + 2 * DAY, gone=False)
    ) == {"changed": 2, "same": 1}


def test_a_certificate_cancelled_here_is_not_brought_back_by_a_register_that_lags_behind(village, take, tmp_path):
    path = given.write_csv(tmp_path / "one.csv", rows([1]))
    take(path, gone=False)
    with village.database.writing() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        certificates.cancel_certificate(
            db, village.actor("federation"), certificates.certificate_on(db, her, MORNING.date()), reason="request"
        )
    assert counted(take(path, at=MORNING + 2 * DAY, gone=False)) == {"same": 1}
    with village.database.reading() as db:
        assert certificates.certificate_on(db, her, MORNING.date()) is None


def test_the_day_of_issue_can_come_later(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows([1], issued_on="")), gone=False)
    assert counted(take(given.write_csv(tmp_path / "two.csv", rows([1])), at=MORNING + 2 * DAY, gone=False)) == {
        "changed": 1
    }
    with village.database.reading() as db:
        her = people.resident_by_citizen_id(db, given.citizen_id(1))
        assert certificates.certificate_on(db, her, MORNING.date()).valid_until == date(2032, 6, 1)


def test_the_same_person_twice_is_named_with_the_row_that_has_her_already(take, tmp_path):
    incoming = take(given.write_csv(tmp_path / "one.csv", rows([1, 2, 1])))
    assert [(row.number, row.reasons[0].code, row.reasons[0].facts["row"]) for row in incoming.problems] == [
        (4, "twice_in_file", 2)
    ]


def test_nothing_is_written_while_a_row_is_wrong(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", [given.person(1), given.person(2, name="")]))
    assert resident(village, 1) is None


def test_a_look_tells_what_an_import_would_do_and_writes_nothing(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows(range(20))))
    with village.database.reading() as db:
        before = db.scalar(select(func.count()).select_from(LedgerEntry))
    data = [*rows(range(15)), *rows(range(15, 18), name="改名"), *rows(range(20, 24))]
    incoming = Import(
        register.open_sheet(given.write_csv(tmp_path / "two.csv", data)), village.database, MORNING + 2 * DAY
    )
    assert [row for row in incoming.check() if row] == []
    list(incoming.look())
    assert counted(incoming) == {"new": 4, "changed": 3, "same": 15}
    assert incoming.would_be_gone() == 2
    with village.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(LedgerEntry)) == before


def test_the_import_commits_in_short_pieces(village, tmp_path):
    incoming = Import(
        register.open_sheet(given.write_csv(tmp_path / "one.csv", rows(range(250)))),
        village.database,
        MORNING + DAY,
        pause=0,
    )
    list(incoming.check())
    seen = []
    for _ in incoming.write():
        with village.database.reading() as db:
            seen.append(db.scalar(select(func.count()).where(Resident.name.startswith("测试"))))
    assert seen == [100, 200, 250]


def test_an_import_that_broke_off_is_finished_by_running_it_again(village, take, tmp_path):
    path = given.write_csv(tmp_path / "one.csv", rows(range(250)))
    broken = Import(register.open_sheet(path), village.database, MORNING + DAY, pause=0)
    list(broken.check())
    next(broken.write())
    assert counted(take(path, at=MORNING + 2 * DAY)) == {"new": 150, "same": 100}


def test_who_stands_in_a_bad_row_is_still_in_the_register(village, tmp_path, take):
    take(given.write_csv(tmp_path / "one.csv", rows(range(30))))
    data = [*rows(range(28)), given.person(28, income_status="?")]
    incoming = Import(
        register.open_sheet(given.write_csv(tmp_path / "two.csv", data)), village.database, MORNING + 2 * DAY, pause=0
    )
    assert len([row for row in incoming.check() if row]) == 1
    list(incoming.write())
    assert incoming.mark_gone() == 1
    assert resident(village, 28).left_register_at is None
    assert resident(village, 29).left_register_at is not None


def test_a_bad_row_that_names_nobody_lets_nobody_be_marked_as_gone(village, tmp_path, take):
    take(given.write_csv(tmp_path / "one.csv", rows(range(30))))
    data = [*rows(range(28)), given.person(28, citizen_id="?", certificate_number="")]
    incoming = Import(
        register.open_sheet(given.write_csv(tmp_path / "two.csv", data)), village.database, MORNING + 2 * DAY, pause=0
    )
    list(incoming.check())
    list(incoming.write())
    assert incoming.mark_gone() == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.csv", None, "missing"),
        ("a.pdf", b"%PDF", "kind"),
        ("a.xls", b"\xd0\xcf", "old_excel"),
        ("a.xlsx", b"no zip", "broken"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\xff\xfe\xff\xff\x81\x20", "encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(village, tmp_path, name, content, reason):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refused:
        Import(register.open_sheet(path), village.database, MORNING)
    assert refused.value.facts["reason"] == reason


def test_a_file_without_a_heading_is_refused(village, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(HeadingMissing):
        Import(register.open_sheet(path), village.database, MORNING)


def test_numbers_that_excel_keeps_as_numbers_are_refused_and_small_ones_are_not(village, tmp_path, take):
    bad = given.person(1, citizen_id=330482195803120123, certificate_number="", category="", grade="")
    good = given.person(2, grade=3, phone=13800000000)
    incoming = take(given.write_xlsx(tmp_path / "one.xlsx", [bad, good]))
    assert [(row.number, [r.code for r in row.reasons]) for row in incoming.problems] == [(2, ["number_rounded"])]


def test_the_template_is_a_register_that_comes_in(village, tmp_path, take):
    for name in ("template.xlsx", "template.csv"):
        register.write_template(tmp_path / name)
        with pytest.raises(FileExistsError):
            register.write_template(tmp_path / name)
    assert counted(take(tmp_path / "template.xlsx", gone=False)) == {"new": 1}
    assert counted(take(tmp_path / "template.csv", at=MORNING + 2 * DAY, gone=False)) == {"same": 1}


def test_bad_rows_come_back_unharmed_by_a_spreadsheet(tmp_path):
    with register.BadRowFile(tmp_path / "x.bad.csv", given.HEADING, "行号", "原因") as bad:
        bad.add(7, "不对。", ["=1+1", given.citizen_id(1), None, "@x", "字"])
    with (tmp_path / "x.bad.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, row = list(csv.reader(stream))
    assert heading[:3] == ["行号", "原因", "姓名"]
    assert row == ["7", "不对。", "'=1+1", f"'{given.citizen_id(1)}", "", "'@x", "字"]
    assert (tmp_path / "x.bad.csv").stat().st_mode & 0o077 == 0


def test_a_resident_of_the_register_can_show_her_code(village, take, tmp_path):
    take(given.write_csv(tmp_path / "one.csv", rows([3])), gone=False)
    with village.database.reading() as db:
        held = {
            s.claim.slug
            for s in codes.claims_of(db, people.resident_by_citizen_id(db, given.citizen_id(3)), MORNING.date())
            if s.holds
        }
    assert "valid-certificate" in held


def test_of_who_is_new_stock_is_taken_so_that_only_what_changes_later_is_told(village, take, tmp_path):
    take(given.write_csv(tmp_path / "register.csv", rows(range(3))), gone=False)
    with village.database.reading() as db:
        ids = [resident(village, n).id for n in range(3)]
        stock = select(func.count()).where(entitlements.StoredEntitlements.resident_id.in_(ids))
        assert db.scalar(stock) == 3
    assert night(village, MORNING + 2 * DAY) == 0
    take(given.write_csv(tmp_path / "register.csv", rows(range(3), income_status="低保边缘")), at=MORNING + 2 * DAY,
         gone=False)
    assert night(village, MORNING + 3 * DAY) > 0
    with village.database.reading() as db:
        changed = select(LedgerEntry.subject_id).where(LedgerEntry.event == "entitlements.EntitlementsChanged")
        assert set(db.scalars(changed)) & set(ids)


def test_taking_stock_asks_as_much_for_a_hundred_as_for_one(village, tmp_path):
    from sqlalchemy import event

    asked = {}
    for first, many in ((100, 2), (200, 60)):
        path = given.write_csv(tmp_path / f"{first}.csv", rows(range(first, first + many)))
        incoming = Import(register.open_sheet(path), village.database, MORNING + DAY, pause=0)
        said = []

        def listen(*words, said=said):
            said.append(words[2])

        event.listen(village.database.engine, "before_cursor_execute", listen)
        list(incoming.write())
        event.remove(village.database.engine, "before_cursor_execute", listen)
        asked[many] = sum(statement.startswith(("SELECT", "WITH")) for statement in said)
    assert asked[60] == asked[2]


def night(village, at) -> int:
    return sum(changed for _, changed in entitlements.work_through(village.database, Actor.service(at)))


@pytest.mark.parametrize("cell", ["=1+1", "\t=1+1", "\r=1+1", " +1", "＝1+1", "＠SUM(1)", "－1"])
def test_nothing_in_the_file_of_bad_rows_is_run_as_a_formula_not_even_its_heading(tmp_path, cell):
    with register.BadRowFile(tmp_path / "x.bad.csv", (*given.HEADING, cell), "行号", "原因") as bad:
        bad.add(7, "不对。", [cell])
    with (tmp_path / "x.bad.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, row = csv.reader(stream)
    assert heading[-1] == row[-1] == f"'{cell}"
