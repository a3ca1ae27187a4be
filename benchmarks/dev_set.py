"""Runs a Q&A set through the assistant and scores facts, sources, labels and abstention.

The rules of matching are those in the head of the set itself. `--items` shows what was missed,
`--json FILE` keeps every answer, `--floors` exits 1 when a result is below its floor.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from common import (
    DEV_SET,
    Item,
    console,
    occurs,
    p95,
    plain,
    print_table,
    read_set,
    without_markers,
)

from bot.assembly import open_assistant
from bot.claims import Answer, Outcome, Status
from bot.settings import load_settings

FLOORS = {"facts": 0.70, "source hit": 0.80}
CEILINGS = {"wrong on unanswerable": 0.25}


@dataclass(frozen=True, slots=True)
class Score:
    """One item with its answer and what the gold finds in it."""

    item: Item
    answer: Answer
    missing: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    source_hit: bool
    quote_hit: bool

    @property
    def answerable(self) -> bool:
        """True when the gold holds an answer."""
        return self.item.expect.outcome == Outcome.ANSWERED

    @property
    def answered(self) -> bool:
        """True when the assistant gave an answer, right or wrong."""
        return self.answer.outcome is Outcome.ANSWERED

    @property
    def facts_share(self) -> float:
        """Share of the gold's facts that stand in the answer."""
        return 1 - len(self.missing) / len(self.item.expect.facts)

    @property
    def status_hit(self) -> bool:
        """True when the label is the gold's."""
        return self.answer.status == self.item.expect.status

    @property
    def over_confirmed(self) -> bool:
        """The costly error: confirmed by us, unconfirmed by the gold."""
        gold = self.item.expect.status
        return self.answer.status is Status.CONFIRMED and gold == Status.UNCONFIRMED

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong with the answer, one line each."""
        return tuple(_faults(self))


def score(item: Item, answer: Answer) -> Score:
    """Compares an answer with the gold; an answer that abstains holds no fact and no source."""
    gold = item.expect
    answered = answer.outcome is Outcome.ANSWERED
    text = without_markers(answer.text) if answered else ""
    cited = answer.citations if answered else ()
    return Score(
        item,
        answer,
        missing=tuple(f for f in gold.facts if not any(occurs(a, text) for a in f)),
        forbidden=tuple(words for words in gold.must_not if occurs(words, text)),
        source_hit=any(c.source_id in gold.sources for c in cited),
        quote_hit=gold.quote is None or any(plain(gold.quote) in plain(c.quote) for c in cited),
    )


def _faults(s: Score) -> Iterable[str]:
    if s.answerable and not s.answered:
        yield f"refused ({s.answer.outcome})"
    elif s.answered and not s.answerable:
        yield "answered what the corpus does not hold"
    elif s.answered:
        yield from (f"fact missing: {' | '.join(fact)}" for fact in s.missing)
        yield from (f"says what it must not: {words}" for words in s.forbidden)
        if s.item.expect.sources and not s.source_hit:
            yield "cites " + ", ".join(c.source_id for c in s.answer.citations)
        if not s.quote_hit:
            yield f"no citation holds: {s.item.expect.quote}"
        if not s.status_hit:
            reason = s.answer.claims[0].label.reason if s.answer.claims else "no claim"
            yield f"status {s.answer.status}, gold {s.item.expect.status}: {reason}"


def _share(scores: Iterable[Score], holds: Callable[[Score], bool]) -> tuple[float, str]:
    found = [holds(s) for s in scores]
    return (sum(found) / len(found) if found else 0.0), f"{sum(found)}/{len(found)}"


def summary(scores: Sequence[Score]) -> dict[str, tuple[float, str]]:
    """Value and count of every measure; refusals count as misses everywhere."""
    answerable = [s for s in scores if s.answerable]
    with_facts = [s for s in answerable if s.item.expect.facts]
    with_sources = [s for s in answerable if s.item.expect.sources]
    unconfirmed = [s for s in answerable if s.item.expect.status == Status.UNCONFIRMED]
    with_quote = [s for s in answerable if s.item.expect.quote]
    facts = fmean(s.facts_share for s in with_facts) if with_facts else 0.0
    return {
        "facts": (facts, f"mean of {len(with_facts)}"),
        "facts, all of an item": _share(with_facts, lambda s: not s.missing),
        "source hit": _share(with_sources, lambda s: s.source_hit),
        "quote hit": _share(with_quote, lambda s: s.quote_hit),
        "status": _share(answerable, lambda s: s.status_hit),
        "over-confirmation": _share(unconfirmed, lambda s: s.over_confirmed),
        "wrong on unanswerable": _share(
            [s for s in scores if not s.answerable], lambda s: s.answered
        ),
        "refusals on answerable": _share(answerable, lambda s: not s.answered),
        "forbidden words": _share(scores, lambda s: bool(s.forbidden)),
        "nothing wrong at all": _share(scores, lambda s: not s.faults),
    }


def print_types(scores: Sequence[Score]) -> None:
    """Facts, sources and labels by type of question."""
    types = sorted({s.item.type for s in scores})
    groups = {t: summary([s for s in scores if s.item.type == t]) for t in types}
    columns = ("source hit", "status", "nothing wrong at all")
    rows = [(t, f"{g['facts'][0]:.2f}", *(g[c][1] for c in columns)) for t, g in groups.items()]
    print_table("by type", ("type", "facts", *columns), rows)


def print_items(scores: Sequence[Score]) -> None:
    """Every answer with a fault, and the faults."""
    for s in (s for s in scores if s.faults):
        as_of = f" (as of {s.item.as_of})" if s.item.as_of else ""
        console.print(f"\n{s.item.id} {s.item.type}{as_of}: {s.item.question}", markup=False)
        console.print(f"  -> {s.answer.status}: {s.answer.text}", markup=False)
        for fault in s.faults:
            console.print(f"  ! {fault}", markup=False)


def write_json(path: Path, scores: Sequence[Score]) -> None:
    """Every answer as the CLI's --json prints it, with what the gold makes of it."""
    from bot.rendering.json_format import answer_json

    rows = [{"id": s.item.id, "faults": s.faults, "answer": answer_json(s.answer)} for s in scores]
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def below_floor(results: dict[str, tuple[float, str]]) -> list[str]:
    """One line for each floor or ceiling that is broken."""
    low = [
        f"{n}: {results[n][0]:.2f}, at least {f}" for n, f in FLOORS.items() if results[n][0] < f
    ]
    high = [
        f"{n}: {results[n][0]:.2f}, at most {c}" for n, c in CEILINGS.items() if results[n][0] > c
    ]
    return low + high


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", type=Path, default=DEV_SET, help="YAML question set")
    parser.add_argument("--corpus", type=Path, help="corpus folder; the packaged one when left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep all answers in FILE")
    parser.add_argument("--items", action="store_true", help="show every answer with a fault")
    parser.add_argument("--floors", action="store_true", help="exit 1 below the floors")
    return parser.parse_args()


def main() -> None:
    """Asks, scores, prints."""
    arguments = _arguments()
    items = read_set(arguments.set)
    assistant = open_assistant(load_settings(corpus=arguments.corpus))
    scores = [score(item, assistant.ask(item.question, item.as_of)) for item in items]
    if arguments.items:
        print_items(scores)
    results = summary(scores)
    print_types(scores)
    rows = [(name, f"{value:.2f}", count) for name, (value, count) in results.items()]
    print_table(f"{arguments.set.name}: {len(items)} questions", ("measure", "value", "of"), rows)
    times = [s.answer.elapsed.total for s in scores]
    console.print(f"slowest twentieth of the answers: over {p95(times):.0f} ms")
    if arguments.json:
        write_json(arguments.json, scores)
    broken = below_floor(results)
    if arguments.floors and broken:
        raise SystemExit("below the floor: " + "; ".join(broken))


if __name__ == "__main__":
    main()
