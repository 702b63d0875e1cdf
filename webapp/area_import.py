"""flask import-areas FILE: the list of places comes in. The columns are told in docs/operations.md."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_babel import gettext as _

from webapp import entitlements, people, register
from webapp.core import Actor, DomainError
from webapp.people import AreaRow
from webapp.web import words

COLUMNS = ("区划代码", "名称", "上级代码", "目录")


def add_command(app: Flask, house: Any) -> None:
    @app.cli.command("import-areas")
    @click.argument("file", type=click.Path(path_type=Path))
    def import_areas(file: Path) -> None:
        """Take in the places that residents live in and offices look after: .xlsx, or .csv in UTF-8 or GB18030.

        Nothing is entered while a row is wrong. Running it twice changes nothing.
        """
        with app.test_request_context():
            try:
                with closing(register.open_sheet(file)) as sheet, house.database.writing() as db:
                    rows = list(_rows(sheet))
                    taken = people.take_in_areas(
                        db, Actor.service(house.clock()), rows, entitlements.current().regions
                    )
                    if isinstance(taken, list):
                        raise click.ClickException(_refusal(taken))
            except DomainError as refused:
                raise click.ClickException(words.error(refused)) from refused
            click.echo(
                _("新登记 %(new)s 个，改了 %(changed)s 个，没变 %(same)s 个。",
                  new=taken.new, changed=taken.changed, same=taken.same)
            )  # fmt: skip


def _rows(sheet: register.Sheet) -> Iterator[AreaRow]:
    rows = sheet.rows()
    _number, heading = next(rows, (0, ()))
    names = [str(cell or "").strip() for cell in heading]
    if not set(COLUMNS) <= set(names):
        raise click.ClickException(_("第一行应该有这些列：%(columns)s", columns="、".join(COLUMNS)))
    places = [names.index(column) for column in COLUMNS]
    for number, cells in rows:
        code, name, within, region = (_text(cells[place] if place < len(cells) else None) for place in places)
        yield AreaRow(number, code, name, within or None, region or None)


def _text(cell: register.Cell) -> str:
    """A spreadsheet keeps a code as a number."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _refusal(wrong: list[tuple[AreaRow, people.AreaRowWrong]]) -> str:
    lines = [
        _("第 %(row)s 行（%(code)s）：%(reason)s", row=row.number, code=row.code, reason=words.error(reason))
        for row, reason in wrong[:20]
    ]
    if len(wrong) > len(lines):
        lines.append(_("还有 %(count)s 行有错。", count=len(wrong) - len(lines)))
    return "\n".join([*lines, _("什么都没有导入。")])
