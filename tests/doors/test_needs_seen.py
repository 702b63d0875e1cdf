"""Staff say that they have seen how she wants to be met before they settle anything for her, and not without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories_assessments, factories_mandates
from tests.conftest import Village
from tests.factories_notifications import messages
from tests.factories_openings import opened
from tests.visitor import Visitor
from webapp import assessments, people
from webapp.core import Matter, record
from webapp.people import Need

See = Callable[..., Visitor]
SEEN = "我看过了，会照着做"
UNSEEN = "请先看居民的沟通和到访需要，再勾选。"


def opening(village: Village) -> str:
    return f"openings/{opened(village.database, village.actor('federation'), village.mei).public_id}"


def unclear_answer(village: Village) -> str:
    with village.database.writing() as db:
        asked = factories_mandates.proposal(db, village)
        return f"mandate-answers/{factories_mandates.answer(db, village, asked, '行不行').public_id}"


def objection(village: Village) -> str:
    with village.database.writing() as db:
        guardianship = factories_mandates.guardian(db, village)
        return f"objections/{factories_mandates.objection(db, village, guardianship).public_id}"


def displacement(village: Village) -> str:
    with village.database.writing() as db:
        return f"appointments/{factories_assessments.book(db, village).public_id}/displacement"


def refusal(village: Village) -> str:
    with village.database.writing() as db:
        return f"appointments/{factories_assessments.request_home(db, village).public_id}/refusal"


def something_to_tell(village: Village) -> str:
    """Hao has no account."""
    booked = assessments.AppointmentBooked(site="s" * 16, starts_at="2026-11-30T01:00:00+00:00")
    with village.database.writing() as db:
        record(db, village.actor("officer"), booked, subject_id=village.hao.id, matter=Matter("appointment", "a" * 16))
    [message] = messages(village.database, village.officer)
    return f"inbox/{message.public_id}"


ACTS = {
    "an application that was opened for her": ("officer", opening, "已经办了", "办好了。"),
    "an answer that nobody could read": ("officer", unclear_answer, "问过了，这条处理好了", "处理好了"),
    "a ward who objects": ("officer", objection, "谈过了，这条处理好了", "处理好了"),
    "a time that the site takes back": ("clerk", displacement, "取消，并给别的时间", "要换时间"),
    "a visit that the site cannot make": ("clerk", refusal, "答复：不能上门", "不能上门"),
    "what has to be told in person": ("officer", something_to_tell, "已经告诉本人", "您说已经告诉本人"),
}


@pytest.mark.parametrize(("seat", "made", "button", "_done"), ACTS.values(), ids=ACTS)
def test_without_the_tick_nothing_is_settled_and_the_page_says_why(
        visitor: See, village: Village, seat: str, made: Callable[[Village], str], button: str, _done: str) -> None:
    staff = visitor(seat).open(f"/workbench/{made(village)}")
    assert staff.sees("沟通需要")
    staff.press(button, status=422)
    assert staff.errors() == [UNSEEN]
    staff.choose(SEEN).press(button)
    assert staff.errors() == []
    assert button not in [each.get_text(strip=True) for each in staff.soup.find_all("button")]


def test_who_has_told_of_no_needs_is_settled_for_by_the_button_alone(visitor: See, village: Village) -> None:
    page = opening(village)
    with village.database.writing() as db:
        people.set_needs(db, village.actor("mei"), people.find_resident(db, village.mei.public_id), [])
    officer = visitor("officer").open(f"/workbench/{page}")
    assert not officer.sees(SEEN)
    assert officer.sees("没有登记")
    assert officer.press("已经办了").sees("办好了。")


def test_the_tick_is_the_last_that_the_summary_names_as_on_the_page(visitor: See, village: Village) -> None:
    officer = visitor("officer").open(f"/workbench/residents/{village.mei.public_id}/errands/new?kind=appointment")
    officer.press("本人同意，记下来", status=422)
    assert officer.errors()[-1] == UNSEEN


def test_a_seat_sees_what_she_said_for_this_once(visitor: See, village: Village) -> None:
    with village.database.writing() as db:
        hers = factories_assessments.book(db, village)
        assessments.change_needs(db, village.actor("mei"), hers, [Need.local_dialect])
        page = f"/workbench/appointments/{hers.public_id}/displacement"
    clerk = visitor("clerk").open(page)
    assert clerk.sees("沟通和到访需要：说本地话")
    assert not clerk.sees("轮椅通道")
