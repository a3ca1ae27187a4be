"""Examples as numbers, and batches of like length: padding is what costs most on a processor."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.examples import Example

_POOL = 40  # batches whose examples are sorted by length together


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example's inputs, one for each second text, and what is right."""

    ids: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]  # where each second text starts
    right: tuple[int, ...]
    source: str
    soft: tuple[float, ...] = ()

    @property
    def longest(self) -> int:
        """Tokens of the longest input."""
        return max(map(len, self.ids))


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded inputs, and which example each row belongs to."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    examples: tuple[Encoded, ...]


def encode_examples(
    tokenizer: Tokenizer, examples: Sequence[Example], max_tokens: int
) -> list[Encoded]:
    """Tokenised examples, in order."""
    tokenizer.enable_truncation(max_tokens, strategy="longest_first")
    pairs = [(e.first, second) for e in examples for second in e.seconds]
    encodings = iter(tokenizer.encode_batch(pairs))
    encoded = []
    for example in examples:
        rows = [next(encodings) for _ in example.seconds]
        ids = tuple(tuple(row.ids) for row in rows)
        starts = tuple(row.sequence_ids.index(1) for row in rows)
        encoded.append(Encoded(ids, starts, example.right, example.source, example.soft))
    return encoded


def shuffled_batches(
    encoded: Sequence[Encoded], tokens: int, draw: random.Random
) -> Iterator[Batch]:
    """One pass in random order, in batches of at most so many tokens with padding."""
    order = list(encoded)
    draw.shuffle(order)
    mean = sum(e.longest * len(e.ids) for e in order) / max(len(order), 1)
    pool = max(int(_POOL * tokens / mean), 1)
    for start in range(0, len(order), pool):
        batches = list(_cut(sorted(order[start : start + pool], key=_length), tokens))
        draw.shuffle(batches)
        yield from map(padded, batches)


def ordered_batches(encoded: Sequence[Encoded], tokens: int) -> Iterator[Batch]:
    """The examples in their order, as evaluation wants them."""
    return map(padded, _cut(list(encoded), tokens))


def padded(examples: Sequence[Encoded]) -> Batch:
    """The inputs of some examples as tensors of one length."""
    rows = [(ids, at) for e in examples for ids, at in zip(e.ids, e.starts, strict=True)]
    shape = (len(rows), max(len(ids) for ids, _ in rows))
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for n, (row, start) in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1
        types[n, start : len(row)] = 1
    return Batch(ids, mask, types, tuple(examples))


def _length(example: Encoded) -> int:
    return example.longest


def _cut(examples: list[Encoded], tokens: int) -> Iterator[list[Encoded]]:
    batch: list[Encoded] = []
    rows = longest = 0
    for example in examples:
        wider = max(longest, example.longest)
        if batch and (rows + len(example.ids)) * wider > tokens:
            yield batch
            batch, rows, wider = [], 0, example.longest
        batch.append(example)
        rows, longest = rows + len(example.ids), wider
    if batch:
        yield batch
