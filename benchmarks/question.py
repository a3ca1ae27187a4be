"""Times warm questions: percentiles and what searching, composing and labelling take of them.

With `--passages N` also the search in an index of N passages of real text, with and without a date,
and how much of the exact nearest neighbours the vector stores find.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import fmean, median
from time import perf_counter

from common import DEV_SET, console, megabytes, p95, parser, print_table

from bot.answering.question import Question, QuestionReader
from bot.assembly import embedder_of, open_assistant
from bot.claims import Elapsed
from bot.errors import BadSet
from bot.evaluation.loading import load_set
from bot.settings import load_settings
from retrieval.naming import ActorNames
from retrieval.search import HybridSearch, Query

BARS = {"p50": 40, "p95": 120, "large p95": 300, "recall": 0.98}
_ASKED = 200
_CANDIDATES = 32


def warm(question_set: Path, rounds: int) -> None:
    """Asks every question of a set several times; the first round is not counted."""
    try:
        items = load_set(question_set).items
    except BadSet as error:
        raise SystemExit(f"{error}; pass one with --set FILE") from error
    assistant = open_assistant(load_settings())
    for item in items:
        assistant.ask(item.question, item.as_of)
    answers = [assistant.ask(i.question, i.as_of) for _ in range(rounds) for i in items]
    _report_warm([a.elapsed for a in answers])


def _report_warm(elapsed: list[Elapsed]) -> None:
    total = [e.total for e in elapsed]
    steps = {
        "search": [e.search for e in elapsed],
        "compose": [e.compose for e in elapsed],
        "label": [e.label for e in elapsed],
        "total": total,
    }
    rows = [
        (name, *_percentiles(ms), f"{100 * fmean(ms) / fmean(total):.0f} %")
        for name, ms in steps.items()
    ]
    print_table(f"{len(total)} warm questions", ("ms", "p50", "p95", "share"), rows)
    peak = megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    bars = f"bars: p50 {BARS['p50']} ms, p95 {BARS['p95']} ms"
    console.print(f"{bars}; peak memory of this process {peak:.0f} MB")


def large(count: int, home: Path) -> None:
    """Searches an index of `count` passages: speed and recall."""
    from large_index import build, questions

    embedder = embedder_of(load_settings(home=home))
    started = perf_counter()
    console.print(f"building an index of {count} passages (several minutes) ...")
    built = build(home, count, embedder)
    console.print(f"built in {perf_counter() - started:.0f} s")
    reader = QuestionReader(ActorNames(()), parser())
    asked = [reader.read(question, None) for question in questions(_ASKED)]
    rows = _search_times(HybridSearch(built.index, embedder), asked)
    print_table(f"search in {count} passages, ms", ("", "p50", "p95"), rows)
    sentences, passages = built.recall(embedder.embed([q.search_text for q in asked]))
    found = f"sentences {sentences:.3f}, passages {passages:.3f}"
    bars = f"bars: p95 {BARS['large p95']} ms, recall {BARS['recall']}"
    console.print(f"recall@10 of the vector search: {found} ({bars})")


def _search_times(search: HybridSearch, asked: list[Question]) -> list[tuple[str, str, str]]:
    from large_index import day_preceded_by

    rows = []
    for share in (None, 50, 5):
        day = None if share is None else day_preceded_by(share)
        queries = [Query(q.search_text, q.search_phrases, day) for q in asked]
        times = [_milliseconds(partial(search.search, query, _CANDIDATES)) for query in queries]
        name = "no date" if share is None else f"as of a day that {share} % precede"
        rows.append((name, *_percentiles(times)))
    return rows


def _percentiles(milliseconds: list[float]) -> tuple[str, str]:
    return f"{median(milliseconds):.1f}", f"{p95(milliseconds):.1f}"


def _milliseconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return (perf_counter() - started) * 1000


def main() -> None:
    """The shipped corpus, or a large index when asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", type=Path, default=DEV_SET, help="question set")
    parser.add_argument("--rounds", type=int, default=5, help="times each question is asked")
    parser.add_argument("--passages", type=int, help="measure an index of that many instead")
    parser.add_argument("--home", type=Path, help="keep the large index in this folder")
    arguments = parser.parse_args()
    if arguments.passages is None:
        warm(arguments.set, arguments.rounds)
    elif arguments.home:
        large(arguments.passages, arguments.home)
    else:
        with tempfile.TemporaryDirectory() as home:
            large(arguments.passages, Path(home))


if __name__ == "__main__":
    main()
