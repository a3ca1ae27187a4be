"""An answer to "is it so" leads with the sentence that decides it.

What search finds nearest may be older than what settled the matter: "not yet", said a month before
the confirmation. The run that holds the deciding sentence comes first; where no run holds it, the
sentence is put in front by itself.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.prompts import render

LEADS = ("lead_unsaid", "lead_untold", "lead_speechless", "lead_refuted", "lead_denied")


def led_by(draft: Draft, sentence: DraftSentence) -> Draft:
    """The draft with a sentence in front; it keeps every claim it had."""
    holding = [claim for claim in draft.claims if _holds(claim, sentence)]
    if holding:
        others = [claim for claim in draft.claims if claim is not holding[0]]
        return replace(draft, claims=(holding[0], *others))
    return replace(draft, claims=(DraftClaim((sentence,), sentence), *draft.claims))


def opened_by(draft: Draft, lead: str) -> Draft:
    """The draft with a text of prompts/ before what the first claim quotes; "" for none."""
    if not lead or not draft.claims:
        return draft
    first, *others = draft.claims
    return replace(draft, claims=(replace(first, lead=render(lead)), *others))


def without_lead(text: str) -> str:
    """An answer's text without what a claim says first of its own, which rests on no source."""
    for lead in map(render, LEADS):
        text = text.replace(f"{lead} ", "")
    return text


def _holds(claim: DraftClaim, sentence: DraftSentence) -> bool:
    place = (sentence.source_id, sentence.start)
    return any((s.source_id, s.start) == place for s in claim.sentences)
