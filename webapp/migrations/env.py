"""How Alembic reaches the database: through the engine of this house, on line only.

A migration names no class of ours: classes change, what was migrated does not. Our column
types are written as the plain types they are stored as.
"""

from typing import Any

from alembic import context
from sqlalchemy import types

import webapp.application  # noqa: F401  all models
from webapp.core import Base
from webapp.core.db import create_engine


def as_stored(kind: str, thing: Any, _context: Any) -> str | bool:
    if kind != "type":
        return False
    if isinstance(thing, types.Enum):
        return f"sa.String(length={thing.length})"
    if isinstance(thing, types.TypeDecorator):
        stored = thing.impl_instance
        return "sa.DateTime(timezone=True)" if isinstance(stored, types.DateTime) else f"sa.{stored!r}"
    return False


engine = create_engine(context.config.attributes["url"]).execution_options(access="write")

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, compare_type=True, render_item=as_stored,
                      render_as_batch=context.config.attributes.get("batch", connection.dialect.name == "sqlite"))
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
