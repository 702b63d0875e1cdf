"""The run of the tests, as it keeps evidence: which test is called, how it is told, what is written in the end.

Each process decides for itself what it calls; the first one hears all reports and writes.
"""

from __future__ import annotations

from datetime import date

import pytest

from pages import PAGES
from proofs import Claim, Proofs, claim
from states import PLAIN
from webapp.web.accessibility import evidence

STATES = {str(page): page for page in PAGES}


class Keeper:
    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.proofs = Proofs(config.getoption("--prove"), evidence.read(), date.today())  # noqa: DTZ011  a day of here
        self.written = False

    @property
    def hears_all(self) -> bool:
        return not hasattr(self.config, "workerinput")

    @property
    def whole(self) -> bool:
        """Whether nothing was left out that could have proved something."""
        asked = self.config.option
        folder = (self.config.rootpath / "a11y-tests").resolve()
        return not (asked.keyword or asked.markexpr or getattr(asked, "deselect", None) or asked.maxfail) and any(
            (self.config.invocation_params.dir / name).resolve() == folder for name in self.config.args
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Calls a marked test unless what it proves stands."""
        asked = _claim(pyfuncitem)
        if asked is None:
            return None
        pyfuncitem.user_properties.append(("proves", asked.words()))
        if pyfuncitem.get_closest_marker("proves").kwargs.get("anew"):
            return None  # what follows the page, which its fingerprint does not tell
        since = self.proofs.may_stand(asked)
        if since is None:
            return None
        pyfuncitem.user_properties.append(("standing", since.isoformat()))
        return True

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        since = dict(getattr(report, "user_properties", ())).get("standing")
        shown = report.when == "call" and report.passed and since
        return ("standing", "=", f"STANDING since {since}") if shown else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" or not self.hears_all:
            return
        standing = any(name == "standing" for name, _ in report.user_properties)
        outcome = "standing" if standing else "passed" if report.passed else "failed"
        for name, words in report.user_properties:
            if name == "proves":
                self.proofs.tell(outcome, Claim.told(words))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.hears_all or self.config.option.collectonly:
            return
        self.written = evidence.write(self.proofs.lines(whole=self.whole))
        if self.proofs.way == "changed" and self.proofs.older and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.hears_all:
            return
        terminalreporter.section("evidence")
        for line in self.proofs.summary(written=self.written):
            terminalreporter.write_line(line)


def _claim(item: pytest.Function) -> Claim | None:
    """What a test with the marker will have proved, of the page as the test is given it."""
    marker = item.get_closest_marker("proves")
    if marker is None:
        return None
    given = item.funcargs
    state = given.get("state") or STATES[given["swap"].state if "swap" in given else given["name"]]
    language, reading = given.get("language", PLAIN.language), given.get("reading", PLAIN.reading)
    return claim(given["stage"], state, marker.args, given.get("looks", ()), language, reading)
