"""The statements of one sentence: a clause each, for each claimant of it.

For every clause of a sentence, in order:
1. a cue with a claimant inside it rules it; of several the most telling, unless who speaks last
   speaks for all;
2. else the cue that leads the sentence rules it too: "X said that A, and that B", "A; B, X said";
   behind "and that" with its stance, elsewhere as an assertion;
3. a hedge in the clause counts, and one that stands before the ruling cue's words;
4. the circumstances of speaking ("..., as she opened the bridge") are told by the page itself;
5. who is named together with the claimant ("neither X nor Y") makes the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.claims import Stance
from bot.evidence.attribution import Setting
from bot.evidence.clauses import clauses_of
from bot.evidence.modality import is_act, is_finding, is_hedged, is_opinion, reported_stance
from bot.evidence.speaking import Spoken, companions, leading
from bot.evidence.statement import Statement

_COMPLEMENT = re.compile(r"(?:and |but )?that\s", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"(?:as|while|when|after|before)\s+(?:he|she|they|it)\s", re.IGNORECASE)
_NEAR = 8
_LISTS = re.compile(r":\s*\Z")


def parts_of(lead: Statement, spoken: Sequence[Spoken], setting: Setting) -> tuple[Statement, ...]:
    """The statements of the sentence that `lead` speaks for; `spoken` are its cues, first first."""
    text = lead.sentence.text
    spans = clauses_of(text)
    found: list[Statement] = []
    for span in spans:
        part = lead if len(spans) == 1 else _part(lead, span, spoken, setting)
        found.append(part)
        found += _companions_of(part, span, setting)
    return tuple(dict.fromkeys(found))


def _part(
    lead: Statement, span: tuple[int, int], spoken: Sequence[Spoken], setting: Setting
) -> Statement:
    start, end = span
    words = lead.sentence.text[start:end]
    inside = [s for s in spoken if s.cue is not None and start <= s.cue.start < end]
    own = leading(lead.sentence.text, inside, setting) if inside else None
    shift = lead.sentence.start
    part = replace(
        lead,
        start=shift + start,
        end=shift + end,
        opinion=is_opinion(words),
        finding=is_finding(words),
        act=lead.act and is_act(words),
    )
    if own is not None and own.cue is not None:
        return _ruled(part, own, words, lead)
    if _narrates(lead, span, spoken):
        return replace(
            part, claimant=setting.publisher, stance=Stance.ASSERTS, hedged=is_hedged(words)
        )
    hedged = is_hedged(words) or _frame_is_hedged(lead, spoken)
    return replace(part, stance=_inherited(lead, span), hedged=hedged)


def _ruled(part: Statement, own: Spoken, words: str, lead: Statement) -> Statement:
    """A clause with a cue of its own."""
    if own.claimant == lead.claimant:
        told = own.cue is not None and own.cue.stance is not Stance.ASSERTS
        stance = lead.stance if told else reported_stance(words)
    else:
        stance = own.cue.stance if own.cue else Stance.ASSERTS
    hedged = is_hedged(words) or (own.cue is not None and own.cue.wished)
    return replace(part, claimant=own.claimant, stance=stance, hedged=hedged, leaning=False)


def _inherited(lead: Statement, span: tuple[int, int]) -> Stance:
    """What the leading cue does to a clause that has none of its own."""
    text = lead.sentence.text
    goes_on = _COMPLEMENT.match(text, span[0]) or _LISTS.search(text[: span[0]])
    if goes_on:
        return lead.stance
    return reported_stance(text[slice(*span)]) if lead.claimant else Stance.ASSERTS


def _narrates(lead: Statement, span: tuple[int, int], spoken: Sequence[Spoken]) -> bool:
    """True for the circumstances of speaking: "she said on Monday, as she opened the bridge"."""
    cue = spoken[0].cue if spoken else None
    before = lead.sentence.text[cue.end : span[0]] if cue else ""
    told = span[0] > 0 and len(before.split()) <= _NEAR and "," not in before.rstrip(" ,")
    return told and _CIRCUMSTANCE.match(lead.sentence.text, span[0]) is not None


def _frame_is_hedged(lead: Statement, spoken: Sequence[Spoken]) -> bool:
    """True where the words up to the leading cue hedge what it governs."""
    cue = spoken[0].cue if spoken else None
    if cue is None:
        return False
    return cue.wished or is_hedged(lead.sentence.text[max(0, cue.start - 40) : cue.end])


def _companions_of(part: Statement, span: tuple[int, int], setting: Setting) -> Iterator[Statement]:
    if part.claimant is None or part.claimant.actor is None:
        return
    near = [m for m in setting.mentions if span[0] <= m.start < span[1]]
    for claimant in companions(part.sentence.text, part.claimant, near):
        yield replace(part, claimant=claimant)
