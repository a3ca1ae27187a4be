"""The catalogue: sources, sentences and actors in SQL tables (SQLAlchemy Core, any dialect)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from retrieval import packing, tables
from retrieval.corpus import FileStamp, Held
from retrieval.database import Database
from retrieval.documents import Actor, Kind, Sentence, Source, Standing
from retrieval.full_text import FullText
from retrieval.parsing import Parse

_SOURCES_AT_HAND = 256  # whose parses stay in memory, some three kilobytes a sentence


class Catalogue:
    """Everything about sources but their vectors, in one database file."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._database = Database(path)
        self._full_text = FullText()
        self._document = lru_cache(maxsize=4096)(self._load_document)
        self._parses = lru_cache(maxsize=_SOURCES_AT_HAND)(self._load_parses)
        if create:
            with self._database.writing() as connection:
                tables.metadata.create_all(connection)
                self._full_text.create(connection)

    def note(self, key: str) -> str | None:
        """A remark kept with the index, such as its fingerprint."""
        statement = sa.select(tables.notes.c.value).where(tables.notes.c.key == key)
        found: str | None = self._database.scalar(statement)
        return found

    def set_note(self, key: str, value: str) -> None:
        """Adds or replaces a remark."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(tables.notes).where(tables.notes.c.key == key))
            connection.execute(sa.insert(tables.notes).values(key=key, value=value))

    def stamps(self) -> tuple[FileStamp, ...]:
        """Size and time of the corpus files when they were last read."""
        rows = self._database.rows(sa.select(tables.files))
        return tuple(FileStamp(r.path, r.size, r.mtime_ns) for r in rows)

    def set_stamps(self, stamps: Sequence[FileStamp], held: Sequence[Held] = ()) -> None:
        """Replaces all stamps, with what was read from the files of `held`."""
        read = {one.stamp: one for one in held if one.stamp is not None}
        rows = [
            asdict(stamp)
            | {
                "source_id": read[stamp].id if stamp in read else None,
                "content_hash": read[stamp].content_hash if stamp in read else None,
            }
            for stamp in stamps
        ]
        with self._database.writing() as connection:
            connection.execute(sa.delete(tables.files))
            connection.execute(sa.insert(tables.files), rows)

    def known_files(self) -> dict[FileStamp, tuple[str, str]]:
        """Id and content hash of the source in each file, by the file's stamp."""
        rows = self._database.rows(
            sa.select(tables.files).where(tables.files.c.source_id.is_not(None))
        )
        return {FileStamp(r.path, r.size, r.mtime_ns): (r.source_id, r.content_hash) for r in rows}

    def actors(self) -> tuple[Actor, ...]:
        """The actors of the corpus, in file order."""
        rows = self._database.rows(sa.select(tables.actors))
        return tuple(
            Actor(r.name, tuple(r.aliases), Standing(r.standing), r.side, r.note) for r in rows
        )

    def set_actors(self, actors: Sequence[Actor]) -> None:
        """Replaces all actors."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(tables.actors))
            if actors:
                connection.execute(sa.insert(tables.actors), [asdict(a) for a in actors])

    def annotation(self, source_id: str) -> str | None:
        """What an annotator kept for a source, if anything."""
        mine = tables.annotated.c.source_id == source_id
        found: str | None = self._database.scalar(sa.select(tables.annotated.c.value).where(mine))
        return found

    def annotated(self) -> frozenset[str]:
        """The ids of the sources that something is kept for."""
        return frozenset(
            r.source_id for r in self._database.rows(sa.select(tables.annotated.c.source_id))
        )

    def set_annotation(self, source_id: str, value: str) -> None:
        """Adds or replaces what is kept for a source."""
        with self._database.writing() as connection:
            mine = tables.annotated.c.source_id == source_id
            connection.execute(sa.delete(tables.annotated).where(mine))
            connection.execute(sa.insert(tables.annotated).values(source_id=source_id, value=value))

    def hashes(self) -> dict[str, str]:
        """Content hash by source id."""
        rows = self._database.rows(sa.select(tables.sources.c.id, tables.sources.c.content_hash))
        return {r.id: r.content_hash for r in rows}

    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        rows = self._database.rows(
            sa.select(tables.sources).order_by(tables.sources.c.dated, tables.sources.c.id)
        )
        return tuple(map(_source, rows))

    def source(self, source_id: str) -> Source | None:
        """One source, or None."""
        mine = tables.sources.c.id == source_id
        known = self._database.scalar(sa.select(tables.sources.c.id).where(mine))
        return self._document(source_id)[0] if known else None

    def count_sentences(self) -> int:
        """How many sentences are indexed."""
        return int(self._database.scalar(sa.select(sa.func.count()).select_from(tables.sentences)))

    def add(
        self,
        source: Source,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        contexts: Sequence[str],
    ) -> None:
        """Adds one source with its sentences; `parses` and `contexts` are parallel to them."""
        row = {f.name: getattr(source, f.name) for f in fields(Source)}
        row |= {"dated": source.dated, "content_hash": source.content_hash}
        with self._database.writing() as connection:
            connection.execute(sa.insert(tables.sources), row)
            following = sa.select(sa.func.coalesce(sa.func.max(tables.sentences.c.id), 0) + 1)
            first = connection.execute(following).scalar_one()
            rows = [asdict(s) | {"id": first + n} for n, s in enumerate(sentences)]
            columns = ("id", "source_id", "position", "start", "end", "heading")
            connection.execute(
                sa.insert(tables.sentences), [{c: row[c] for c in columns} for row in rows]
            )
            kept = {"source_id": source.id, "value": packing.pack(parses)}
            connection.execute(sa.insert(tables.parses), kept)
            title = f"{source.title} {source.publisher}"  # asked about as the title is
            whole = {"title": title, "dated": source.dated.isoformat()}
            self._full_text.insert(
                connection,
                [
                    {"id": r["id"], "sentence": r["text"], "context": context} | whole
                    for r, context in zip(rows, contexts, strict=True)
                ],
            )

    def remove(self, source_id: str) -> None:
        """Removes a source with its sentences and full text."""
        mine = tables.sentences.c.source_id == source_id
        with self._database.writing() as connection:
            ids = connection.execute(sa.select(tables.sentences.c.id).where(mine)).scalars().all()
            self._full_text.delete(connection, ids)
            for table in (tables.annotated, tables.parses):
                connection.execute(sa.delete(table).where(table.c.source_id == source_id))
            connection.execute(sa.delete(tables.sentences).where(mine))
            connection.execute(sa.delete(tables.sources).where(tables.sources.c.id == source_id))
        self._document.cache_clear()
        self._parses.cache_clear()

    def document(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        """A source that is known to be here, with its sentences in order."""
        return self._document(source_id)

    def sentences(self, source_id: str) -> tuple[Sentence, ...]:
        """The sentences of one source, in order."""
        return self._document(source_id)[1]

    def parses(self, source_id: str) -> tuple[Parse, ...]:
        """The parses of those sentences, in the same order."""
        return self._parses(source_id)

    def document_frequency(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many sentences each Porter stem occurs, context, title, publisher included."""
        with self._database.reading() as connection:
            return self._full_text.document_frequency(connection, stems)

    def stems(self, shortest: int, longest: int) -> list[str]:
        """The Porter stems of so many letters."""
        with self._database.reading() as connection:
            return self._full_text.stems(connection, shortest, longest)

    def holding(
        self, stems: Sequence[str], as_of: date | None
    ) -> dict[str, frozenset[tuple[str, int]]]:
        """By Porter stem, the (source id, position) of sentences that hold it, or whose title does.

        Nothing dated after `as_of` is among them.
        """
        with self._database.reading() as connection:
            return {s: frozenset(self._full_text.holding(connection, s, as_of)) for s in stems}

    def search(
        self, phrases: Sequence[str], k: int, as_of: date | None
    ) -> list[tuple[str, int, float]]:
        """(source id, sentence position, bm25) of the k best full-text matches."""
        with self._database.reading() as connection:
            found = self._full_text.search(connection, phrases, k, as_of)
            places = sa.select(
                tables.sentences.c.id, tables.sentences.c.source_id, tables.sentences.c.position
            )
            places = places.where(tables.sentences.c.id.in_([i for i, _ in found]))
            where = {r.id: (r.source_id, r.position) for r in connection.execute(places)}
        return [(*where[i], score) for i, score in found]

    def places_by(self, day: date) -> list[tuple[str, int]]:
        """Source id and position of the sentences of sources dated on or before a day."""
        sentences, sources = tables.sentences, tables.sources
        dated = sa.select(sentences.c.source_id, sentences.c.position).join(sources)
        rows = self._database.rows(dated.where(sources.c.dated <= day))
        return [(row.source_id, row.position) for row in rows]

    def compact(self) -> None:
        """Leaves no trace of removed rows in the file."""
        with self._database.writing() as connection:
            self._full_text.compact(connection)
        self._database.vacuum()

    def sentence_ids(self) -> dict[int, tuple[str, int]]:
        """Source id and position by row id, of all sentences."""
        rows = self._database.rows(sa.select(tables.sentences))
        return {r.id: (r.source_id, r.position) for r in rows}

    def sentence_counts(self) -> dict[str, tuple[int, int]]:
        """By source, how many sentences are kept and the position of the last."""
        columns = tables.sentences.c
        counted = sa.select(columns.source_id, sa.func.count(), sa.func.max(columns.position))
        rows = self._database.rows(counted.group_by(columns.source_id))
        return {source_id: (count, last) for source_id, count, last in map(tuple, rows)}

    def full_text_ids(self) -> frozenset[int]:
        """The row ids of the sentences that the full text holds."""
        with self._database.reading() as connection:
            return self._full_text.ids(connection)

    def drop_full_text(self, ids: Iterable[int]) -> None:
        """Removes rows of the full text."""
        with self._database.writing() as connection:
            self._full_text.delete(connection, ids)

    def rows_without_source(self) -> tuple[str, ...]:
        """Ids of sources that are gone while sentences or annotations of theirs are left."""
        known = sa.select(tables.sources.c.id)
        parts = (table.c.source_id for table in tables.OF_SOURCES)
        lost = sa.union(*(sa.select(part).where(part.not_in(known)) for part in parts))
        with self._database.reading() as connection:
            return tuple(sorted(connection.execute(lost).scalars()))

    def drop_rows_without_source(self) -> None:
        """Removes what is left of sources that are gone."""
        known = sa.select(tables.sources.c.id)
        with self._database.writing() as connection:
            for table in tables.OF_SOURCES:
                connection.execute(sa.delete(table).where(table.c.source_id.not_in(known)))

    def close(self) -> None:
        """Closes all connections."""
        self._database.close()

    def _load_document(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        known = sa.select(tables.sources).where(tables.sources.c.id == source_id)
        (row,) = self._database.rows(known)
        source = _source(row)
        mine = sa.select(tables.sentences).where(tables.sentences.c.source_id == source_id)
        found = self._database.rows(mine.order_by(tables.sentences.c.position))
        return source, tuple(
            Sentence(source_id, r.position, r.start, r.end, source.body[r.start : r.end], r.heading)
            for r in found
        )

    def _load_parses(self, source_id: str) -> tuple[Parse, ...]:
        mine = tables.parses.c.source_id == source_id
        packed: bytes | None = self._database.scalar(sa.select(tables.parses.c.value).where(mine))
        return packing.unpack(packed or b"", self.sentences(source_id))


def _source(row: sa.Row[Any]) -> Source:
    values = {f.name: getattr(row, f.name) for f in fields(Source)}
    return Source(**values | {"kind": Kind(row.kind), "pages": tuple(row.pages)})
