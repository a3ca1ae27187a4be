"""Forms and spellings of one word have one key, and the full text finds each by every other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import snowballstemmer

from retrieval.catalogue import Catalogue
from retrieval.chunking import context_of, passage_around
from retrieval.spelling import folded, indexed, other_spellings
from retrieval.stemming import forms_of, stem, stems, terms_of
from tests.fakes import a_source
from tests.fakes_parser import parses_of, sentences_of

LISTED = Path(__file__).parents[2] / "retrieval" / "irregular_forms.txt"


@pytest.mark.parametrize(
    "forms",
    [
        "rise rises rose risen rising",
        "sink sank sunk sinking",
        "buy bought buys",
        "take took taken",
        "leave left leaves leaving",
        "fall fell fallen",
        "deal dealt",
        "sell sold",
        "pay paid",
        "meet met",
        "hold held",
        "shoot shot",
        "strike struck stricken",
        "withdraw withdrew withdrawn",
        "overthrow overthrew",
        "die died dies dying",
        "try tried tries trying",
        "sue sued suing",
        "proceed proceeds proceeded",
        "traffic trafficked trafficking",
        "man men",
        "spokeswoman spokeswomen",
        "person people persons",
        "child children",
        "foot feet",
        "crisis crises",
        "virus viruses",
        "bad worse worst",
    ],
)
def test_all_forms_of_a_word_share_one_key(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("found", "founded"),
        ("wound", "winding"),
        ("rose", "roses"),
        ("life", "live"),
        ("lie", "laid"),
        ("poet", "pot"),
    ],
)
def test_words_that_share_a_form_at_most_are_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("left", {"leave", "left"}),
        ("wound", {"wound", "wind"}),
        ("leaves", {"leave", "leaf"}),
        ("lives", {"life", "live"}),
        ("saw", {"see", "saw"}),
        ("bought", {"buy"}),
    ],
)
def test_a_form_of_two_words_stands_for_both_in_a_text(form: str, words: set[str]) -> None:
    assert stems(form) == {stem(word) if word != form else _porter(word) for word in words}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz", "lukasz"),
        ("Żółtowo", "Zoltowo"),
        ("Müllersdorf", "mullersdorf"),
        ("Strømmen", "Strommen"),
        ("Großau", "Grossau"),
        ("organise", "organize"),
        ("privatisations", "privatization"),
        ("analysed", "analyzed"),
        ("Harbour", "harbor"),
        ("labourers", "laborers"),
        ("neighbouring", "neighboring"),
        ("programme", "program"),
        ("theatres", "theaters"),
        ("travelled", "traveled"),
        ("e\u0301lan", "\u00e9lan"),
    ],
)
def test_spellings_of_one_word_share_one_key(written: str, typed: str) -> None:
    assert stem(written) == stem(typed)


@pytest.mark.parametrize("word", ["raise", "promised", "advising", "four", "tour", "hour", "wiser"])
def test_a_word_that_only_looks_british_stays_as_it_is(word: str) -> None:
    assert folded(word) == word


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("Müllersdorf", ("Muellersdorf",)),
        ("Muellersdorf", ("Mullersdorf",)),
        ("Århaven", ("Aarhaven",)),
        ("duel", ()),
        ("Queen", ()),
        ("Goal", ()),
    ],
)
def test_only_a_name_has_another_spelling(word: str, others: tuple[str, ...]) -> None:
    assert other_spellings(word) == others


def test_a_text_is_indexed_in_its_place_with_other_spellings_behind_it() -> None:
    assert indexed("Anna Müller saw the harbour.") == "Anna Muller saw the harbor. Mueller"
    assert indexed("Plain words stay.") == "Plain words stay."


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", create=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Exports rose in autumn.", "rise"),
        ("Exports will rise in autumn.", "risen"),
        ("The mill was bought by Karo.", "buys"),
        ("Three men were hurt.", "man"),
        ("Łukasz Brol resigned.", "Lukasz"),
        ("Lukasz Brol resigned.", "Łukasz"),
        ("The plant at Müllersau burned.", "Muellersau"),
        ("The plant at Muellersau burned.", "Müllersau"),
        ("The HARBOUR was closed.", "harbor"),
        ("They organized it.", "organise"),
        ("They organised it.", "organized"),
    ],
)
def test_a_word_is_found_by_its_other_forms_and_spellings(
    catalogue: Catalogue, written: str, asked: str
) -> None:
    add(catalogue, written)
    key = stem(asked)
    assert catalogue.search([asked], 5, None)
    assert catalogue.holding([key], None)[key] == {("one", 0)}
    assert catalogue.document_frequency([key]) == {key: 1}


def test_a_sentence_with_two_forms_of_a_word_counts_once(catalogue: Catalogue) -> None:
    add(catalogue, "Prices rose and will rise, and had risen before.")
    assert catalogue.document_frequency([stem("rise")]) == {stem("rise"): 1}


def test_a_phrase_of_several_words_is_found_as_it_stands(catalogue: Catalogue) -> None:
    add(catalogue, "They left the Żółtowo harbour.")
    assert catalogue.search(["Zoltowo Harbor"], 5, None)
    assert not catalogue.search(["leave the harbour"], 5, None)


def test_a_form_that_is_mostly_a_word_of_its_own_is_not_looked_for() -> None:
    assert "wound" not in forms_of("wind")
    assert set(forms_of("rise")) == {"rise", "rose", "risen"}
    assert "wound" in terms_of(stem("wind"))


def lines() -> list[list[str]]:
    read = LISTED.read_text(encoding="utf-8").splitlines()
    return [line.split() for line in read if line and line[0] != "#"]


def test_the_list_holds_only_what_the_stemmer_fails_at() -> None:
    assert [
        (lemma, form)
        for lemma, *forms in lines()
        for form in forms
        if _porter(form.rstrip("+?")) == _porter(lemma)
    ] == []


def test_the_list_names_each_word_once_and_each_form_of_two_words_as_such() -> None:
    lemmas = [lemma for lemma, *_ in lines()]
    assert len(lemmas) == len(set(lemmas))
    forms = [form for _, *marked in lines() for form in marked if form[-1] not in "+?"]
    assert {form for form in forms if forms.count(form) > 1} == set()


def add(catalogue: Catalogue, body: str) -> None:
    source = a_source("one", body, title="Notes")
    sentences = sentences_of(source)
    contexts = [
        context_of(passage_around(source, sentences, s.position), s.position) for s in sentences
    ]
    catalogue.add(source, sentences, parses_of(source), contexts)


def _porter(word: str) -> str:
    return str(snowballstemmer.stemmer("porter").stemWord(word))
