"""The page after an act says at its head what was done (words/done.py), and says nothing of what was not."""

from __future__ import annotations

from flask import Flask, Response, g, request, session

from webapp.web.words.done import DONE

KEPT = "done"


def init_app(app: Flask) -> None:
    @app.after_request
    def remember(response: Response) -> Response:
        if g.pop("act_done", False) and request.endpoint in DONE and response.status_code < 400:
            session[KEPT] = request.endpoint
        return response


def note_done() -> None:
    """The act was done, now or when its form was sent before. A way to the page of signing in is no such answer."""
    g.act_done = True


def words() -> str | None:
    """The sentence, once."""
    done = session.pop(KEPT, None)
    return str(DONE[done]) if done in DONE else None
