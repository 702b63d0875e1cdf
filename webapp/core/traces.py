"""Logs say where something broke, and not what was said: an error's text may quote a name, a number, or a whole row."""

from __future__ import annotations

import logging
from traceback import extract_tb


def trace_of(error: BaseException) -> str:
    """Kinds of errors and lines of code, the first cause first."""
    parts: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        kind = type(at)
        parts.append("".join(extract_tb(at.__traceback__).format()) + f"{kind.__module__}.{kind.__qualname__}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(reversed(parts))


class _WithoutWords(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.exc_info, record.exc_text = None, trace_of(error)
        return True


_without_words = _WithoutWords()


def quiet_log(name: str) -> logging.Logger:
    """A logger whose exceptions leave their words out. Loggers below it need one of their own."""
    log = logging.getLogger(name)
    log.addFilter(_without_words)
    return log
