"""What waits for a person, and which menu was linked to them."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiting_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("person_id", "kind", "subject", name=op.f("uq_waiting_person_id_kind_subject")),
    )
    op.create_index("ix_waiting_person_id", "waiting", ["person_id"])
    op.create_table(
        "menulink",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("menu", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_menulink_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_menulink")),
    )


def downgrade() -> None:
    op.drop_table("menulink")
    op.drop_index("ix_waiting_person_id", "waiting")
    op.drop_table("waiting")
