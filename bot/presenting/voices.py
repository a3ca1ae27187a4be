"""Whose words a claim is told in, and of which day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.claims import Answer, Claim, Evidence
from bot.presenting.catalogue import say
from bot.reading.claimant import UNNAMED
from retrieval.when import When

_PRINTED_BY = "printed by "
_INSERTED = re.compile(r"\s*\[[^\]\d]+\]:?")


def rows_told(answer: Answer, claim: Claim) -> tuple[Evidence, ...]:
    """The rows of a claim whose sentence is the one it is told in."""
    spans = {c.n: c for c in answer.citations}
    cited = [spans[n] for n in claim.citations if n in spans]
    under = [
        row
        for row in claim.evidence
        if any(c.source_id == row.source_id and c.start <= row.start < c.end for c in cited)
    ]
    text = bare(claim.text)
    told = tuple(row for row in under if bare(row.quote) in text)
    return told or tuple(under)


def bare(text: str) -> str:
    """A text on one line without names that we put into brackets."""
    return " ".join(_INSERTED.sub("", text).split())


def voice_of(row: Evidence) -> str:
    """Who speaks: the claimant, else who prints it."""
    if row.claimant is None:
        return row.origin.removeprefix(_PRINTED_BY)
    return say("somebody") if row.claimant == UNNAMED.name else row.claimant


def when_of(answer: Answer, claim: Claim, rows: Sequence[Evidence]) -> When | None:
    """When it was said, as far as it is known, else the day of its source."""
    if rows:
        return rows[0].when
    cited = [c for c in answer.citations if c.n in claim.citations]
    return When.on(cited[0].stated or cited[0].published) if cited else None
