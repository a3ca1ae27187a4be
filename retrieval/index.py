"""The index of one corpus: catalogue and vectors, always of the same state.

On disk, below `home/indexes/<corpus key>/`: generations (see `retrieval.generations`), each a
folder with a catalogue and two vector stores.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from retrieval.catalogue import Catalogue
from retrieval.contents import (
    Change,
    Index,
    Models,
    Progress,
    Reading,
    annotate,
    fill,
    is_annotated,
)
from retrieval.corpus import Corpus, FileStamp, Known
from retrieval.documents import Sentence, Source
from retrieval.embedding import Embedder
from retrieval.errors import IndexUnusable
from retrieval.fingerprint import Fingerprint, is_outdated
from retrieval.generations import Generations, Patience
from retrieval.soundness import Fault, faults_of, mend
from retrieval.store import VectorStore

_CATALOGUE = "catalogue.sqlite"
Annotated = tuple[Source, tuple[Sentence, ...], str]
OpenStore = Callable[[Path, bool], VectorStore]
Sweep = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class _Cleaning:
    """What is put right besides: faults that were found, traces of what was taken out."""

    faults: tuple[Fault, ...] = ()
    compact: bool = False


class IndexFolder:
    """Opens, builds and updates the index of one corpus below `home`.

    `sweep` clears what the stores of dropped generations left elsewhere than in their folders, for
    which it is given `folder`; it may raise StorageError.
    """

    def __init__(
        self,
        home: Path,
        corpus: Corpus,
        open_store: OpenStore,
        reading: Reading,
        sweep: Sweep = lambda folder: None,
    ) -> None:
        self._corpus = replace(corpus, read_before=self.known)
        self._reading = reading
        self._generations = Generations(home / "indexes" / corpus.key)
        self._open_store = open_store
        self._sweep = sweep

    @property
    def folder(self) -> Path:
        """Where the generations live."""
        return self._generations.folder

    def generation(self) -> str | None:
        """The name of the state in force, another after each change; None before the first."""
        path = self._generations.current()
        return None if path is None else path.name

    def known(self) -> Known:
        """What the index in force spares its corpus to read again; a damaged one nothing."""
        try:
            path = self._updatable()
        except IndexUnusable:
            return Known()
        if path is None:
            return Known()
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            return Known(catalogue.known_files(), partial(_sources_of, path))

    def is_usable(self) -> bool:
        """True when an index of this version is there, in line with the corpus or not."""
        return self._updatable() is not None

    def is_being_written(self) -> bool:
        """True while another process or thread brings it up to date."""
        return self._generations.is_locked()

    def built_with(self) -> Fingerprint | None:
        """What the index in force was made with, or None when there is none of this version."""
        path = self._current()
        if path is None:
            return None
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            return Fingerprint.of(catalogue.note("fingerprint"))

    def is_current(self) -> bool:
        """True when an index of this version is there and no corpus file was touched since."""
        path = self._current()
        if path is None:
            return False
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            if is_outdated(catalogue.note("fingerprint")):
                return False
            if not is_annotated(catalogue, self._reading.annotator):
                return False
            return set(catalogue.stamps()) == set(self._corpus.stamps())

    def kept_beside(self, ids: Collection[str]) -> Iterator[Annotated]:
        """Sources of the state in force with what the annotator kept for them, without vectors."""
        path = self._current()
        if path is None:
            return
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            for source_id in sorted(catalogue.annotated() & set(ids)):
                source, sentences = catalogue.document(source_id)
                yield source, sentences, catalogue.annotation(source_id) or ""

    def open(self, embedder: Embedder) -> Index:
        """The index in force. Raises IndexUnusable when missing, broken or another model's."""
        path = self._current()
        if path is None:
            raise IndexUnusable(f"{self.folder}: no index yet; run `onrecord index`")
        return self._opened(path, embedder)

    def update(
        self,
        embedder: Embedder,
        progress: Progress | None = None,
        *,
        rebuild: bool = False,
        purge: bool = False,
        patience: Patience | None = None,
    ) -> Change:
        """Brings the index in line with the corpus: all of it, or nothing.

        With `purge` nothing that was taken out leaves a trace in a file, nor do older states stay
        for readers that still hold them. Another writer is waited for with `patience`. Raises
        IndexBusy, IndexUnusable, CorpusError, StorageError; the index in force stays.
        """
        with self._generations.writing(patience):
            self._recover()
            stamps = self._corpus.stamps()  # before reading: a file changed meanwhile counts
            old = None if rebuild else self._updatable()
            if old and not purge and (nothing := self._unchanged(old, stamps, embedder)):
                return nothing
            change = self._renewed(old, stamps, embedder, progress, _Cleaning(compact=purge))
            if purge:
                self._generations.drop_others()
                self._sweep(self.folder)
            return change

    def check(self, embedder: Embedder) -> tuple[Fault, ...]:
        """Where the stores of the index in force disagree. Raises IndexUnusable."""
        with closing(self.open(embedder)) as index:
            return faults_of(index)

    def repair(self, embedder: Embedder, patience: Patience | None = None) -> tuple[Fault, ...]:
        """Mends what `check` finds, all of it or nothing; returns what that was.

        Raises what update and check raise.
        """
        with self._generations.writing(patience):
            self._recover()
            faults = self.check(embedder)
            if not all(fault.is_sound for fault in faults):
                stamps, cleaning = self._corpus.stamps(), _Cleaning(faults)
                self._renewed(self._current(), stamps, embedder, None, cleaning)
            return faults

    def _recover(self) -> None:
        self._generations.recover()
        self._sweep(self.folder)

    def _renewed(
        self,
        old: Path | None,
        stamps: Sequence[FileStamp],
        embedder: Embedder,
        progress: Progress | None,
        cleaning: _Cleaning,
    ) -> Change:
        """A new generation, from the old one where there is one, in line with the corpus."""
        held = self._corpus.held()
        wanted = {one.id: one.content_hash for one in held}
        with (
            self._generations.next(old) as path,
            closing(self._opened(path, embedder, create=old is None)) as index,
        ):
            mend(index, cleaning.faults)
            before = index.catalogue.hashes()
            fresh = [one for one in held if before.get(one.id) != one.content_hash]
            new = [self._corpus.load(one) for one in fresh]
            models = Models(embedder, self._reading.parser)
            change = fill(index, models, wanted, new, progress)
            self._describe(index)
            index.catalogue.set_stamps(stamps, held)
            if cleaning.compact:
                index.catalogue.compact()
            self._corpus.archive.record(wanted, new)
        return change

    def _describe(self, index: Index) -> None:
        """Actors, and what the annotator keeps beside the sources."""
        actors = self._corpus.actors()
        index.catalogue.set_actors(actors)
        if self._reading.annotator is not None:
            annotate(index, self._reading.annotator, actors)

    def _updatable(self) -> Path | None:
        """The generation in force, unless an older version of this program made it."""
        path = self._current()
        if path is None:
            return None
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            return None if is_outdated(catalogue.note("fingerprint")) else path

    def _unchanged(
        self, path: Path, stamps: Sequence[FileStamp], embedder: Embedder
    ) -> Change | None:
        with closing(Catalogue(path / _CATALOGUE)) as catalogue:
            if catalogue.note("fingerprint") != self._fingerprint(embedder).as_json():
                return None
            if set(catalogue.stamps()) != set(stamps):
                return None
            if not is_annotated(catalogue, self._reading.annotator):
                return None
            return Change(0, 0, len(catalogue.hashes()))

    def _opened(self, path: Path, embedder: Embedder, *, create: bool = False) -> Index:
        """All parts of a generation, or none of them held open."""
        fingerprint = self._fingerprint(embedder)
        wanted = fingerprint.as_json()
        with ExitStack() as held:
            catalogue = held.enter_context(closing(Catalogue(path / _CATALOGUE, create=create)))
            if create:
                catalogue.set_note("fingerprint", wanted)
            elif (kept := catalogue.note("fingerprint")) != wanted:
                raise IndexUnusable(fingerprint.against(kept, self.folder))
            sentences = held.enter_context(closing(self._open_store(path / "sentences", create)))
            passages = self._open_store(path / "passages", create)
            held.pop_all()
        return Index(catalogue, sentences, passages)

    def _current(self) -> Path | None:
        path = self._generations.current()
        if path is not None and not (path / _CATALOGUE).exists():
            cure = "run `onrecord index --rebuild`"
            raise IndexUnusable(f"{path}: the index is damaged (no catalogue); {cure}")
        return path

    def _fingerprint(self, embedder: Embedder) -> Fingerprint:
        return Fingerprint(embedder.name, embedder.dimension, self._reading.parser.name)


def _sources_of(generation: Path) -> dict[tuple[str, str], Source]:
    """All sources of a generation by id and content hash."""
    with closing(Catalogue(generation / _CATALOGUE)) as catalogue:
        hashes = catalogue.hashes()
        return {(s.id, hashes[s.id]): s for s in catalogue.sources()}
