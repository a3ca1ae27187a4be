"""Whose word a sentence is: its most telling cue, the claimant behind it, and who says it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.claims import Stance
from bot.evidence.attribution import (
    Claimant,
    Setting,
    according_to,
    claimant_of_cue,
    may_invert,
)
from bot.evidence.cues import Cue, cues_of
from bot.evidence.modality import outside_quotes
from retrieval.documents import Standing
from retrieval.naming import Mention

_FACTIVE = frozenset({Stance.CONFIRMS, Stance.ADMITS})
_JOINED = re.compile(
    r"\s*(?:,\s*)?(?:and|or|nor|as well as|along with|together with)\s+(?:(?:the|both)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A cue with its claimant; `cue` None is an "according to"."""

    cue: Cue | None
    claimant: Claimant


def spoken_in(text: str, setting: Setting) -> tuple[Spoken, ...]:
    """The cues of a sentence that have a claimant, the most telling first.

    "She" is who spoke last before her.
    """
    found = []
    ranked = list(enumerate(cues_of(outside_quotes(text))))
    for rank, cue in sorted(ranked, key=lambda pair: pair[1].start):
        claimant = claimant_of_cue(text, cue, setting)
        if claimant is not None:
            found.append((rank, Spoken(cue, claimant)))
            setting = setting.after(claimant)
    return tuple(spoken for _, spoken in sorted(found, key=lambda f: f[0]))


def leading(text: str, spoken: Sequence[Spoken], setting: Setting) -> Spoken | None:
    """The most telling cue; who speaks last ("..., X said") speaks for all of it.

    "The court confirmed it, said the firm's lawyer" is the lawyer's assertion, not the court's.
    """
    for later in spoken[1:]:
        if spoken[0].claimant.side != later.claimant.side and _speaks_for(text, later, spoken[0]):
            return later
    if spoken:
        return spoken[0]
    claimant = according_to(text, setting)
    return Spoken(None, claimant) if claimant else None


def companions(text: str, claimant: Claimant, mentions: Sequence[Mention]) -> Iterator[Claimant]:
    """Who is named with the claimant as saying the same: "neither the board nor the court"."""
    places = [n for n, m in enumerate(mentions) if m.actor == claimant.actor]
    for place in places:
        for step in (-1, 1):
            at = place
            while 0 <= at + step < len(mentions) and _are_joined(text, mentions, at, at + step):
                at += step
                yield Claimant.of(mentions[at].actor)


def _are_joined(text: str, mentions: Sequence[Mention], one: int, other: int) -> bool:
    first, second = sorted((one, other))
    between = text[mentions[first].end : mentions[second].start]
    return bool(between.strip(" ")) and _JOINED.fullmatch(between) is not None


def _speaks_for(text: str, later: Spoken, first: Spoken) -> bool:
    if later.cue is None or first.cue is None or not _carries(later.claimant):
        return False
    return _closes(text, later.cue, first.cue)


def _closes(text: str, cue: Cue, first: Cue) -> bool:
    """What the first cue tells is reported by another: "X said that Y had confirmed it", or
    "Y had confirmed it, X said" with nothing but a time or place behind it.
    """
    if cue.stance is not Stance.ASSERTS or cue.passive:
        return False
    if cue.end <= first.start and first.stance in _FACTIVE:
        return not re.search(r"[,;:]", text[cue.end : first.start])
    if cue.start < first.end:
        return False
    apart = "," in text[first.end : cue.start]
    closing = len(text) - cue.end < 40 and "," not in text[cue.end :].rstrip(".")
    return may_invert(text, cue) or (apart and closing)


def _carries(claimant: Claimant) -> bool:
    """Who prints it passes it on; anybody else makes it their own word."""
    return claimant.standing is not Standing.MEDIA and not claimant.anonymous
