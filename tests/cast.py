"""The demo village: residents of all seven categories, carers, officers, sites, providers.

Every citizen id begins with 00, an area code that was never issued, and ends with a valid
check character, so that no real person can be hit; telephone numbers begin with 000. Names,
organisations and places below the county are invented. Tests use the same people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from tests import cast_entitlements, cast_services
from webapp import certificates, mandates, people
from webapp.core import Actor
from webapp.mandates import Power, Province, SignatureKind
from webapp.people import Account, Area, FactSource, Need, Organisation, OrganisationKind, Role
from webapp.web.words import privacy

AREAS = (  # code, name, parent, catalogue region
    ("330000", "浙江省", None, None),
    ("330400", "嘉兴市", "330000", "jiaxing"),
    ("330482", "平湖市", "330400", "pinghu"),
    ("000482001", "示范街道", "330482", None),
    ("000482001001", "桂花社区", "000482001", None),
    ("000482001002", "河东村", "000482001", None),
    ("330402", "南湖区", "330400", None),
    ("000402001", "样板街道", "330402", None),
    ("000402001001", "银杏社区", "000402001", None),
    ("310000", "上海市", None, None),
    ("310115", "浦东新区", "310000", "pudong"),
    ("000115001", "样例街道", "310115", None),
    ("000115001001", "玉兰社区", "000115001", None),
    ("370000", "山东省", None, None),
    ("370800", "济宁市", "370000", "jining"),
    ("370811", "任城区", "370800", None),
    ("000811001", "样例镇", "370811", None),
    ("000811001001", "荷花村", "000811001", None),
)

ORGANISATIONS = (  # key, kind, name, area, address, hours
    (
        "pinghu_federation",
        OrganisationKind.federation,
        "平湖市残疾人联合会（演示）",
        "330482",
        None,
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "jiaxing_federation",
        OrganisationKind.federation,
        "嘉兴市残疾人联合会（演示）",
        "330400",
        None,
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "osmanthus",
        OrganisationKind.community,
        "桂花社区残协（演示）",
        "000482001001",
        "示范街道桂花路 1 号",
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "east_river",
        OrganisationKind.community,
        "河东村残协（演示）",
        "000482001002",
        "河东村 2 号",
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "ginkgo",
        OrganisationKind.community,
        "银杏社区残协（演示）",
        "000402001001",
        "样板街道银杏路 3 号",
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "magnolia",
        OrganisationKind.community,
        "玉兰社区残协（演示）",
        "000115001001",
        "样例街道玉兰路 4 号",
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "lotus",
        OrganisationKind.community,
        "荷花村残协（演示）",
        "000811001001",
        "荷花村 6 号",
        "周一到周五 上午 9:00 到 下午 5:00",
    ),
    (
        "first_hospital",
        OrganisationKind.assessment_site,
        "平湖第一示范医院（演示）",
        "330482",
        "示范街道健康路 10 号",
        None,
    ),
    (
        "mind_hospital",
        OrganisationKind.assessment_site,
        "平湖示范康宁医院（演示）",
        "330482",
        "示范街道静心路 6 号",
        None,
    ),
    ("lake_hospital", OrganisationKind.assessment_site, "南湖示范医院（演示）", "330402", "样板街道湖滨路 8 号", None),
    ("warm_home", OrganisationKind.provider, "暖家上门服务社（演示）", "330482", "示范街道和平路 5 号", None),
    ("steady_hands", OrganisationKind.provider, "稳手辅具康复站（演示）", "330400", "样板街道康复路 9 号", None),
)


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    born: str
    digit: int
    """Of the sequence in the citizen id; odd for men."""
    category: int | None = None
    grade: int | None = None
    lives: str = "000482001001"
    hukou: str = "330482"
    facts: dict[str, Any] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    phone: str | None = None
    language: str = "zh_Hans"


RESIDENTS = (
    Person(
        "mei",
        "陈秀梅",
        "1958-03-12",
        2,
        4,
        2,
        facts={"income_status": "dibao", "rural_household": False},
        needs=(Need.wheelchair, Need.slowly),
        phone="00010000001",
    ),
    Person(
        "guo",
        "沈国平",
        "1971-07-30",
        1,
        1,
        1,
        facts={"income_status": "none", "employment": "self_employed"},
        needs=(Need.guide_dog,),
        phone="00010000002",
    ),
    Person(
        "lan",
        "王小兰",
        "1990-11-05",
        4,
        2,
        2,
        facts={"employment": "employed", "income_status": "none"},
        needs=(Need.sign_interpreter, Need.no_calls, Need.writing),
        phone="00010000003",
    ),
    Person(
        "bin",
        "李斌",
        "1985-01-19",
        3,
        3,
        3,
        facts={"employment": "unemployed", "wants_work": True, "able_to_work": True},
        needs=(Need.writing,),
        phone="00010000004",
    ),
    Person(
        "hao", "赵子豪", "2012-09-02", 5, 5, 2, facts={"student": "compulsory"}, needs=(Need.companion,), phone=None
    ),
    Person(
        "yun",
        "周芸",
        "1996-04-23",
        6,
        6,
        3,
        facts={
            "income_status": "dibao_marginal",
            "receives_child_in_difficulty_subsidy": False,
            "single_person_dibao": False,
        },
        phone="00010000006",
    ),
    Person(
        "wei",
        "吴为民",
        "1949-12-25",
        7,
        7,
        1,
        facts={"income_status": "tekun"},
        needs=(Need.wheelchair, Need.large_print, Need.local_dialect),
        lives="000482001002",
        phone="00010000007",
    ),
    Person(
        "qin",
        "徐琴",
        "1979-06-14",
        8,
        4,
        3,
        facts={
            "income_status": "dibao_marginal",
            "receives_child_in_difficulty_subsidy": False,
            "single_person_dibao": False,
        },
        lives="000482001002",
        phone="00010000008",
    ),
    Person("tao", "孙涛", "2003-02-08", 9, 1, 4, facts={"student": "university"}, phone="00010000009"),
    Person("fang", "马芳", "1966-08-17", 0, None, None, facts={}, needs=(Need.slowly,), phone="00010000010"),
    Person(
        "jun",
        "胡军",
        "1988-10-10",
        3,
        4,
        1,
        facts={"income_status": "dibao"},
        needs=(Need.wheelchair, Need.companion),
        lives="000402001001",
        hukou="330402",
        phone="00010000011",
    ),
    Person(
        "xue",
        "林雪",
        "2019-05-21",
        2,
        2,
        1,
        facts={"student": "preschool"},
        lives="000402001001",
        hukou="330402",
        phone=None,
    ),
    Person(
        "pei",
        "顾佩英",
        "1962-02-18",
        4,
        1,
        1,
        facts={"income_status": "low_income", "employment": "retired"},
        needs=(Need.large_print, Need.companion),
        lives="000115001001",
        hukou="310115",
        phone="00010000013",
    ),
    Person(
        "feng",
        "孔凡峰",
        "1993-08-03",
        5,
        4,
        2,
        facts={"income_status": "dibao", "employment": "unemployed", "rural_household": True},
        needs=(Need.wheelchair,),
        lives="000811001001",
        hukou="370811",
        phone="00010000014",
    ),
)

CARERS = (
    ("daughter", "陈晓燕", "00020000001"),
    ("mother", "赵敏", "00020000002"),
    ("neighbour", "钱阿姨", "00020000003"),
)

STAFF = (  # key, name, phone, role, organisation, area
    ("officer", "丁一", "00030000001", Role.community_officer, "osmanthus", "000482001001"),
    ("river_officer", "方正", "00030000002", Role.community_officer, "east_river", "000482001002"),
    ("ginkgo_officer", "葛洁", "00030000003", Role.community_officer, "ginkgo", "000402001001"),
    ("magnolia_officer", "纪云", "00030000011", Role.community_officer, "magnolia", "000115001001"),
    ("lotus_officer", "邱实", "00030000012", Role.community_officer, "lotus", "000811001001"),
    ("federation", "何平", "00030000004", Role.federation_officer, "pinghu_federation", "330482"),
    ("administrator", "江海", "00030000005", Role.federation_administrator, "pinghu_federation", "330482"),
    ("clerk", "金医生", "00030000006", Role.site_clerk, "first_hospital", "330482"),
    ("mind_clerk", "柯医生", "00030000007", Role.site_clerk, "mind_hospital", "330482"),
    ("lake_clerk", "罗医生", "00030000008", Role.site_clerk, "lake_hospital", "330402"),
    ("provider", "彭师傅", "00030000009", Role.provider_clerk, "warm_home", "330482"),
    ("device_provider", "史师傅", "00030000010", Role.provider_clerk, "steady_hands", "330400"),
)

WORDS_VERSION = "demo"


def citizen_id(person: Person) -> str:
    first = f"000482{person.born.replace('-', '')}00{person.digit}"
    return first + people.check_character(first)


def certificate_text(person: Person) -> str:
    return f"{citizen_id(person)}{person.category}{person.grade}"


def settle(house: Any) -> str:
    """Load the village into an empty database. Returns a line about what was done."""
    with house.database.writing() as db:
        if db.scalar(select(Account.id).limit(1)) is not None:
            return "the village is there already"
        populate(db, Actor.service(house.clock()))
    return f"{len(RESIDENTS)} residents, {len(CARERS)} carers and {len(STAFF)} members of staff live in the village now"


def populate(db: Any, actor: Actor) -> dict[str, Any]:
    """Everybody, by key: residents (Resident), accounts (Account), organisations, areas."""
    places = _areas(db)
    organisations = _organisations(db, places)
    everybody: dict[str, Any] = {**places, **organisations}
    for person in RESIDENTS:
        everybody[person.key] = _resident(db, actor, person, places)
    for key, name, phone in CARERS:
        everybody[key] = people.open_account(db, actor, name=name, phone=phone)
    administrator = None
    for key, name, phone, role, organisation, area in STAFF:
        seat = people.invite_staff(
            db, actor, name=name, phone=phone, role=role, organisation=organisations[organisation], area=places[area]
        )
        everybody[key] = db.get_one(Account, seat.account_id)
        administrator = administrator or everybody[key]
    _mandates(db, actor, everybody)
    _consents(db, actor)
    cast_services.populate(db, actor, everybody)
    cast_entitlements.populate(db, actor, everybody)
    return everybody


def _areas(db: Any) -> dict[str, Area]:
    places: dict[str, Area] = {}
    for code, name, parent, region in AREAS:
        places[code] = Area(code=code, name=name, within=places.get(parent), region=region)
        db.add(places[code])
        db.flush()
    return places


def _organisations(db: Any, places: dict[str, Area]) -> dict[str, Organisation]:
    found = {}
    for key, kind, name, area, address, hours in ORGANISATIONS:
        found[key] = Organisation(kind=kind, name=name, area_id=places[area].id, address=address, hours=hours)
        db.add(found[key])
    db.flush()
    return found


def _resident(db: Any, actor: Actor, person: Person, places: dict[str, Area]) -> people.Resident:
    resident = people.register_resident(
        db,
        actor,
        name=person.name,
        citizen_id=citizen_id(person),
        phone=person.phone,
        hukou_area=places[person.hukou],
        residence_area=places[person.lives],
        source=FactSource.register,
    )
    if person.category:
        certificates.issue_certificate(
            db, actor, resident, certificate_text(person), issued_on=date(2022, 6, 1), source="register"
        )
    for fact, value in person.facts.items():
        people.record_fact(db, actor, resident, fact, value, source=FactSource.register, from_on=date(2026, 1, 1))
    people.set_needs(db, actor, resident, person.needs)
    if person.phone:
        people.open_account(db, actor, name=person.name, phone=person.phone, resident=resident)
    return resident


def _consents(db: Any, actor: Actor) -> None:
    """Everybody in the village has read the notice; whoever wants to see it withdraws."""
    for account in db.scalars(select(Account)).all():
        for kind, version in ((privacy.NOTICE, privacy.NOTICE_VERSION), (privacy.HEALTH, privacy.HEALTH_VERSION)):
            if kind == privacy.NOTICE or account.resident_id is not None:
                people.give_consent(
                    db,
                    Actor(account_id=account.id, at=actor.at, resident_id=account.resident_id),
                    resident_id=account.resident_id,
                    kind=kind,
                    version=version,
                    words="演示村",
                )


def _mandates(db: Any, actor: Actor, everybody: dict[str, Any]) -> None:
    """Mei's daughter may do everything that can be handed on; Wei's neighbour may only see appointments."""
    everything = mandates.everything()
    for resident, agent, relation, scope in (
        ("mei", "daughter", "child", everything),
        ("wei", "neighbour", "neighbour", [(Province.appointments, Power.see)]),
    ):
        own = people.account_of(db, everybody[resident])
        mandates.grant(
            db,
            Actor(account_id=own.id, at=actor.at, resident_id=everybody[resident].id),
            everybody[resident],
            everybody[agent],
            relation=relation,
            scope=scope,
            until_on=date.fromordinal(actor.today.toordinal() + 180),
            words="演示村的委托书",
            words_version=WORDS_VERSION,
            signature_kind=SignatureKind.paper,
            signature_proof="demo",
        )
