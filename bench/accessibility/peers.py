"""The pages made from the libraries, served on this machine.

Both libraries name their classes alike, but for a prefix.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, render_template, send_from_directory
from werkzeug.serving import WSGIRequestHandler, make_server

from webapp import entitlements

MODULES = Path(__file__).parents[1] / "node_modules"


@dataclass(frozen=True)
class Peer:
    folder: str
    sheet: str
    script: str


PEERS = {
    "govuk": Peer("govuk-frontend/dist/govuk", "govuk-frontend.min.css", "govuk-frontend.min.js"),
    "nhsuk": Peer("nhsuk-frontend/dist/nhsuk", "nhsuk-frontend.min.css", "nhsuk-frontend.min.js"),
}
QUESTIONS = {
    "怎样评定": ("去医院评定", "请人上门评定"),
    "为什么评定": ("第一次办残疾人证", "情况变了，重新评定", "残疾人证到期，换证"),
    "哪一类残疾": ("视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾", "多重残疾"),
}

DATE = {"到什么时候为止": ("30 天", "90 天", "180 天", "365 天", "自己选最后一天")}
CHOSEN = ("第一次办残疾人证", "30 天")
"""What our pages have chosen already, because the service knows it or it is the usual answer."""

app = Flask("peers", template_folder=str(Path(__file__).parent), static_folder=None)


@app.get("/<peer>/<kind>")
def page(peer: str, kind: str) -> str:
    known = [each for each in entitlements.current().benefits.values() if each.region == "pinghu"][:13]
    shown = [{"name": each.names.zh_hans, "summary": each.summary.zh_hans} for each in known]
    return render_template("page.html", p=peer, peer=PEERS[peer], kind=kind, benefits=shown,
                           questions=DATE if kind == "date" else QUESTIONS, chosen=() if "refused" in kind else CHOSEN)


@app.get("/<peer>/files/<path:path>")
def files(peer: str, path: str) -> Response:
    return send_from_directory(MODULES / PEERS[peer].folder, path)


@app.get("/<peer>/start.js")
def start(peer: str) -> Response:
    words = f"import {{ initAll }} from '/{peer}/files/{PEERS[peer].script}';\ninitAll();\n"
    return Response(words, mimetype="text/javascript")


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
