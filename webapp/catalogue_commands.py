"""flask catalogue …: what whoever keeps the catalogue does with it. docs/catalogue.md tells how."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import gettext as _
from flask_babel import ngettext

from webapp import entitlements
from webapp.entitlements import HERE, KINDS, CatalogueError, shape_of
from webapp.web.words.catalogue import KEYS, about_people, finding

SCHEMAS = HERE.parent / "schemas"

commands = AppGroup("catalogue", help="The catalogue of benefits.")


def add_commands(app: Flask, house: Any) -> None:
    app.cli.add_command(commands)

    @commands.command("check")
    @click.argument("folder", default=HERE, type=click.Path(path_type=Path, exists=True, file_okay=False))
    def check(folder: Path) -> None:
        """Prove every file of the catalogue: its form, its quotations, its examples."""
        findings = entitlements.check(folder)
        with app.test_request_context():
            for each in findings:
                click.echo(finding(each, folder))
            if not findings:
                catalogue = entitlements.load(folder)
                count = len(catalogue.benefits)
                click.echo(ngettext("%(num)d 项待遇，都对。", "%(num)d 项待遇，都对。", count))
                for line in about_people(entitlements.demands(catalogue.benefits.values(), catalogue.vocabulary)):
                    click.echo(line)
            else:
                click.echo(ngettext("有 %(num)d 处不对。", "有 %(num)d 处不对。", len(findings)))
        sys.exit(1 if findings else 0)

    @commands.command("new")
    @click.argument("region")
    @click.argument("slug")
    @click.option("--folder", default=HERE, type=click.Path(path_type=Path, exists=True, file_okay=False))
    def new(region: str, slug: str, folder: Path) -> None:
        """Write REGION/SLUG.yaml for a new benefit, to be filled in."""
        with app.test_request_context():
            try:
                file = entitlements.write_skeleton(region, slug, KEYS, entitlements.load(folder, broken=[]), folder)
            except CatalogueError as refused:
                raise click.ClickException(finding(refused, folder)) from None
            click.echo(_("写好了 %(file)s。请填〔〕里的内容，再运行 flask catalogue check。", file=file))

    @commands.command("schemas")
    def schemas() -> None:
        """Write the JSON Schemas by which editors complete and check the files."""
        for kind, text in printed_schemas().items():
            (SCHEMAS / f"{kind}.json").write_text(text, encoding="utf-8")
            click.echo(SCHEMAS / f"{kind}.json")

    @commands.command("publish")
    def publish() -> None:
        """Check the catalogue; when it is sound, let the service read it at its next start."""
        findings = entitlements.check()
        with app.test_request_context():
            for each in findings:
                click.echo(finding(each, HERE))
            if findings:
                raise click.ClickException(_("没有发布。原来的目录不变。"))
            entitlements.publish(house.settings.instance)
            click.echo(_("已经发布。服务下次启动时读它。"))


def printed_schemas() -> dict[str, str]:
    """The schema of each kind of file as text, each key with what it is for."""
    catalogue = entitlements.load()
    return {
        kind: json.dumps(_described(shape_of(kind, catalogue)), ensure_ascii=False, indent=1) + "\n" for kind in KINDS
    }


def _described(shape: Any) -> Any:
    if isinstance(shape, list):
        return [_described(each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    made = {key: _described(each) for key, each in shape.items()}
    if isinstance(shape.get("properties"), dict) and shape.get("type") == "object":
        for key, each in made["properties"].items():
            if key in KEYS and isinstance(each, dict) and "$ref" not in each:
                made["properties"][key] = {"description": KEYS[key], **each}
    return made


def published_or_refused(app: Flask, instance: Path) -> None:
    """Publish the catalogue for a service that starts; one that cannot be read stops the start."""
    try:
        entitlements.publish(instance)
    except CatalogueError as error:
        with app.test_request_context():
            raise click.ClickException(finding(error, HERE)) from None
