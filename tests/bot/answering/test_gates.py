"""Nothing leaves that does not stand in its source: quotes, citation numbers, figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import gates
from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.gates import QuoteVerdict, verdict
from bot.claims import Outcome
from bot.errors import GateError
from retrieval.documents import Passage, Source
from tests.fakes import a_source
from tests.fakes_parser import sentences_of

BODY = (
    "The bridge is shut to all traffic until further notice, the harbour office said at noon to\n"
    "reporters. A barge struck it on 5 March 2024. Divers found a crack of 40 metres; nobody was "
    "hurt.\n\nThe ferry runs twice a day. It takes 120 people."
)

BRIDGE = a_source(body=BODY)
FERRY = a_source("ferry", "The ferry was full by nine. Nobody was left behind.")
BODIES = {BRIDGE.id: BODY, FERRY.id: FERRY.body}
SOURCES = {BRIDGE.id: BRIDGE, FERRY.id: FERRY}


def drafted(source: Source, *positions: int, text: str | None = None) -> DraftClaim:
    """A claim of whole sentences of a source, by position."""
    sentences = sentences_of(source)
    made = tuple(
        DraftSentence(
            text or " ".join(sentences[n].text.split()),
            source.id,
            sentences[n].start,
            sentences[n].end,
        )
        for n in positions
    )
    return DraftClaim(made, made[0])


def a_draft(*claims: DraftClaim) -> Draft:
    return Draft(Outcome.ANSWERED, claims)


def test_a_quote_is_found_in_its_source() -> None:
    assert verdict("A barge struck it on 5 March 2024.", BRIDGE.id, BODIES) is QuoteVerdict.FOUND


def test_a_line_break_in_a_source_breaks_no_quote() -> None:
    quote = "the harbour office said at noon to reporters."
    assert verdict(quote, BRIDGE.id, BODIES) is QuoteVerdict.FOUND
    assert verdict("nobody was hurt. The ferry runs", BRIDGE.id, BODIES) is QuoteVerdict.FOUND


def test_a_quote_of_another_source_is_misattributed() -> None:
    quote = "Nobody was left behind."
    assert verdict(quote, BRIDGE.id, BODIES) is QuoteVerdict.MISATTRIBUTED
    assert verdict(quote, "no-such-source", BODIES) is QuoteVerdict.MISATTRIBUTED


@pytest.mark.parametrize(
    "quote",
    [
        "A barge struck it ... nobody was\nhurt.",
        "The bridge is shut to all traffic … Divers found a crack",
        "A barge struck it on 5 March 2024. It takes 120 people.",
        "The ferry was full by nine. The ferry runs twice a day.",
    ],
)
def test_pieces_put_together_are_stitched(quote: str) -> None:
    assert verdict(quote, BRIDGE.id, BODIES) is QuoteVerdict.STITCHED


@pytest.mark.parametrize(
    "quote",
    [
        "A barge struck it on 6 March 2024.",
        "a barge struck it on 5 March 2024.",
        "The bridge is open",
        "A barge struck it ... and sank.",
        "",
        "  \n ",
    ],
)
def test_anything_else_is_absent(quote: str) -> None:
    assert verdict(quote, BRIDGE.id, BODIES) is QuoteVerdict.ABSENT


@given(st.integers(0, len(BODY)), st.integers(0, len(BODY)))
def test_any_piece_of_a_body_is_found_unless_it_is_blank(one: int, other: int) -> None:
    quote = BODY[min(one, other) : max(one, other)]
    expected = QuoteVerdict.FOUND if quote.strip() else QuoteVerdict.ABSENT
    assert verdict(quote, BRIDGE.id, BODIES) is expected


def test_neighbouring_sentences_share_one_citation() -> None:
    draft = a_draft(drafted(BRIDGE, 0, 1))
    (citation,) = gates.cite(draft, SOURCES)
    assert (citation.n, citation.source_id) == (1, BRIDGE.id)
    assert citation.quote == BODY[: BODY.index(" Divers")]


def test_neighbours_across_a_paragraph_share_a_citation_too() -> None:
    (citation,) = gates.cite(a_draft(drafted(BRIDGE, 2, 3)), SOURCES)
    assert "nobody was hurt.\n\nThe ferry runs" in citation.quote


def test_a_gap_between_sentences_makes_two_citations() -> None:
    citations = gates.cite(a_draft(drafted(BRIDGE, 0, 2)), SOURCES)
    assert [c.n for c in citations] == [1, 2]


def test_a_later_claim_may_extend_an_earlier_citation() -> None:
    draft = a_draft(drafted(BRIDGE, 1), drafted(FERRY, 0), drafted(BRIDGE, 0))
    citations = gates.cite(draft, SOURCES)
    assert [(c.n, c.source_id) for c in citations] == [(1, BRIDGE.id), (2, FERRY.id)]
    assert [gates.numbers_of(claim, citations) for claim in draft.claims] == [(1,), (2,), (1,)]


def test_citations_are_numbered_by_first_use() -> None:
    draft = a_draft(drafted(FERRY, 1), drafted(BRIDGE, 4, 0))
    citations = gates.cite(draft, SOURCES)
    assert [(c.n, c.source_id, c.start) for c in citations] == [
        (1, FERRY.id, FERRY.body.index("Nobody")),
        (2, BRIDGE.id, BODY.index("It takes")),
        (3, BRIDGE.id, 0),
    ]


def test_every_sentence_carries_its_number_and_every_claim_is_a_paragraph() -> None:
    draft = a_draft(drafted(BRIDGE, 1, 2), drafted(FERRY, 0))
    text = gates.with_citations(draft, gates.cite(draft, SOURCES))
    assert text == (
        "A barge struck it on 5 March 2024. [1] Divers found a crack of 40 metres; nobody was "
        "hurt. [1]\n\nThe ferry was full by nine. [2]"
    )


def test_citations_of_passages_are_distinct_and_numbered_from_one() -> None:
    sentences = sentences_of(BRIDGE)
    passage = Passage(BRIDGE, sentences[1:3])
    citations = gates.cite_passages([passage, passage, Passage(BRIDGE, sentences[:1])])
    assert [(c.n, c.quote) for c in citations] == [(1, passage.text), (2, sentences[0].text)]


def test_citations_carry_what_a_reader_needs_to_check_them() -> None:
    (citation,) = gates.cite(a_draft(drafted(BRIDGE, 1)), SOURCES)
    assert (citation.title, citation.publisher, citation.published, citation.url) == (
        BRIDGE.title,
        BRIDGE.publisher,
        BRIDGE.published,
        BRIDGE.url,
    )


@given(st.lists(st.tuples(st.sampled_from(list(SOURCES)), st.integers(0, 1)), min_size=1))
def test_every_citation_quotes_exactly_what_stands_at_its_offsets(
    picked: list[tuple[str, int]],
) -> None:
    draft = a_draft(*(drafted(SOURCES[source_id], n) for source_id, n in picked))
    citations = gates.cite(draft, SOURCES)
    assert [c.n for c in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        body = SOURCES[citation.source_id].body
        assert body[citation.start : citation.end] == citation.quote
    gates.check(gates.with_citations(draft, citations), citations, SOURCES)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_any_run_of_sentences_of_one_source_is_cited_without_overlap(positions: list[int]) -> None:
    draft = a_draft(drafted(BRIDGE, *positions))
    spans = sorted((c.start, c.end) for c in gates.cite(draft, SOURCES))
    assert all(BODY[start:end] for start, end in spans)
    text = gates.with_citations(draft, gates.cite(draft, SOURCES))
    gates.check(text, gates.cite(draft, SOURCES), SOURCES)


@pytest.mark.parametrize("key", [0, 2, 9, 10**20])
def test_a_citation_number_that_was_not_given_is_refused(key: int) -> None:
    citations = gates.cite(a_draft(drafted(BRIDGE, 0)), SOURCES)
    with pytest.raises(GateError, match=rf"\[{key}\]"):
        gates.check(f"The bridge is shut. [{key}]", citations, SOURCES)


def test_a_quote_that_is_not_at_its_offsets_is_refused() -> None:
    (citation,) = gates.cite(a_draft(drafted(BRIDGE, 1)), SOURCES)
    changed = a_source(body=BODY.replace("barge", "yacht"))
    with pytest.raises(GateError, match="verbatim"):
        gates.check("A barge struck it. [1]", [citation], {BRIDGE.id: changed})


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Divers found a crack of 41 metres. [1]", "41"),
        ("Divers found a crack of 400 metres. [1]", "400"),
        ("Divers found a crack of forty-one metres. [1]", "forty-one"),
        ("A barge struck it on 6 March 2024. [1]", "6 March 2024"),
        ("A barge struck it in 2023. [1]", "2023"),
        ("It takes 120 people. [1]", "120"),
        ("It [12,000 crates] was hurt. [1]", "12,000"),
    ],
)
def test_a_figure_or_date_that_no_cited_passage_holds_is_refused(text: str, missing: str) -> None:
    citations = gates.cite(a_draft(drafted(BRIDGE, 1, 2)), SOURCES)
    assert gates.unsupported_figures(text, citations) == (missing,)
    with pytest.raises(GateError, match=missing):
        gates.check(text, citations, SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        "Divers found a crack of 40 metres. [1]",
        "Divers found a crack of forty metres. [1]",
        "A barge struck it on 5 March 2024. [1]",
        "It [the second crew] found a crack. [1]",
        "Nobody was hurt.",
    ],
)
def test_a_figure_may_be_spelled_out_and_a_name_in_brackets_is_none(text: str) -> None:
    citations = gates.cite(a_draft(drafted(BRIDGE, 1, 2)), SOURCES)
    assert gates.unsupported_figures(text, citations) == ()
