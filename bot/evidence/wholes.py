"""Whether a sentence withdraws the whole page that it stands on."""

from __future__ import annotations

import re

from bot.claims import Stance
from bot.evidence.statement import Reading

_PAGE = r"(?:article|report|story|post|piece|page)"
_DONE = r"(?:retracted|withdrawn|taken down)"
_WITHDRAWN = re.compile(
    rf"\bthis {_PAGE} (?:was|is|has been) (?:\w+ )?{_DONE}\b|"
    rf"\b(?:retract|retracts|retracted|withdraw|withdraws|withdrew|withdrawn|took down|taken down)"
    rf" (?:this|the) {_PAGE}\b(?! (?:that|of|about|on|by)\b)",
    re.IGNORECASE,
)


def is_whole(reading: Reading) -> bool:
    """ "This article has been retracted", "the Courier has withdrawn this report"."""
    parts = (*reading.parts, reading.lead)
    noted = any(p.corrects or p.day for p in parts)
    back = any(p.stance is Stance.RETRACTS for p in parts)
    return (noted or back) and _WITHDRAWN.search(reading.lead.sentence.text) is not None
