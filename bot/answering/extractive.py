"""The composer without a model: the answer is built from the sources' own sentences.

It takes the best sentences of the best passages, at most about 120 words, source by source. A
pronoun that would hang in the air gets its name in square brackets. When nothing found fits the
question, it says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.abstention import Findings, decide
from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.question import Asked, Question
from bot.answering.ranking import Frequencies, TermWeights, rank
from bot.answering.selection import Run, select
from bot.claims import Outcome
from bot.evidence.attribution import Claimant
from bot.evidence.statements import Statement, StatementReader
from retrieval.documents import Hit

_NUMBERED = re.compile(r"\[(\d+)\]")
_PERSON = re.compile(r"(?:\A|(?<=[,;] ))(?P<word>He|She|he|she)(?= [a-z])")
_BODY = re.compile(
    r"\A(?P<word>It|"
    r"The (?:agency|service|ministry|company|board|regulator|newspaper|court))(?= [a-z])"
)


class ExtractiveComposer:
    """Quotes what was found; needs no model, no key and no network."""

    name = "extractive"
    model: str | None = None

    def __init__(self, statements: StatementReader, frequencies: Frequencies) -> None:
        self._statements = statements
        self._frequencies = frequencies

    def compose(self, question: Question, hits: Sequence[Hit]) -> Draft:
        """A draft of at most about 120 words from the best passages."""
        weights = TermWeights.of(question, self._frequencies)
        found = [(h, self._statements.of(h.passage.source.id)[h.sentence.position]) for h in hits]
        ranked = rank(question, found, weights)
        runs = select(question, ranked, weights, self._statements.of)
        chosen = [statement for run in runs for statement in run.statements]
        decision = decide(question, Findings(ranked, chosen, weights))
        if decision.outcome is not Outcome.ANSWERED:
            return Draft(decision.outcome, confidence=decision.confidence)
        if question.asked is Asked.CHANGE:
            runs = tuple(sorted(runs, key=lambda run: run.key.dated))
        claims = tuple(self._claim(run) for run in runs)
        return Draft(Outcome.ANSWERED, claims, decision.confidence)

    def _claim(self, run: Run) -> DraftClaim:
        drafted = tuple(
            DraftSentence(
                self._resolved(s, opens=n == 0 or not _follows(run.statements[n - 1], s)),
                s.source.id,
                s.sentence.start,
                s.sentence.end,
            )
            for n, s in enumerate(run.statements)
        )
        return DraftClaim(drafted, drafted[run.statements.index(run.key)])

    def _resolved(self, statement: Statement, *, opens: bool) -> str:
        """The sentence on one line; where it opens a run, its pronoun gets a name in brackets.

        A number in brackets that a source holds itself must not pass for a citation.
        """
        text = _NUMBERED.sub(r"(\1)", " ".join(statement.sentence.text.split()))
        claimant = statement.claimant
        if not opens or claimant is None or _names(text, claimant, statement):
            return text
        pronoun = _PERSON if claimant.is_person else _BODY
        return pronoun.sub(lambda m: f"{m['word']} [{claimant.name}]", text, count=1)


def _follows(before: Statement, statement: Statement) -> bool:
    return before.sentence.position + 1 == statement.sentence.position


def _names(text: str, claimant: Claimant, statement: Statement) -> bool:
    """True where the name stands there already, or would read like a figure or a citation."""
    listed = {m.actor.name for m in statement.mentions}
    unfit = re.search(r"[\d\[\]]", claimant.name) is not None
    return unfit or claimant.name in listed or claimant.name in text
