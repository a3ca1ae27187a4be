"""The label policy: evidence rows in, status out. A pure function; a model has no part in it.

Rules in order (DESIGN section 5):
1. a judgement or forecast in nobody's or anybody's voice is UNCONFIRMED, opinion;
2. a question about what somebody said is CONFIRMED, on_record, when they are on record saying it,
   and "X denies it" for as long as denying is the last thing X did;
3. hedged rows never confirm, rows of one origin are one voice;
4. CONFIRMED when a party admits it against its interest (admitted), when an authority states it
   after somebody else had (official), when two named authorities or researchers find it
   independently (corroborated), or when it is uncontested plain background (on_record);
5. UNCONFIRMED otherwise, with reported, denied, disputed or refuted as they apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.claims import Evidence, Label, Qualifier, Stance, Status
from retrieval.documents import Standing

AFFIRMING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS})
_FINDERS = frozenset({Standing.AUTHORITY, Standing.RESEARCH})
_DENIERS = frozenset({Standing.PARTY, Standing.ADVERSARY, Standing.AUTHORITY})
_NOBODY = "no source here states it as asked"


class Nature(StrEnum):
    """What kind of proposition is labelled."""

    CONTENT = "content"
    SPEECH = "speech"
    OPINION = "opinion"
    BACKGROUND = "background"
    CONTRADICTED = "contradicted"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Case:
    """A proposition as the policy sees it: its nature and the rows that bear on it.

    For an ACT ("the firm denies it") the rows are that speaker's, and `act` is what they are said
    to do.
    """

    nature: Nature
    rows: tuple[Evidence, ...]
    act: Stance | None = None


def label(case: Case) -> Label:
    """The status of a case with its qualifiers and its reason in one line."""
    rows = _one_per_voice(case.rows)
    if case.nature is Nature.OPINION:
        return _unconfirmed(rows, Qualifier.OPINION, "a judgement or forecast, not a fact")
    if case.nature is Nature.SPEECH and rows:
        return Label(Status.CONFIRMED, (Qualifier.ON_RECORD,), f"said on the record: {_who(rows)}")
    if case.nature is Nature.CONTRADICTED:
        reason = f"contradicted: {_who([r for r in rows if r.stance not in AFFIRMING] or rows)}"
        return _unconfirmed(rows, Qualifier.REFUTED, reason)
    if case.nature is Nature.ACT:
        return _acted(case.act, rows)
    return _confirmed(case, rows) or _reported(rows)


def _acted(act: Stance | None, rows: Sequence[Evidence]) -> Label:
    """Whether the speaker did what is said: a confirmation stays, a denial until the next word."""
    if act is Stance.DENIES:
        did = [r for r in rows[-1:] if r.stance is act]
    else:
        wanted = AFFIRMING if act is Stance.ASSERTS else {Stance.CONFIRMS, Stance.ADMITS}
        did = [r for r in rows if r.stance in wanted]
    if did:
        return Label(Status.CONFIRMED, (Qualifier.ON_RECORD,), f"on the record: {_who(did)}")
    if rows:
        return _unconfirmed(rows, Qualifier.REFUTED, f"contradicted: {_who(rows[-1:])}")
    return _unconfirmed(rows, Qualifier.REPORTED, _NOBODY)


def _confirmed(case: Case, rows: Sequence[Evidence]) -> Label | None:
    firm = [r for r in rows if r.stance in AFFIRMING and not r.hedged]
    against = _doubt(rows)
    if admitted := [r for r in firm if r.stance is Stance.ADMITS and r.standing is Standing.PARTY]:
        return _with(Qualifier.ADMITTED, f"admitted by {_who(admitted)}", against)
    if official := [r for r in firm if _is_official(r, case.rows)]:
        return _with(Qualifier.OFFICIAL, f"on the record: {_who(official)}", against)
    if Qualifier.REFUTED in against:
        return None
    found = [r for r in firm if r.standing in _FINDERS and not _is_anonymous(r)]
    if len({r.origin for r in found}) > 1:
        return _with(Qualifier.CORROBORATED, f"found independently by {_who(found)}", against)
    if case.nature is Nature.BACKGROUND and not against and firm:
        return _with(Qualifier.ON_RECORD, "plain background that no source contests", against)
    return None


def _is_official(row: Evidence, rows: Sequence[Evidence]) -> bool:
    """An authority speaking after somebody else, or confirming in so many words.

    `rows` are all rows, repetitions too: who says it again was still there before.
    """
    if row.standing is not Standing.AUTHORITY or _is_anonymous(row):
        return False
    others = (r for r in rows if r.stance in AFFIRMING and not r.hedged and r.origin != row.origin)
    return row.stance is Stance.CONFIRMS or any(r.date <= row.date for r in others)


def _is_anonymous(row: Evidence) -> bool:
    return row.claimant is None or row.claimant.startswith("unnamed")


def _reported(rows: Sequence[Evidence]) -> Label:
    affirming = [r for r in rows if r.stance in AFFIRMING]
    if not affirming:
        declined = [r for r in rows if r.stance in {Stance.DECLINES, Stance.EVADES}]
        reason = f"not confirmed: {_who(declined)}" if declined else _NOBODY
        return _unconfirmed(rows, Qualifier.REPORTED, reason)
    if len({r.origin for r in affirming}) == 1:
        reason = f"only {_who(affirming)} says so"
    else:
        reason = f"reported by {_who(affirming)}; no independent authority confirms it"
    return _unconfirmed(rows, Qualifier.REPORTED, reason)


def _doubt(rows: Sequence[Evidence]) -> tuple[Qualifier, ...]:
    """Qualifiers that rows against the proposition call for."""
    found = []
    denials = [r for r in rows if r.stance is Stance.DENIES and r.standing in _DENIERS]
    if denials:
        found.append(Qualifier.DENIED)
    if denials and any(r.stance in AFFIRMING for r in rows):
        found.append(Qualifier.DISPUTED)
    if any(r.stance is Stance.RETRACTS for r in rows):
        found.append(Qualifier.REFUTED)
    return tuple(found)


def _with(qualifier: Qualifier, reason: str, against: tuple[Qualifier, ...]) -> Label:
    return Label(Status.CONFIRMED, (qualifier, *against), reason)


def _unconfirmed(rows: Sequence[Evidence], qualifier: Qualifier, reason: str) -> Label:
    qualifiers = dict.fromkeys((qualifier, *_doubt(rows)))
    return Label(Status.UNCONFIRMED, tuple(qualifiers), reason)


def _one_per_voice(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The latest row of each origin and stance; order of the input does not matter."""
    ordered = sorted(rows, key=lambda r: (r.date, r.source_id, r.start))
    latest = {(r.origin, r.stance, r.hedged): r for r in ordered}
    return tuple(sorted(latest.values(), key=lambda r: (r.date, r.source_id, r.start)))


def _who(rows: Sequence[Evidence]) -> str:
    """Claimants with the day they spoke, the newest three."""
    newest = {r.origin: r for r in rows}
    named = [f"{r.claimant or r.origin}, {_day(r.date)}" for r in newest.values()]
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return "; ".join(named[-3:]) + more


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
