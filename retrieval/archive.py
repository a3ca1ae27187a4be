"""What was added to a corpus and taken out, and every version of every source it ever held.

One SQL database for each corpus, beside its folder, which is never written. Texts are kept by
source id and content hash, so that a citation of an older version still resolves; the log is only
ever added to. Each change of the index that entered or left a source has a rising revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from retrieval.documents import Source
from retrieval.errors import StorageError
from retrieval.loaders import markdown

ARCHIVE_FILE = "sources.sqlite"

_metadata = sa.MetaData()
_texts = sa.Table(
    "texts",
    _metadata,
    sa.Column("source_id", sa.String, primary_key=True),
    sa.Column("content_hash", sa.String, primary_key=True),
    sa.Column("text", sa.Text),  # NULL once purged
)
_local = sa.Table(
    "local",
    _metadata,
    sa.Column("source_id", sa.String, primary_key=True),
    sa.Column("content_hash", sa.String),  # NULL: taken out
)
_log = sa.Table(
    "log",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("source_id", sa.String, nullable=False, index=True),
    sa.Column("content_hash", sa.String, nullable=False),
    sa.Column("entered", sa.Boolean, nullable=False),
)
_counters = sa.Table(
    "counters",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Changed:
    """Ids of the sources that entered and left; a new version of a source did both."""

    entered: tuple[str, ...]
    left: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.entered or self.left)


@dataclass(frozen=True, slots=True)
class Version:
    """One stay of one version of a source in the index; `left` None while it is there (UTC).

    `kept` is false for a text that was purged.
    """

    source_id: str
    content_hash: str
    entered: datetime
    left: datetime | None
    kept: bool


class Archive:
    """The database of one corpus; made when something is first written. Raises StorageError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def local(self) -> dict[str, str | None]:
        """Content hash by id of the sources that were added; None for those taken out."""
        rows = self._rows(sa.select(_local))
        return {row.source_id: row.content_hash for row in rows}

    def local_state(self) -> int:
        """A number that rises whenever something is added or taken out."""
        return self._counter("local")

    def set_local(
        self, marks: Mapping[str, str | None], cleared: Iterable[str], sources: Sequence[Source]
    ) -> None:
        """Marks sources as added (by content hash) or taken out, or clears their marks.

        The texts of what is added come with it in `sources`. All of it happens, or nothing.
        """
        with self._writing() as connection:
            _keep(connection, sources)
            touched = [*marks, *cleared]
            connection.execute(sa.delete(_local).where(_local.c.source_id.in_(touched)))
            rows = [{"source_id": i, "content_hash": digest} for i, digest in marks.items()]
            if rows:
                connection.execute(sa.insert(_local), rows)
            _count(connection, "local")

    def purge(self, ids: Iterable[str]) -> None:
        """Forgets the texts of sources for good; that they were there stays in the log."""
        with self._writing() as connection:
            mine = _texts.c.source_id.in_(list(ids))
            connection.execute(sa.update(_texts).where(mine).values(text=None))
        with self._engine().connect() as connection:  # the bytes of old rows stay until then
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")

    def record(self, now: Mapping[str, str], new: Sequence[Source]) -> int:
        """Notes which versions (content hash by id) the index holds now; returns the revision.

        `new` are the sources that may not be kept yet. Recording the same state again adds
        nothing, so that a crash in between does no harm.
        """
        with self._writing() as connection:
            _keep(connection, new)
            before = _in_force(connection, None)
            gone = [(i, h) for i, h in before.items() if now.get(i) != h]
            come = [(i, h) for i, h in now.items() if before.get(i) != h]
            if not gone and not come:
                return _value(connection, "revision")
            revision = _count(connection, "revision")
            stamp = {"revision": revision, "at": datetime.now(UTC).replace(tzinfo=None)}
            rows = [(*version, False) for version in gone] + [(*version, True) for version in come]
            logged = [
                {"source_id": i, "content_hash": digest, "entered": entered} | stamp
                for i, digest, entered in rows
            ]
            connection.execute(sa.insert(_log), logged)
            return revision

    def changed_since(self, revision: int) -> tuple[int, Changed]:
        """The latest revision, and what is different now from how it was at an earlier one."""
        with self._reading() as connection:
            if connection is None:
                return 0, Changed((), ())
            then, now = _in_force(connection, revision), _in_force(connection, None)
            entered = tuple(sorted(i for i, h in now.items() if then.get(i) != h))
            left = tuple(sorted(i for i, h in then.items() if now.get(i) != h))
            return _value(connection, "revision"), Changed(entered, left)

    def text(self, source_id: str, content_hash: str) -> Source | None:
        """One version of a source, or None where it is unknown or purged."""
        mine = (_texts.c.source_id == source_id) & (_texts.c.content_hash == content_hash)
        rows = self._rows(sa.select(_texts.c.text).where(mine))
        return markdown.parse_source(rows[0].text) if rows and rows[0].text else None

    def versions(self, source_id: str) -> tuple[Version, ...]:
        """Every stay of a source in the index, oldest first."""
        mine = sa.select(_log).where(_log.c.source_id == source_id).order_by(_log.c.id)
        kept = sa.select(_texts.c.content_hash).where(
            (_texts.c.source_id == source_id) & _texts.c.text.is_not(None)
        )
        texts = {row.content_hash for row in self._rows(kept)}
        stays: list[Version] = []
        for row in self._rows(mine):
            if row.entered:
                held = row.content_hash in texts
                stays.append(Version(source_id, row.content_hash, row.at, None, held))
            elif stays:
                last = stays.pop()
                stays.append(Version(source_id, last.content_hash, last.entered, row.at, last.kept))
        return tuple(stays)

    def quoted(self, source_id: str, start: int, end: int, quote: str) -> Source | None:
        """The latest version of a source in which a quotation stands at its offsets."""
        for version in reversed(self.versions(source_id)):
            source = self.text(source_id, version.content_hash)
            if source is not None and source.body[start:end] == quote:
                return source
        return None

    def _counter(self, name: str) -> int:
        with self._reading() as connection:
            return 0 if connection is None else _value(connection, name)

    def _rows(self, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reading() as connection:
            return () if connection is None else connection.execute(statement).all()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection | None]:
        """A connection, or None before anything was written."""
        if not self._path.exists():
            yield None
            return
        with self._writing(create=False) as connection:
            yield connection

    @contextmanager
    def _writing(self, *, create: bool = True) -> Iterator[sa.Connection]:
        engine = self._engine()
        try:
            if create:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            with engine.begin() as connection:
                if create:
                    _metadata.create_all(connection)
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(str(getattr(error, "orig", error)).splitlines()[0]) from error
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error

    def _engine(self) -> sa.Engine:
        url = sa.URL.create("sqlite", database=str(self._path))
        return sa.create_engine(url, poolclass=sa.NullPool)

    def _unusable(self, reason: str) -> StorageError:
        cure = "free some space, or set ONRECORD_HOME to a folder you can write to"
        return StorageError(f"{self._path}: cannot be used ({reason}); {cure}")


def _keep(connection: sa.Connection, sources: Sequence[Source]) -> None:
    """Keeps texts that are not kept yet; one that was purged is kept anew."""
    for source in sources:
        row = {"source_id": source.id, "content_hash": source.content_hash}
        mine = (_texts.c.source_id == source.id) & (_texts.c.content_hash == source.content_hash)
        known = connection.execute(sa.select(_texts.c.text.is_not(None)).where(mine)).scalar()
        if not known:
            connection.execute(sa.delete(_texts).where(mine))
            text = markdown.write_source(source)
            connection.execute(sa.insert(_texts), row | {"text": text})


def _in_force(connection: sa.Connection, revision: int | None) -> dict[str, str]:
    """Content hash by id of what the index held at a revision, by default the latest."""
    rows = sa.select(_log).order_by(_log.c.id)
    if revision is not None:
        rows = rows.where(_log.c.revision <= revision)
    held: dict[str, str] = {}
    for row in connection.execute(rows):
        if row.entered:
            held[row.source_id] = row.content_hash
        elif held.get(row.source_id) == row.content_hash:
            del held[row.source_id]
    return held


def _value(connection: sa.Connection, name: str) -> int:
    mine = sa.select(_counters.c.value).where(_counters.c.name == name)
    return connection.execute(mine).scalar() or 0


def _count(connection: sa.Connection, name: str) -> int:
    value = _value(connection, name) + 1
    connection.execute(sa.delete(_counters).where(_counters.c.name == name))
    connection.execute(sa.insert(_counters).values(name=name, value=value))
    return value
