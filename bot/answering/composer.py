"""The composer seam: a question and passages in, a draft out.

A composer proposes sentences and the spans they rest on. It never sets a label, a date, a link, a
citation number or a mention; those are made by code from the spans, after the gates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answering.prepared import Prepared
from bot.answering.question import Question
from bot.claims import Outcome, Trace
from bot.writing.model import Heard
from retrieval.documents import Hit


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence for the reader, resting on body[start:end] of one source.

    Without text it is a further span that the sentence before it rests on.
    """

    text: str
    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """One proposition of the answer; `key` is the span that carries it, the rest is context.

    `lead` is a sentence of ours before them that rests on no span: what the sources do not hold.
    """

    sentences: tuple[DraftSentence, ...]
    key: DraftSentence
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer proposes; the first claim is the one that answers the question.

    `confidence` is how likely the question has an answer in the passages (0 to 1), None when the
    composer cannot tell. `composer` and `model` name who wrote it, where that is not the composer
    that was asked; `trace` tells what a model had to do with it.
    """

    outcome: Outcome
    claims: tuple[DraftClaim, ...] = ()
    confidence: float | None = None
    composer: str | None = None
    model: str | None = None
    trace: Trace | None = None


class Composer(Protocol):
    """Writes drafts; one composer may serve many questions at once."""

    @property
    def name(self) -> str:
        """ "extractive" or "generative"."""
        ...

    @property
    def plain(self) -> Composer:
        """The composer without a model, whose answers are the same whenever they are asked for."""
        ...

    def for_one_answer(self) -> Composer:
        """The composer with a fresh budget, for all that one answer takes."""
        ...

    def prepare(self, question: str) -> Prepared:
        """The question as it is searched for: in English, perhaps in parts."""
        ...

    def stand_alone(self, question: str, earlier: str, by_rule: str) -> str:
        """A question that follows up on an earlier one, as it can be asked on its own; `by_rule`
        is what rules make of it."""
        ...

    def compose(self, question: Question, hits: Sequence[Hit], heard: Heard | None = None) -> Draft:
        """A draft from the passages of `hits` alone; an outcome without claims is an abstention.

        `heard` gets what a model writes while it writes; another composer never calls it.
        """
        ...
