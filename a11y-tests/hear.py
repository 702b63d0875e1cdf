"""Listens to the journeys of by_ear.py with Orca, and compares what is heard with what was read and found good.

    python a11y-tests/hear.py FOLDER [WORD]
    python a11y-tests/hear.py FOLDER --kept

FOLDER gets what was heard, one file a journey, and in told.txt what is to be said of it; WORD keeps to journeys whose
name holds it. Where both are the same, webapp/web/accessibility/heard.tsv says so with the day; where not, the
difference is shown. Read it as if you heard it; if it is good, copy it over the file in transcripts/orca/ by hand, say
in the commit why it changed, and call this with --kept: nobody listens again to pages that are as they were.

Returns 0 when everything was heard as it is kept, 1 when something differs, 3 when this machine has no Orca.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

HOUSE = Path(__file__).parents[1]
sys.path[:0] = [str(HOUSE), str(Path(__file__).parent)]

from playwright.sync_api import Error, Playwright, sync_playwright  # noqa: E402

import orca  # noqa: E402
from by_ear import HEARD, KEPT, Heard, as_heard, as_they_are, listen, pages_passed, window  # noqa: E402
from pages import PAGES  # noqa: E402
from stage import Stage  # noqa: E402
from test_transcripts import difference  # noqa: E402
from tests.conftest import build_village  # noqa: E402
from tests.databases import SQLiteDatabases  # noqa: E402
from webapp.web.accessibility import heard as kept  # noqa: E402

SAME, DIFFERS, NO_ORCA = 0, 1, 3
NOTES = "heard.tsv"
"""In the folder: what was listened to, in the form of the file that is kept."""
STATES = {str(page): page for page in PAGES}


@contextmanager
def village_on_a_stage() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as name:
        places = [Path(name) / part for part in ("templates", "copies", "stage")]
        for place in places:
            place.mkdir()
        villages = SQLiteDatabases(places[0])
        stage = Stage(
            lambda: Path(villages.fresh_url(places[1], build_village).removeprefix("sqlite:///")), places[2]
        )
        try:
            yield stage
        finally:
            stage.close()


def hear(folder: Path, journeys: list[Heard], tell: Callable[[str], None]) -> int:
    """Listens to each, at a fresh desk; writes what was heard, and which of it is what is kept."""
    reader, result = orca.version(), SAME
    today = date.today()  # noqa: DTZ011  a day of here
    tell(f"{reader} was listened to on {today}.")
    with village_on_a_stage() as stage, sync_playwright() as player:
        for journey in journeys:
            pages, where = pages_passed(stage, STATES[journey.begins], journey), folder / f"{journey}.txt"
            where.unlink(missing_ok=True)
            wrong = heard_now(stage, player, journey, where)
            if where.exists():
                note(kept.Heard(str(journey), as_heard(pages, where.read_text("utf-8")), today, reader), folder / NOTES)
            if wrong:
                result = DIFFERS
                fingerprint = as_they_are(stage, STATES[journey.begins], journey)
                kept.write([line for line in kept.read() if line.fingerprint != fingerprint])
            else:
                take_over(stage, folder, journey)
            tell(f"{journey}: {wrong or 'heard as it is kept'}")
    return result


def note(line: kept.Heard, where: Path = kept.FILE) -> None:
    """In the place of what was noted of this journey before."""
    kept.write([*(each for each in kept.read(where) if each.journey != line.journey), line], where)


def take_over(stage: Stage, folder: Path, journey: Heard) -> bool:
    """Whether what is kept, and the pages as they are, are what was listened to; then heard.tsv says so."""
    fingerprint = as_they_are(stage, STATES[journey.begins], journey)
    found = [line for line in kept.read(folder / NOTES) if line.journey == str(journey)]
    found = [line for line in found if line.fingerprint == fingerprint]
    for line in found:
        note(line)
    return bool(found)


def take_all_over(folder: Path, tell: Callable[[str], None]) -> int:
    with village_on_a_stage() as stage:
        others = [journey for journey in HEARD if not take_over(stage, folder, journey)]
    for journey in others:
        tell(f"{journey}: what is kept is not what was heard, or its pages have changed since")
    return DIFFERS if others else SAME


def heard_now(stage: Stage, player: Playwright, journey: Heard, where: Path) -> str:
    """What is wrong; empty when it was heard as it is kept."""
    try:
        with orca.desk() as desk, window(player, desk) as page:
            where.write_text(listen(desk, stage, page, journey, STATES), encoding="utf-8")
            if not desk.has_sounded():
                return "Orca wrote, but nothing was to be heard from the sound card"
    except (AssertionError, Error) as fault:
        return str(fault)
    return compared(journey, where)


def compared(journey: Heard, where: Path) -> str:
    good = KEPT / where.name
    if not good.exists():
        return f"nothing is kept of it yet; heard now: {where}"
    return difference(good.read_text("utf-8"), where.read_text("utf-8"), where)


def main(folder: Path, word: str = "") -> int:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "told.txt").open("w", encoding="utf-8") as told:

        def tell(line: str) -> None:
            for out in (sys.stdout, told):
                out.write(f"{line}\n")
                out.flush()

        if word == "--kept":
            return take_all_over(folder, tell)
        if packages := orca.missing():
            tell(f"Nobody listened: Orca or what it needs is not on this machine ({', '.join(packages)}).")
            tell(f"On Debian this installs it: sudo {orca.APT}")
            return NO_ORCA
        wanted = [journey for journey in HEARD if word in str(journey)]
        if not wanted:
            tell(f"No journey is called {word}; there are {', '.join(map(str, HEARD))}.")
            return DIFFERS
        return hear(folder, wanted, tell)


if __name__ == "__main__":
    # whoever is ended clears the desk first
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:3]))
