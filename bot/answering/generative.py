"""The composer with a model: it writes, and code decides what of it may leave.

1. The model gets the question, the day and the best passages, and returns claims with quotations.
2. Each quotation is looked up; each claim passes the gates of bot.answering.drafting.gates.
3. If any fails, the model is told why and may write the answer once more.
4. What passes then is the draft; where nothing does, the extractive answer takes its place, and
   the trace says so. A model out of reach, over budget or without a usable reply likewise.
Whoever a claim rests on and does not name is put in front of it: "[Dunmere Ferries:] ...".
Labels are not asked for and not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.composer import Composer, Draft, DraftClaim, DraftSentence
from bot.answering.drafting.gates import Supported, faults, support_of
from bot.answering.drafting.offering import Offered, offered
from bot.answering.drafting.shapes import WrittenAnswer, WrittenClaim
from bot.answering.prompts import render
from bot.answering.question import Question
from bot.claims import Outcome, Trace
from bot.errors import ModelError
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Statement
from bot.language.words import words_of
from bot.writing.model import Heard, Prompt, Reply, Usage, WritingModel
from retrieval.documents import Hit

_MOST_CLAIMS = 4
_BRACKETS = re.compile(r"[\d\[\]]")
_ENGLISH = "en"
Checked = DraftClaim | tuple[str, ...]


class GenerativeComposer:
    """Writes by a model; `plain` answers what the model may not or cannot."""

    name = "generative"

    def __init__(self, model: WritingModel, plain: Composer, statements: StatementReader) -> None:
        self._model = model
        self._plain = plain
        self._statements = statements

    @property
    def model(self) -> str | None:
        """The model's name."""
        return self._model.name

    def compose(self, question: Question, hits: Sequence[Hit], heard: Heard | None = None) -> Draft:
        """A draft by the model, or the extractive one with the reason in its trace."""
        plain = self._plain.compose(question, hits)
        if plain.outcome is Outcome.OUT_OF_SCOPE or not hits:
            return replace(plain, composer=self._plain.name)
        work = _Work(self._model, offered(question, hits), question, heard)
        try:
            draft = self._written(work)
        except ModelError as error:
            work.step(f"the model gave nothing to use: {error}")
            draft = None
        trace = work.trace()
        if draft is None:
            return replace(plain, composer=self._plain.name, trace=trace)
        return replace(draft, model=self._model.name, trace=trace, confidence=plain.confidence)

    def _written(self, work: _Work) -> Draft | None:
        """The model's draft after at most one repair; None where no claim passes."""
        answer = work.ask(work.prompt)
        checked = self._checked(work, answer)
        reasons = _reasons(checked)
        if reasons:
            work.step(f"{len(reasons)} of {len(checked)} claims sent back")
            answer = work.ask(_repair(work.prompt, answer, reasons))
            checked = self._checked(work, answer)
        if not answer.answerable and not answer.claims:
            work.step("the model finds no answer in the passages")
            return Draft(Outcome.NOTHING_FOUND, composer=self.name)
        claims = tuple(claim for claim in checked if isinstance(claim, DraftClaim))
        for reason in _reasons(checked):
            work.step(f"dropped: {reason}")
        if not claims:
            work.step("no claim passed; the extractive answer takes its place")
            return None
        return Draft(Outcome.ANSWERED, claims[:_MOST_CLAIMS], composer=self.name)

    def _checked(self, work: _Work, answer: WrittenAnswer) -> tuple[Checked, ...]:
        return tuple(self._check(work, claim) for claim in answer.claims)

    def _check(self, work: _Work, claim: WrittenClaim) -> Checked:
        support = support_of(claim.quotes, work.offered, self._statements)
        if not isinstance(support, Supported):
            return support
        english = work.question.language == _ENGLISH
        found = faults(claim, support, work.question.text, english=english)
        return tuple(found) if found else _drafted(claim, support)


class _Work:
    """One answer in the making: what was asked of the model, and what that took."""

    def __init__(
        self, model: WritingModel, passages: Offered, question: Question, heard: Heard | None
    ) -> None:
        self.offered = passages
        self.question = question
        self.prompt = passages.prompt(question, question.wording)
        self._model = model
        self._heard = heard
        self._usage = Usage()
        self._cached = True
        self._steps: list[str] = []

    def ask(self, prompt: Prompt) -> WrittenAnswer:
        """What the model writes. Raises ModelError."""
        self._cached, asked = False, self._cached
        reply: Reply[WrittenAnswer] = self._model.write(prompt, WrittenAnswer, self._heard)
        self._cached = asked and reply.cached
        self._usage += reply.usage
        return reply.value

    def step(self, told: str) -> None:
        """Something happened that a person may want to know."""
        self._steps.append(" ".join(told.split()))

    def trace(self) -> Trace:
        """All of it."""
        u = self._usage
        tokens = (u.input_tokens, u.output_tokens)
        return Trace(tuple(self._steps), self._model.name, u.calls, *tokens, u.cost, self._cached)


def _reasons(checked: Sequence[Checked]) -> list[str]:
    return [
        f"claim {n}: {'; '.join(found)}"
        for n, found in enumerate(checked, 1)
        if not isinstance(found, DraftClaim)
    ]


def _repair(before: Prompt, answer: WrittenAnswer, reasons: Sequence[str]) -> Prompt:
    user = render(
        "draft_repair",
        before=before.user,
        written=answer.model_dump_json(),
        reasons="\n".join(reasons),
    )
    return Prompt(before.system, user)


def _drafted(claim: WrittenClaim, support: Supported) -> DraftClaim:
    """The claim's text on the first sentence it rests on; the others only carry their numbers."""
    leads = [reading.lead for reading in support.readings]
    texts = [_attributed(" ".join(claim.text.split()), leads), *[""] * (len(leads) - 1)]
    sentences = tuple(
        DraftSentence(text, s.source.id, s.sentence.start, s.sentence.end)
        for text, s in zip(texts, leads, strict=True)
    )
    return DraftClaim(sentences, sentences[0])


def _attributed(text: str, leads: Sequence[Statement]) -> str:
    """The text with its first claimant in front where it rests on attributed words only and
    names nobody who says them."""
    claimants = [s.claimant for s in leads]
    if not all(claimants):
        return text
    here = {word.lower() for word in words_of(text)}
    names = [c.actor.names if c.actor else (c.name,) for c in claimants if c]
    if any(here.issuperset(w.lower() for w in words_of(n)) for of in names for n in of):
        return text
    speaker = next((c.name for c in claimants if c and not _BRACKETS.search(c.name)), None)
    return f"[{speaker}:] {text}" if speaker else f"[somebody quoted there:] {text}"
