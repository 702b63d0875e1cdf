"""On which device push was asked for: what she signs out of shows her notices no more."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("push_devices", sa.Column("device_index", sa.String(length=64), nullable=True))
