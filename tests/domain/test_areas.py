"""The list of places: entered whole or not at all, and every place knows what it lies in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from webapp.people import Area, AreaRow, AreasTaken, take_in_areas

REGIONS = ("jiaxing", "pinghu")


@pytest.fixture
def db(database):
    with database.writing() as db:
        yield db


LIST = [
    AreaRow(2, "33", "浙江省", None, None),
    AreaRow(3, "3304", "嘉兴市", "33", "jiaxing"),
    AreaRow(4, "330482", "平湖市", "3304", "pinghu"),
    AreaRow(5, "330482001", "当湖街道", "330482", None),
]


def of(db, code):
    return db.scalars(select(Area).where(Area.code == code)).one()


def test_a_place_knows_all_it_lies_in_and_the_catalogues_that_hold_there(db, actor):
    assert take_in_areas(db, actor, LIST, REGIONS) == AreasTaken(new=4, changed=0, same=0)
    street = of(db, "330482001")
    assert street.codes_above == ["330482001", "330482", "3304", "33"]
    assert street.region_layers == ("pinghu", "jiaxing")
    assert of(db, "3304").holds(street)
    assert not street.holds(of(db, "3304"))


def test_a_second_time_changes_nothing_and_a_new_name_is_kept(db, actor):
    take_in_areas(db, actor, LIST, REGIONS)
    renamed = [*LIST[:3], AreaRow(5, "330482001", "当湖新街道", "330482", None)]
    assert take_in_areas(db, actor, LIST, REGIONS) == AreasTaken(new=0, changed=0, same=4)
    assert take_in_areas(db, actor, renamed, REGIONS) == AreasTaken(new=0, changed=1, same=3)
    assert of(db, "330482001").name == "当湖新街道"


def test_a_catalogue_that_comes_to_hold_in_a_city_holds_in_its_streets(db, actor):
    take_in_areas(db, actor, [AreaRow(row.number, row.code, row.name, row.within, None) for row in LIST], REGIONS)
    assert of(db, "330482001").region_layers == ()
    take_in_areas(db, actor, LIST, REGIONS)
    assert of(db, "330482001").region_layers == ("pinghu", "jiaxing")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (AreaRow(9, "33048A", "x", "3304", None), "code"),
        (AreaRow(9, "330499", "", "3304", None), "name"),
        (AreaRow(9, "330499", "x" * 81, "3304", None), "name"),
        (AreaRow(9, "3304", "嘉兴市", "33", None), "twice"),
        (AreaRow(9, "330499", "x", "99", None), "within_unknown"),
        (AreaRow(9, "330499", "x", "3304", "atlantis"), "region"),
    ],
)
def test_a_wrong_row_is_named_with_its_reason_and_stops_all(db, actor, row, reason):
    wrong = take_in_areas(db, actor, [*LIST, row], REGIONS)
    assert [(each.number, why.facts["reason"]) for each, why in wrong] == [(9, reason)]


def test_a_place_stays_where_it_is(db, actor):
    take_in_areas(db, actor, LIST, REGIONS)
    wrong = take_in_areas(db, actor, [AreaRow(2, "330482001", "当湖街道", "33", None)], REGIONS)
    assert [why.facts["reason"] for _, why in wrong] == ["elsewhere"]
