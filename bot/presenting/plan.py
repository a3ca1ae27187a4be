"""The plan of an answer: what is said first, which lines follow in which role, what stays behind.

Plain values without words of ours: bot.presenting.planning makes them from an Answer, and
bot.presenting.wording puts them into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.claims import CitedSentence, Label, Qualifier, Role, Status
from retrieval.when import When

SMALLTALK = "smalltalk"  # what is asked by a message that asks nothing


class Short(StrEnum):
    """The first word of an answer to a question whether something is so."""

    YES = "yes"
    NO = "no"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label and the claim it belongs to, with who decides it, since when, and one qualifier.

    `who` is empty for somebody without a name where `unnamed`, else where nobody says so; `against`
    names who speaks the other way, `alone` is true where one side alone says so.
    """

    label: Label
    claim: str
    who: str = ""
    unnamed: bool = False
    when: When | None = None
    as_of: date | None = None
    qualifier: Qualifier | None = None
    against: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it is read: `claim` counts the claims of the answer from 0.

    `label` stands beside it where it is not that of the lead. `remark` is a sentence of ours before
    it, `sentences` are its own where it has several, `bold` is what fills the slot of the question,
    and `cut` tells that its opening clause is left out. `who` says it; unless they are `named` in
    it, the name is put in front. `goes_on` is true where it is the sentence right behind the line
    before.
    """

    role: Role
    claim: int
    text: str
    citations: tuple[int, ...]
    label: Label | None = None
    who: str = ""
    named: bool = True
    when: When | None = None
    remark: str = ""
    bold: str = ""
    cut: bool = False
    sentences: tuple[CitedSentence, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value that somebody gave for what is counted, as it stands in their words."""

    when: When
    who: str
    value: str
    status: Status
    citation: int
    claim: int


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer in its order of reading.

    `figures` are newest first. `sources` are numbers of citations, as they are first used; `more`
    is what stands behind a command or a button. A non-answer has neither verdict nor lead: `said`
    is what it says, and `nearest` are the numbers of the nearest passages.
    """

    verdict: Verdict | None = None
    short: Short | None = None
    lead: Line | None = None
    lines: tuple[Line, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    later: str | None = None
    more: tuple[Line, ...] = ()
    sources: tuple[int, ...] = ()
    said: str = ""
    nearest: tuple[int, ...] = ()

    @property
    def shown(self) -> tuple[Line, ...]:
        """The lead and the lines."""
        return ((self.lead, *self.lines)) if self.lead else self.lines

    def role_of(self, claim: int) -> Role:
        """What a claim of the answer does in it."""
        return next((line.role for line in self.shown if line.claim == claim), Role.MORE)
