"""What is kept with the index is what reading gives, to the last flag."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.question import QuestionReader
from bot.evidence.keeping import StatementAnnotator, kept, unkept
from bot.evidence.reader import StatementReader
from retrieval.corpus import Corpus
from retrieval.documents import Sentence, Source
from retrieval.naming import ActorNames
from tests.fakes import a_source
from tests.fakes_evidence import CAST, NAMES, read
from tests.fakes_parser import packaged, parses_of, sentences_of

STORIES = Path(__file__).parents[2] / "stories"


@pytest.mark.parametrize("story", ["harbour", "breach"])
def test_readings_survive_being_kept(story: str, tmp_path: Path) -> None:
    corpus = Corpus(STORIES / story, tmp_path)
    names = ActorNames(corpus.actors(), QuestionReader.common_words())
    for source in corpus.sources():
        readings = read(source, names)
        assert unkept(kept(readings), source, sentences_of(source), names.actors) == readings


def test_a_kept_source_is_not_read_again() -> None:
    source = a_source(body="The hull was cracked, Owen Lyle said.")
    other = a_source(body="Ada Brook denied the whole crack here.")
    text = kept(read(source))

    def document(_: str) -> tuple[Source, tuple[Sentence, ...]]:
        return other, sentences_of(other)

    reader = StatementReader(NAMES, document, packaged(), lambda _: text)
    claimant = reader.of("any")[0].claimant
    assert claimant is not None
    assert claimant.name == "Owen Lyle"
    afresh = StatementReader(NAMES, document, packaged(), lambda _: None)
    assert [s.claimant.name for s in afresh.of("any") if s.claimant] == ["Ada Brook"]


def test_an_annotator_reads_with_the_actors_it_is_given() -> None:
    source = a_source(body="The board denied it.")
    sentences = sentences_of(source)
    annotator = StatementAnnotator()
    assert "Sea Safety Board" in annotator.annotate(source, sentences, parses_of(source), CAST)
    assert "Sea Safety Board" not in annotator.annotate(source, sentences, parses_of(source), ())
    assert annotator.version == StatementAnnotator().version
