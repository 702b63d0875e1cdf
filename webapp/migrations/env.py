"""How Alembic reaches the database: through the engine of this house, on line only."""

from alembic import context

import webapp.application  # noqa: F401  all models
from webapp.core import Base
from webapp.core.db import create_engine

engine = create_engine(context.config.attributes["url"]).execution_options(access="write")

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=connection.dialect.name == "sqlite",
                      compare_type=True, user_module_prefix="webapp.core.")
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
