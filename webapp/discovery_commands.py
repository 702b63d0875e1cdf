"""flask discover: who has gained, lost or may come to have a benefit; flask report: how many, place by place."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

import click
from flask import Flask

from webapp import entitlements
from webapp.core import Actor, DomainError


class Shard(click.ParamType[tuple[int, int]]):
    """k/n: the k-th of n parts."""

    name = "k/n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        place, stroke, count = str(value).partition("/")
        if not (stroke and place.isdecimal() and count.isdecimal() and 1 <= int(place) <= int(count)):
            self.fail(f"{value!r} is no part: write 1/2 for the first of two", param, ctx)
        return int(place), int(count)


def add_commands(app: Flask, house: Any) -> None:
    @app.cli.command("discover")
    @click.option("--region", callback=_region, help="Residents of this region and those within it.")
    @click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day; any but today needs --dry-run.")
    @click.option("--shard", type=Shard(), default="1/1", show_default=True, help="The k-th of n parts.")
    @click.option("--dry-run", is_flag=True, help="Print who would gain and lose what; write and tell nothing.")
    @click.option(
        "--catalogue",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Another catalogue to rehearse; needs --dry-run.",
    )
    @click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        help="A new file for the persons of a rehearsal, instead of printing them; needs --dry-run.",
    )
    def discover(
        *,
        region: str | None,
        on: datetime | None,
        shard: tuple[int, int],
        dry_run: bool,
        catalogue: Path | None,
        out: Path | None,
    ) -> None:
        """Work everybody's entitlements out; tell only those whose answers changed.

        Ended half-way and begun again it takes up what is left. Several at once, each with another --shard of one n,
        share one PostgreSQL.
        """
        actor, scope = Actor.service(house.clock()), entitlements.Scope(region, shard)
        day = actor.today if on is None else on.date()
        if not dry_run and (day != actor.today or catalogue is not None):
            raise click.UsageError("another day or another catalogue can only be rehearsed: add --dry-run")
        if out is not None and not dry_run:
            raise click.UsageError("only a rehearsal names persons: add --dry-run")
        if dry_run:
            _rehearse(house, actor, day, scope, catalogue, out)
            return
        told = 0
        with click.progressbar(
            length=entitlements.still_to_do(house.database, actor, scope), label="residents", file=sys.stderr
        ) as bar:
            for looked_at, changed in entitlements.work_through(house.database, actor, scope):
                bar.update(looked_at)
                told += changed
        click.echo(f"{told} residents have something new")

    @app.cli.command("report")
    @click.option("--region", callback=_region, required=True)
    def report(*, region: str) -> None:
        """Print as CSV, place by place: how many are entitled to each benefit, of how many too little is known."""
        lines = csv.writer(sys.stdout, lineterminator="\n")
        lines.writerow(["area", "name", "benefit", "residents", "entitled", "could be"])
        with house.database.reading() as db:
            for each in entitlements.counts_by_area(db, region):
                lines.writerow(
                    [each.area_code, each.area, each.benefit, each.residents, each.entitled, each.could_be]
                )


def _region(_context: click.Context, _parameter: click.Parameter, region: str | None) -> str | None:
    """Looked up only when asked: the catalogue is not read to start the application."""
    if region is not None and region not in (known := entitlements.current().regions):
        raise click.BadParameter(f"{region} has no catalogue; there are {', '.join(known)}")
    return region


def _rehearse(
    house: Any, actor: Actor, on: date, scope: entitlements.Scope, folder: Path | None, out: Path | None
) -> None:
    try:
        catalogue = entitlements.current() if folder is None else entitlements.load(folder)
    except DomainError as broken:
        raise click.ClickException(str(broken)) from broken
    counted = entitlements.Rehearsal()
    length = entitlements.to_rehearse(house.database, actor, on, scope, catalogue)
    with _persons(out) as file, click.progressbar(length=length, label="residents", file=sys.stderr) as bar:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["resident", "name", "benefit", "change"])
        for piece in entitlements.rehearse(house.database, actor, on, counted, scope, catalogue):
            for move in piece.moves:
                lines.writerows(_lines(move))
            bar.update(piece.looked_at)
    click.echo(
        f"on {on}: {counted.touched} of {counted.residents} residents would have something new; nothing is written"
    )
    benefits = sorted(set(counted.gained) | set(counted.lost) | set(counted.became_possible))
    for benefit in benefits:
        click.echo(
            f"{benefit}: {counted.gained[benefit]} gain, {counted.lost[benefit]} lose, "
            f"{counted.became_possible[benefit]} may come to have it"
        )
    if out is not None:
        click.echo(f"who they are stands in {out}")


@contextmanager
def _persons(out: Path | None) -> Iterator[TextIO]:
    """Where persons are written: what is printed, or a new file that only its owner reads."""
    if out is None:
        yield sys.stdout
        return
    try:
        number = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as refused:
        raise click.BadParameter(f"{out}: {refused.strerror}", param_hint="--out") from refused
    with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
        yield file


def _lines(move: entitlements.Move) -> Iterator[tuple[str, str, str, str]]:
    changes = {"gains": move.gained, "loses": move.lost, "may come to have": move.became_possible}
    for change, benefits in changes.items():
        for benefit in benefits:
            yield move.resident, move.name, benefit, change
