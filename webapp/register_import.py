"""flask import-residents FILE: the Federation's register comes in. The columns are told in docs/register.md."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_babel import gettext as _

from webapp import register
from webapp.core import DomainError
from webapp.register import BadRowFile, Import, Outcome, Sheet, write_template
from webapp.web import words


def add_command(app: Flask, house: Any) -> None:
    @app.cli.command("import-residents")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Say what would be new, changed, gone; write nothing.")
    @click.option("--skip-bad", is_flag=True, help="Import the rows that are right although others are wrong.")
    @click.option(
        "--part", is_flag=True, help="The file is a part of the register: nobody is marked as having left it."
    )
    @click.option("--accept-gone", is_flag=True, help="Mark as gone even where a large share is missing from the file.")
    @click.option("--template", is_flag=True, help="Write an empty register to FILE (.xlsx or .csv) and stop.")
    def import_residents(
        file: Path, *, dry_run: bool, skip_bad: bool, part: bool, accept_gone: bool, template: bool
    ) -> None:
        """Take the Federation's register in: .xlsx, or .csv in UTF-8 or GB18030.

        Every row is checked first; nothing is imported while one is wrong, unless --skip-bad. Wrong rows and the
        reasons go into FILE.bad.csv. Running it twice doubles nobody.
        """
        with app.test_request_context():
            try:
                if template:
                    _write_template(file)
                    return
                with closing(register.open_sheet(file)) as sheet:
                    incoming = Import(sheet, house.database, house.clock())
                    _check(incoming, file)
                    if incoming.wrong and not skip_bad:
                        raise click.ClickException(
                            _("什么都没有导入。改好以后再导入；或者加 --skip-bad，先导入正确的行。")
                        )
                    (_look if dry_run else _write)(incoming, part=part, accept_gone=accept_gone)
            except DomainError as refused:
                raise click.ClickException(words.error(refused)) from refused


def _write_template(file: Path) -> None:
    try:
        write_template(file)
    except FileExistsError:
        raise click.ClickException(_("已经有这个文件了。请换一个名字。")) from None
    click.echo(_("模板写好了：%(file)s", file=file))


def _check(incoming: Import, file: Path) -> None:
    if incoming.heading.left_aside:
        click.echo(_("没有用到的列：%(columns)s", columns="、".join(incoming.heading.left_aside)))
    bad = BadRowFile(file.with_name(file.name + ".bad.csv"), incoming.heading.whole, _("行号"), _("原因"))
    with bad, _bar(_("检查"), incoming.sheet) as bar:
        for row in incoming.check():
            if row is not None:
                told = dict.fromkeys(words.error(reason) for reason in row.reasons)  # two cells, one reason
                bad.add(row.number, " ".join(told), row.cells)
            bar.update(incoming.sheet.position - bar.pos)
    click.echo(
        _(
            "检查了 %(all)s 行：%(right)s 行正确，%(wrong)s 行有错。",
            all=incoming.right + incoming.wrong,
            right=incoming.right,
            wrong=incoming.wrong,
        )
    )
    if incoming.wrong:
        click.echo(_("有错的行和原因写在：%(file)s", file=bad.path))


def _look(incoming: Import, *, part: bool, accept_gone: bool) -> None:
    _count(_("比较"), incoming, incoming.look())
    click.echo(_("这是试算，什么都没有写入。"))
    _tell(incoming)
    if not part and not incoming.nameless:
        gone = incoming.would_be_gone()
        click.echo(_("不再在登记册里：%(count)s 人", count=gone))
        register.check_gone(gone, gone + incoming.met, accept=accept_gone)


def _write(incoming: Import, *, part: bool, accept_gone: bool) -> None:
    _count(_("写入"), incoming, incoming.write())
    _tell(incoming)
    if part:
        return
    if incoming.nameless:
        click.echo(_("有 %(count)s 行看不出是谁，所以没有标记任何人离开登记册。", count=incoming.nameless))
        return
    click.echo(_("不再在登记册里：%(count)s 人", count=incoming.mark_gone(accept=accept_gone)))


def _tell(incoming: Import) -> None:
    for outcome in Outcome:
        click.echo(_("%(outcome)s：%(count)s 人", outcome=words.label(outcome), count=incoming.outcomes[outcome]))


def _bar(label: str, sheet: Sheet) -> Any:
    return click.progressbar(length=sheet.length or 0, label=label)


def _count(label: str, incoming: Import, pieces: Iterable[int]) -> None:
    with click.progressbar(length=incoming.right + incoming.wrong, label=label) as bar:
        for rows in pieces:
            bar.update(rows)
