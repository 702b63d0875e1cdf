"""A page asked without a server: `python -m bench.one_process TARGET PATH SECONDS [COOKIE]` prints µs of CPU.

The best of many short series: what the page costs where nobody else is using the core.
"""

from __future__ import annotations

import sys
from importlib import import_module
from time import monotonic, process_time
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

SERIES = 8


def best(app: Any, path: str, cookie: str, seconds: float) -> float:
    headers = {"Cookie": cookie, "Accept-Language": "zh-CN"} if cookie else {"Accept-Language": "zh-CN"}
    builder = EnvironBuilder(path=path, base_url="http://localhost:8000", headers=headers)
    for _ in range(3):
        _body, status, _headers = run_wsgi_app(app, builder.get_environ(), buffered=True)
        if not status.startswith("200"):
            raise RuntimeError(f"{path}: {status}")
    until, least = monotonic() + seconds, float("inf")
    while monotonic() < until:
        environs = [builder.get_environ() for _ in range(SERIES)]
        began = process_time()
        for environ in environs:
            answer = app(environ, _start)
            b"".join(answer)
            if hasattr(answer, "close"):
                answer.close()
        least = min(least, (process_time() - began) / SERIES)
    return least * 1e6


def _start(_status: str, _headers: Any, _error: Any = None) -> Any:
    return lambda _written: None


if __name__ == "__main__":
    target, path, seconds, *cookie = sys.argv[1:]
    module, name = target.split(":")
    print(best(getattr(import_module(module), name), path, cookie[0] if cookie else "", float(seconds)))
