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
from bot.answering.prepared import ENGLISH, Prepared
from bot.answering.preparing import Preparer, Wanted
from bot.answering.prompts import render
from bot.answering.question import Question
from bot.answering.tracing import Tracer
from bot.claims import Outcome
from bot.errors import ModelError
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Statement
from bot.language.words import words_of
from bot.writing.model import Heard, Prompt, WritingModel, WritingService
from retrieval.documents import Hit

_MOST_CLAIMS = 4
_BRACKETS = re.compile(r"[\d\[\]]")
Checked = DraftClaim | tuple[str, ...]


class GenerativeComposer:
    """Writes by a model; `plain` answers what the model may not or cannot."""

    name = "generative"

    def __init__(
        self,
        models: WritingService,
        plain: Composer,
        statements: StatementReader,
        wanted: Wanted = Wanted(),  # noqa: B008  (it is frozen)
    ) -> None:
        self._parts = (models, plain, statements, wanted)
        self._model = models.for_one_answer()
        self._statements = statements
        self._preparer = Preparer(self._model, wanted)
        self.plain = plain

    def for_one_answer(self) -> GenerativeComposer:
        """The composer with a fresh budget."""
        return GenerativeComposer(*self._parts)

    def prepare(self, question: str) -> Prepared:
        """The question in English and in parts, as far as that is wanted."""
        return self._preparer.prepare(question)

    def stand_alone(self, question: str, earlier: str, by_rule: str) -> str:
        """A follow-up in the model's words, as long as they are those of both questions."""
        return self._preparer.stand_alone(question, earlier, by_rule)

    def compose(self, question: Question, hits: Sequence[Hit], heard: Heard | None = None) -> Draft:
        """A draft by the model, or the extractive one with the reason in its trace."""
        plain = self.plain.compose(question, hits)
        if plain.outcome is Outcome.OUT_OF_SCOPE or not hits:
            return replace(plain, composer=self.plain.name)
        work = _Work(self._model, offered(question, hits), question, heard)
        try:
            draft = self._written(work)
        except ModelError as error:
            work.tracer.step(f"the model gave nothing to use: {error}")
            draft = None
        trace = work.tracer.trace()
        if draft is None:
            return replace(plain, composer=self.plain.name, trace=trace)
        return replace(draft, model=self._model.name, trace=trace, confidence=plain.confidence)

    def _written(self, work: _Work) -> Draft | None:
        """The model's draft after at most one repair; None where no claim passes."""
        answer = work.ask(work.prompt)
        checked = self._checked(work, answer)
        if reasons := _reasons(checked):
            work.tracer.step(f"{len(reasons)} of {len(checked)} claims sent back")
            answer, checked = self._repaired(work, answer, checked)
        if not answer.answerable and not answer.claims:
            work.tracer.step("the model finds no answer in the passages")
            return Draft(Outcome.NOTHING_FOUND, composer=self.name)
        for reason in _reasons(checked):
            work.tracer.step(f"dropped: {reason}")
        claims = _passed(checked)
        if not claims:
            work.tracer.step("no claim passed its checks")
            return None
        return Draft(Outcome.ANSWERED, claims[:_MOST_CLAIMS], composer=self.name)

    def _repaired(
        self, work: _Work, answer: WrittenAnswer, checked: tuple[Checked, ...]
    ) -> tuple[WrittenAnswer, tuple[Checked, ...]]:
        """The second writing, unless fewer of its claims pass than of the first."""
        try:
            second = work.ask(_repair(work.prompt, answer, _reasons(checked)))
        except ModelError as error:
            work.tracer.step(f"the model did not mend it: {error}")
            return answer, checked
        mended = self._checked(work, second)
        kept = len(_passed(checked))
        return (answer, checked) if len(_passed(mended)) < kept else (second, mended)

    def _checked(self, work: _Work, answer: WrittenAnswer) -> tuple[Checked, ...]:
        return tuple(self._check(work, claim) for claim in answer.claims)

    def _check(self, work: _Work, claim: WrittenClaim) -> Checked:
        support = support_of(claim.quotes, work.offered, self._statements)
        if not isinstance(support, Supported):
            return support
        english = work.question.language == ENGLISH
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
        self.tracer = Tracer(model)
        self._model = model
        self._heard = heard

    def ask(self, prompt: Prompt) -> WrittenAnswer:
        """What the model writes. Raises ModelError."""
        reply = self._model.write(prompt, WrittenAnswer, self._heard)
        self.tracer.add(reply)
        return reply.value


def _passed(checked: Sequence[Checked]) -> tuple[DraftClaim, ...]:
    return tuple(claim for claim in checked if isinstance(claim, DraftClaim))


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
