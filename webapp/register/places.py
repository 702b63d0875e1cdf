"""Where a word of the register lies: an area by its code, its name, or the names of the way to it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.people import Area
from webapp.register.columns import Column, tidy
from webapp.register.errors import PlaceAmbiguous, PlaceUnknown


class Places:
    """All areas of this installation, read once: some thousand."""

    def __init__(self, db: Session) -> None:
        areas = {area.id: area for area in db.scalars(select(Area))}
        self._by_code = {area.code: area.id for area in areas.values()}
        self._codes = {area.id: area.code for area in areas.values()}
        self._by_words: dict[str, set[int]] = {}
        for area in areas.values():
            words = ""
            above: Area | None = area
            while above is not None:
                words = tidy(above.name) + words
                self._by_words.setdefault(words, set()).add(area.id)
                above = areas.get(above.parent_id or 0)

    def area_id(self, cell: object, column: Column) -> int:
        """Raises PlaceUnknown, PlaceAmbiguous."""
        text = tidy(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
        if text in self._by_code:
            return self._by_code[text]
        found = self._by_words.get(text, set())
        if not found:
            raise PlaceUnknown(column=column)
        if len(found) > 1:
            raise PlaceAmbiguous(column=column, codes=sorted(self._codes[id_] for id_ in found))
        return next(iter(found))
