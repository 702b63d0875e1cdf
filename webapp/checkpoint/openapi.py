"""The interface for machines, described for machines: openapi.yaml, served as JSON."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Response, jsonify

from webapp.checkpoint.door import door
from webapp.web import Permission, Visit


@cache
def described() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("openapi.yaml").read_text(encoding="utf-8"))


@door.page("/check/api/openapi.json", permission=Permission.anyone)
def openapi(_visit: Visit) -> Response:
    response = jsonify(described())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
