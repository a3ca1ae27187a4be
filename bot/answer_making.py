"""An answer made of what was drafted: labelled sentence by sentence, cited, planned, worded.

A draft of one question becomes claims of one sentence each, the one that answers first. Beside them
stand the rows of its label that an answer tells of: who disputes it, what was said before, other
values of what is counted, other words of the same speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering import gates
from bot.answering.asked import Asked
from bot.answering.beside import rows_beside
from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.deciding import led_by, opened_by
from bot.answering.filling import value_in
from bot.answering.parting import put_together
from bot.answering.prompts import render
from bot.answering.question import Question, QuestionReader
from bot.answering.reading.stating import in_words
from bot.answering.splitting import grouped, one_sentence_each
from bot.answering.trimming import droppable_in
from bot.claims import Answer, Citation, CitedSentence, Claim, Evidence, Outcome, Status
from bot.labelling.labelled import LabelledClaim, unsaid
from bot.labelling.ledger import Ledger
from bot.language.words import stem, stems_of, words_of
from bot.presenting.numbering import in_reading_order
from bot.presenting.planning import plan_of
from bot.presenting.repeating import telling_words
from bot.presenting.wording import text_of, without_our_words
from bot.reading.claimant import UNNAMED
from retrieval.documents import Hit, Source

_NEAREST = 3
_VALUES = 6
_CONFUSING = re.compile(r"[\d\[\]]")  # a name in brackets must not pass for a citation
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question, or a part of one, with what was found for it and what was made of that."""

    question: Question
    draft: Draft
    hits: tuple[Hit, ...]

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to label."""
        return self.draft.outcome is Outcome.ANSWERED


class AnswerMaker:
    """Makes answers of drafts over one corpus."""

    def __init__(self, reader: QuestionReader, ledger: Ledger, sources: Iterable[Source]) -> None:
        self._reader = reader
        self._ledger = ledger
        self._by_id = {source.id: source for source in sources}

    def made(self, asked: Question, drafted: Sequence[Drafted]) -> Answer:
        """The answer to all parts that have one."""
        if not any(part.is_answered for part in drafted):
            return self._non_answer(asked, drafted[0])
        parts = self._parts_of(drafted)
        draft, labelled = put_together(parts)
        sources = {s.source_id: self._by_id[s.source_id] for c in draft.claims for s in c.sentences}
        citations = gates.cite(draft, sources)
        claims = tuple(
            self._claim(made, found, citations)
            for made, found in zip(draft.claims, labelled, strict=True)
        )
        if len(parts) == 1:
            claims = tuple(self._filled(asked, draft, labelled, claims))
        claims = (self._trimmed(asked, claims[0]), *claims[1:])
        whole = Answer(
            asked.text,
            asked.as_of,
            Outcome.ANSWERED,
            "",
            claims,
            citations,
            later=labelled[0].later,
            asked="several" if len(parts) > 1 else asked.asked.value,
            statement=_statement(asked) if len(parts) == 1 else "",
        )
        answer = in_reading_order(whole, plan_of(whole))
        answer = replace(answer, text=text_of(plan_of(answer)))
        gates.check(without_our_words(answer.text), answer.citations, sources)
        return answer

    def _parts_of(
        self, drafted: Sequence[Drafted]
    ) -> list[tuple[Draft, tuple[LabelledClaim, ...]]]:
        """The parts with their labels. Of several claims that with the lower label comes first, and
        one that nothing was found for stands there as such."""
        claims = len(drafted) > 1 and all(d.question.asked is Asked.WHETHER for d in drafted)
        found = [
            self._labelled(d) if d.is_answered else unsaid(d.draft, d.hits[0])
            for d in drafted
            if d.is_answered or (claims and d.hits)
        ]
        return sorted(found, key=lambda p: claims and p[1][0].label.status is Status.CONFIRMED)

    def _labelled(self, drafted: Drafted) -> tuple[Draft, tuple[LabelledClaim, ...]]:
        """The claims of a draft with labels, led by the sentence that decides, if one does."""
        draft = drafted.draft
        first = self._ledger.claims(drafted.question, draft.claims, drafted.hits)[0]
        if first.deciding is not None:
            draft = led_by(draft, self._sentence(first.deciding))
        if draft.model is None:
            draft = one_sentence_each(draft, first.deciding)
            if first.lead and not first.rows:
                draft = _nearest_first(drafted.question, draft)
        beside = self._beside(drafted.question, draft, first)
        draft = _with_sentences(draft, map(self._sentence, beside))
        labelled = (first, *self._ledger.further(draft.claims[1:]))
        return opened_by(draft, first.lead), labelled

    def _sentence(self, row: Evidence) -> DraftSentence:
        """The sentence of a row, with its speaker."""
        return DraftSentence(self._ledger.told(row), row.source_id, row.start, row.end)

    def _beside(
        self, question: Question, draft: Draft, first: LabelledClaim
    ) -> tuple[Evidence, ...]:
        lead = _place(draft.claims[0].key)
        beside = rows_beside(question.asked, first.label, first.rows, lead)
        if question.asked is not Asked.NUMBER:
            return beside
        valued = (r for r in (*first.rivals, *first.rows) if self._value(question, r.quote))
        newest = sorted(valued, key=lambda r: (r.said, r.source_id), reverse=True)
        return (*beside, *newest[:_VALUES])

    def _filled(
        self,
        question: Question,
        draft: Draft,
        labelled: Sequence[LabelledClaim],
        claims: Iterable[Claim],
    ) -> Iterator[Claim]:
        """The claims with what is counted: of the lead, and of what bears on it alone."""
        rows = (*labelled[0].rows, *labelled[0].rivals)
        bearing = {_place(draft.claims[0].key), *((r.source_id, r.start) for r in rows)}
        for drafted, claim in zip(draft.claims, claims, strict=True):
            bears = _place(drafted.key) in bearing
            yield replace(claim, value=self._value(question, claim.text)) if bears else claim

    def _claim(
        self, drafted: DraftClaim, found: LabelledClaim, citations: Sequence[Citation]
    ) -> Claim:
        text = " ".join(s.text for s in drafted.sentences if s.text)
        return Claim(
            text=text,
            label=found.label,
            claimants=tuple(dict.fromkeys(r.claimant for r in found.rows if r.claimant)),
            citations=gates.numbers_of(drafted, citations),
            evidence=found.rows,
            history=found.history,
            remark=drafted.lead,
            speaker=self._speaker(drafted, found.rows, text),
            sentences=_sentences(drafted, citations),
        )

    def _speaker(self, drafted: DraftClaim, rows: Iterable[Evidence], text: str) -> str:
        """Who says a sentence of the sources that names none of those who do."""
        places = {_place(s) for s in drafted.sentences}
        said = [r for r in rows if (r.source_id, r.start) in places]
        said = said or [r for f in self._ledger.further([drafted]) for r in f.rows]
        if not said or any(r.claimant is None or r.claimant == UNNAMED.name for r in said):
            return ""
        listed = {m.actor.name for m in self._reader.mentions(text)}
        names = [r.claimant for r in said if r.claimant]
        if any(name in listed or _is_called(name, text) for name in names):
            return ""
        return "" if _CONFUSING.search(names[0]) else names[0]

    def _trimmed(self, question: Question, claim: Claim) -> Claim:
        """The claim that answers, with what of its opening may be left out."""
        own = claim.text.startswith("[") or claim.remark
        cut = 0 if own else droppable_in(question, claim.text, self._reader)
        return replace(claim, droppable=cut)

    def _value(self, question: Question, text: str) -> str:
        return value_in(question, " ".join(text.split()), self._reader)

    def _non_answer(self, asked: Question, drafted: Drafted) -> Answer:
        outcome = drafted.draft.outcome
        nearest = drafted.hits[:_NEAREST] if outcome is Outcome.NOTHING_FOUND else ()
        citations = gates.cite_passages([h.passage for h in nearest])
        return Answer(asked.text, asked.as_of, outcome, render(outcome.value), (), citations)


def _place(sentence: DraftSentence) -> Place:
    return sentence.source_id, sentence.start


def _sentences(drafted: DraftClaim, citations: Sequence[Citation]) -> tuple[CitedSentence, ...]:
    """The sentences of a claim with all the spans that each rests on; none of a single one."""
    found = [
        CitedSentence(group[0].text, gates.numbers_of(replace(drafted, sentences=group), citations))
        for group in grouped(drafted.sentences)
    ]
    return tuple(found) if len(found) > 1 else ()


def _is_called(name: str, text: str) -> bool:
    """Whether a text holds the last word of a name, or its initials."""
    last = name.removeprefix("unnamed ").split()[-1]
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    words = set(words_of(text))
    return stem(last) in stems_of(text) or (len(initials) > 1 and initials in words)


def _statement(question: Question) -> str:
    clause = question.clause
    if question.asked is not Asked.WHETHER or clause is None or question.hypothetical:
        return ""
    negated = question.proposition.negated and not question.proposition.expects_yes
    return "" if negated else in_words(clause)


def _nearest_first(question: Question, draft: Draft) -> Draft:
    """Where no source says so, the sentence that holds most words of the question leads."""
    asked = telling_words(question.text)
    best = max(draft.claims, key=lambda c: len(asked & telling_words(c.key.text)))
    return replace(draft, claims=(best, *(c for c in draft.claims if c is not best)))


def _with_sentences(draft: Draft, sentences: Iterable[DraftSentence]) -> Draft:
    """The draft with a claim for each sentence that it does not tell yet."""
    told = {_place(s) for claim in draft.claims for s in claim.sentences}
    claims = list(draft.claims)
    for sentence in sentences:
        if _place(sentence) not in told:
            claims.append(DraftClaim((sentence,), sentence))
            told.add(_place(sentence))
    return replace(draft, claims=tuple(claims))
