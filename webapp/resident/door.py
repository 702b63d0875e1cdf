"""The front door: residents, and carers who act for them."""

from webapp.web import Door

door = Door("resident")
