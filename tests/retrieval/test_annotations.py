"""What an annotator works out is kept beside its source, and worked out again when it must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from retrieval.contents import Reading
from retrieval.corpus import Corpus
from retrieval.documents import Actor, Sentence, Source
from retrieval.index import IndexFolder
from retrieval.parsing import Parse
from tests.fakes import FakeEmbedder, a_corpus, a_source, open_in_memory, write_sources
from tests.fakes_parser import packaged

BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs twice a day.")


@dataclass
class Counting:
    """Keeps how many sentences and actors it was shown, and which sources."""

    version: str = "1"
    read: list[str] = field(default_factory=list)

    def annotate(
        self,
        source: Source,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        actors: Sequence[Actor],
    ) -> str:
        assert [parse.text for parse in parses] == [sentence.text for sentence in sentences]
        self.read.append(source.id)
        return f"{len(sentences)} {len(actors)}"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


def kept(tmp_path: Path, corpus: Corpus, annotator: Counting) -> Mapping[str, str | None]:
    """Brings the index up to date and reads what it keeps for each source."""
    folder = IndexFolder(tmp_path / "home", corpus, open_in_memory, Reading(packaged(), annotator))
    folder.update(FakeEmbedder())
    assert folder.is_current()
    with closing(folder.open(FakeEmbedder())) as index:
        catalogue = index.catalogue
        assert catalogue.annotated() == frozenset(catalogue.hashes())
        return {source_id: catalogue.annotation(source_id) for source_id in catalogue.hashes()}


def test_every_source_is_annotated_once(tmp_path: Path, corpus: Corpus) -> None:
    annotator = Counting()
    assert kept(tmp_path, corpus, annotator) == {"bridge": "2 0", "ferry": "1 0"}
    kept(tmp_path, corpus, annotator)
    assert sorted(annotator.read) == ["bridge", "ferry"]


def test_a_new_source_is_annotated_alone(tmp_path: Path, corpus: Corpus) -> None:
    kept(tmp_path, corpus, Counting())
    write_sources(tmp_path / "corpus" / "sources", a_source("market", "It opens."))
    annotator = Counting()
    assert kept(tmp_path, corpus, annotator)["market"] == "1 0"
    assert annotator.read == ["market"]


def test_other_actors_or_another_version_annotate_everything_anew(
    tmp_path: Path, corpus: Corpus
) -> None:
    kept(tmp_path, corpus, Counting())
    newer = Counting("2")
    reading = Reading(packaged(), newer)
    assert not IndexFolder(tmp_path / "home", corpus, open_in_memory, reading).is_current()
    kept(tmp_path, corpus, newer)
    assert sorted(newer.read) == ["bridge", "ferry"]
    actors = tmp_path / "corpus" / "actors.yaml"
    actors.write_text("- {name: Ada Brook, standing: party}\n", encoding="utf-8")
    assert kept(tmp_path, corpus, Counting("2"))["ferry"] == "1 1"


def test_what_was_kept_goes_with_its_source(tmp_path: Path, corpus: Corpus) -> None:
    kept(tmp_path, corpus, Counting())
    (tmp_path / "corpus" / "sources" / "ferry.md").unlink()
    assert kept(tmp_path, corpus, Counting()) == {"bridge": "2 0"}
