"""The assistant: a question and a date in, a labelled and cited answer out.

Search, compose, weigh, check: the four steps every front end shares. It knows seams only; the
concrete parts are named in bot.assembly.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, zip_longest
from time import perf_counter

from bot.answer_making import AnswerMaker, Drafted
from bot.answering import checkable, following
from bot.answering.as_of import Limit, Span, limit_in
from bot.answering.composer import Composer
from bot.answering.introduction import without_introduction
from bot.answering.prepared import Prepared
from bot.answering.prompts import render
from bot.answering.question import Question, QuestionReader
from bot.answering.smalltalk import Smalltalk, example_questions, smalltalk_in
from bot.answering.tracing import joined
from bot.claims import Answer, CheckedClaim, Elapsed, Outcome
from bot.errors import BadDate, BadQuestion
from bot.labelling.checking import checked_claims
from bot.labelling.ledger import Ledger
from bot.presenting.catalogue import say
from bot.presenting.plan import SMALLTALK
from bot.writing.model import Heard
from retrieval.documents import Hit, Source
from retrieval.search import HybridSearch, Query

MAX_QUESTION = 2000
_CANDIDATES = 32


class Assistant:
    """Answers questions over one corpus; safe to share between threads."""

    def __init__(
        self,
        search: HybridSearch,
        reader: QuestionReader,
        composer: Composer,
        ledger: Ledger,
        sources: tuple[Source, ...],
    ) -> None:
        self._search = search
        self._reader = reader
        self._composer = composer
        self._ledger = ledger
        self._sources = sources
        self._maker = AnswerMaker(reader, ledger, sources)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        return self._sources

    def close(self) -> None:
        """Lets go of the files; nothing can be asked any more."""
        self._search.close()

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        heard: Heard | None = None,
        *,
        plain: bool = False,
    ) -> Answer:
        """The answer as of a date; None: as of the day that the question sets, if it sets one.

        `heard` gets what a model writes while it writes it, before any of it was checked; `plain`
        keeps models out. Raises BadQuestion, BadDate, and RetrievalError when the index fails; a
        failure is never turned into an answer.
        """
        started = perf_counter()
        if kind := smalltalk_in(question):
            return self._small_talk(question, kind)
        composer = (self._composer.plain if plain else self._composer).for_one_answer()
        prepared = composer.prepare(checked_question(question))
        asked = self._asked(question, prepared, as_of)
        alone = composer is composer.plain
        if alone and self._reader.is_foreign(prepared.question):
            text = render("other_language")
            return Answer(question, asked.as_of, Outcome.OUT_OF_SCOPE, text)
        parts = self._parts(asked) if alone else (asked,)
        found = [(part, self._found(part, prepared.searches)) for part in parts]
        searched = perf_counter()
        drafted = [Drafted(q, composer.compose(q, hits, heard), hits) for q, hits in found]
        if len(parts) > 1 and not any(d.is_answered for d in drafted):
            hits = self._found(asked)
            drafted = [Drafted(asked, composer.compose(asked, hits), hits)]
        composed = perf_counter()
        answer = self._maker.made(asked, drafted)
        draft = drafted[0].draft
        elapsed = _elapsed(started, searched, composed, perf_counter())
        return replace(
            answer,
            question=question,
            as_of_in_question=as_of is None and asked.as_of is not None,
            spelled=asked.spelled,
            elapsed=elapsed,
            confidence=draft.confidence,
            composer=draft.composer or composer.name,
            model=draft.model,
            trace=joined(prepared.trace, draft.trace),
            plain=self.ask(question, as_of, plain=True) if draft.model else None,
        )

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> tuple[Hit, ...]:
        """What search finds for a question, best first, without answering it."""
        asked = self._read(question, as_of)
        return self._search.search(Query(asked.search_text, asked.search_phrases, asked.as_of), k)

    def stand_alone(self, question: str, earlier: str) -> str:
        """The question as it can be asked on its own, given the earlier one of its thread.

        Unchanged where it needs nothing from it; else one line of at most MAX_QUESTION characters.
        """
        by_rule = following.stand_alone(question, earlier, self._reader)
        return self._composer.for_one_answer().stand_alone(question, earlier, by_rule)

    def claims_in(self, text: str) -> tuple[str, ...]:
        """The sentences of somebody's message that state or ask what sources can settle."""
        return checkable.claims_in(text, self._reader)

    def check(self, text: str, as_of: date | None = None) -> tuple[CheckedClaim, ...]:
        """Each claim of a text with its label, in order, but of one sentence the lower label first.

        A text without a sentence that can be checked is checked as it stands. Raises as ask does.
        """
        return checked_claims(checked_question(text), as_of, self._reader, self.ask)

    def _small_talk(self, question: str, kind: Smalltalk) -> Answer:
        """A friendly line with two questions that can be asked, without a search."""
        one, two = example_questions(self._reader, self._sources)
        text = say(f"smalltalk.{kind.value}", one=one, two=two)
        return Answer(question, None, Outcome.OUT_OF_SCOPE, text, asked=SMALLTALK)

    def _asked(self, question: str, prepared: Prepared, as_of: date | None) -> Question:
        """The question as it was prepared, with the words it was asked in."""
        asked = self._read(prepared.question, as_of)
        return replace(asked, asked_in=question, language=prepared.language)

    def _parts(self, asked: Question) -> tuple[Question, ...]:
        """The parts of a question in order, each as it can be asked on its own; or itself."""
        parts: list[Question] = []
        for text in asked.parts or asked.claims:
            alone = following.stand_alone(text, parts[-1].text, self._reader) if parts else text
            part = self._reader.read(alone, asked.as_of)
            parts.append(replace(part, kind=part.kind or asked.kind))
        return tuple(parts) or (asked,)

    def _read(self, question: str, as_of: date | None) -> Question:
        """The question as of the day that was passed, else of the one that its words set."""
        spelled = self._reader.spelled(without_introduction(checked_question(question)))
        text, when = spelled.text, self._checked_date(as_of)
        limit = None if when is not None else self._limit_in(text)
        if limit is not None:
            begins = limit.begins or limit.day
            text, when = limit.rest, self._checked_date(min(limit.day, max(begins, date.today())))
        return replace(self._reader.read(text, when), spelled=spelled.corrections)

    def _limit_in(self, text: str) -> Limit | None:
        if not self._sources:
            return None
        span = Span(self._sources[0].dated, self._sources[-1].dated)
        return limit_in(text, span) or self._limit_by_act(text, span)

    def _limit_by_act(self, text: str, span: Span) -> Limit | None:
        """The day before somebody first confirmed, admitted or denied what is asked about."""
        act = self._reader.before_act(text)
        if act is None:
            return None
        day = self._ledger.first_day(self._reader.read(act.rest, None), act.actor, act.stance)
        if day is None or day <= span.first:
            return None
        return Limit(day - timedelta(days=1), act.rest)

    def _found(self, asked: Question, searches: tuple[str, ...] = ()) -> tuple[Hit, ...]:
        """What search finds for a question, and for its parts in turn; each sentence once."""
        parts = (self._reader.read(text, asked.as_of) for text in searches)
        found = (
            self._search.search(Query(q.search_text, q.search_phrases, asked.as_of), _CANDIDATES)
            for q in (asked, *parts)
        )
        by_sentence: dict[tuple[str, int], Hit] = {}
        for hit in chain.from_iterable(zip_longest(*found)):
            if hit is not None:
                by_sentence.setdefault((hit.sentence.source_id, hit.sentence.position), hit)
        return tuple(by_sentence.values())[:_CANDIDATES]

    def _checked_date(self, as_of: date | None) -> date | None:
        first = self._sources[0].dated if self._sources else None
        if as_of is not None and first is not None and as_of < first:
            raise BadDate(
                f"no source is as old as {as_of}; the first is of {first}, "
                "ask for that day or later"
            )
        if as_of is not None and as_of > date.today():
            raise BadDate(f"{as_of} is still to come; ask for today or a day before")
        return as_of


def checked_question(question: str) -> str:
    """The question as one clean line. Raises BadQuestion saying what to change."""
    text = " ".join(question.split())
    if not any(c.isalnum() for c in text):
        raise BadQuestion('the question is empty; ask one, as in "who said so?"')
    if len(text) > MAX_QUESTION:
        raise BadQuestion(f"the question has {len(text)} characters; shorten it to {MAX_QUESTION}")
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in text):
        raise BadQuestion("the question holds control characters; type it as plain text")
    return text


def _elapsed(started: float, searched: float, composed: float, done: float) -> Elapsed:
    return Elapsed(
        search=(searched - started) * 1000,
        compose=(composed - searched) * 1000,
        label=(done - composed) * 1000,
        total=(done - started) * 1000,
    )
