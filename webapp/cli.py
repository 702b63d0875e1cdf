"""Thin commands over the rooms' verbs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

ROOT = Path(__file__).parents[1]

database_commands = AppGroup("db", help="The database: its schema.")
catalogue_commands = AppGroup("catalogue", help="The catalogue of benefits.")
demo_commands = AppGroup("demo", help="The demo village; refused in production.")


def register_commands(app: Flask) -> None:
    house = app.extensions["huican"]

    @database_commands.command("upgrade")
    def upgrade() -> None:
        """Bring the database to the newest schema."""
        from webapp.migrations import upgrade

        house.settings.instance.mkdir(parents=True, exist_ok=True)
        upgrade(house.settings.database_url)

    @demo_commands.command("load")
    def load() -> None:
        """Load the demo village, once; a second time changes nothing."""
        if not house.settings.is_demo:
            raise click.ClickException("the demo village is not for production")
        from tests.cast import settle

        with app.test_request_context():
            click.echo(settle(house))

    @app.cli.command("states")
    def states() -> None:
        """Print docs/states.md from the tables of permitted moves."""
        from webapp.web.states import printed

        click.echo(printed(), nl=False)

    @app.cli.command("serve")
    @click.option("--workers", default=2, show_default=True, help="Web processes.")
    def serve(workers: int) -> None:
        """Serve pages and run the queue's worker under one supervisor, until interrupted."""
        from honcho.manager import Manager

        settings = house.settings
        port = os.environ.get("PORT", "8000")
        host = os.environ.get("HOST", "127.0.0.1")
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        manager = Manager()
        web = (f"{sys.executable} -m granian --interface wsgi --host {host} --port {port} --workers {workers} "
               f"--blocking-threads 4 --no-access-log --log-level warning app:app")
        manager.add_process("web", web, cwd=str(ROOT), env=environment)
        manager.add_process("worker", f"{sys.executable} -m huey.bin.huey_consumer webapp.worker.huey -w 2 -q", cwd=str(ROOT), env=environment)
        if settings.is_demo:
            click.echo(f"\n  惠残码 is at {settings.origin}\n  Pick a person of the demo village: {settings.origin}/demo\n"
                       "  Stop with Ctrl-C.\n")
        manager.loop()
        sys.exit(manager.returncode)

    @catalogue_commands.command("check")
    def check() -> None:
        """Prove every file of the catalogue: its form, its quotations, its examples."""
        from webapp import entitlements

        findings = list(entitlements.check())
        for finding in findings:
            click.echo(str(finding))
        click.echo(f"{len(entitlements.current().benefits)} benefits, {len(findings)} findings")
        sys.exit(1 if findings else 0)

    app.cli.add_command(catalogue_commands)
    app.cli.add_command(database_commands)
    app.cli.add_command(demo_commands)
