"""The values of reading: what is said in a sentence, and who says it how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.claims import Stance
from bot.reading.claimant import Claimant
from retrieval.documents import Kind, Sentence, Source, Standing
from retrieval.naming import Mention

# Sources that speak for their publisher.
OWN_WORDS = frozenset({Kind.STATEMENT, Kind.REPORT})


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition that a sentence makes; `claimant` None is the source's own voice.

    `start` and `end` are the span of its words in the body of the source, inside the sentence, and
    `event` is where its predicate begins there, or the subject that a negation stands in.
    `hedged` is what cannot confirm: doubted, passed on, or `planned` (wanted, asked for, still to
    come). `negated` where it says that something is not so. `finding` is true for what the
    claimant has found out by themselves, `act` where they tell of an act of their own, such as a
    fine or a resignation. `leaning` marks words in nobody's voice that go on with somebody's
    account or stand beside quotations: no plain background. `ends` is set beside a claim, where it
    tells that what is claimed is over. `corrects` marks what a page's note of correction states;
    such a note has a `day` of its own. `withdrawn` is set beside a claim: the day from which
    somebody who may has taken the statement back.
    """

    source: Source
    sentence: Sentence
    claimant: Claimant | None
    stance: Stance
    hedged: bool
    opinion: bool
    mentions: tuple[Mention, ...]
    start: int
    end: int
    finding: bool = False
    act: bool = False
    leaning: bool = False
    negated: bool = False
    planned: bool = False
    event: int = -1
    ends: bool = False
    corrects: bool = False
    day: date | None = None
    withdrawn: date | None = None

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.source.body[self.start : self.end]

    @property
    def dated(self) -> date:
        """The day that decides whether the statement counts as of a date."""
        return self.day or self.source.dated

    @property
    def standing(self) -> Standing:
        """The claimant's standing; a source's own voice stands as media."""
        return self.claimant.standing if self.claimant else Standing.MEDIA


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as it was read: `lead` speaks for the whole of it, `parts` are its statements.

    There is a part for each clause and each of its claimants, in order; none in a text that cannot
    be read.
    """

    lead: Statement
    parts: tuple[Statement, ...]
