"""The composer without a model: whole sentences, names for pronouns, nothing made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.answering.composer import Draft
from bot.answering.extractive import ExtractiveComposer
from bot.claims import Outcome
from bot.evidence.reader import StatementReader
from retrieval.documents import Actor, Sentence, Source
from retrieval.naming import ActorNames
from tests.fakes import a_source
from tests.fakes_evidence import CAST, NAMES, Occurrences, a_hit, asked
from tests.fakes_parser import packaged, sentences_of

REST = " The wind was strong. Nobody swam. Gulls cried."


def composed(
    question: str, *found: tuple[Source, int], names: ActorNames = NAMES, similarity: float = 0.6
) -> Draft:
    """The draft when these sentences were found."""
    sources = {source.id: source for source, _ in found}

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return sources[source_id], sentences_of(sources[source_id])

    composer = ExtractiveComposer(StatementReader(names, document, packaged()), Occurrences())
    hits = [a_hit(source, position, similarity=similarity)[0] for source, position in found]
    return composer.compose(asked(question), hits)


def first_text(draft: Draft) -> str:
    assert draft.outcome is Outcome.ANSWERED
    return " ".join(sentence.text for sentence in draft.claims[0].sentences)


def page(body: str, source_id: str = "a", **keys: Any) -> Source:
    return a_source(source_id, body + REST, title="A page", **keys)


def test_it_says_what_it_is() -> None:
    reader = StatementReader(NAMES, lambda _: (page(""), ()), packaged())
    composer = ExtractiveComposer(reader, Occurrences())
    assert composer.name == "extractive"
    assert composer.plain is composer


def test_a_draft_rests_on_whole_sentences_of_its_sources() -> None:
    written = (
        "Forty crates, all of them full of tea, were lost in the swell off the old pier at\nsea."
    )
    source = page(written)
    draft = composed("How many crates were lost?", (source, 0))
    (claim, *_) = draft.claims
    assert claim.key.text == written.replace("\n", " ")
    assert source.body[claim.key.start : claim.key.end] == written
    assert draft.confidence is not None
    assert draft.confidence > 0.5


def test_nothing_found_is_out_of_scope_and_has_no_claims() -> None:
    assert composed("How many crates?") == Draft(Outcome.OUT_OF_SCOPE, (), 0.0)


def test_what_the_passages_cannot_hold_is_not_answered() -> None:
    draft = composed("How many crates were lost?", (page("Some crates were lost."), 0))
    assert (draft.outcome, draft.claims) == (Outcome.NOTHING_FOUND, ())


@pytest.mark.parametrize(
    ("named", "with_pronoun", "said"),
    [
        ("Ada Brook said the hull is old.", "She said the hull was cracked.", "She [Ada Brook] "),
        ("Owen Lyle denied it.", "Asked of the hull, he said it was cracked.", "he [Owen Lyle] "),
        ("The Sea Board said no.", "It denied the hull was cracked.", "It [Sea Safety Board] "),
        ("The Sea Board said no.", "The board denied the hull was cracked.", "The board denied"),
    ],
)
def test_a_pronoun_far_from_its_name_gets_it_in_brackets(
    named: str, with_pronoun: str, said: str
) -> None:
    far = "Meanwhile gulls and more gulls " + "and yet more gulls " * 60 + "flew."
    draft = composed("Was the hull cracked?", (page(f"{named} {far} {with_pronoun}"), 2))
    texts = [s.text for claim in draft.claims for s in claim.sentences]
    assert any(said in text for text in texts)


def test_a_pronoun_behind_its_name_is_left_alone() -> None:
    body = "Ada Brook spoke of the hull on the quay. She said the hull was cracked."
    text = first_text(composed("What did Ada Brook say of the hull?", (page(body), 0)))
    assert "[" not in text


def test_a_name_with_a_figure_is_not_put_in_brackets() -> None:
    names = ActorNames([*CAST, Actor("Crew 12 Board", ("Crew 12",))])
    source = page("Crew 12 said it swam well. It said the hull was cracked. The hull leaks.")
    draft = composed("What was said of the hull?", (source, 1), names=names)
    assert all("[" not in s.text for claim in draft.claims for s in claim.sentences)


def test_a_number_in_brackets_of_a_source_cannot_pass_for_a_citation() -> None:
    draft = composed("Were the crates lost?", (page("The crates were lost [9] at sea [12]."), 0))
    assert "lost (9) at sea (12)." in first_text(draft)


def test_a_development_is_told_in_order_of_time() -> None:
    later = page("The toll rose to 40, Lyle said.", "a", published=date(2024, 4, 1))
    early = page(
        "By noon the toll of the night had climbed to 12.", "b", published=date(2024, 3, 1)
    )
    draft = composed("How did the toll change?", (later, 0), (early, 0))
    assert [claim.key.source_id for claim in draft.claims] == ["b", "a"]
