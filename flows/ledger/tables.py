"""The catalog's tables. SQLite by default, PostgreSQL by URL; SQLAlchemy Core only."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String, nullable=False),
    Column("source", String, nullable=False),
    Column("status", String, nullable=False),
    Column("dropped", Integer, nullable=False, unique=True),
    Column("dropped_at", DateTime, nullable=False),
    Column("run_id", String, nullable=False),
    Column("settings_digest", String(64), nullable=False),
    Column("report", JSON, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", ForeignKey("files.digest"), nullable=False),
    Column("content", JSON, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", ForeignKey("files.digest"), nullable=False),
    Column("content", JSON, nullable=False),
)

openings = Table(
    "openings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", ForeignKey("files.digest"), nullable=False),
    Column("requisition_id", String, nullable=False),
    Column("content", JSON, nullable=False),
)

faults = Table(
    "faults",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", ForeignKey("files.digest"), nullable=False),
    Column("content", JSON, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("run_id", String, nullable=False, unique=True),
    Column("as_of", DateTime, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime),
    Column("settings_digest", String(64), nullable=False),
    Column("dropped_upto", Integer, nullable=False),
    Column("content", JSON),
)

shortlists = Table(
    "shortlists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("requisition_id", String, nullable=False),
    Column("run_id", ForeignKey("runs.run_id"), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("workbook", String),
    Column("content", JSON, nullable=False),
    Index("shortlists_by_requisition", "requisition_id", "id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_digest", ForeignKey("files.digest")),
    Column("requisition_id", String, nullable=False),
    Column("candidate_id", String, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("content", JSON, nullable=False),
    Column("snapshot", JSON),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("kind", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
