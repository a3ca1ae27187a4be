"""Support: what the numbers gate, bearing and search tell of a claim and its evidence.

There is no verdict "supported" or "refuted" in our code: these are the parts that exist, and what
they say when they are put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from public import support_sets
from public.claims_read import Weighing, bearing, missing_figures
from public.files import found
from public.measures import f1_of, share
from public.support_sets import Pair, Summaries
from public.support_verdicts import AGAINST, COLUMNS, verdicts
from public.tables import Cell, Table
from public.wice import where_support_stands

from bot.assembly import embedder_of
from bot.language.figures import dates_in, figures_of
from bot.settings import load_settings

Row = TypeVar("Row")
PAIRS: dict[str, tuple[str, Callable[[Path], Iterator[Pair]]]] = {
    "FEVER symmetric": ("support/fever_symmetric_dev.jsonl", support_sets.fever_symmetric),
    "Fool Me Twice": ("support/fool_me_twice_dev.jsonl.gz", support_sets.fool_me_twice),
    "Factcheck-GPT": ("support/factcheck_gpt_stance.jsonl", support_sets.factcheck_gpt),
    "WiCE, oracle chunk": ("support/wice_oracle_claim_dev.jsonl", support_sets.wice_oracle),
}


def run(home: Path, limit: int | None) -> list[Table]:
    """The numbers gate on summaries, bearing and gates on pairs, search on cited pages."""
    tables = []
    if (path := found("support/bump_task2.json")) is not None:
        tables.append(_figures(_some(support_sets.bump(path), limit)))
    rows: list[tuple[Cell, ...]] = []
    verdict: list[tuple[Cell, ...]] = []
    embedder = embedder_of(load_settings(home=home))
    for name, (file, read) in PAIRS.items():
        if (path := found(file)) is not None:
            pairs = _some(read(path), limit)
            rows += _by_gold(name, pairs)
            verdict += verdicts(name, pairs, embedder)
            if name == "Factcheck-GPT":
                tables.append(_relevance(pairs))
    columns = ("set", "gold", "n", "bears", "denied", "with figures", "gate objects")
    tables.append(Table("Claims against their evidence, by gold", columns, tuple(rows)))
    tables.append(Table("Is the claim supported?", COLUMNS, tuple(verdict)))
    if (path := found("support/wice_claim_dev.jsonl")) is not None:
        tables.append(where_support_stands(_some(support_sets.wice(path), limit), home))
    return tables


def _some(rows: Iterable[Row], limit: int | None) -> list[Row]:
    kept = list(rows)
    return kept[:: max(1, len(kept) // limit)] if limit else kept


def _figures(pairs: Sequence[Summaries]) -> Table:
    """BUMP: the gate should object to the wrong summary where a figure was changed, else never."""
    wrong = [bool(missing_figures(p.wrong, p.article)) for p in pairs]
    right = [bool(missing_figures(p.right, p.article)) for p in pairs]
    changed = [_written(p.wrong) != _written(p.right) for p in pairs]
    rows: list[tuple[Cell, ...]] = [
        ("wrong, a figure or date was changed", sum(changed), _among(wrong, changed)),
        ("wrong, something else was", len(pairs) - sum(changed), _among(wrong, map(_no, changed))),
        ("all wrong summaries", len(pairs), share(wrong)),
        ("right summaries (false alarms)", len(pairs), share(right)),
    ]
    for error in sorted({p.error for p in pairs}):
        mine = [p.error == error for p in pairs]
        rows.append((f"wrong by: {error}", sum(mine), _among(wrong, mine)))
    return Table("BUMP: the numbers gate", ("summaries", "n", "gate objects"), tuple(rows))


def _written(text: str) -> tuple[list[float], list[str]]:
    """The figures and dates of a text, to see whether one was changed."""
    dates = [" ".join(text[start:end].split()) for start, end in dates_in(text)]
    return sorted(figure.value for figure in figures_of(text)), sorted(dates)


def _no(value: bool) -> bool:
    return not value


def _among(values: Sequence[bool], chosen: Iterable[bool]) -> float | None:
    return share(value for value, keep in zip(values, chosen, strict=True) if keep)


def _by_gold(name: str, pairs: Sequence[Pair]) -> list[tuple[Cell, ...]]:
    """For each gold label: how often evidence bears on the claim, denies it, lacks its figure."""
    weighing = Weighing(p.evidence for p in pairs)
    rows: list[tuple[Cell, ...]] = []
    for gold in sorted({p.gold for p in pairs}):
        mine = [p for p in pairs if p.gold == gold]
        bears = [bearing(weighing.proposition(p.claim), p.evidence) for p in mine]
        denied = [any(s.stance in AGAINST for s in statements) for statements in bears]
        figured = [p for p in mine if any(_written(p.claim))]
        objects = share(bool(missing_figures(p.claim, p.evidence)) for p in figured)
        row = (name, gold, len(mine), share(map(bool, bears)), share(denied), len(figured), objects)
        rows.append(row)
    return rows


def _relevance(pairs: Sequence[Pair]) -> Table:
    """Factcheck-GPT: does evidence that bears on a claim matter to it, and is it all that does?"""
    weighing = Weighing(p.evidence for p in pairs)
    got = [bool(bearing(weighing.proposition(p.claim), p.evidence)) for p in pairs]
    rows: list[tuple[Cell, ...]] = []
    for title, wanted in (
        ("any but irrelevant", {"completely-support", "partially-support", "refute"}),
        ("complete support or refutation", {"completely-support", "refute"}),
    ):
        gold = [p.gold in wanted for p in pairs]
        precision, recall = _among(gold, got), _among(got, gold)
        rows.append((f"bears on: {title}", share(got), precision, recall, f1_of(precision, recall)))
        rows.append((f"every piece taken: {title}", 1.0, share(gold), 1.0, f1_of(share(gold), 1.0)))
    columns = ("judged relevant", "share", "precision", "recall", "F1")
    return Table(f"Factcheck-GPT: bearing, {len(pairs)} pairs", columns, tuple(rows))
