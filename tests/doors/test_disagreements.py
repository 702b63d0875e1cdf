"""Two carers want different things: nothing is overwritten, the officer asks, and she herself may always do it."""

from __future__ import annotations

import pytest

from tests import factories_mandates as given
from webapp import mandates
from webapp.web import wishes
from webapp.web.words.mandates import step_words


@pytest.fixture
def two(visitor, village):
    """The daughter has asked for a visit; the neighbour may act for Mei too."""
    with village.database.writing() as db:
        given.grant(db, village, giver="mei", scope=mandates.everything())
    daughter = visitor("daughter", acting_for="mei").open("/home-services/services/visit/request")
    daughter.choose("11月25日 星期三", "上午").press("下一步").fill("详细地址", "桂花路 3 号").press("下一步")
    daughter.choose("我同意").press("提交申请")
    return daughter, visitor("neighbour", acting_for="mei"), daughter.response.request.path


def cancel(who, path, status=200):
    return who.open(f"{path}/cancellation").choose("不需要了").press("取消申请", status=status)


def test_what_another_did_is_not_undone_and_the_officer_asks(two, visitor):
    daughter, neighbour, path = two
    cancel(neighbour, path, 409)
    assert "这件事是陈晓燕替本人办的，所以没有改。" in neighbour.errors()[0]
    assert daughter.open(path).h1 == "访视：等社区答复"
    officer = visitor("officer").open("/workbench/").follow("两个代办人意见不同：问一问本人")
    assert officer.sees("钱阿姨")
    officer.press("记下本人的意思", status=422)
    officer.choose("要改，照后面那个人说的办").see_needs().press("记下本人的意思")
    cancel(neighbour, path)
    assert daughter.open(path).h1 != "访视：等社区答复"


def test_she_and_both_who_act_for_her_are_told_what_she_wants(two, visitor):
    _daughter, neighbour, path = two
    cancel(neighbour, path, 409)
    officer = visitor("officer").open("/workbench/").follow("两个代办人意见不同：问一问本人")
    officer.choose("要改，照后面那个人说的办").see_needs().press("记下本人的意思")
    mei = visitor("mei").open("/inbox").follow("替您办事的两个人意见不同，社区问过了")
    assert mei.sees("工作人员记下的是：您要改。")
    assert mei.follow("看这件事").sees("社区问过了：本人要改")
    for key in ("daughter", "neighbour"):
        carer = visitor(key).open("/inbox").follow("替陈秀梅办事的两个人意见不同，社区问过了")
        assert carer.sees("本人要改。原来没有改成的人，7 天以内可以再办。")
        assert carer.follow("看这件事").h1 == "我代谁办事"


def test_nor_by_the_button_that_takes_the_last_step_back(two, visitor):
    daughter, neighbour, path = two
    neighbour.open(path).press("撤销这份申请", status=409)
    assert daughter.open(path).h1 == "访视：等社区答复"
    officer = visitor("officer").open("/workbench/").follow("两个代办人意见不同：问一问本人")
    assert officer.sees("撤销上门服务的上一步")
    assert visitor("mei").open(path).press("撤销这份申请").h1 == "核对申请"


def test_every_step_that_is_kept_for_an_officer_has_words(app):
    with app.test_request_context():
        for step in wishes.SUBMITTING | set(wishes.UNDOING):
            assert step_words(step)


def test_where_she_wants_it_as_it_is_it_stays(two, visitor):
    _daughter, neighbour, path = two
    cancel(neighbour, path, 409)
    officer = visitor("officer").open("/workbench/").follow("两个代办人意见不同：问一问本人")
    officer.choose("不改，照原来的办").see_needs().press("记下本人的意思")
    cancel(neighbour, path, 409)


def test_asking_again_opens_no_second_task(two, visitor):
    _daughter, neighbour, path = two
    for _ in range(2):
        cancel(neighbour, path, 409)
    assert visitor("officer").open("/workbench/").main.count("两个代办人意见不同") == 1


def test_she_herself_and_who_did_it_may_always_undo_it(two, visitor):
    daughter, _neighbour, path = two
    cancel(visitor("mei"), path)
    daughter.open(path)
    assert daughter.h1 != "访视：等社区答复"


def test_who_did_it_may_undo_it(two, visitor):
    daughter, _neighbour, path = two
    cancel(daughter, path)
    assert visitor("mei").open(path).h1 != "访视：等社区答复"
