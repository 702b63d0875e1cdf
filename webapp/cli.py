"""Thin commands over the rooms' verbs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from webapp import area_import, catalogue_commands, command_sentences, discovery_commands, register_import
from webapp.web import languages, security

NO_TEXT_MESSAGES = "HUICAN_SMS_GATEWAY names no gateway: no text message leaves, nobody can sign in by one"

database_commands = AppGroup("db", help="The database: its schema.")
ledger_commands = AppGroup("ledger", help="The ledger.")
keys_commands = AppGroup("keys", help="The keys that seal numbers at rest.")
staff_commands = AppGroup("staff", help="Staff.")
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

    @app.cli.command("maintenance-page")
    @click.option("--language", type=click.Choice(list(languages.TAGS)), default="zh_Hans", show_default=True)
    def maintenance_page(language: str) -> None:
        """Print the page that a proxy shows while the service is down; it needs nothing of the service."""
        asked = {"Accept-Language": languages.TAGS[language]}
        with app.test_request_context(base_url=house.settings.origin, headers=asked):
            click.echo(security.maintenance().get_data(as_text=True))

    @app.cli.command("states")
    def states() -> None:
        """Print docs/states.md from the tables of permitted moves."""
        from webapp.web.states import printed

        click.echo(printed(), nl=False)

    @app.cli.command("serve")
    @click.option("--workers", default=2, show_default=True, help="Web processes.")
    def serve(workers: int) -> None:
        """Serve pages and run the queue's worker under one supervisor, until interrupted."""
        from webapp import serving

        settings = house.settings
        catalogue_commands.published_or_refused(app, settings.instance)
        _ready_or_refused(house)
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))

        if house.post_room.gateways.sms is None:
            click.echo(NO_TEXT_MESSAGES, err=True)

        def welcome() -> None:
            click.echo(f"\n  Stop with Ctrl-C.\n  惠残码 is at {settings.origin}")
            if settings.is_demo:
                click.echo(f"  Pick a person of the demo village: {settings.origin}/demo")

        sys.exit(serving.serve(host, port, workers=workers, welcome=welcome))

    @app.cli.command("start")
    @click.pass_context
    def start(context: click.Context) -> None:
        """All of the above in one process: the newest schema, the village where this is the demo, and serve."""
        context.invoke(upgrade)
        if house.settings.is_demo:
            context.invoke(load)
        context.invoke(serve)

    @ledger_commands.command("verify")
    @click.option(
        "--roots", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of signed daily roots."
    )
    @click.option(
        "--key", callback=_public_key, help="Public key of the roots, in hex; this installation's own by default."
    )
    def verify(roots: Path | None, key: bytes | None) -> None:
        """Prove that every chain of the ledger is whole, and passes through the signed roots that were kept."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        from webapp.core import ledger_guard, ledger_roots
        from webapp.core.ledger_proof import prove

        folder = roots or house.settings.ledger_roots
        public = ledger_roots.signer(house.settings.ledger_key).public_key()
        if key:
            public = Ed25519PublicKey.from_public_bytes(key)
        try:
            kept = ledger_roots.read_roots(folder, public)
        except ledger_roots.RootForged as forged:
            wrong = f"{forged.args[0]} is not what was signed, or not the root that follows"
            raise click.ClickException(wrong) from forged
        with house.database.reading() as db:
            fallen = ledger_guard.fallen(db.connection())
            proof = prove(db, kept.links)
        broken = f"{len(proof.broken)} broken" + (f": {proof.broken}" if proof.broken else "")
        click.echo(f"{proof.entries} entries, {proof.chains} chains, {broken}; {kept.count} signed roots")
        for name in fallen:
            click.echo(f"the trigger {name} is missing: flask db upgrade puts it back")
        sys.exit(1 if proof.broken or fallen else 0)

    @ledger_commands.command("root")
    def root() -> None:
        """Keep today's signed root, if no worker has; print its file and the public key."""
        from webapp.core import ledger_roots

        signer = ledger_roots.signer(house.settings.ledger_key)
        with house.database.reading() as db:
            path = ledger_roots.keep_root(db, house.settings.ledger_roots, signer, house.clock())
        click.echo(f"{path or 'today is kept already'}; public key {ledger_roots.public_text(signer.public_key())}")

    @keys_commands.command("rotate")
    def rotate_keys() -> None:
        """Seal every number anew under the first of HUICAN_SEALING_KEYS."""
        from webapp.core.rotation import rotate, sealed_columns

        for table, column in sealed_columns():
            click.echo(f"{table.name}.{column.name}: {sum(rotate(house.database, table, column))}")

    @keys_commands.command("new-issuer-key")
    def new_issuer_key() -> None:
        """Sign benefit codes with a new key from now on; old codes verify until they are dead."""
        from webapp import codes
        from webapp.core import Actor

        with house.database.writing() as db:
            codes.rotate_key(db, Actor.service(house.clock()))
        click.echo("new codes are signed with a new key")

    @staff_commands.command("first-administrator")
    @click.option("--name", required=True)
    @click.option("--phone", required=True, help="Receives the code of the first sign-in.")
    @click.option("--federation", required=True, help="Name of the Federation's office.")
    @click.option("--area", "area_code", required=True, help="Code of its area, e.g. 330482.")
    @click.option("--area-name", help="Name of the area, where it is not known yet.")
    @click.option("--another", is_flag=True, help="Although there is one: when nobody who is one can come in any more.")
    def first_administrator(
        *, name: str, phone: str, federation: str, area_code: str, area_name: str | None, another: bool
    ) -> None:
        """Invite the first Federation administrator; everybody else is invited at the workbench."""
        from webapp import people
        from webapp.core import Actor, DomainError
        from webapp.web import words

        try:
            with house.database.writing() as db:
                people.first_administrator(
                    db,
                    Actor.service(),
                    name=name,
                    phone=phone,
                    federation=federation,
                    area_code=area_code,
                    area_name=area_name,
                    another=another,
                )
        except DomainError as refused:
            with app.test_request_context():
                raise click.ClickException(words.error(refused)) from refused
        click.echo(f"invited: {name} signs in at {house.settings.origin}/workbench/ by text message and adds a passkey")
        if house.post_room.gateways.sms is None:
            click.echo(NO_TEXT_MESSAGES, err=True)

    @staff_commands.command("forget-passkeys")
    @click.option("--phone", required=True, help="Of whoever has lost them.")
    def forget_passkeys(phone: str) -> None:
        """Remove all passkeys of a member of staff who has lost them; a text message then lets her add a new one."""
        from webapp import people
        from webapp.core import Actor, DomainError
        from webapp.web import words

        try:
            with house.database.writing() as db:
                account = people.account_by_phone(db, phone)
                removed = people.forget_passkeys(db, Actor.service(house.clock()), account) if account else 0
        except DomainError as refused:
            with app.test_request_context():
                raise click.ClickException(words.error(refused)) from refused
        click.echo(f"{removed} passkeys removed")

    area_import.add_command(app, house)
    catalogue_commands.add_commands(app, house)
    register_import.add_command(app, house)
    discovery_commands.add_commands(app, house)
    for group in (ledger_commands, keys_commands, staff_commands):
        app.cli.add_command(group)
    app.cli.add_command(database_commands)
    app.cli.add_command(demo_commands)
    command_sentences.tell_in_a_sentence(app.cli)


def _public_key(_context: click.Context, _parameter: click.Parameter, key: str | None) -> bytes | None:
    if key is None:
        return None
    if not re.fullmatch(r"[0-9a-fA-F]{64}", key):
        raise click.BadParameter("it is 64 hexadecimal digits, as `flask ledger root` prints them")
    return bytes.fromhex(key)


def _ready_or_refused(house: Any) -> None:
    """A service on an older schema would fail at every page; a supervisor outside tries again until it is there."""
    from webapp.migrations import is_newest

    if not is_newest(house.database.engine):
        raise click.ClickException("the database has not the schema of this code; run: flask --app app db upgrade")
