"""What a language model had to do with the answers of a run: what it wrote, and what that took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.record import Outturn


def writing_json(outturns: Sequence[Outturn]) -> dict[str, Any]:
    """Counts over the answers for which a model was asked; {} where there is none.

    `held` answers are the model's own, the others of `asked` are extractive. `cost` is in US
    dollars, None where the price of one of them is not known.
    """
    answers = [o.answer for o in outturns if o.answer]
    traces = [a.trace for a in answers if a.trace]
    if not traces:
        return {}
    costs = [t.cost for t in traces]
    return {
        "asked": len(traces),
        "held": sum(a.model is not None for a in answers),
        "cached": sum(t.cached for t in traces),
        "calls": sum(t.calls for t in traces),
        "input_tokens": sum(t.input_tokens for t in traces),
        "output_tokens": sum(t.output_tokens for t in traces),
        "cost": None if None in costs else round(sum(c or 0.0 for c in costs), 6),
    }


def writing_words(writing: Mapping[str, Any]) -> str:
    """The same in one line."""
    asked, held, cached = writing["asked"], writing["held"], writing["cached"]
    tokens = writing["input_tokens"] + writing["output_tokens"]
    cost = () if writing["cost"] is None else (f"${writing['cost']:,.4f}",)
    parts = (
        f"the model's answer held for {held} of {asked} questions",
        *((f"{asked - held} extractive instead",) if asked > held else ()),
        *((f"{cached} from the cache",) if cached else ()),
        f"{writing['calls']:,} calls",
        f"{tokens:,} tokens",
        *cost,
    )
    return " · ".join(parts)
