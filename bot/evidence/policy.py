"""The label policy: evidence rows in, status out. A pure function; a model has no part in it.

Rules in order (DESIGN section 5):
1. a judgement or forecast in nobody's or anybody's voice is UNCONFIRMED, opinion;
2. a question about what somebody said is CONFIRMED, on_record, when they are on record saying it,
   "X denied it" once X did, and "X denies it" for as long as denying is the last thing X did;
3. hedged rows never confirm, rows of one origin are one voice;
4. CONFIRMED when a party admits it against its interest (admitted), when an authority states it
   after somebody else had (official), when two named authorities or researchers find it
   independently (corroborated), or when it is uncontested plain background (on_record);
5. what has ended is UNCONFIRMED, refuted, from then on;
6. what its origin or its page takes back counts no more from that day: where nothing else is left
   it is UNCONFIRMED, refuted;
7. UNCONFIRMED otherwise, with reported, denied, disputed or refuted as they apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.claims import AFFIRMING as AFFIRMING
from bot.claims import Evidence, Label, Qualifier, Stance, Status
from bot.evidence import reasons
from bot.evidence.reasons import Part
from retrieval.documents import Standing

SETTLING = frozenset({Stance.CONFIRMS, Stance.ADMITS})
AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})
UNDECIDED = frozenset({Stance.DECLINES, Stance.EVADES})
FINDERS = frozenset({Standing.AUTHORITY, Standing.RESEARCH})
_NO_PARTY = frozenset({*FINDERS, Standing.OTHER, Standing.MEDIA})
# What somebody said stays said, whatever they say of it later.
_OF_SPEECH = frozenset({"speech", "act", "opinion"})
_DENIERS = frozenset(Standing) - {Standing.MEDIA}


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
    to do, or with `once` to have done at some time. `rivals` are rows of others that give another
    figure for what was counted.
    """

    nature: Nature
    rows: tuple[Evidence, ...]
    act: Stance | None = None
    rivals: tuple[Evidence, ...] = ()
    once: bool = False


def label(case: Case) -> Label:
    """The status of a case with its qualifiers and its reason in one line."""
    if case.nature not in _OF_SPEECH:
        if (back := _taken_back(case)) is not None:
            return back
        case = replace(case, rows=standing(case.rows))
    rows = _one_per_voice(case.rows)
    if case.nature is Nature.OPINION:
        said = Part("a judgement or forecast, not a fact")
        return _unconfirmed(rows, Qualifier.OPINION, (said, *_doubters(case)))
    if case.nature is Nature.SPEECH and rows:
        return _with(Qualifier.ON_RECORD, (reasons.on_record(rows),))
    if case.nature is Nature.CONTRADICTED:
        against = [r for r in rows if r.stance not in AFFIRMING] or rows
        return _unconfirmed(rows, Qualifier.REFUTED, (reasons.contradicted(against),))
    if case.nature is Nature.ACT:
        return _acted(case)
    if (over := _over(case)) is not None:
        return over
    return _confirmed(case, rows) or _reported(case, rows)


def standing(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The rows that nobody has taken back by the day of the newest one."""
    last = max((r.date for r in rows), default=date.min)
    return tuple(r for r in rows if r.withdrawn is None or r.withdrawn > last)


def _taken_back(case: Case) -> Label | None:
    """What is retracted, where nobody is left who says so."""
    left = standing(case.rows)
    retracted = [r for r in left if r.stance is Stance.RETRACTS]
    if not retracted or any(r.stance in AFFIRMING for r in left):
        return None
    before = [r for r in case.rows if r not in left]
    parts = (
        *([reasons.by("reported", before)] if before else ()),
        *reasons.doubts(left, filter(_is_denial, left)),
    )
    qualifiers = dict.fromkeys((Qualifier.REFUTED, *_doubt(left)))
    return Label(Status.UNCONFIRMED, tuple(qualifiers), reasons.line(*parts[::-1]))


def _over(case: Case) -> Label | None:
    """What has ended is so no more, whatever was confirmed before, until somebody says it anew."""
    ends = [r for r in case.rows if r.ends and not r.hedged]
    last = max((r.date for r in ends), default=None)
    if last is None or any(_is_firm(r) and r.date > last for r in case.rows):
        return None
    before = replace(case, rows=tuple(r for r in case.rows if not r.ends and r.date <= last))
    was = label(before) if before.rows else None
    known = [was.status.value.upper()] if was is not None else []
    told = reasons.by("ended, as told", [r for r in ends if r.date == last])
    parts = (told, *(Part(f"before that {status}") for status in known))
    return Label(Status.UNCONFIRMED, (Qualifier.REFUTED,), reasons.line(*parts))


def _rivalled(case: Case) -> tuple[Qualifier, ...]:
    """Rival figures dispute a figure."""
    return (Qualifier.DISPUTED,) if case.rivals else ()


def _acted(case: Case) -> Label:
    """Whether the speaker did what is said."""
    rows = _one_per_voice([r for r in case.rows if not r.hedged])
    if did := deeds_of(case):
        return _with(Qualifier.ON_RECORD, (reasons.on_record(did),))
    if rows:
        return _unconfirmed(rows, Qualifier.REFUTED, (reasons.contradicted(rows[-1:]),))
    return _unconfirmed(rows, Qualifier.REPORTED, (Part(reasons.NOBODY),))


def deeds_of(case: Case) -> tuple[Evidence, ...]:
    """Where a speaker does what is said, in order: a confirmation stays, a denial until the next
    word. A hedged row may be what others say that they said.
    """
    rows = _one_per_voice([r for r in case.rows if not r.hedged])
    if case.act is Stance.DENIES:
        return tuple(r for r in (rows if case.once else rows[-1:]) if r.stance is Stance.DENIES)
    wanted = AFFIRMING if case.act is Stance.ASSERTS else {Stance.CONFIRMS, Stance.ADMITS}
    return tuple(r for r in rows if r.stance in wanted)


def _confirmed(case: Case, rows: Sequence[Evidence]) -> Label | None:
    firm = [r for r in rows if _is_firm(r)]
    against = tuple(dict.fromkeys((*_doubt(rows), *_rivalled(case))))
    doubters = _doubters(case)
    if any(_is_admission(r) for r in firm):
        admitted = reasons.by("admitted", filter(_is_admission, case.rows))
        return _with(Qualifier.ADMITTED, (admitted, *doubters), against)
    if any(_is_official(r, case.rows) for r in firm):
        official = [r for r in case.rows if _is_firm(r) and _is_official(r, case.rows)]
        return _with(Qualifier.OFFICIAL, (reasons.on_record(official), *doubters), against)
    if Qualifier.REFUTED in against:
        return None
    found = [r for r in firm if _has_found(r)]
    if len({r.origin for r in found}) > 1:
        finders = reasons.by("found independently", found)
        return _with(Qualifier.CORROBORATED, (finders, *doubters), against)
    if case.nature is Nature.BACKGROUND and not against and firm:
        return _with(Qualifier.ON_RECORD, (reasons.background(firm),))
    return None


def _is_firm(row: Evidence) -> bool:
    return row.stance in AFFIRMING and not row.hedged


def _is_admission(row: Evidence) -> bool:
    """A party owning up against its interest."""
    return _is_firm(row) and row.stance is Stance.ADMITS and row.standing is Standing.PARTY


def _is_official(row: Evidence, rows: Sequence[Evidence]) -> bool:
    """An authority speaking after somebody else, or confirming in so many words.

    `rows` are all rows, repetitions too: who says it again was still there before.
    """
    if row.standing is not Standing.AUTHORITY or _is_anonymous(row):
        return False
    others = (r for r in rows if r.stance in AFFIRMING and not r.hedged and r.origin != row.origin)
    return row.stance is Stance.CONFIRMS or any(r.date <= row.date for r in others)


def _has_found(row: Evidence) -> bool:
    """A finding of one's own, by somebody who is no party; authorities and researchers find."""
    own = row.standing in FINDERS or (row.finding and row.standing in _NO_PARTY)
    return own and not _is_anonymous(row)


def _is_anonymous(row: Evidence) -> bool:
    return row.claimant is None or row.claimant.startswith("unnamed")


def _reported(case: Case, rows: Sequence[Evidence]) -> Label:
    affirming = [r for r in case.rows if r.stance in AFFIRMING]
    said = reasons.reported(affirming) if affirming else reasons.silent(rows)
    reason = (*said[:-1], *_doubters(case), said[-1])
    return _unconfirmed(rows, Qualifier.REPORTED, reason, _rivalled(case))


def _doubt(rows: Sequence[Evidence]) -> tuple[Qualifier, ...]:
    """Qualifiers that rows against the proposition call for."""
    found = []
    denials = [r for r in rows if _is_denial(r)]
    if denials:
        found.append(Qualifier.DENIED)
    if denials and any(r.stance in AFFIRMING for r in rows):
        found.append(Qualifier.DISPUTED)
    if any(r.stance is Stance.RETRACTS for r in rows):
        found.append(Qualifier.REFUTED)
    return tuple(found)


def _doubters(case: Case) -> tuple[Part, ...]:
    """The same for the reason: who they are."""
    doubts = reasons.doubts(case.rows, filter(_is_denial, case.rows))
    return (*doubts, reasons.by("put otherwise", case.rivals)) if case.rivals else doubts


def _is_denial(row: Evidence) -> bool:
    """Anybody with a name may deny; a page that says otherwise in its own voice only disagrees."""
    denies = row.stance is Stance.DENIES and row.standing in _DENIERS
    return denies and not row.ends and not _is_anonymous(row)


def _with(
    qualifier: Qualifier, reason: Sequence[Part], against: tuple[Qualifier, ...] = ()
) -> Label:
    return Label(Status.CONFIRMED, (qualifier, *against), reasons.line(*reason))


def _unconfirmed(
    rows: Sequence[Evidence],
    qualifier: Qualifier,
    reason: Sequence[Part],
    further: tuple[Qualifier, ...] = (),
) -> Label:
    qualifiers = dict.fromkeys((qualifier, *_doubt(rows), *further))
    return Label(Status.UNCONFIRMED, tuple(qualifiers), reasons.line(*reason))


def _one_per_voice(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The latest row of each origin, claimant and stance; order of the input does not matter."""
    ordered = sorted(rows, key=lambda r: (r.date, r.source_id, r.start))
    latest = {(r.origin, r.claimant, r.stance, r.hedged): r for r in ordered}
    return tuple(sorted(latest.values(), key=lambda r: (r.date, r.source_id, r.start)))
