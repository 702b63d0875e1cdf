"""The front door: residents, and carers who act for them. Before the first use they have read the notice."""

from webapp.web import Door, threshold

door = Door("resident", threshold=threshold.check)
