"""Word search beside the catalogue: the one place that speaks a database dialect.

Another database needs a class with these methods and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from retrieval.spelling import folded, indexed
from retrieval.stemming import forms_of, terms_of


class FullText:
    """Ranked word search in SQLite FTS5: Porter stems, bm25 (Robertson and Zaragoza 2009)."""

    _WORD = re.compile(r"\w+", re.UNICODE)
    _READ = ("sentence", "title", "context")

    def create(self, connection: sa.Connection) -> None:
        """The virtual table; its rowid is the sentence's row id."""
        connection.execute(
            sa.text(
                "CREATE VIRTUAL TABLE full_text USING fts5("
                "sentence, title, context, dated UNINDEXED, tokenize='porter unicode61')"
            )
        )
        connection.execute(
            sa.text("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(full_text, row)")
        )
        connection.execute(
            sa.text("CREATE VIRTUAL TABLE occurrences USING fts5vocab(full_text, instance)")
        )

    def document_frequency(self, connection: sa.Connection, stems: Sequence[str]) -> dict[str, int]:
        """In how many sentences or their contexts a form of each stem occurs."""
        terms = {stem: terms_of(stem) for stem in stems}
        alone = [stem for stem in stems if len(terms[stem]) == 1]
        statement = sa.text("SELECT term, doc FROM vocabulary WHERE term IN :stems")
        bound = statement.bindparams(sa.bindparam("stems", alone, expanding=True))
        found = {row[0]: row[1] for row in connection.execute(bound)}
        several = {s: self._documents(connection, t) for s, t in terms.items() if len(t) > 1}
        return {stem: several.get(stem, found.get(stem, 0)) for stem in stems}

    @staticmethod
    def _documents(connection: sa.Connection, terms: Sequence[str]) -> int:
        """In how many rows one of several terms occurs; a row that holds two counts once."""
        counting = sa.text("SELECT COUNT(DISTINCT doc) FROM occurrences WHERE term IN :terms")
        bound = counting.bindparams(sa.bindparam("terms", list(terms), expanding=True))
        return int(connection.execute(bound).scalar_one())

    def stems(self, connection: sa.Connection, shortest: int, longest: int) -> list[str]:
        """The Porter stems of so many letters, of all rows."""
        statement = sa.text(
            "SELECT term FROM vocabulary WHERE length(term) BETWEEN :shortest AND :longest"
        )
        values = {"shortest": shortest, "longest": longest}
        return list(connection.execute(statement, values).scalars())

    def holding(
        self, connection: sa.Connection, stem: str, as_of: date | None
    ) -> list[tuple[str, int]]:
        """(source id, position) of the sentences that hold a form of a stem, or whose title does.

        The publisher counts as part of the title. A stem that the index parts ("o'brien") stands
        where all its pieces do.
        """
        pieces = self._WORD.findall(folded(stem))
        found = [self._with(connection, p, as_of) for p in pieces]
        return sorted(set.intersection(*found)) if found else []

    def _with(
        self, connection: sa.Connection, stem: str, as_of: date | None
    ) -> set[tuple[str, int]]:
        dated = "AND sources.dated <= :as_of" if as_of else ""
        statement = sa.text(
            "SELECT DISTINCT sentences.source_id, sentences.position FROM occurrences "
            "JOIN sentences ON sentences.id = occurrences.doc "
            "JOIN sources ON sources.id = sentences.source_id "
            f"WHERE term IN :terms AND col IN ('sentence', 'title') {dated}"
        )
        bound = statement.bindparams(sa.bindparam("terms", list(terms_of(stem)), expanding=True))
        values = {"as_of": as_of.isoformat()} if as_of else {}
        return {(row[0], row[1]) for row in connection.execute(bound, values)}

    def insert(self, connection: sa.Connection, rows: list[dict[str, object]]) -> None:
        """Rows of id, sentence, title, context and dated (ISO); texts are kept as they are read."""
        statement = (
            "INSERT INTO full_text(rowid, sentence, title, context, dated) "
            "VALUES (:id, :sentence, :title, :context, :dated)"
        )
        kept = [row | {c: indexed(str(row[c])) for c in self._READ} for row in rows]
        connection.execute(sa.text(statement), kept)

    def ids(self, connection: sa.Connection) -> frozenset[int]:
        """The sentence row ids of all rows."""
        return frozenset(connection.execute(sa.text("SELECT rowid FROM full_text")).scalars())

    def compact(self, connection: sa.Connection) -> None:
        """Merges the index into one segment, so that words of removed rows are gone from it."""
        connection.execute(sa.text("INSERT INTO full_text(full_text) VALUES ('optimize')"))

    def delete(self, connection: sa.Connection, ids: Iterable[int]) -> None:
        """Removes rows by sentence row id."""
        rows = [{"id": i} for i in ids]
        if rows:
            connection.execute(sa.text("DELETE FROM full_text WHERE rowid = :id"), rows)

    def search(
        self, connection: sa.Connection, phrases: Sequence[str], k: int, as_of: date | None
    ) -> list[tuple[int, float]]:
        """(sentence row id, bm25; higher is better) of the k best rows holding any phrase.

        A single word is looked for in all irregular forms of its lemma.
        """
        quoted = (" ".join(self._WORD.findall(p)) for phrase in phrases for p in _forms(phrase))
        query = " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(quoted) if phrase)
        if not query:
            return []
        dated = "AND dated <= :as_of " if as_of else ""
        statement = (
            "SELECT rowid, -bm25(full_text, 1.0, 1.0, 0.8) AS score FROM full_text "
            f"WHERE full_text MATCH :query {dated}ORDER BY score DESC LIMIT :k"
        )
        values = {"query": query, "k": k} | ({"as_of": as_of.isoformat()} if as_of else {})
        return [(row[0], row[1]) for row in connection.execute(sa.text(statement), values)]


def _forms(phrase: str) -> tuple[str, ...]:
    """A single word with its irregular forms; a phrase of several as it stands, folded."""
    return (folded(phrase),) if " " in phrase.strip() else forms_of(phrase)
