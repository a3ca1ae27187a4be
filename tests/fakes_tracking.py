"""A clock that tests set, changes of a corpus, and an assistant that answers from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.claims import Answer, Label
from bot.state.tracked import Finding, Tracked
from retrieval.documents import Source
from tests.fakes_answers import a_citation, a_claim, a_non_answer, an_answer, an_evidence

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@dataclass(frozen=True)
class Change:
    """Ids of sources that came and went."""

    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass
class FakeArchive:
    """Remembers one change a revision."""

    changes: list[Change] = field(default_factory=list)

    def changed_since(self, revision: int) -> tuple[int, Change]:
        late = self.changes[revision:]
        entered = tuple(i for change in late for i in change.entered)
        return len(self.changes), Change(entered, tuple(i for c in late for i in c.left))


@dataclass
class TableAssistant:
    """Answers each question with what the table says; an error is raised."""

    answers: Mapping[str, Answer | Exception]
    sources: Sequence[Source] = ()
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, as_of: date | None = None, *, plain: bool = True) -> Answer:
        self.asked.append(question)
        answer = self.answers[question]
        if isinstance(answer, Exception):
            raise answer
        return answer


def labelled(text: str, label: Label | None, source_id: str = "mill-bridge") -> Answer:
    """An answer whose one claim has this label by this source; None: nothing is found."""
    citation = a_citation(source_id=source_id)
    if label is None:
        return a_non_answer(question=text, as_of=None, citations=(citation,))
    claim = a_claim(label=label, evidence=(an_evidence(source_id=source_id),))
    return an_answer(question=text, as_of=None, claims=(claim,), citations=(citation,))


def a_tracked(
    text: str, label: Label | None = None, *ids: str, as_of: date | None = None
) -> Tracked:
    """A watched claim that rests on these sources."""
    return Tracked(text, as_of, True, None, Finding(label, ids))
