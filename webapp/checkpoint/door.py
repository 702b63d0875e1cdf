"""The third door: whoever scans a code learns one thing and no more."""

from webapp.web import Door

door = Door("checkpoint", prefix="/check")
