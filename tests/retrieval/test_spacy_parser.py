"""The parser: what it reads, that nothing is lost, and that no text is too much for it."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from retrieval.parsing import Parse
from tests.fakes_parser import packaged

PIECES = st.sampled_from(
    [
        "The warden said ", "it was shut. ", '"', "“", "”", "''", "(", ")", "Nobody drowned! ",
        "e.g. ", "\n", "\x00", "\u200b", "[4]", "Der Damm brach. ", "他来了。", "\ud800", "...",
        "U.S. ",
    ]
)  # fmt: skip


def parse(text: str) -> tuple[Parse, ...]:
    (found,) = packaged().parse([text])
    return found


def check(text: str, parses: tuple[Parse, ...]) -> None:
    covered = {n for p in parses for n in range(p.start, p.end)}
    assert {n for n, c in enumerate(text) if not c.isspace()} <= covered
    assert all(one.end <= other.start for one, other in pairwise(parses))
    for one in parses:
        assert text[one.start : one.end] == one.text
        columns = (one.starts, one.ends, one.lemmas, one.tags, one.deps, one.heads, one.entities)
        assert {len(column) for column in columns} == {len(one)}
        assert all(start < end for start, end in zip(one.starts, one.ends, strict=True))
        assert all(end <= start for end, start in zip(one.ends, one.starts[1:], strict=False))
        assert not one.ends or one.ends[-1] <= len(one.text)
        assert all(0 <= head < len(one) for head in one.heads)
        assert bool(one.roots()) == bool(len(one))


def test_words_come_with_lemma_head_and_entity() -> None:
    (read,) = parse("Robert Holt said that two ferries sank.")
    words = [read.word(n) for n in range(len(read))]
    said, sank = words.index("said"), words.index("sank")
    assert (read.lemmas[said], read.lemmas[sank]) == ("say", "sink")
    assert read.roots() == (said,)
    assert read.heads[sank] == said
    assert [(" ".join(words[a:b]), kind) for a, b, kind in read.entity_spans()] == [
        ("Robert Holt", "PERSON"),
        ("two", "CARDINAL"),
    ]


def test_several_texts_are_read_at_once_and_in_order() -> None:
    found = packaged().parse(["The gate is shut. It held.", "", "The ferry left."])
    assert [[p.text for p in parses] for parses in found] == [
        ["The gate is shut.", "It held."],
        [],
        ["The ferry left."],
    ]
    assert packaged().parse([]) == []


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    texts = ["The gate is shut.", "Holt told the board that the ferry had left at noon."]
    assert packaged().parse(texts) == [parse(text) for text in texts]


def test_a_dateline_and_a_footnote_mark_are_in_the_text_and_no_words() -> None:
    (read,) = parse("PORT CALDER, 5 March (Wire) - The gate is shut.[4]")
    assert read.text == "PORT CALDER, 5 March (Wire) - The gate is shut.[4]"
    assert [read.word(n) for n in range(len(read))] == ["The", "gate", "is", "shut", "."]


@given(st.lists(PIECES, max_size=12).map("".join))
@hypothesis(max_examples=60)
def test_whatever_the_text_nothing_is_lost_and_columns_agree(text: str) -> None:
    check(text, parse(text))


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("the boat sank in the harbour ", 100_000),
        ("a", 100_000),
        ("http://a", 100_000),
        ("\u200b", 100_000),
        ("\x00", 100_000),
        ("他来了", 20_000),
        ('"He said ', 20_000),
        ("A. ", 20_000),
    ],
)
def test_a_text_without_an_end_is_read_in_time(unit: str, size: int) -> None:
    text = (unit * size)[:size]
    started = process_time()
    parses = parse(text)
    assert process_time() - started < 60
    check(text, parses)
    assert max(map(len, parses)) <= 300
    own_heads = [p.deps[t] for p in parses for t in range(len(p)) if p.heads[t] == t]
    assert set(own_heads) <= {"ROOT"}  # who climbs from conjunct to conjunct must come to an end


def test_marks_upon_marks_take_no_time_beyond_their_number() -> None:
    check('("' * 5_000, parse('("' * 5_000))
