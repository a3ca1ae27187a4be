"""An evaluation as one HTML file that needs nothing else: no network, no other file.

Sources, questions and answers are untrusted text. They reach the page through a template that
escapes everything, the page carries no inline handler or style attribute, and its content policy
allows exactly one script and one style sheet, both by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.report_charts import Frame, Histogram, Reliability, histogram, reliability
from bot.evaluation.report_items import Entry, entries
from bot.evaluation.report_numbers import (
    Card,
    Cell,
    Change,
    amount,
    cards,
    change_of,
    confusion_rows,
    share,
)
from bot.evaluation.written import writing_words
from bot.rendering.json_format import answer_from_json
from bot.rendering.written import written_words

_TEMPLATES = Path(__file__).with_name("page")
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, which HTML cannot hold
    "\u202a-\u202e\u2066-\u2069"  # marks that reorder what is read
    "\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What the template is given, ready to be shown."""

    evaluation: Mapping[str, Any]
    compared: Mapping[str, Any] | None
    cards: tuple[Card, ...]
    by_type: tuple[tuple[str, int, tuple[str, ...]], ...]
    type_titles: tuple[str, ...]
    confusion: tuple[tuple[str, int, tuple[Cell, ...]], ...]
    reliability: Reliability | None
    histogram: Histogram | None
    entries: tuple[Entry, ...]

    @property
    def floored(self) -> tuple[Card, ...]:
        """The numbers that decide."""
        return tuple(card for card in self.cards if card.floor)

    @property
    def missed(self) -> tuple[str, ...]:
        """Titles of numbers on the wrong side of their floor."""
        return tuple(card.title for card in self.floored if card.verdict == "missed")

    @property
    def met(self) -> int:
        """How many floors are met."""
        return sum(card.verdict == "met" for card in self.floored)

    @property
    def faulty(self) -> int:
        """How many items have a fault or an error."""
        return sum(bool(e.raw["faults"] or e.raw["error"]) for e in self.entries)

    @property
    def errors(self) -> int:
        """How many questions ended in an error."""
        return sum(bool(e.raw["error"]) for e in self.entries)

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What each filter offers: the values that occur."""
        named = {
            "type": (e.raw["type"] for e in self.entries),
            "outcome": (e.outcome for e in self.entries),
            "gold": (e.gold.label for e in self.entries),
            "got": (e.label for e in self.entries),
            "turn": (e.changed.turn for e in self.entries if e.changed),
        }
        return {name: tuple(sorted(set(values))) for name, values in named.items()}


def render_report(evaluation: Mapping[str, Any], compared: Mapping[str, Any] | None = None) -> str:
    """The evaluation as an HTML page; `compared` adds what changed against an older one."""
    environment = _environment()
    style, script = (_inline(name) for name in ("report.css", "report.js"))
    template = environment.get_template("report.html")
    return template.render(
        page=_page(_showable(evaluation), _showable(compared)),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _page(evaluation: Mapping[str, Any], compared: Mapping[str, Any] | None) -> Page:
    metrics = evaluation["metrics"]
    titles = {metric["name"]: metric["title"] for metric in metrics}
    columns = _columns(metrics, evaluation["by_type"])
    return Page(
        evaluation=evaluation,
        compared=compared,
        cards=cards(metrics, _changes(metrics, compared)),
        by_type=tuple(_type_row(row, columns) for row in evaluation["by_type"]),
        type_titles=tuple(titles[name] for name in columns),
        confusion=confusion_rows(evaluation["confusion"]),
        reliability=reliability(evaluation["calibration"]),
        histogram=histogram(evaluation["latency"]),
        entries=entries(evaluation["items"], titles, compared),
    )


def _columns(
    metrics: Sequence[Mapping[str, Any]], by_type: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    """The metrics with a floor that are known for some type of question, times left out."""
    known = {n for row in by_type for n, value in row["values"].items() if value is not None}
    floored = (m["name"] for m in metrics if m["floor"] is not None)
    return tuple(name for name in floored if name in known and not name.endswith("_ms"))


def _type_row(row: Mapping[str, Any], columns: Sequence[str]) -> tuple[str, int, tuple[str, ...]]:
    values = row["values"]
    shown = tuple(
        "–" if values.get(name) is None else amount(name, values[name]) for name in columns
    )
    return row["type"], row["n"], shown


def _changes(
    metrics: Sequence[Mapping[str, Any]], compared: Mapping[str, Any] | None
) -> dict[str, Change]:
    better = {metric["name"]: metric["better"] for metric in metrics}
    rows = compared["metrics"] if compared else ()
    return {
        row["name"]: change_of(row, better[row["name"]]) for row in rows if row["name"] in better
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": _day, "moment": _moment, "words": _words, "score": amount}
    environment.filters |= {"writing": writing_words, "written": _written}
    environment.filters["unit"] = lambda value: "–" if value is None else f"{value:.3f}"
    environment.globals |= {"share": share, "frame": Frame()}
    return environment


def _written(answer: Mapping[str, Any]) -> str | None:
    return written_words(answer_from_json(answer))


def _showable(value: Any) -> Any:
    """The same values without characters that a page cannot hold or that reorder what is read."""
    if isinstance(value, str):
        return _UNSHOWABLE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_showable(key): _showable(part) for key, part in value.items()}
    return [_showable(part) for part in value] if isinstance(value, list | tuple) else value


def _inline(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _words(value: str) -> str:
    return value.replace("_", " ")


def _day(value: str) -> str:
    """A date as people write it; what is no date stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%b} {day.year}"


def _moment(value: str | None) -> str:
    """A time as people write it; what is no time stays as it is."""
    if not value:
        return "an unknown day"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{_day(moment.date().isoformat())}, {moment:%H:%M} {moment:%Z}".strip()
