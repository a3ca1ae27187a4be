"""Lets a large model read pairs, for a small one to learn from (distillation; Hinton et al. 2015).

    python -m training.teach teacher-1

reads training/pairs/open-*.jsonl and writes training/pairs/checker-taught-*.jsonl.

Pairs without a label get the teacher's probabilities. Of pairs that have one, half the weight is
the label's; where the teacher gives it less than a tenth, the pair is taken for wrong and left out:
a sentence with the answer in it need not say what the question makes of it. What was taught already
stays, so that a run which is stopped goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.bases import load_tokenizer
from training.batches import encode_examples, ordered_batches
from training.examples import LABELS, Example, read_examples, write_examples
from training.export import model_of
from training.model import CrossEncoder

PAIRS = Path("training/pairs")
_LEAST = 0.1
_PART = 4000  # examples between two files


def main() -> None:
    """Teaches all files of open pairs."""
    run = sys.argv[1]
    kept = torch.load(Path("training/runs") / run / "checkpoint.pt", weights_only=True)
    model, base = model_of(kept), str(kept["settings"]["base"])
    for path in sorted(PAIRS.glob("open-*.jsonl")):
        examples = read_examples(path)
        for start in range(0, len(examples), _PART):
            part = f"checker-taught-{path.stem.removeprefix('open-')}-{start // _PART:02}.jsonl"
            if not (PAIRS / part).exists():
                taught = list(taught_by(model, base, examples[start : start + _PART]))
                write_examples(PAIRS / part, taught)
                print(f"{part}: {len(taught)} of {_PART}", flush=True)


def taught_by(model: CrossEncoder, base: str, examples: Sequence[Example]) -> Iterator[Example]:
    """The examples with shares for each label, those left out that the teacher holds for wrong."""
    order = sorted(examples, key=lambda e: len(e.first) + len(e.seconds[0]))
    encoded = encode_examples(load_tokenizer(base), order, 128)
    found: list[list[float]] = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in ordered_batches(encoded, 8192):
            logits = model(batch.input_ids, batch.attention_mask, batch.token_type_ids)
            found += torch.softmax(logits.float(), dim=1).tolist()
    for example, shares in zip(order, found, strict=True):
        if not example.right:
            yield replace(example, soft=_rounded(shares))
        elif sum(shares[n] for n in example.right) >= _LEAST:
            yield replace(example, soft=_rounded(_mixed(shares, example.right)))


def _mixed(shares: Sequence[float], right: Sequence[int]) -> list[float]:
    """Half the teacher's shares, half the label's: what it allows, as the teacher weighs it."""
    allowed = sum(shares[n] for n in right)
    gold = [shares[n] / allowed if n in right else 0.0 for n in range(len(LABELS))]
    return [(s + g) / 2 for s, g in zip(shares, gold, strict=True)]


def _rounded(shares: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(share, 4) for share in shares)


if __name__ == "__main__":
    main()
