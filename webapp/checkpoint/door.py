"""The third door: whoever scans a code learns one thing and no more. Its pages stand under /check."""

from webapp.web import Door

door = Door("checkpoint")
