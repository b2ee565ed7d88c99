"""Alembic's entry: runs the migrations on the connection that knowledge.schema hands over."""

from alembic import context
from sqlmodel import SQLModel

import knowledge.models  # noqa: F401  (fills the metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
