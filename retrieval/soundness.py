"""Whether the stores of an index agree, and how they are brought to.

The catalogue's sources and sentences are the truth. What another store holds beyond them is an
orphan and goes; a source that another store holds only in part is indexed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.contents import Index, remove_source, vector_id
from retrieval.store import VectorStore


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one store: names that belong to no sentence, ids of sources in part."""

    store: str
    orphans: tuple[str, ...]
    incomplete: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """True where nothing is wrong."""
        return not self.orphans and not self.incomplete


def faults_of(index: Index) -> tuple[Fault, ...]:
    """One entry for each store of the index, faultless ones too. Raises IndexUnusable."""
    named = index.catalogue.sentence_ids()
    vectors = {vector_id(*place): place[0] for place in named.values()}
    return (
        _rows(index),
        _full_text(index, named),
        _vectors("sentence vectors", index.sentences, vectors),
        _vectors("passage vectors", index.passages, vectors),
    )


def mend(index: Index, faults: tuple[Fault, ...]) -> None:
    """Takes orphans away, and sources that are there in part, which are then to be added anew."""
    for fault in faults:
        match fault.store:
            case "sources":
                index.catalogue.drop_rows_without_source()
            case "full text":
                index.catalogue.drop_full_text(map(int, fault.orphans))
            case "sentence vectors":
                index.sentences.delete(fault.orphans)
            case _:
                index.passages.delete(fault.orphans)
    for source_id in {i for fault in faults for i in fault.incomplete}:
        remove_source(index, source_id)


def _rows(index: Index) -> Fault:
    """Sentences and annotations without a source; sources whose sentences have a gap."""
    lost = index.catalogue.rows_without_source()
    counted = index.catalogue.sentence_counts()
    gaps = sorted(i for i, (count, last) in counted.items() if count != last + 1)
    return Fault("sources", lost, tuple(gaps))


def _full_text(index: Index, named: Mapping[int, tuple[str, int]]) -> Fault:
    kept = index.catalogue.full_text_ids()
    orphans = sorted(kept - named.keys())
    incomplete = {named[i][0] for i in named.keys() - kept}
    return Fault("full text", tuple(map(str, orphans)), tuple(sorted(incomplete)))


def _vectors(name: str, store: VectorStore, wanted: Mapping[str, str]) -> Fault:
    kept = store.ids()
    incomplete = {wanted[i] for i in wanted.keys() - kept}
    return Fault(name, tuple(sorted(kept - wanted.keys())), tuple(sorted(incomplete)))


def described(faults: tuple[Fault, ...]) -> Iterator[tuple[str, str]]:
    """A line for each store: its name, and what is wrong with it in words."""
    for fault in faults:
        parts = [f"{len(fault.orphans)} orphans"] if fault.orphans else []
        if fault.incomplete:
            parts.append(f"{len(fault.incomplete)} sources in part: {_some(fault.incomplete)}")
        yield fault.store, ", ".join(parts) or "sound, no orphans"


def _some(names: tuple[str, ...], most: int = 5) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
