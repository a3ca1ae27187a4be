"""Builds a model's examples: `python -m training.build_pairs checker` (or reader, or open).

"open" makes the pairs that a teacher labels (training/teach.py).

The pool is ../shared/data/training unless a second argument names another folder.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from retrieval.pipelines import pipeline_named
from retrieval.spacy_parser import SpacyParser
from training.checker_pairs import pool_examples
from training.examples import Example, write_examples
from training.nearby import Nearby
from training.open_pairs import crossed_examples
from training.pool_words import pool_sentences, pool_words
from training.question_claims import answered_questions, question_examples
from training.reader_lists import ByWords, further_questions, pool_questions, reader_examples
from training.rule_pairs import parsed_pairs, rule_examples

POOL = Path("../shared/data/training")
PAIRS = Path("training/pairs")
RULE_SENTENCES = 9000
CROSSED_SHARE = 0.042


def main() -> None:
    """Writes training/pairs/<task>.jsonl and, for the checker, checker-rules.jsonl."""
    task, pool = sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else POOL
    if task == "checker":
        _write("checker.jsonl", list(pool_examples(pool / "bearing.jsonl.gz")))
        _write("checker-rules.jsonl", made_by_rule(pool))
    elif task == "open":
        parser, draw = SpacyParser(pipeline_named(None)), random.Random(19)
        answered = answered_questions(pool / "reader.jsonl.gz")
        _write("open-questions.jsonl", list(question_examples(parser, answered, draw)))
        crossed = list(crossed_examples(pool / "bearing.jsonl.gz", CROSSED_SHARE))
        _write("open-crossed.jsonl", crossed)
    elif task == "reader":
        asked = pool_questions(pool / "reader.jsonl.gz")
        _write("reader.jsonl", list(reader_examples(asked, ByWords(asked), random.Random(17))))
        asked = further_questions(pool / "reader.jsonl.gz")
        _write("reader-near.jsonl", list(reader_examples(asked, Nearby(asked), random.Random(23))))
    else:
        raise SystemExit(f"no task {task}")


def made_by_rule(pool: Path) -> list[Example]:
    """Twins of the pool's sentences; the same ones each time."""
    draw = random.Random(13)
    sentences = pool_sentences(pool)
    print(f"{len(sentences)} sentences are fit to be rewritten", flush=True)
    chosen = draw.sample(sentences, min(RULE_SENTENCES, len(sentences)))
    pairs = parsed_pairs(SpacyParser(pipeline_named(None)), chosen, draw)
    words = pool_words([pair.whole for pair in pairs])
    return list(rule_examples(pairs, words, draw))


def _write(name: str, examples: list[Example]) -> None:
    write_examples(PAIRS / name, examples)
    print(name, len(examples), dict(Counter(e.source for e in examples)), flush=True)


if __name__ == "__main__":
    main()
