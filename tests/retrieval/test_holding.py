"""Where the words of a proposition stand: sentences by stem, in a real database file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.language.words import stem, stems_of
from retrieval.catalogue import Catalogue
from retrieval.chunking import context_of, passage_around
from retrieval.documents import Source
from retrieval.errors import IndexUnusable
from tests.fakes import a_source
from tests.fakes_parser import parses_of, sentences_of

HULL = a_source(
    "hull",
    "# Cracks\n\nThe hull was cracked. Nobody saw the storm.",
    title="Night off Ulva",
    published=date(2024, 3, 1),
)
MAST = a_source(
    "mast",
    "The mast cracked in a storm. The hull held.",
    title="Boats",
    published=date(2024, 3, 9),
    stated=date(2024, 3, 4),
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", create=True)
    for source in (HULL, MAST):
        add(opened, source)
    yield opened
    opened.close()


def add(catalogue: Catalogue, source: Source) -> None:
    sentences = sentences_of(source)
    contexts = [
        context_of(passage_around(source, sentences, s.position), s.position) for s in sentences
    ]
    catalogue.add(source, sentences, parses_of(source), contexts)


@pytest.mark.parametrize(
    ("word", "places"),
    [
        ("cracked", {("hull", 0), ("mast", 0)}),
        ("cracks", {("hull", 0), ("mast", 0)}),
        ("storm", {("hull", 1), ("mast", 0)}),
        ("HULL", {("hull", 0), ("mast", 1)}),
        ("saffron", set()),
    ],
)
def test_a_stem_is_found_in_the_sentences_that_hold_it_themselves(
    catalogue: Catalogue, word: str, places: set[tuple[str, int]]
) -> None:
    assert catalogue.holding([stem(word)], None) == {stem(word): places}


def test_a_word_of_the_title_stands_in_every_sentence_below_it(catalogue: Catalogue) -> None:
    assert catalogue.holding(["ulva"], None) == {"ulva": {("hull", 0), ("hull", 1)}}


def test_a_word_of_the_context_does_not(catalogue: Catalogue) -> None:
    neighbours = catalogue.document_frequency([stem("mast")])[stem("mast")]
    assert neighbours == 2
    assert catalogue.holding([stem("mast")], None) == {stem("mast"): {("mast", 0)}}


@pytest.mark.parametrize(
    ("as_of", "ids"),
    [
        (None, {"hull", "mast"}),
        (date(2024, 3, 4), {"hull", "mast"}),
        (date(2024, 3, 3), {"hull"}),
        (date(2024, 3, 1), {"hull"}),
        (date(2024, 2, 29), set()),
    ],
)
def test_nothing_stated_after_the_day_is_found(
    catalogue: Catalogue, as_of: date | None, ids: set[str]
) -> None:
    found = catalogue.holding(["storm"], as_of)["storm"]
    assert {source_id for source_id, _ in found} == ids


def test_every_stem_is_answered_and_no_stem_is_none(catalogue: Catalogue) -> None:
    assert set(catalogue.holding(["hull", "saffron"], None)) == {"hull", "saffron"}
    assert catalogue.holding([], None) == {}


def test_a_sentence_that_holds_a_stem_twice_stands_there_once(catalogue: Catalogue) -> None:
    add(catalogue, a_source("twice", "The bell, a bell, the bells.", title="A bell"))
    assert catalogue.holding(["bell"], None) == {"bell": {("twice", 0)}}


def test_a_removed_source_holds_nothing(catalogue: Catalogue) -> None:
    catalogue.remove("hull")
    assert catalogue.holding(["storm", "ulva"], None) == {
        "storm": {("mast", 0)},
        "ulva": frozenset(),
    }


@pytest.mark.parametrize("stem", ["", "'", '"', "* OR", "a:b", "'); --", "\x00"])
def test_no_stem_can_break_the_look_up(catalogue: Catalogue, stem: str) -> None:
    assert catalogue.holding([stem], None) == {stem: frozenset()}


def test_a_file_that_is_no_catalogue_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"garbage " * 999)
    opened = Catalogue(path)
    with pytest.raises(IndexUnusable, match="cannot be read"):
        opened.holding(["hull"], None)
    opened.close()


@pytest.mark.parametrize(
    "body",
    [
        "The well-known ferries were generously running.",
        "Dying sailors, lying sailors, skied happily ashore.",
        "The crew's 40 crates and the crews’ 60 boxes.",
        "The FERRY struck rocks.",
    ],
)
def test_the_words_of_a_text_are_found_by_the_stems_that_the_bot_gives_them(
    catalogue: Catalogue, body: str
) -> None:
    assert missed(catalogue, body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "The ferry sank off Zürich.",
        "The hull of the café boat.",
        "O'Brien saw the hull.",
        "The hull isn't cracked.",
        "They lost 1,000 crates.",
        "The ferry weighs 2.5 tons.",
        "A U.S. ship saw the ferry.",
    ],
)
def test_accents_apostrophes_and_points_are_found_as_well(catalogue: Catalogue, body: str) -> None:
    assert missed(catalogue, body) == set()


def missed(catalogue: Catalogue, body: str) -> set[str]:
    """Stems of a sentence under which the catalogue does not find it."""
    add(catalogue, a_source("new", body))
    found = catalogue.holding(sorted(stems_of(body)), None)
    return {stem for stem, places in found.items() if ("new", 0) not in places}
