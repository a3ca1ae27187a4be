"""The tables of a catalogue, in SQLAlchemy Core."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
notes = sa.Table(
    "notes",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
files = sa.Table(
    "files",
    metadata,
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("mtime_ns", sa.BigInteger, nullable=False),
    sa.Column("source_id", sa.String),
    sa.Column("content_hash", sa.String),
)
actors = sa.Table(
    "actors",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("standing", sa.String, nullable=False),
    sa.Column("side", sa.String),
    sa.Column("note", sa.String),
)
sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("publisher", sa.String, nullable=False),
    sa.Column("published", sa.Date, nullable=False),
    sa.Column("body", sa.String, nullable=False),
    sa.Column("stated", sa.Date),
    sa.Column("url", sa.String),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("author", sa.String),
    sa.Column("syndicated_from", sa.String),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("licence", sa.String),
    sa.Column("note", sa.String),
    sa.Column("pages", sa.JSON, nullable=False),
    sa.Column("dated", sa.Date, nullable=False, index=True),
    sa.Column("content_hash", sa.String, nullable=False),
)
sentences = sa.Table(
    "sentences",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.ForeignKey("sources.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("heading", sa.String),
    sa.UniqueConstraint("source_id", "position"),
)
annotated = sa.Table(
    "annotations",
    metadata,
    sa.Column("source_id", sa.ForeignKey("sources.id"), primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)
parses = sa.Table(
    "parses",
    metadata,
    sa.Column("source_id", sa.ForeignKey("sources.id"), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
OF_SOURCES = (sentences, annotated, parses)
