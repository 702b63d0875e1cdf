"""The least that gives our pages with Flask, Jinja and SQLAlchemy: as many queries, as many rows, the same bytes.

It knows nobody, checks nothing, says nothing in another language and sets no header: what
remains is what any page of this stack must cost. `bench.minimal:app`.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy
from flask import Flask, render_template
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bench import likenesses

TYPES = {
    "INTEGER": sqlalchemy.BigInteger, "REAL": sqlalchemy.Float, "BLOB": sqlalchemy.LargeBinary, "TEXT": sqlalchemy.Text,
}


class Base(DeclarativeBase):
    pass


def model(table: likenesses.Table) -> type[Base]:
    columns: dict[str, Any] = {"__tablename__": table.name, "id": mapped_column(sqlalchemy.Integer, primary_key=True)}
    columns["__annotations__"] = {"id": Mapped[int]}
    for number, kind in enumerate(table.types):
        columns[f"c{number}"] = mapped_column(TYPES[kind], nullable=True)
    return type(table.name, (Base,), columns)


def make_app() -> Flask:
    app = Flask("minimal", template_folder=str(likenesses.folder()), static_folder=None)
    engine = sqlalchemy.create_engine(f"sqlite:///{likenesses.folder() / likenesses.TABLES}")
    for likeness in likenesses.read().values():
        _add(app, engine, likeness)
    return app


def _add(app: Flask, engine: sqlalchemy.Engine, likeness: likenesses.Likeness) -> None:
    models = [model(table) for table in likeness.tables]

    def view() -> str:
        with Session(engine) as db:
            for each in models:
                db.scalars(select(each)).all()
        return render_template(likeness.template, **likeness.values)

    app.add_url_rule(f"/{likeness.name}", likeness.name, view)


app = make_app()
