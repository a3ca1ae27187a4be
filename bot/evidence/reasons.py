"""The reason of a label in one line: who says so since when, who denies it, what is not known.

Wording only: which rows count for what is the policy's business. A claimant is named with the
first day on which a row has them say it, the earliest claimant first. A line that grows too long
names fewer people, and counts the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.claims import Evidence, Stance
from retrieval.documents import Standing
from retrieval.when import When

LONGEST = 160
NOBODY = "no source here says it"
_LONGEST_NAME = 45
_AT_ONCE = 2
# How an origin that is a page's own voice begins, which a person need not read.
_PRINTED_BY = "printed by "


@dataclass(frozen=True, slots=True)
class Part:
    """Words around the claimants of some rows; a part without rows is just its words."""

    before: str
    rows: tuple[Evidence, ...] = ()
    after: str = ""

    def words(self, names: int) -> str:
        """The part with at most so many claimants named."""
        return f"{self.before}{_named(self.rows, names)}{self.after}"


def line(*parts: Part) -> str:
    """The parts as one line of at most LONGEST characters."""
    for names in range(_AT_ONCE, 0, -1):
        text = "; ".join(part.words(names) for part in parts)
        if len(text) <= LONGEST:
            return text
    return _clipped(text, LONGEST)


def on_record(rows: Iterable[Evidence]) -> Part:
    """Somebody said so in public."""
    return Part("", tuple(rows), ", on the record")


def by(verb: str, rows: Iterable[Evidence]) -> Part:
    """What somebody did: "denied by" them."""
    return Part(f"{verb} by ", tuple(rows))


def background(rows: Iterable[Evidence]) -> Part:
    """Plain background, and who prints it."""
    return Part("", tuple(rows), ": plain background that no source contests")


def contradicted(rows: Sequence[Evidence]) -> Part:
    """Somebody says otherwise."""
    return by("contradicted", rows) if rows else Part("contradicted by the sources")


def doubts(rows: Sequence[Evidence], denials: Iterable[Evidence]) -> tuple[Part, ...]:
    """Who took it back, and who denies it, or denied it until they came round themselves."""
    retracted = [r for r in rows if r.stance is Stance.RETRACTS]
    return (
        *([by("retracted", retracted)] if retracted else ()),
        *_denied(rows, tuple(denials)),
    )


def reported(affirming: Sequence[Evidence]) -> tuple[Part, ...]:
    """Who says so, and whose confirmation is missing."""
    if len({r.origin for r in affirming}) == 1:
        said = Part("only ", tuple(affirming), ", says so")
    else:
        said = by("reported", affirming)
    return said, Part(_missing(affirming))


def silent(rows: Sequence[Evidence]) -> tuple[Part, ...]:
    """Nobody says so; perhaps somebody would not confirm it, or left it open."""
    declined = [r for r in rows if r.stance is Stance.DECLINES]
    evaded = [r for r in rows if r.stance is Stance.EVADES]
    return (
        *([by("not confirmed", declined)] if declined else ()),
        *([by("left open", evaded)] if evaded and not declined else ()),
        Part(NOBODY),
    )


def _denied(rows: Sequence[Evidence], denials: tuple[Evidence, ...]) -> Iterable[Part]:
    turned = {d.origin: day for d in denials if (day := _turned(d, rows))}
    standing = tuple(d for d in denials if d.origin not in turned)
    if standing:
        yield by("denied", standing)
    elif turned:
        day, origin = max((day, origin) for origin, day in turned.items())
        name = min(_name(d) for d in denials if d.origin == origin)
        yield Part(f"denied by {name} until {When.on(day).words}")


def _turned(denial: Evidence, rows: Sequence[Evidence]) -> date | None:
    """The day from which the same voice confirms or admits it and denies it no more."""
    own = [r for r in rows if r.origin == denial.origin]
    last = max(r.date for r in own if r.stance is Stance.DENIES)
    settled = {Stance.CONFIRMS, Stance.ADMITS}
    after = (r.date for r in own if r.stance in settled and not r.hedged and r.date > last)
    return min(after, default=None)


def _missing(affirming: Sequence[Evidence]) -> str:
    official = [
        r
        for r in affirming
        if r.standing is Standing.AUTHORITY and r.claimant and not r.claimant.startswith("unnamed")
    ]
    if any(not r.hedged for r in official):
        return "no other authority in these sources confirms it"
    if official:
        return "no authority in these sources confirms it without a hedge"
    return "no authority in these sources confirms it"


def _named(rows: tuple[Evidence, ...], names: int) -> str:
    """Claimants with the day they first said so, the earliest first."""
    first: dict[str, Evidence] = {}
    for row in sorted(rows, key=lambda r: (r.said, r.source_id, r.start, r.origin)):
        first.setdefault(row.origin, row)
    told = [f"{_name(row)}, {row.when.words}" for row in first.values()]
    if len(told) <= names:
        return ", and ".join(told)
    return f"{told[0]}, and {len(told) - 1} more"


def _name(row: Evidence) -> str:
    return _clipped(row.claimant or row.origin.removeprefix(_PRINTED_BY), _LONGEST_NAME)


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
