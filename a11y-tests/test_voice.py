"""By voice: what is read on a control is its name, on every control of every page."""

from __future__ import annotations

import pytest

from pages import PAGES
from states import State
from voice import unlike


@pytest.mark.proves("voice")
@pytest.mark.parametrize(
    "state", [pytest.param(state, id=str(state), marks=pytest.mark.xdist_group(state.endpoint)) for state in PAGES]
)
def test_what_is_read_on_a_control_is_its_name(stage, screen, state: State):
    stage.show(screen, stage.arrival(state))
    assert unlike(screen) == []


GOOD = """<a href="/">首页</a><button><svg aria-hidden="true"></svg>提交</button>
<label for="n">姓名 <span>必填</span></label><input id="n"><details><summary>更多</summary><a href="/b">别的</a></details>"""


@pytest.mark.parametrize(
    ("part", "worse", "fault"),
    [
        ("首页", "首页", None),
        ('<a href="/">', '<a href="/" aria-label="回去">', "'首页' is called '回去'"),
        ("<button>", '<button aria-label="提交这份表">', "'提交' is called '提交这份表'"),
        ('id="n"', 'id="m"', "'' is called ''"),
        ("姓名 <span>", "<span aria-hidden='true'>姓名</span><span>", "is called '必填'"),
        ('<a href="/b">别的</a>', '<a href="/b"><span hidden>别的</span></a>', "'' is called"),
    ],
)
def test_a_control_that_is_called_something_else_is_found(screen, part, worse, fault):
    screen.goto("about:blank")
    assert part in GOOD
    screen.set_content(GOOD.replace(part, worse))
    found = unlike(screen)
    assert found == [] if fault is None else any(fault in each for each in found), found
