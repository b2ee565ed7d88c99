"""What all tables share: named constraints (so that migrations can find them again) and JSON columns."""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def json_column() -> Column[Any]:
    """A column for lists and objects that are always read whole. Assign a new value to change it."""
    return Column(JSON, nullable=False)
