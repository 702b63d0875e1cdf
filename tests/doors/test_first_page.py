"""The first page of a resident says what is under way before it says what can be done."""

from __future__ import annotations

from tests import factories_assessments, factories_home_services
from tests.walk import counted
from webapp.home_services import Status

UNDER_WAY = "您正在办的"


def test_nothing_is_under_way_where_nothing_was_begun(visitor):
    assert UNDER_WAY not in visitor("mei").open("/").main


def test_what_runs_stands_first_and_leads_to_itself(visitor, village):
    with village.database.writing() as db:
        factories_assessments.confirmed(db, village)
        factories_home_services.in_status(db, village, Status.promised)
    mei = visitor("mei").open("/")
    assert mei.main.index(UNDER_WAY) < mei.main.index("您可以办这些")
    assert "11月25日 星期三 上午 9:30，时间已约好" in mei.main
    mei.follow("去医院评定")
    assert mei.sees("评定机构已确认")
    assert mei.open("/").follow("喘息服务").h1.startswith("喘息服务：")


def test_what_has_ended_is_not_under_way(visitor, village):
    with village.database.writing() as db:
        factories_home_services.in_status(db, village, Status.confirmed)
    assert UNDER_WAY not in visitor("mei").open("/").main


def test_a_carer_sees_what_is_under_way_where_she_acts_and_nowhere_else(visitor, village):
    with village.database.writing() as db:
        factories_assessments.confirmed(db, village)
    assert "去医院评定" in visitor("daughter", acting_for="mei").open("/").main
    assert UNDER_WAY not in visitor("daughter").open("/").main


def test_it_asks_at_most_eight_questions_when_much_is_under_way(app, visitor, village):
    with village.database.writing() as db:
        factories_assessments.confirmed(db, village)
        factories_home_services.in_status(db, village, Status.promised)
        factories_home_services.draft(db, village)
    mei = visitor("mei")
    with counted(village.database) as asked:
        mei.open("/")
    assert "您做到一半的" in mei.main
    assert len(asked) <= 8


def test_who_acts_for_somebody_is_not_told_that_her_benefits_are_his(visitor):
    assert visitor("mei").open("/").sees("看我的权益")
    daughter = visitor("daughter", acting_for="mei").open("/")
    assert daughter.sees("哪些是本人的，为什么，找谁办")
    assert not daughter.sees("我的权益")
