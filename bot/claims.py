"""The plain values of answering: what is said, by whom, and what follows from it.

They nest: an Answer holds Claims, a Claim holds the Evidence behind its label and the numbers of
its Citations; every Evidence row and Citation is a span of a source's body. Renderers read
these values and decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.documents import Standing
from retrieval.when import When

Day = date  # where a field of that name hides the type


class Stance(StrEnum):
    """What a claimant does to a proposition; declining, evading and denying are three things."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    ADMITS = "admits"
    DENIES = "denies"
    DECLINES = "declines"
    EVADES = "evades"
    RETRACTS = "retracts"


AFFIRMING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS})


class Status(StrEnum):
    """The label of a claim as of a date."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Qualifier(StrEnum):
    """Why the label is what it is; the first four confirm, the others do not."""

    ADMITTED = "admitted"
    OFFICIAL = "official"
    CORROBORATED = "corroborated"
    ON_RECORD = "on_record"
    REPORTED = "reported"
    DENIED = "denied"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """What is said at [start, end) of a text, and who says it how.

    `claimant` None is the page's own voice, or `unnamed`: somebody whom nobody can name.
    """

    start: int
    end: int
    claimant: str | None
    unnamed: bool
    standing: Standing
    stance: Stance
    hedged: bool
    negated: bool
    planned: bool
    quote: str


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence at [start, end) of a text, with its statements in order."""

    start: int
    end: int
    text: str
    statements: tuple[ReadStatement, ...]


class Outcome(StrEnum):
    """What became of a question; only ANSWERED carries labels."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    OUT_OF_SCOPE = "out_of_scope"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement that bears on a claim: `quote` is body[start:end] of the source.

    `origin` names what is counted once: rows of one origin are one voice. `finding` is true for
    what the claimant found out by themselves, `ends` for what tells that it is over. `date` is the
    page's day, from which on it counts; they were `spoken` earlier where the text says so.
    `withdrawn` is the day from which a retraction among the rows takes it back. `told` is where in
    the body the words of the statement stand, without its "X said".
    """

    source_id: str
    claimant: str | None
    standing: Standing
    stance: Stance
    hedged: bool
    date: date
    quote: str
    start: int
    end: int
    origin: str
    finding: bool = field(default=False, compare=False)  # no part of what is shown
    ends: bool = field(default=False, compare=False)
    spoken: When | None = field(default=None, compare=False)
    withdrawn: Day | None = field(default=None, compare=False)
    told: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def when(self) -> When:
        """When they spoke, as far as it is known."""
        return self.spoken or When.on(self.date)

    @property
    def said(self) -> Day:
        """The day by which they had spoken: what is first or last goes by it."""
        return self.when.last


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From `date` on the claim had this status, because of `source_id`."""

    date: date
    status: Status
    qualifiers: tuple[Qualifier, ...]
    source_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Label:
    """What the policy makes of evidence rows: a status with its reason in one line."""

    status: Status
    qualifiers: tuple[Qualifier, ...]
    reason: str


class Role(StrEnum):
    """What a claim does in an answer; MORE stands behind a command or a button."""

    LEAD = "lead"
    BEFORE = "before"
    LATER = "later"
    DISPUTED = "disputed"
    SAID = "said"
    ALSO = "also"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of a claim and the numbers of what it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition an answer makes, its label and the rows behind the label.

    `remark` is a sentence of ours before it: what the sources do not hold. `value` is what fills
    the slot of a question, as it stands in the text ("about 10,000 soldiers"). `droppable` counts
    the characters of an opening clause that does not bear on the question. `speaker` is who says
    it, where its own words do not name them; `sentences` are those of its text, where it has more
    than one.
    """

    text: str
    label: Label
    claimants: tuple[str, ...]
    citations: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[StatusChange, ...] = ()
    remark: str = ""
    value: str = ""
    droppable: int = 0
    speaker: str = ""
    sentences: tuple[CitedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of somebody's with its label as of a day.

    `deciding` are the statements that its label rests on, the strongest first, three at most, and
    `contrary` is the strongest that speaks the other way. Where no source says anything of it,
    `nearest` is what stands nearest, for what it is.
    """

    text: str
    as_of: date | None
    label: Label
    deciding: tuple[Evidence, ...] = ()
    contrary: Evidence | None = None
    history: tuple[StatusChange, ...] = ()
    nearest: Citation | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The n-th passage an answer rests on (from 1); `quote` is body[start:end] of the source.

    `pages` are the first and the last page it stands on, in a source that has pages.
    """

    n: int
    source_id: str
    passage_id: str
    title: str
    publisher: str
    published: date
    stated: date | None
    url: str | None
    quote: str
    start: int
    end: int
    pages: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Milliseconds spent on a question."""

    search: float = 0.0
    compose: float = 0.0
    label: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Trace:
    """What a language model had to do with an answer: what happened to its draft, and the cost.

    `cost` is in US dollars, None where the price is not known; `cached` where nothing was asked
    anew. It holds no word of a prompt.
    """

    steps: tuple[str, ...]
    model: str
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets. `text` is what they read, with [n] after each sentence: the lead and the
    lines of bot.presenting. `claims` hold what stands behind it, too; `later` never changes it.

    `asked` is the kind of answer that is wanted (a value of bot.answering.asked.Asked), and
    `statement` what a question whether something is so asks to be so, in words.

    `as_of_in_question` is true where the question's own words set `as_of`.
    `confidence` is how likely the question has an answer here (0 to 1): it is for evaluation and
    says nothing about whether a claim is true. `spelled` are words of the question that were read
    as other words of the corpus, each with that word. `trace` is None where no model was asked.
    `plain` is the answer without a model, by whose label the claim is followed: it is the same
    whenever it is asked for. None where this is it.
    """

    question: str
    as_of: date | None
    outcome: Outcome
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    later: str | None = None
    composer: str = "extractive"
    model: str | None = None
    elapsed: Elapsed = Elapsed()
    confidence: float | None = None
    as_of_in_question: bool = False
    spelled: tuple[tuple[str, str], ...] = ()
    trace: Trace | None = None
    plain: Answer | None = field(default=None, compare=False)
    asked: str = ""
    statement: str = ""

    @property
    def status(self) -> Status | None:
        """The status of the first claim, the one that answers the question."""
        return self.claims[0].label.status if self.claims else None
