"""Readers of the abstention sets: questions with the passages they were given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from public.files import Row, lines_of
from public.retrieval_sets import UNDATED, multihop

from retrieval.documents import Source


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the class its set puts it in, and the ids of the passages it was given.

    `answerable` is None for the classes between: underspecified, partial.
    """

    question: str
    kind: str
    answerable: bool | None
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class AbstentionSet:
    """All passages of a set as sources, and its questions."""

    sources: tuple[Source, ...]
    cases: tuple[Case, ...]


class _Pool:
    """Passages as sources, each once."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], Source] = {}

    def ids(self, passages: Iterable[tuple[str, str]]) -> frozenset[str]:
        """The ids of passages given as (title, text)."""
        return frozenset(self._id(title.strip() or "Untitled", text) for title, text in passages)

    def _id(self, title: str, text: str) -> str:
        number = len(self.known)
        new = Source(f"p{number:05d}", title, "Public set", UNDATED, text)
        return self.known.setdefault((title, text), new).id


def clapnq(folder: Path) -> AbstentionSet:
    """CLAP NQ: one passage a question; those of one file have a long answer in it."""
    pool = _Pool()
    cases = []
    for kind in ("answerable", "unanswerable"):
        for row in lines_of(folder / f"dev_{kind}.jsonl"):
            given = pool.ids((p["title"], p["text"]) for p in row["passages"])
            cases.append(Case(row["input"], kind, kind == "answerable", given))
    return AbstentionSet(tuple(pool.known.values()), tuple(cases))


def mtrag(folder: Path) -> AbstentionSet:
    """MT-RAG: the last turn of a conversation, alone, with the contexts it was given."""
    pool = _Pool()
    cases = []
    for row in lines_of(folder / "mtrag_un.jsonl"):
        kind = row["answerability"][0].lower()
        answerable = {"answerable": True, "unanswerable": False}.get(kind)
        given = pool.ids(_contexts(row))
        cases.append(Case(row["input"][-1]["text"], kind, answerable, given))
    return AbstentionSet(tuple(pool.known.values()), tuple(cases))


def multihop_null(folder: Path) -> AbstentionSet:
    """MultiHop-RAG: all facts are searched; 71 questions ask what none of them holds."""
    public = multihop(folder)
    everything = frozenset(s.id for s in public.sources)
    cases = (
        Case(q.text, "answerable" if q.gold else "unanswerable", bool(q.gold), everything)
        for q in public.questions
    )
    return AbstentionSet(public.sources, tuple(cases))


def _contexts(row: Row) -> Iterable[tuple[str, str]]:
    for context in row["contexts"]:
        if context["text"].strip():
            yield context.get("title") or "", context["text"]
