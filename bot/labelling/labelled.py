"""What the ledger says of a claim, and what can be told from its case."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answering.attributing import on_one_line
from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.deciding import opened_by
from bot.answering.prompts import render
from bot.claims import Evidence, Label, Outcome, StatusChange
from bot.evidence.deciding import NO_SOURCE, settling_row
from bot.evidence.history import history_of
from bot.evidence.policy import AFFIRMING, Case, Nature, deeds_of, label
from bot.evidence.statement import Statement
from retrieval.documents import Hit


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """What the ledger says of one drafted claim; `later` tells of a change after the as-of day.

    `deciding` is the row that settles it in so many words, and `lead` names the text of prompts/
    that says so first where the sources do not answer as asked. `rivals` are the rows that give
    another figure for what is counted.
    """

    label: Label
    rows: tuple[Evidence, ...]
    history: tuple[StatusChange, ...] = ()
    later: str | None = None
    deciding: Evidence | None = None
    lead: str = ""
    rivals: tuple[Evidence, ...] = ()


def unsaid(draft: Draft, nearest: Hit) -> tuple[Draft, tuple[LabelledClaim, ...]]:
    """A draft for a claim that no source tells of: the nearest sentence, as what it is."""
    s = nearest.sentence
    sentence = DraftSentence(on_one_line(s.text), s.source_id, s.start, s.end)
    claim = DraftClaim((sentence,), sentence)
    told = opened_by(replace(draft, outcome=Outcome.ANSWERED, claims=(claim,)), "lead_unsaid")
    return told, (LabelledClaim(NO_SOURCE, (), lead="lead_unsaid"),)


def deciding_row(case: Case) -> Evidence | None:
    """The row that settles a claim in so many words; of a speech act, its first row."""
    if case.nature is Nature.ACT:
        return next(iter(deeds_of(case)), None)
    return settling_row(case)


def is_overtaken(case: Case, key: Statement) -> bool:
    """True where somebody said so, without a hedge, after the statement that contradicts it."""
    return any(r.date > key.dated and r.stance in AFFIRMING and not r.hedged for r in case.rows)


def change_after(now: Case, whole: Case) -> str | None:
    """The first change to another status that later rows bring, in one dated sentence."""
    newest = max((row.date for row in now.rows), default=None)
    for change in history_of(whole):
        if newest and change.date > newest and change.status is not label(now).status:
            return render(
                "later",
                date=f"{change.date.day} {change.date:%B %Y}",
                status=change.status.value.upper(),
                reason=change.reason,
            )
    return None
