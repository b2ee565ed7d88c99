"""Leaflets as files, and the colour of an organisation."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mediafile",
        sa.Column("hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_mediafile")),
    )
    op.create_table(
        "leaflet",
        sa.Column("article_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("file_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Float(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("replaces", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("rendered", sa.Boolean(), nullable=False),
        sa.Column("added_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("added_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_key"], ["article.key"], name=op.f("fk_leaflet_article_key_article")),
        sa.ForeignKeyConstraint(["file_hash"], ["mediafile.hash"], name=op.f("fk_leaflet_file_hash_mediafile")),
        sa.PrimaryKeyConstraint("article_key", name=op.f("pk_leaflet")),
    )
    op.create_table(
        "replacement",
        sa.Column("old_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("new_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["new_key"], ["article.key"], name=op.f("fk_replacement_new_key_article")),
        sa.ForeignKeyConstraint(["old_key"], ["article.key"], name=op.f("fk_replacement_old_key_article")),
        sa.PrimaryKeyConstraint("old_key", name=op.f("pk_replacement")),
    )
    op.create_index("ix_replacement_new_key", "replacement", ["new_key"])
    op.create_table(
        "leafletpage",
        sa.Column("article_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("picture_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("thumbnail_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_key"], ["leaflet.article_key"], name=op.f("fk_leafletpage_article_key_leaflet")
        ),
        sa.ForeignKeyConstraint(
            ["picture_hash"], ["mediafile.hash"], name=op.f("fk_leafletpage_picture_hash_mediafile")
        ),
        sa.ForeignKeyConstraint(
            ["thumbnail_hash"], ["mediafile.hash"], name=op.f("fk_leafletpage_thumbnail_hash_mediafile")
        ),
        sa.PrimaryKeyConstraint("article_key", "number", name=op.f("pk_leafletpage")),
    )
    text = sqlmodel.sql.sqltypes.AutoString()
    op.add_column("organisation", sa.Column("colour", text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("organisation", "colour")

    op.drop_table("leafletpage")
    op.drop_index("ix_replacement_new_key", "replacement")
    op.drop_table("replacement")
    op.drop_table("leaflet")
    op.drop_table("mediafile")
