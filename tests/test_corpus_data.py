"""The corpus that ships: its shape, and its agreement with the fact sheet it was written from."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from retrieval.corpus import Corpus
from retrieval.documents import Kind, Source, Standing
from retrieval.loaders.markdown import FrontMatter

CHECKOUT = Path(__file__).resolve().parents[1]
CORPUS = Corpus(CHECKOUT / "corpus", CHECKOUT / "no-overlay")
ARTICLE = "art-hidden-hand"
SHARED = CHECKOUT.parent / "shared"
FACTS = SHARED / "facts" / "related_sources.yaml"
ARTICLE_TEXT = SHARED / "article" / "hidden-hand.txt"
STANDINGS = {
    "independent_authority": "authority",
    "research_ngo": "research",
    "third_state": "other",
}
NUMERALS = "zero one two three four five six seven eight nine ten eleven twelve".split()

needs_facts = pytest.mark.skipif(not FACTS.exists(), reason=f"needs {FACTS}, outside this checkout")
needs_article = pytest.mark.skipif(
    not ARTICLE_TEXT.exists(), reason=f"needs {ARTICLE_TEXT}, outside this checkout"
)


@cache
def sources() -> dict[str, Source]:
    return {source.id: source for source in CORPUS.sources()}


@cache
def records() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load(FACTS.read_text(encoding="utf-8"))["sources"]
    return listed


def digests_of(record: dict[str, Any]) -> list[Source]:
    """The digest of a record, and those of statements that the same page reports later."""
    name = re.compile(re.escape(record["id"]) + r"(-\d)?")
    found = (source for key, source in sources().items() if name.fullmatch(key))
    return sorted(found, key=lambda source: (source.dated, source.id))


def plain(text: str) -> str:
    return text.translate(str.maketrans("’“”–\u00a0", '\'""- ')).casefold()


def text_for(record: dict[str, Any]) -> str:
    return plain(" ".join(source.body for source in digests_of(record)))


def in_words_or_digits(figure: str, text: str) -> bool:
    written = {figure, figure.replace(",", "")}
    if figure.isdigit() and int(figure) < len(NUMERALS):
        written.add(NUMERALS[int(figure)])
    return any(re.search(rf"(?<![\d.,]){re.escape(w)}(?!\d|[.,]\d)", text) for w in written)


def front_matter_keys(path: Path) -> set[str]:
    return set(yaml.safe_load(path.read_text(encoding="utf-8").split("\n---\n")[0]))


def test_every_source_has_its_own_id_which_is_the_name_of_its_file() -> None:
    assert len(sources()) > 100
    assert [path.stem for path in CORPUS.files()] == [source.id for source in CORPUS.sources()]


def test_every_source_but_the_article_has_an_address() -> None:
    assert [s.id for s in sources().values() if not re.match(r"https?://", s.url or "")] == [
        ARTICLE
    ]


def test_nothing_was_stated_after_it_was_published() -> None:
    late = [s.id for s in sources().values() if s.stated and s.stated > s.published]
    assert late == []


def test_digests_are_prose_of_eighty_to_two_hundred_and_fifty_words() -> None:
    digests = [s for s in sources().values() if s.kind is Kind.DIGEST]
    lengths = {s.id: len(s.body.split()) for s in digests}
    assert len(digests) == len(sources()) - 1
    assert {name: n for name, n in lengths.items() if not 80 <= n <= 250} == {}
    assert [s.id for s in digests if re.search(r"^(#|[-*] |\d+\. )|\*\*|\]\(", s.body, re.M)] == []


def test_no_two_digests_share_a_sentence_or_an_opening() -> None:
    openings = sorted(" ".join(s.body.split()[:4]) for s in sources().values())
    assert [text for text, same in groupby(openings) if len(list(same)) > 2] == []
    sentences = sorted(
        sentence
        for source in sources().values()
        for sentence in re.split(r"(?<=[.!?])\s+", source.body.strip())
        if len(sentence.split()) > 8
    )
    assert [text for text, same in groupby(sentences) if len(list(same)) > 1] == []


def test_no_gold_label_is_in_the_corpus() -> None:
    labels = re.compile(r"\b(UN)?CONFIRMED\b")
    texts = {s.id: f"{s.title} {s.note} {s.body}" for s in sources().values()}
    assert [name for name, text in texts.items() if labels.search(text)] == []
    used = set().union(*map(front_matter_keys, CORPUS.files()))
    assert used <= set(FrontMatter.model_fields)


def test_the_article_is_dated_and_says_that_its_date_is_inferred() -> None:
    article = sources()[ARTICLE]
    assert (article.published.isoformat(), article.kind) == ("2024-10-22", Kind.ARTICLE)
    assert article.author is not None
    assert "inferred" in (article.note or "")


def test_every_actor_is_known_under_names_of_its_own() -> None:
    names = sorted(name.casefold() for actor in CORPUS.actors() for name in actor.names)
    assert len(names) > 100
    assert [name for name, same in groupby(names) if len(list(same)) > 1] == []


def test_actors_have_every_standing_and_sides_that_are_actors() -> None:
    actors = CORPUS.actors()
    assert {actor.standing for actor in actors} == set(Standing)
    sides = {actor.side for actor in actors if actor.side}
    assert sides - {actor.name for actor in actors} == set()


@needs_article
def test_the_article_stands_there_word_for_word() -> None:
    original = " ".join(ARTICLE_TEXT.read_text(encoding="utf-8").split())
    ours = " ".join(sources()[ARTICLE].body.split())
    assert ours in original
    assert len(ours) > 0.8 * len(original)


@needs_facts
def test_every_record_has_its_digest_with_publisher_address_and_days() -> None:
    for record in records():
        first, *later = digests_of(record)
        assert first.id == record["id"]
        assert first.published.isoformat() == record["date"]
        assert first.dated.isoformat() == record["statement_date"]
        for digest in (first, *later):
            assert (digest.publisher, digest.url) == (record["publisher"], record["url"])
        assert all(digest.dated > first.dated for digest in later)


@needs_facts
def test_every_claimant_of_the_fact_sheet_is_an_actor_of_that_standing() -> None:
    standings = {name.casefold(): a.standing for a in CORPUS.actors() for name in a.names}
    missing = {
        (speaker["entity"], wanted)
        for record in records()
        for speaker in record["speakers"]
        if speaker["key"] != "outlet"
        if (wanted := STANDINGS.get(speaker["standing"], speaker["standing"]))
        not in {standings.get(name.casefold()) for name in speaker["entity"].split(" / ")}
    }
    assert missing == set()


@needs_facts
def test_every_figure_of_a_claim_stands_in_its_digest() -> None:
    assert [
        f"{record['id']}: {figure} of claim {claim['n']}"
        for record in records()
        for claim in record["claims"]
        for figure in re.findall(r"\d[\d,.]*\d|\d", plain(claim["text"]))
        if not in_words_or_digits(figure, text_for(record))
    ] == []


@needs_facts
def test_every_quoted_word_of_a_claim_stands_in_its_digest() -> None:
    assert [
        f"{record['id']}: {claim['quote']}"
        for record in records()
        for claim in record["claims"]
        if plain(claim.get("quote", "")) not in text_for(record)
    ] == []
