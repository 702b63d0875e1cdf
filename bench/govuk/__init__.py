"""Thirty benefits as a service on GOV.UK would list them: govuk-frontend as shipped, with its fonts. `bench.govuk:app`.

Served as kindly as our own pages: brotli, one day of cache for its files.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, render_template, send_from_directory
from flask_compress import Compress

from webapp import entitlements

DIST = Path(__file__).parents[1] / "node_modules" / "govuk-frontend" / "dist" / "govuk"
DAY = 24 * 3600
START = "import { initAll } from '/javascripts/govuk-frontend.min.js';\ninitAll();\n"

app = Flask("govuk", template_folder=str(Path(__file__).parent), static_folder=None)
app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=400)
Compress(app)


@app.get("/")
def benefits() -> str:
    known = entitlements.current().benefits.values()
    shown = [benefit for benefit in known if benefit.region == "pinghu"][:30]
    return render_template("list.html", benefits=[
        {"name": benefit.names.zh_hans, "summary": benefit.summary.zh_hans} for benefit in shown])


@app.get("/assets/<path:path>")
def assets(path: str) -> Response:
    return send_from_directory(DIST / "assets", path, max_age=DAY)


@app.get("/stylesheets/<path:path>")
def stylesheets(path: str) -> Response:
    return send_from_directory(DIST, path, max_age=DAY)


@app.get("/javascripts/<path:path>")
def javascripts(path: str) -> Response:
    if path != "start.js":
        return send_from_directory(DIST, path, max_age=DAY)
    return Response(START, mimetype="text/javascript", headers={"Cache-Control": f"max-age={DAY}"})
