"""Which rows a label rests on, and which is the strongest against it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.claims import Claim, Evidence, Label, Qualifier, Stance, Status
from bot.evidence.policy import AFFIRMING, AGAINST, Case, label, standing
from bot.evidence.reasons import NOBODY
from retrieval.documents import Standing

MOST = 3
NO_SOURCE = Label(Status.UNCONFIRMED, (Qualifier.REPORTED,), NOBODY)
_SETTLERS = {
    Standing.PARTY: frozenset({Stance.ADMITS}),
    Standing.AUTHORITY: frozenset({Stance.CONFIRMS}),
}
_STANCES = (
    Stance.ADMITS,
    Stance.RETRACTS,
    Stance.CONFIRMS,
    Stance.DENIES,
    Stance.ASSERTS,
    Stance.DECLINES,
    Stance.EVADES,
)
_STANDINGS = (Standing.AUTHORITY, Standing.RESEARCH, Standing.PARTY, Standing.ADVERSARY)


def deciding_rows(claim: Claim) -> tuple[tuple[Evidence, ...], Evidence | None]:
    """The rows that decide, the strongest first, and the strongest that speaks the other way.

    Of a claim that is refuted those decide that speak against it. Of one that nobody affirms those
    that decline to do so.
    """
    rows = claim.evidence
    affirming = _strongest(r for r in rows if r.stance in AFFIRMING)
    against = _strongest(r for r in rows if r.stance in AGAINST)
    refuted = Qualifier.REFUTED in claim.label.qualifiers
    if refuted and claim.label.status is Status.UNCONFIRMED:
        affirming, against = against, affirming
    decide = affirming or _strongest(r for r in rows if r not in against)
    return decide[:MOST], next(iter(against), None)


def settling_row(case: Case) -> Evidence | None:
    """The row that settles a confirmed claim in so many words: an admission before a confirmation,
    the first of several; of what has ended or was taken back, what did that last. None where it
    is confirmed by assertions, or not at all.
    """
    ends = [r for r in standing(case.rows) if r.ends and not r.hedged]
    if ends and label(case).status is Status.UNCONFIRMED:
        return max(ends, key=lambda r: (r.date, r.source_id))
    if label(case).status is not Status.CONFIRMED:
        back = [r for r in case.rows if r.stance is Stance.RETRACTS and not r.hedged]
        return max(back, key=lambda r: (r.date, r.source_id), default=None)
    settling = [r for r in case.rows if r.stance in _SETTLERS.get(r.standing, ()) and not r.hedged]
    order = sorted(settling, key=lambda r: (r.stance is not Stance.ADMITS, r.date, r.source_id))
    return next(iter(order), None)


def _strongest(rows: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One row a voice: what is firm before what is hedged, then by stance, standing and day."""
    ordered = sorted(rows, key=_weakness)
    return tuple({r.origin: r for r in reversed(ordered)}.values())[::-1]


def _weakness(row: Evidence) -> tuple[object, ...]:
    standing = _STANDINGS.index(row.standing) if row.standing in _STANDINGS else len(_STANDINGS)
    return row.hedged, _STANCES.index(row.stance), standing, row.date, row.source_id, row.start
