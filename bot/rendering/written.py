"""What a language model had to do with an answer, in words; an answer without a trace has none.

What a server or a model said is quoted in a step: no word of it can be taken for a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims import Answer, Outcome, Trace
from bot.rendering.lines import Line, block, clean

_LABEL = re.compile(r"\b(?:UN)?CONFIRMED\b")
_NO_MODEL = "No model was asked: the answer is built from the sources' own sentences."


def written_words(answer: Answer) -> str | None:
    """One line: who wrote the answer and what that took; None where no model was asked.

    1. The model wrote it: from the passages, with calls, tokens and, where known, the cost.
    2. The model found no answer in the passages: likewise.
    3. There was no passage to write from: it only prepared the question for the search.
    4. It wrote nothing that holds: the answer is extractive, and why.
    """
    trace = answer.trace
    if trace is None:
        return None
    name = unlabelled(clean(trace.model))
    if answer.model is None and not answer.citations:
        return f"Question prepared by {name}: {_spent(trace)}"
    if answer.model is None:
        return f"Extractive answer, since {name} wrote none that holds: {_why(trace)}"
    if answer.outcome is Outcome.ANSWERED:
        return f"Written by {name} from these passages: {_spent(trace)}{_otherwise(answer)}"
    return f"No answer found in these passages by {name}: {_spent(trace)}"


def trace_lines(answer: Answer) -> tuple[Line, ...]:
    """That line, what it took where the line does not say so, then every step in full."""
    words = written_words(answer)
    if words is None or answer.trace is None:
        return (block(_NO_MODEL),)
    spent = () if answer.model else (block(f"It took {_spent(answer.trace)}."),)
    return (block(words, hang=2), *spent, *_steps(answer.trace))


def unlabelled(text: str) -> str:
    """The text with every word that looks like a label in small letters."""
    return _LABEL.sub(lambda match: match[0].lower(), text)


def _steps(trace: Trace) -> Iterator[Line]:
    for n, step in enumerate(trace.steps, 1):
        yield block(f"{n}. {unlabelled(step)}", indent=2, hang=3)


def _otherwise(answer: Answer) -> str:
    """That the answer without the model is labelled otherwise: it may rest on better evidence."""
    plain = answer.plain.claims[0].label if answer.plain and answer.plain.claims else None
    mine = answer.claims[0].label if answer.claims else None
    if plain is None or mine is None or plain.status is mine.status:
        return ""
    return f"; the answer without it is {plain.status.value}"


def _why(trace: Trace) -> str:
    return unlabelled(clean(trace.steps[-1])) if trace.steps else "no reason is known"


def _spent(trace: Trace) -> str:
    if trace.cached:
        return "from the cache"
    tokens = trace.input_tokens + trace.output_tokens
    calls = "1 call" if trace.calls == 1 else f"{trace.calls} calls"
    cost = () if trace.cost is None else (_dollars(trace.cost),)
    return ", ".join((calls, f"{tokens:,} tokens", *cost))


def _dollars(cost: float) -> str:
    """To the cent; below a dollar to the hundredth of a cent."""
    if 0 < cost < 0.0001:
        return "less than $0.0001"
    return f"${cost:.4f}" if cost < 1 else f"${cost:,.2f}"
