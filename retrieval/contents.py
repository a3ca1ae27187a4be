"""What one generation of an index holds, and how sources go into it and out of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Protocol

from retrieval import chunking
from retrieval.catalogue import Catalogue
from retrieval.documents import Actor, Sentence, Source, combined_hash
from retrieval.embedding import Embedder
from retrieval.parsing import Parse, Parser
from retrieval.store import VectorStore

_BATCH = 256
_CHARACTERS = 20_000  # of sources that are parsed at once
_ANNOTATED = "annotated"
Progress = Callable[[int, int], None]


class Annotator(Protocol):
    """Works out, when a source is indexed, what is to be kept beside it for questions."""

    @property
    def version(self) -> str:
        """Another version annotates otherwise: what an older one kept is worked out again."""
        ...

    def annotate(
        self,
        source: Source,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        actors: Sequence[Actor],
    ) -> str:
        """What is kept for a source, in a form of the annotator's own.

        `parses` are those of its sentences, in order.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """How the texts of an index are read; without an annotator nothing is kept beside them."""

    parser: Parser
    annotator: Annotator | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """One opened generation: `sentences` and `passages` hold one vector per sentence each.

    The first is of the title and the sentence, the second of the passage around the sentence.
    """

    catalogue: Catalogue
    sentences: VectorStore
    passages: VectorStore

    @property
    def content_hash(self) -> str:
        """Hash over all sources; equal hashes mean equal content."""
        return combined_hash(self.catalogue.hashes().values())

    def close(self) -> None:
        """Lets go of all files."""
        self.catalogue.close()
        self.sentences.close()
        self.passages.close()


@dataclass(frozen=True, slots=True)
class Change:
    """What bringing an index up to date did."""

    added: int
    removed: int
    unchanged: int


def annotate(index: Index, annotator: Annotator, actors: Sequence[Actor]) -> None:
    """Brings annotations in line with the sources, the actors and the annotator's version."""
    catalogue, wanted = index.catalogue, _annotation_state(annotator, actors)
    anew = catalogue.note(_ANNOTATED) != wanted
    known = frozenset[str]() if anew else catalogue.annotated()
    for source_id in catalogue.hashes().keys() - known:
        source, sentences = catalogue.document(source_id)
        value = annotator.annotate(source, sentences, catalogue.parses(source_id), actors)
        catalogue.set_annotation(source_id, value)
    catalogue.set_note(_ANNOTATED, wanted)


def is_annotated(catalogue: Catalogue, annotator: Annotator | None) -> bool:
    """True when what is kept was worked out by this annotator for the catalogue's actors."""
    if annotator is None:
        return True
    return catalogue.note(_ANNOTATED) == _annotation_state(annotator, catalogue.actors())


def _annotation_state(annotator: Annotator, actors: Sequence[Actor]) -> str:
    record = json.dumps([asdict(actor) for actor in actors], sort_keys=True)
    return f"{annotator.version} {sha256(record.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Models:
    """What a source goes through on its way into the index."""

    embedder: Embedder
    parser: Parser


def fill(
    index: Index,
    models: Models,
    held: Mapping[str, str],
    new: Sequence[Source],
    progress: Progress | None,
) -> Change:
    """Removes what is gone or changed and adds what is new.

    `held` is the content hash by id of all sources that count, `new` those of them that the index
    does not hold in this version.
    """
    before = index.catalogue.hashes()
    gone = [i for i, digest in before.items() if held.get(i) != digest]
    for source_id in gone:
        remove_source(index, source_id)
    _add(index, models, new, progress)
    return Change(len(new), len(set(gone) - set(held)), len(held) - len(new))


def remove_source(index: Index, source_id: str) -> None:
    """Takes a source out of all stores."""
    names = [vector_id(source_id, s.position) for s in index.catalogue.sentences(source_id)]
    with ThreadPoolExecutor(max_workers=1) as beside:
        first = beside.submit(index.sentences.delete, names)
        index.passages.delete(names)
        first.result()
    index.catalogue.remove(source_id)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is embedded for one sentence."""

    name: str
    sentence: str
    passage: str


def _add(
    index: Index, models: Models, sources: Sequence[Source], progress: Progress | None
) -> None:
    """Embeds in batches that span sources, so that small sources do not slow the model down."""
    waiting: list[_Row] = []
    if progress and sources:
        progress(0, len(sources))
    number = 0
    for together in _at_once(sources):
        read = chunking.parsed_together(together, models.parser)
        for source, (sentences, parses) in zip(together, read, strict=True):
            number += 1
            waiting += _catalogued(index.catalogue, source, sentences, parses)
            if len(waiting) >= _BATCH or number == len(sources):
                _embed(index, models.embedder, waiting)
                waiting = []
                if progress:
                    progress(number, len(sources))


def _at_once(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """Runs of sources that are parsed at once: some twenty thousand characters, or one source."""
    first, size = 0, 0
    for n, source in enumerate(sources):
        if n > first and size + len(source.body) > _CHARACTERS:
            yield sources[first:n]
            first, size = n, 0
        size += len(source.body)
    if sources:
        yield sources[first:]


def _catalogued(
    catalogue: Catalogue, source: Source, sentences: tuple[Sentence, ...], parses: Sequence[Parse]
) -> list[_Row]:
    passages = [chunking.passage_around(source, sentences, s.position) for s in sentences]
    contexts = [
        chunking.context_of(p, s.position) for p, s in zip(passages, sentences, strict=True)
    ]
    catalogue.add(source, sentences, parses, contexts)
    return [
        _Row(
            vector_id(source.id, sentence.position),
            chunking.embedded_text(source, sentence),
            passage.text,
        )
        for sentence, passage in zip(sentences, passages, strict=True)
    ]


def _embed(index: Index, embedder: Embedder, rows: Sequence[_Row]) -> None:
    if not rows:
        return
    names = [row.name for row in rows]
    with ThreadPoolExecutor(max_workers=1) as beside:  # a large store takes a second to wake up
        vectors = embedder.embed([row.sentence for row in rows])
        first = beside.submit(index.sentences.upsert, names, vectors)
        index.passages.upsert(names, embedder.embed([row.passage for row in rows]))
        first.result()


def vector_id(source_id: str, position: int) -> str:
    """The name under which a sentence's vector is stored."""
    return f"{source_id}#{position}"


def parse_vector_id(name: str) -> tuple[str, int]:
    """Source id and sentence position of a vector's name."""
    source_id, _, position = name.rpartition("#")
    return source_id, int(position)
