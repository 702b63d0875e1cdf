"""Offices, hospitals and providers: entered, kept right and made bookable by the Federation's administrator."""

from __future__ import annotations

from webapp import assessments, people
from webapp.assessments import AppointmentKind
from webapp.certificates import DisabilityCategory
from webapp.people import OrganisationKind


def register(visitor, kind="评定机构", name="新医院", area="000482001001", status=200):
    administrator = visitor("administrator").open("/workbench/staff").follow("单位").follow("登记一个单位")
    administrator.choose(kind).fill("名称", name).fill("在哪个片区", area)
    return administrator.fill("地址", "东湖路 1 号").press("登记", status=status)


def test_a_new_hospital_can_be_booked_once_it_says_what_it_assesses(visitor, village):
    administrator = register(visitor)
    assert administrator.h1 == "新医院：评定哪些类别"
    administrator.choose("肢体残疾").fill("怎么进门", "北门有坡道").press("保存")
    assert administrator.h1 == "新医院"
    assert administrator.sees("评定类别保存好了。")
    with village.database.reading() as db:
        mei = people.find_resident(db, village.mei.public_id)
        wanted = {"category": DisabilityCategory.physical, "kind": AppointmentKind.hospital}
        names = [site.organisation.name for site in assessments.sites_for(db, mei, **wanted)]
    assert "新医院" in names


def test_its_clerk_can_be_invited(visitor, village):
    administrator = register(visitor)
    administrator.choose("肢体残疾").press("保存").open("/workbench/staff").follow("邀请一位")
    administrator.fill("姓名", "钟新").fill("手机号", "000 3000 0099").choose("评定机构工作人员", "新医院").press("邀请")
    assert administrator.h1 == "钟新"


def test_what_residents_read_of_an_office_is_what_was_kept_last(visitor, village):
    office = village.of("osmanthus")
    administrator = visitor("administrator").open(f"/workbench/organisations/{office.public_id}")
    administrator.fill("电话", "0573-0000000").fill("什么时候有人", "").press("保存")
    assert administrator.sees("保存好了。")
    with village.database.reading() as db:
        kept = people.primary_contact(db, people.find_resident(db, village.mei.public_id))
        assert (kept.public_id, kept.phone, kept.hours) == (office.public_id, "0573-0000000", None)


def test_the_same_name_twice_in_one_area_is_refused_and_nothing_typed_is_lost(visitor):
    register(visitor, kind="服务机构")
    again = register(visitor, kind="服务机构", status=409)
    assert again.errors() == ["这个地方已经有同名的单位了。"]
    assert again._control("地址")["value"] == "东湖路 1 号"


def test_nobody_enters_an_office_outside_the_own_area(visitor, village):
    refused = register(visitor, area="330402", status=422)
    assert refused.errors() == ["这个地方不归您管。请写您片区里的地方。"]
    with village.database.reading() as db:
        everywhere = people.within_area(db, village.areas["330400"].id)
        assert "新医院" not in [each.name for each in people.organisations_within(db, everywhere)]


def test_only_a_place_of_assessment_says_what_it_assesses(visitor, village):
    office = village.of("osmanthus")
    assert office.kind is OrganisationKind.community
    visitor("administrator").open(f"/workbench/organisations/{office.public_id}/site", status=404)


def test_an_office_of_another_area_is_not_found(visitor, village):
    other = village.of("jiaxing_federation")
    visitor("administrator").open(f"/workbench/organisations/{other.public_id}", status=404)
