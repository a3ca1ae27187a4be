"""What a person asks of an evaluation: which items, and which floors must hold."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import BadEvaluation
from bot.evaluation.items import Item, QuestionSet
from bot.evaluation.judging import JUDGED
from bot.evaluation.loading import content_hash
from bot.evaluation.metrics import HIGHER, METRICS, Metric, Summary

_ROUNDING = 1e-9
_KEYS = ("type", "id")


@dataclass(frozen=True, slots=True)
class Floor:
    """A bar that somebody set: a ceiling where lower is better."""

    metric: Metric
    value: float

    def holds(self, value: float | None) -> bool:
        """True when a measured value reaches the bar; what was not measured never does."""
        if value is None:
            return False
        if self.metric.better == HIGHER:
            return value >= self.value - _ROUNDING
        return value <= self.value + _ROUNDING


def read_floors(texts: Iterable[str]) -> tuple[Floor, ...]:
    """Floors written as metric=value. Raises BadEvaluation."""
    return tuple(_floor(part) for part in _parts(texts))


def missed(floors: Iterable[Floor], summary: Summary) -> tuple[str, ...]:
    """A phrase for each floor that does not hold."""
    found = ((floor, summary.value(floor.metric.name)) for floor in floors)
    return tuple(_missed(floor, value) for floor, value in found if not floor.holds(value))


def choose(questions: QuestionSet, wanted: Iterable[str]) -> QuestionSet:
    """The items whose type and id are among those wanted (type=..., id=...); all without any.

    Raises BadEvaluation for a key or a value that the set does not have.
    """
    chosen = _wanted(wanted)
    for key, values in chosen.items():
        _refuse_unknown(key, values, questions.items)
    if not chosen:
        return questions
    items = tuple(
        item for item in questions.items if all(getattr(item, k) in v for k, v in chosen.items())
    )
    if not items:
        raise BadEvaluation("--only: no item has both that type and that id; leave one out")
    return replace(questions, items=items, content_hash=content_hash(items))


def _floor(text: str) -> Floor:
    name, _, given = text.partition("=")
    if name.strip() in JUDGED:
        raise BadEvaluation(f"--fail-under {name.strip()}: judged metrics never gate; leave it out")
    metric = next((m for m in METRICS if m.name == name.strip()), None)
    if metric is None:
        known = ", ".join(m.name for m in METRICS)
        raise BadEvaluation(f"--fail-under: there is no metric '{name}'; the metrics are {known}")
    try:
        value = float(given)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        example = f"write a number, as in {metric.name}={metric.floor or 0}"
        raise BadEvaluation(f"--fail-under {metric.name}: '{given}' is no number; {example}")
    return Floor(metric, value)


def _missed(floor: Floor, value: float | None) -> str:
    name = floor.metric.name
    if value is None:
        return f"{name} was not measured"
    bar = "at least" if floor.metric.better == HIGHER else "at most"
    return f"{name} is {value:.4g}, {bar} {floor.value:g} was asked for"


def _wanted(texts: Iterable[str]) -> Mapping[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    key = ""
    for part in _parts(texts):
        name, equals, value = part.partition("=")
        key, value = (name.strip(), value) if equals else (key, part)
        if key not in _KEYS:
            raise BadEvaluation(f"--only: '{part}' chooses nothing; write type=... or id=...")
        chosen.setdefault(key, []).append(value.strip())
    return chosen


def _refuse_unknown(key: str, values: Iterable[str], items: Sequence[Item]) -> None:
    known = list(dict.fromkeys(str(getattr(item, key)) for item in items))
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, n=1)
            cure = f"did you mean {near[0]}?" if near else f"the set has {', '.join(known[:12])}"
            raise BadEvaluation(f"--only: no item has {key}={value}; {cure}")


def _parts(texts: Iterable[str]) -> Iterator[str]:
    """Several in one option may stand between commas."""
    return (part.strip() for text in texts for part in text.split(",") if part.strip())
