"""What waits is found without a look at the past."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'new'")


def upgrade() -> None:
    op.create_index("ix_inbox_order", "inbox", ["id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.drop_index("ix_inbox_new", "inbox")
    op.drop_index("ix_inbox_conversation", "inbox")
    op.create_index("ix_inbox_conversation", "inbox", ["conversation", "state", "id"])


def downgrade() -> None:
    op.drop_index("ix_inbox_conversation", "inbox")
    op.create_index("ix_inbox_conversation", "inbox", ["conversation"])
    op.create_index("ix_inbox_new", "inbox", ["conversation", "id"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.drop_index("ix_inbox_order", "inbox")
