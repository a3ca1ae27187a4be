"""The parser by spaCy: the only file that imports it.

Where a rule is certain that a sentence begins, or that none does, it says so before spaCy's parser
runs, which keeps to it: borders and parse agree.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from retrieval.borders import pieces_of, reaching, starts_of
from retrieval.errors import ModelError
from retrieval.flattening import Flat, flat
from retrieval.importing import TORCH
from retrieval.parsing import Parse
from retrieval.pipelines import Pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_UNUSED = ["senter"]
_BORDERS = "onrecord_borders"
_LONGEST_SENTENCE = 300  # words; what is longer is no sentence, and takes too long to walk
_DOUBLES = re.compile(r"[^aeiou]*[aeiou][^aeiouwxyzs]\Z")  # its last consonant, before "-ing"
_AT_ONCE = 20_000  # characters; more take memory and no less time


class SpacyParser:
    """A pipeline, loaded once: by `load`, or when it is first needed. For several threads."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._of = pipeline
        self._loaded: Language | None = None
        self._turn = Lock()

    @property
    def name(self) -> str:
        """The pipeline with its version."""
        return self._of.name

    def load(self) -> None:
        """Loads the pipeline now: a second or two. Raises ModelError."""
        with self._turn:
            self._ready()

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
        with self._turn:
            pipeline = self._ready()
        return pipeline.get_pipe("lemmatizer").lookups.get_table(name)  # type: ignore[attr-defined]

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """The sentences of each text, in order; whatever is no white space is in one of them.

        Raises ModelError.
        """
        parts = [[_Part(text, *span) for span in pieces_of(text)] for text in texts]
        with self._turn, self._ready().memory_zone():  # else its vocabulary keeps every new word
            docs = self._docs([part.flat.text for of_text in parts for part in of_text])
            return [
                _parses(text, [s for part in of_text for s in _sentences(part, next(docs))])
                for text, of_text in zip(texts, parts, strict=True)
            ]

    def _docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        pipeline = self._ready()
        for batch in _batches(texts):
            yield from pipeline.pipe(batch, batch_size=len(batch))

    def _ready(self) -> Language:
        if self._loaded is None:
            self._loaded = _load(self._of)
        return self._loaded


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words that belong together, in the flat text of a part that begins at `offset`."""

    words: Sequence[Token]
    flat: Flat
    offset: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the flat text in the whole text."""
        first, behind = self.flat.span(start, end)
        return self.offset + first, self.offset + behind


class _Part:
    """A part of a text that is parsed at once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.flat, self.offset = flat(text[start:end]), start


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first, size = 0, 0
    for n, text in enumerate(texts):
        if n > first and size + len(text) > _AT_ONCE:
            yield texts[first:n]
            first, size = n, 0
        size += len(text)
    if texts:
        yield texts[first:]


def _sentences(part: _Part, doc: Doc) -> Iterator[_Sentence]:
    for span in doc.sents:
        words = [token for token in span if not token.is_space]
        for first in range(0, len(words), _LONGEST_SENTENCE):
            yield _Sentence(words[first : first + _LONGEST_SENTENCE], part.flat, part.offset)


def _parses(text: str, sentences: Sequence[_Sentence]) -> tuple[Parse, ...]:
    """The sentences of a whole text; one without words where it has none."""
    begins = [s.span(s.words[0].idx, s.words[0].idx + 1)[0] for s in sentences]
    spans = reaching(text, begins)
    if not sentences:
        return tuple(Parse.unread(start, text[start:end]) for start, end in spans)
    return tuple(
        _parse_of(sentence, start, text[start:end])
        for sentence, (start, end) in zip(sentences, spans, strict=True)
    )


def _parse_of(sentence: _Sentence, start: int, text: str) -> Parse:
    """Plain columns of a sentence; what hangs on a word beyond it is a root of it."""
    words = sentence.words
    places = {word.i: n for n, word in enumerate(words)}
    spans = [sentence.span(word.idx, word.idx + len(word)) for word in words]
    return Parse(
        start=start,
        text=text,
        starts=tuple(first - start for first, _ in spans),
        ends=tuple(behind - start for _, behind in spans),
        lemmas=tuple(sys.intern(_lemma(word)) for word in words),
        tags=tuple(word.tag_ for word in words),
        deps=tuple(word.dep_ if word.head.i in places else "ROOT" for word in words),
        heads=tuple(places.get(word.head.i, n) for n, word in enumerate(words)),
        entities=tuple(
            sys.intern(f"{word.ent_iob_}-{word.ent_type_}") if word.ent_type_ else ""
            for word in words
        ),
    )


def _lemma(word: Token) -> str:
    """The lemma; "hoping" is of "hope", since of "hop" it would have two consonants."""
    lemma, text = (word.lemma_ or word.text).lower(), word.text.lower()
    silent = word.tag_.startswith("V") and text in (lemma + "ing", lemma + "ed", lemma + "es")
    return f"{lemma}e" if silent and _DOUBLES.match(lemma) else lemma


def _preset(doc: Doc) -> Doc:
    """Sets where sentences begin and where none does, as far as rules are certain."""
    words = [token.text for token in doc]
    spaced = [n == 0 or bool(doc[n - 1].whitespace_) for n in range(len(doc))]
    for token, begins in zip(doc, starts_of(words, spaced), strict=True):
        if begins is not None and token.i:
            token.is_sent_start = begins
    return doc


def _load(pipeline: Pipeline) -> Language:
    """The pipeline from its files, which are sound. Raises ModelError."""
    pipeline.check()
    with TORCH, _in_place_of({"torch": None, **_no_commands()}):
        import spacy
        from spacy.language import Language
    try:
        loaded = spacy.load(pipeline.folder, exclude=_UNUSED)
        Language.component(_BORDERS, func=_preset)
        loaded.add_pipe(_BORDERS, before="parser")
    except Exception as error:  # thinc, srsly and spaCy raise many kinds
        raise ModelError(pipeline.failure(error)) from error
    return loaded


def _no_commands() -> dict[str, ModuleType | None]:
    """In place of spaCy's command line, which it imports for a single function: 0.4 s, 19 MB."""
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]
    return {commands.__name__: commands, info.__name__: info}


@contextmanager
def _in_place_of(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Keeps modules from being imported, those that are there already left alone.

    thinc imports torch where it is installed: 1.5 s and 180 MB for nothing. Whoever imports it
    meanwhile would fail, hence the lock around it.
    """
    hidden = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(hidden)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
