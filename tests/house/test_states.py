"""The printed table of moves is the one in the code."""

from pathlib import Path

from webapp.web.states import TABLES, printed

STATES = Path(__file__).parents[2] / "docs/states.md"


def test_the_page_of_states_is_printed_from_the_code():
    assert STATES.read_text(encoding="utf-8") == printed(), "run: flask states > docs/states.md"


def test_every_status_can_be_left_or_is_an_end():
    """A status that nobody can reach, or a move from nowhere, is a mistake in a table."""
    for title, moves in TABLES:
        reached = {s for m in moves.values() for s in (m.after if isinstance(m.after, tuple) else (m.after,))}
        before = {s for m in moves.values() for s in m.before}
        assert before - reached <= {s for s in before if s.value == "draft"}, title
