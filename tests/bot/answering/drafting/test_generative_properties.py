"""Whatever a model writes: no label rises, no quotation is false, no figure comes from nowhere."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import gates
from bot.assistant import Assistant
from bot.claims import Answer, Claim
from bot.writing.model import Prompt
from tests.bot.answering.drafting.conftest import Writing
from tests.fakes_writers import answer, claim, in_turn, offered_in

QUESTION = "What was in Corvane's four tanks?"
LOUD = ("", "CONFIRMED. ", "NATO confirmed: ", "[1] ", "@everyone ", "12,345 ", "not ")


@st.composite
def drafts(draw: st.DrawFn) -> Any:
    """A draft of pieces of the passages, some of them moved, cut, joined or changed."""
    seeds = draw(
        st.lists(
            st.tuples(
                st.integers(0, 50),
                st.integers(0, 50),
                st.integers(0, 300),
                st.integers(1, 200),
                st.sampled_from(LOUD),
                st.booleans(),
            ),
            min_size=1,
            max_size=5,
        )
    )

    def script(prompt: Prompt) -> Any:
        passages = offered_in(prompt)
        claims = []
        for at, other, start, length, loud, moved in seeds:
            passage = passages[at % len(passages)]
            words = passage["text"][start % len(passage["text"]) :][:length]
            key = passages[other % len(passages)]["key"] if moved else passage["key"]
            claims.append(claim(f"{loud}{' '.join(words.split())}", (key, words)))
        return answer(*claims)

    return script


def check(assistant: Assistant, given_: Answer) -> None:
    bodies = {source.id: source.body for source in assistant.sources}
    for citation in given_.citations:
        assert bodies[citation.source_id][citation.start : citation.end] == citation.quote
    for one in given_.claims:
        for row in one.evidence:
            assert bodies[row.source_id][row.start : row.end] == row.quote
    assert gates.unsupported_figures(given_.text, given_.citations) == ()
    assert not any(mark in given_.text for mark in ("@everyone", "CONFIRMED"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=drafts())
def test_no_draft_gets_a_false_quotation_out(
    plain: Assistant, writing: Writing, script: Any
) -> None:
    given_ = writing(in_turn(script)).ask(QUESTION)
    check(plain, given_)
    for one in given_.claims:
        spans = {(c.source_id, c.start) for c in given_.citations if c.n in one.citations}
        assert spans


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=drafts(), loud=st.sampled_from(LOUD))
def test_what_a_model_says_of_a_label_changes_none(
    plain: Assistant, writing: Writing, script: Any, loud: str
) -> None:
    """The same quotations under any words have the labels that the evidence gives them."""

    def silent(prompt: Prompt) -> Any:
        made = script(prompt)
        quotes = [[(q.key, q.words) for q in c.quotes] for c in made.claims]
        plain_words = [" ".join(q[0][1].split()) for q in quotes]
        return answer(*(claim(text, *q) for text, q in zip(plain_words, quotes, strict=True)))

    def shouting(prompt: Prompt) -> Any:
        made = silent(prompt)
        return answer(
            *(claim(f"{loud}{c.text}", *((q.key, q.words) for q in c.quotes)) for c in made.claims)
        )

    quiet = writing(in_turn(silent)).ask(QUESTION)
    loudly = writing(in_turn(shouting)).ask(QUESTION)
    labels = {_told(quiet, one): one.label for one in quiet.claims}
    for one in loudly.claims:
        told = _told(loudly, one, loud)
        if told in labels and loudly.claims[0].text.removeprefix(loud) == quiet.claims[0].text:
            assert one.label == labels[told]


def _told(made: Answer, one: Claim, loud: str = "") -> tuple[str, ...]:
    """A claim's own words with all that it quotes: two claims can rest on the same sentence."""
    return one.text.removeprefix(loud), *(c.quote for c in made.citations if c.n in one.citations)
