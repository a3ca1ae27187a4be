"""Measures which tracked claims a change asks again: what that saves, and what it misses.

Takes sources of the shipped corpus out and in again, one by one, with the questions of the
development and the shipped set as tracked claims. All are asked on every corpus, so that each
label that changed is known; a miss is one that the filter would not have asked again.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from common import DEV_SET, ROOT, console, print_table

from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.evaluation.loading import load_set
from bot.settings import Settings, load_settings
from bot.state.tracked import Finding, Tracked
from bot.tracking.examining import events_of, examine
from bot.tracking.touching import Touch
from retrieval.documents import Source

SHIPPED_SET = ROOT / "bot" / "evaluation" / "sets" / "shipped.yaml"
SHARES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
_TRACKED = 200


@dataclass(frozen=True, slots=True)
class Change:
    """Sources that came and went."""

    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One change, with the claims before and after it and the sources after it."""

    change: Change
    before: tuple[Tracked, ...]
    after: tuple[Tracked, ...]
    sources: Sequence[Source]


def claims_of(*sets: Path) -> tuple[Tracked, ...]:
    """The questions of some sets as claims of which nothing is known."""
    items = (item for path in sets for item in load_set(path).items)
    return tuple(Tracked(i.question, i.as_of, True, None, Finding()) for i in items)


def asked(claims: Sequence[Tracked], assistant: Assistant) -> tuple[Tracked, ...]:
    """The claims with what an assistant finds of them."""
    return tuple(replace(c, finding=Finding.of(assistant.ask(c.text, c.as_of))) for c in claims)


def steps(settings: Settings, claims: Sequence[Tracked], count: int) -> list[Step]:
    """Every source taken out, and put in again."""
    assert settings.corpus is not None
    assistant = open_assistant(settings)
    whole, sources = asked(claims, assistant), assistant.sources
    files = {p.stem: p for p in sorted((settings.corpus / "sources").glob("*.md"))}
    chosen = random.Random(7).sample([s for s in sources if s.id in files], count)
    found = []
    for source in chosen:
        away = settings.home / files[source.id].name
        files[source.id].rename(away)
        fewer = open_assistant(settings)
        without = asked(claims, fewer)
        away.rename(files[source.id])
        found.append(Step(Change(left=(source.id,)), whole, without, fewer.sources))
        found.append(Step(Change(entered=(source.id,)), without, whole, sources))
    open_assistant(settings)
    return found


def report(found: Sequence[Step]) -> None:
    """Misses and savings by the share of words that is asked for."""
    now = datetime.now(UTC)
    rows = []
    for share in SHARES:
        changes = missed = again = of = 0
        for step in found:
            touch = Touch(step.change, step.sources, share)
            reached = {(c.text, c.as_of) for c in step.before if touch.reaches(c)}
            events = list(events_of(step.before, step.after, step.change, now))
            missing = [e for e in events if (e.text, e.as_of) not in reached]
            changes, missed = changes + len(events), missed + len(missing)
            again, of = again + len(reached), of + len(step.before)
        rows.append((share, changes, missed, f"{again} of {of}", f"{100 - 100 * again / of:.1f} %"))
    columns = ("share of words", "labels changed", "missed", "asked again", "saved")
    print_table(f"{len(found)} changes of one source", columns, rows)


def duration(found: Sequence[Step], assistant: Assistant) -> None:
    """How long it takes to examine some 200 claims after one source entered."""
    times = []
    for step in found:
        if step.change.entered:
            many = (step.before * (1 + _TRACKED // len(step.before)))[:_TRACKED]
            started = perf_counter()
            examine(many, step.change, assistant)
            times.append(perf_counter() - started)
    times.sort()
    middle, worst = times[len(times) // 2], times[-1]
    console.print(
        f"examining {_TRACKED} claims after one source: median {middle:.2f} s, "
        f"worst {worst:.2f} s (bar: 1 s)"
    )


def main() -> None:
    """A scratch home and a copy of the corpus; the exported model is taken from --models."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sources", type=int, default=30, help="how many are taken out and in")
    parser.add_argument("--models", type=Path, help="`models` folder of a prepared home")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        shutil.copytree(ROOT / "corpus", home / "corpus")
        if arguments.models:
            shutil.copytree(arguments.models, home / "models")
        settings = load_settings(home=home, corpus=home / "corpus")
        found = steps(settings, claims_of(DEV_SET, SHIPPED_SET), arguments.sources)
        report(found)
        duration(found, open_assistant(settings))


if __name__ == "__main__":
    main()
