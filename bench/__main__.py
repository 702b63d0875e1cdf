"""`python -m bench`, or `make bench`: every group; `make bench ONLY=push` (or `pages,queries`): those named.

Prints, never fails for a figure: what is slow today is a fact to be read, not a broken build.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from time import perf_counter

from bench import machine

GROUPS = ("push", "queries", "ledger", "pages", "browser", "accessibility", "entitlements", "codes", "register")


def main() -> None:
    wanted = [name for name in os.environ.get("ONLY", "").replace(",", " ").split() if name] or list(GROUPS)
    unknown = set(wanted) - set(GROUPS)
    if unknown:
        sys.exit(f"there is no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    print(machine.described(), flush=True)
    began, missed, promised = perf_counter(), [], 0
    for name in wanted:
        started = perf_counter()
        with machine.Others() as others:
            report = import_module(f"bench.{name}").measure()
        report.note(f"{others} {perf_counter() - started:.0f} s.")
        print(f"\n{report}", flush=True)
        missed += report.missed
        promised += sum(figure.met is not None for figure in report.figures)
    print(f"\n{promised - len(missed)} of {promised} targets met, {perf_counter() - began:.0f} s."
          + "".join(f"\n  not met: {figure.name}, target {figure.target}" for figure in missed))


if __name__ == "__main__":
    main()
