"""What a change of the corpus costs: one source, a thousand, and one more among 100,000 passages.

The shipped corpus is copied into a temporary home first. `--passages N` measures a large index
instead (see large_index.py); `--home` keeps it, since building it takes some ten minutes.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from common import ROOT, console, megabytes, p95, print_table

from bot.assembly import corpus_of, embedder_of, index_folder_of, open_assistant
from bot.settings import Settings, load_settings
from retrieval.documents import Source
from retrieval.embedding import Embedder
from retrieval.loaders.markdown import write_source

BARS = {"one source": 2.0, "one of many": 3.0, "question": 300.0, "memory": 1500.0}
_WORDS = 500
_ASKED = 100


def made_of_public_text(count: int) -> Iterator[Source]:
    """Sources of 500 words each, of encyclopaedia sentences in a shuffled order."""
    from large_index import FIRST_DAY, shuffled_sentences

    sentences = shuffled_sentences()
    for number in range(count):
        words, body = 0, []
        while words < _WORDS:
            body.append(next(sentences))
            words += len(body[-1].split())
        day = FIRST_DAY + timedelta(days=number)
        yield Source(f"made-{number:05d}", f"Made {number}", "Benchmark", day, " ".join(body))


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def change_one(settings: Settings, embedder: Embedder, rounds: int) -> list[tuple[str, str, str]]:
    """Adding, changing and removing a source of 500 words, indexing each time: median and worst."""
    corpus, folder = corpus_of(settings), index_folder_of(settings)
    (source,) = made_of_public_text(1)
    changed = replace(source, title="Another title")
    steps: dict[str, Callable[[], object]] = {
        "add": lambda: corpus.take_in([source]),
        "new version": lambda: corpus.take_in([changed]),
        "remove": lambda: corpus.take_out([source.id]),
        "nothing changed": lambda: None,
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            started = perf_counter()
            step()
            folder.update(embedder)
            times[name].append(perf_counter() - started)
    return [(name, f"{median(taken):.2f}", f"{max(taken):.2f}") for name, taken in times.items()]


def shipped(home: Path, rounds: int) -> None:
    """One source among those of the shipped corpus."""
    settings = load_settings(home=home, corpus=ROOT / "corpus")
    embedder = embedder_of(settings)
    index_folder_of(settings).update(embedder)
    rows = change_one(settings, embedder, rounds)
    print_table("one source of 500 words, shipped corpus, s", ("", "median", "worst"), rows)
    console.print(f"bar: add at most {BARS['one source']} s, the model loaded")


def thousand(home: Path, count: int) -> None:
    """Many sources into an empty corpus at once."""
    folder = home / "empty"
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    first = next(made_of_public_text(1))  # a corpus is never empty
    text = write_source(replace(first, id="first", body="The first source."))
    (folder / "sources" / "first.md").write_text(text, encoding="utf-8")
    settings = load_settings(home=home, corpus=folder)
    embedder = embedder_of(settings)
    sources = list(made_of_public_text(count))
    corpus = corpus_of(settings)
    corpus.take_in(sources)
    taken = seconds(lambda: index_folder_of(settings).update(embedder))
    peak = megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    console.print(
        f"{count} sources of {_WORDS} words: {taken:.0f} s, {count / taken:.1f} sources a second, "
        f"peak memory {peak:.0f} MB"
    )


def large(home: Path, passages: int, rounds: int) -> None:
    """One source more among many, and whole questions asked of them."""
    from large_index import StretchedEmbedder, day_preceded_by, prepared, questions

    embedder = embedder_of(load_settings(home=home))
    settings = prepared(home, passages)
    console.print(f"an index of {passages} passages (built in several minutes if not there) ...")
    built = seconds(lambda: index_folder_of(settings).update(StretchedEmbedder(embedder)))
    console.print(f"brought in line in {built:.1f} s")
    rows = change_one(settings, embedder, rounds)
    print_table(f"one source more among {passages} passages, s", ("", "median", "worst"), rows)
    console.print(f"bar: add at most {BARS['one of many']} s")
    opening = perf_counter()
    assistant = open_assistant(settings)
    console.print(f"opened in {perf_counter() - opening:.1f} s")
    asked = []
    for name, share in (("first time", None), ("again", None), ("50 %", 50), ("5 %", 5)):
        day = None if share is None else day_preceded_by(share)
        times = [1000 * seconds(partial(assistant.ask, q, day)) for q in questions(_ASKED)]
        what = f"as of a day that {name} precede" if share else f"no date, {name}"
        asked.append((what, f"{median(times):.0f}", f"{p95(times):.0f}", f"{max(times):.0f}"))
    print_table("whole questions, ms", ("", "p50", "p95", "worst"), asked)
    peak = megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    bars = f"bars: p95 {BARS['question']:.0f} ms, memory {BARS['memory']:.0f} MB"
    console.print(f"peak memory {peak:.0f} MB ({bars}); recall: question.py --passages {passages}")


def main() -> None:
    """The shipped corpus and a thousand sources, or a large index when asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times each change is made")
    parser.add_argument("--sources", type=int, default=1000, help="sources taken in at once")
    parser.add_argument("--passages", type=int, help="measure an index of that many instead")
    parser.add_argument("--home", type=Path, help="keep what is built in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary)
        if arguments.passages is not None:
            large(home, arguments.passages, arguments.rounds)
        else:
            shipped(home, arguments.rounds)
            thousand(home, arguments.sources)


if __name__ == "__main__":
    main()
