"""The plan of an answer, made from the answer alone.

The lead is the first claim, the one that answers. Behind it at most three lines, within the words
that a question of its kind is worth, chosen in this order:
1. who disputes it; of somebody's words, their other statements;
2. the further claim that holds most words of the question;
3. what was left open before;
4. the other claims, by the words of the question that they hold.
Left out is what repeats what is said already, what stands in the table of figures, and a sentence
that points back to one that is not shown. They are read in the order of their roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.claims import Answer, Claim, Evidence, Outcome, Role, Status
from bot.evidence.policy import AFFIRMING, AGAINST, UNDECIDED
from bot.language.figures import figures_of
from bot.presenting.figures import figures_over_time
from bot.presenting.plan import Line, Plan
from bot.presenting.repeating import is_repeated, points_back, telling_words, words_in
from bot.presenting.verdicts import short_of, verdict_of
from bot.presenting.voices import bare, rows_told, voice_of, when_of
from bot.presenting.wording import line_words, role_words

ONE_FACT, SEVERAL = 60, 120
MOST_LINES, MOST_SOURCES, MOST_NEAREST = 3, 5, 2
_SEVERAL = frozenset({"speech", "open", "change", "reason", "several"})
_SPEAKER = re.compile(r"\[([^\]\d]+):\]\s+")
_FIGURE, _NEXT = 2, 1
_FIRST = (Role.DISPUTED, Role.SAID)
_READ = (Role.LEAD, Role.SAID, Role.BEFORE, Role.LATER, Role.DISPUTED, Role.ALSO)


def plan_of(answer: Answer) -> Plan:
    """What a person reads of an answer, and in which order."""
    if answer.outcome is not Outcome.ANSWERED or not answer.claims:
        return Plan(said=answer.text, nearest=_nearest(answer))
    lead = _line(answer, 0, Role.LEAD)
    figures = figures_over_time(answer)
    short = short_of(answer)
    tabled = frozenset(row.claim for row in figures)
    chosen = _chosen(answer, lead, tabled, word_limit(answer) - (1 if short else 0))
    lines = tuple(sorted(chosen, key=lambda line: (_READ.index(line.role), line.claim)))
    lines = _newest_first(lines) if answer.asked == "speech" else _going_on(answer, lead, lines)
    shown = {line.claim for line in (lead, *lines)}
    more = tuple(
        _line(answer, n, Role.MORE) for n in range(1, len(answer.claims)) if n not in shown
    )
    plan = Plan(verdict_of(answer), short, lead, lines, figures, answer.later, more)
    return replace(plan, sources=_used(plan))


def word_limit(answer: Answer) -> int:
    """How many words the text of an answer may have: few where its lead holds the one thing that is
    asked for, a value or whether it is so; of another lead nobody can tell."""
    first = answer.claims[0]
    settled = bool(first.value) or bool(answer.statement and first.evidence)
    return ONE_FACT if settled and answer.asked not in _SEVERAL else SEVERAL


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: Line
    rank: int


def _chosen(answer: Answer, lead: Line, tabled: frozenset[int], limit: int) -> tuple[Line, ...]:
    taken: list[Line] = []
    left = limit - words_in(f"{lead.remark} {line_words(lead)}")
    for candidate in sorted(_candidates(answer), key=lambda c: c.rank):
        line = candidate.line
        if len(taken) == MOST_LINES:
            break
        if line.role is not Role.DISPUTED and line.claim in tabled:
            continue
        shown = (lead, *taken)
        if _hangs(answer, line, shown) or is_repeated(line.text, [one.text for one in shown]):
            continue
        words = words_in(f"{role_words(line)} {line_words(line)}")
        if words <= left:
            taken.append(line)
            left -= words
    return tuple(taken)


def _candidates(answer: Answer) -> Iterator[_Candidate]:
    """The further claims, each with its role and how soon it is chosen."""
    asked = telling_words(answer.question)
    also: list[tuple[int, int]] = []
    for n in range(1, len(answer.claims)):
        role = _role(answer, n)
        if role in _FIRST or (role is Role.ALSO and _takes_back(answer, n)):
            yield _Candidate(_line(answer, n, role), 0)
        elif role is Role.BEFORE:
            yield _Candidate(_line(answer, n, role), 2)
        elif role is Role.ALSO:
            also.append((-_worth(answer, n, asked), n))
    for rank, (_, n) in enumerate(sorted(also)):
        yield _Candidate(_line(answer, n, Role.ALSO), 1 if rank == 0 else 2 + rank)


def _worth(answer: Answer, n: int, asked: set[str]) -> int:
    """Words of the question that a claim holds; a figure, where one is asked for, is worth two of
    them, and to go on with the lead one. Where several things are asked, their order counts."""
    if answer.asked == "several":
        return -n
    text = answer.claims[n].text
    counts = answer.asked == "number" and figures_of(text)
    follows = _goes_on(answer, n, 0)
    held = len(asked & telling_words(text))
    return held + (_FIGURE if counts else 0) + (_NEXT if follows else 0)


def _role(answer: Answer, n: int) -> Role:
    """By what its sentence does to the claim that answers, where it bears on that at all."""
    first, claim = answer.claims[0], answer.claims[n]
    own = {(r.source_id, r.start) for r in claim.evidence}
    row = next((r for r in first.evidence if (r.source_id, r.start) in own), None)
    led = next(iter(rows_told(answer, first)), None)
    if answer.asked == "speech":
        return _role_of_words(answer, claim, led)
    if row is None or led is None or led.stance not in AFFIRMING:
        return Role.ALSO
    if row.stance in AGAINST and row.origin != led.origin:
        return Role.DISPUTED
    if row.stance in UNDECIDED and row.said < led.said and first.label.status is Status.CONFIRMED:
        return Role.BEFORE
    return Role.ALSO


def _takes_back(answer: Answer, n: int) -> bool:
    """Whether it denies or withdraws what the claim that answers says."""
    own = {(r.source_id, r.start) for r in answer.claims[n].evidence}
    rows = (r for r in answer.claims[0].evidence if (r.source_id, r.start) in own)
    return any(r.stance in AGAINST for r in rows)


def _role_of_words(answer: Answer, claim: Claim, led: Evidence | None) -> Role:
    """Of somebody's words: their own, and others' only where the question names no one speaker."""
    name = led.claimant if led is not None else None
    if name is not None and name in {r.claimant for r in claim.evidence}:
        return Role.SAID
    named = name is not None and telling_words(name) & telling_words(answer.question)
    return Role.MORE if named else Role.ALSO


def _line(answer: Answer, n: int, role: Role) -> Line:
    claim, lead = answer.claims[n], answer.claims[0]
    rows = rows_told(answer, claim) or claim.evidence
    named = role in {Role.DISPUTED, Role.SAID}
    cut = claim.droppable if role is Role.LEAD else 0
    text = claim.text[cut:] if cut else claim.text
    speaker = _SPEAKER.match(text) if named else None
    who = speaker[1] if speaker else claim.speaker or (_who(rows) if named else "")
    return Line(
        role=role,
        claim=n,
        text=text[speaker.end() :] if speaker else text,
        citations=claim.citations,
        label=claim.label if role is not Role.SAID and _differs(claim, lead) else None,
        who=who,
        named=not claim.speaker or (named and role is Role.DISPUTED),
        when=when_of(answer, claim, rows),
        remark=claim.remark,
        bold=claim.value if not n else "",
        cut=bool(cut),
        sentences=() if cut or speaker else claim.sentences,
    )


def _who(rows: Sequence[Evidence]) -> str:
    return voice_of(rows[0]) if rows else ""


def _differs(claim: Claim, lead: Claim) -> bool:
    return claim.label.status is not lead.label.status


def _goes_on(answer: Answer, n: int, before: int) -> bool:
    """Whether a claim is the sentence right behind another one in its source."""
    one, other = answer.claims[before], answer.claims[n]
    shared = [c for c in answer.citations if c.n in one.citations and c.n in other.citations]
    run = f"{bare(one.text)} {bare(other.text)}"
    return any(run in bare(c.quote) for c in shared)


def _hangs(answer: Answer, line: Line, shown: Sequence[Line]) -> bool:
    """Whether it points back to a sentence that is not shown."""
    return points_back(line.text) and not any(
        _goes_on(answer, line.claim, one.claim) for one in shown
    )


def _going_on(answer: Answer, lead: Line, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each that goes on with one before it right behind that."""
    ordered: list[Line] = [lead]
    for line in lines:
        place = next(
            (
                n
                for n, one in enumerate(ordered)
                if line.role is Role.ALSO
                and one.label == line.label
                and _goes_on(answer, line.claim, one.claim)
                and (line.named or line.who in answer.claims[one.claim].claimants)
            ),
            None,
        )
        if place is None:
            ordered.append(line)
        else:
            ordered.insert(place + 1, replace(line, goes_on=True))
    return tuple(ordered[1:])


def _newest_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The words of the speaker, the newest first, then what others say of it."""

    def order(line: Line) -> tuple[bool, int]:
        return line.role is not Role.SAID, -line.when.last.toordinal() if line.when else 0

    return tuple(replace(line, goes_on=False) for line in sorted(lines, key=order))


def _used(plan: Plan) -> tuple[int, ...]:
    cited = (n for line in plan.shown for n in line.citations)
    tabled = (row.citation for row in plan.figures)
    return tuple(dict.fromkeys((*cited, *tabled)))


def _nearest(answer: Answer) -> tuple[int, ...]:
    """The nearest passages, one a source."""
    by_source = {c.source_id: c.n for c in reversed(answer.citations)}
    return tuple(sorted(by_source.values()))[:MOST_NEAREST]
