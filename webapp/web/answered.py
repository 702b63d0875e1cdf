"""The page after an act says at its head what was done (words/done.py)."""

from __future__ import annotations

from flask import Flask, Response, request, session

from webapp.web.words.done import DONE

KEPT = "done"


def init_app(app: Flask) -> None:
    @app.after_request
    def remember(response: Response) -> Response:
        if request.method == "POST" and request.endpoint in DONE and response.status_code < 400:
            session[KEPT] = request.endpoint
        return response


def words() -> str | None:
    """The sentence, once."""
    done = session.pop(KEPT, None)
    return str(DONE[done]) if done in DONE else None
