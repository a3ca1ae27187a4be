"""When somebody spoke, where a text names it: it may be long before the page's own day.

A day belongs to the telling where it hangs on the verb that tells ("said on 28 April that ..."),
not on what is told ("said that it sank on 28 April").
"""

from __future__ import annotations

from bot.claims import Stance
from bot.evidence.bearers import Told
from bot.evidence.statement import Statement
from bot.language.days import days_in
from bot.reading.reporting import telling_verb
from retrieval.parsing import Parse
from retrieval.when import When

_BETWEEN = frozenset({"prep", "pobj", "npadvmod", "nummod", "tmod", "advmod", "compound", "det"})


def spoken_on(statement: Statement, told: Told) -> When | None:
    """When a statement was made, if its sentence names a day, month or year for that.

    What takes a report back names the day of the report.
    """
    page = statement.dated
    if statement.claimant is None or statement.stance is Stance.RETRACTS:
        return None
    named = (
        When.of_span(day.first, day.last)
        for day in days_in(told.parse, page)
        if day.last <= page and _is_of_telling(told.parse, day.start)
    )
    return next((when for when in named if when is not None), None)


def _is_of_telling(parse: Parse, start: int) -> bool:
    """Whether nothing but a preposition stands between a day and a verb that tells."""
    token = next((t for t in range(len(parse)) if parse.ends[t] > start), None)
    while token is not None and parse.deps[token] in _BETWEEN:
        token = parse.heads[token]
        if parse.tags[token][:2] == "VB":
            return telling_verb(parse.lemmas[token]) is not None
    return False
