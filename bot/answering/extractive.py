"""The composer without a model: the answer is built from the sources' own sentences.

It takes the best sentences of the best passages, at most about 120 words, source by source, and
keeps their speakers (bot.answering.attributing). When nothing found fits the question, it says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.abstention import Findings, decide
from bot.answering.asked import Asked
from bot.answering.attributing import told
from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.correcting import Correcting, known_by
from bot.answering.picking import Picker
from bot.answering.prepared import Prepared
from bot.answering.question import Question
from bot.answering.ranking import Frequencies, TermWeights, rank
from bot.answering.selection import Run, candidates_of, select
from bot.claims import Outcome
from bot.evidence.fitting import fit
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Statement
from bot.language.figures import Figure
from bot.language.parsed_figures import figures_in
from bot.readers.reader import Reader, UndecidedReader
from bot.writing.model import Heard
from retrieval.documents import Hit


class ExtractiveComposer:
    """Quotes what was found; needs no model, no key and no network."""

    name = "extractive"

    def __init__(
        self,
        statements: StatementReader,
        frequencies: Frequencies,
        reader: Reader | None = None,
    ) -> None:
        """Without a reader the order of search and rank stands."""
        self._statements = statements
        self._frequencies = frequencies
        self._picker = Picker(reader or UndecidedReader(), statements.of)

    @property
    def plain(self) -> ExtractiveComposer:
        """Itself."""
        return self

    def for_one_answer(self) -> ExtractiveComposer:
        """Itself."""
        return self

    def prepare(self, question: str) -> Prepared:
        """The question as it is."""
        return Prepared(question)

    def stand_alone(self, question: str, earlier: str, by_rule: str) -> str:
        """What rules make of it."""
        return by_rule

    def compose(self, question: Question, hits: Sequence[Hit], heard: Heard | None = None) -> Draft:
        """A draft of at most about 120 words from the best passages."""
        weights = TermWeights.of(question, self._frequencies)
        read = [(h, self._statements.of(h.passage.source.id)[h.sentence.position]) for h in hits]
        found = [(h, s) for h, s in read if known_by(s, question.as_of)]
        telling = frozenset(s.sentence for _, s in found if self._tells(question, s))
        ranked = rank(question, found, weights, telling, self._figures)
        picked = self._picker.pick(
            question, candidates_of(question, ranked, weights, self._statements.of)
        )
        runs = select(question, picked)
        chosen = [statement for run in runs for statement in run.statements]
        decision = decide(question, Findings(ranked, chosen, weights, self._figures))
        if decision.outcome is not Outcome.ANSWERED:
            return Draft(decision.outcome, confidence=decision.confidence)
        correcting = Correcting(question, self._statements, (s.source.id for _, s in found))
        runs = correcting.corrected(runs)
        if question.asked is Asked.CHANGE:
            runs = tuple(sorted(runs, key=lambda run: run.key.dated))
        claims = tuple(self._claim(run) for run in runs)
        return Draft(Outcome.ANSWERED, claims, decision.confidence)

    def _figures(self, statement: Statement) -> tuple[Figure, ...]:
        return figures_in(self._statements.told(statement).parse)

    def _tells(self, question: Question, statement: Statement) -> bool:
        """Whether a sentence tells of the deed that is asked about, one way or the other."""
        if question.claimed is None or question.asked is not Asked.WHETHER:
            return False
        told = self._statements.told(statement)
        return fit(question.claimed, told, range(len(told.parse))) is not None

    def _claim(self, run: Run) -> DraftClaim:
        drafted: list[DraftSentence] = []
        for n, s in enumerate(run.statements):
            opens = n == 0 or not _follows(run.statements[n - 1], s)
            before = " ".join(sentence.text for sentence in drafted)
            text = told(s, before, opens=opens)
            drafted.append(DraftSentence(text, s.source.id, s.sentence.start, s.sentence.end))
        return DraftClaim(tuple(drafted), drafted[run.statements.index(run.key)])


def _follows(before: Statement, statement: Statement) -> bool:
    same_page = before.source.id == statement.source.id
    return same_page and before.sentence.position + 1 == statement.sentence.position
