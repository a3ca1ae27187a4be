"""Where sentences begin: by rule where that is certain, else as the parser has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.borders import pieces_of, rule_spans, starts_of
from tests.fakes_parser import packaged

# Each text is one line; a bar stands where a sentence begins.
CERTAIN = [
    # A closing mark belongs to what it closes, an opening one to what follows.
    'Holt said "no." | Then she left.',
    "Lyle called it 'a wreck.' | The board agreed.",
    "“We did it,” he said. | “We did.” | The crowd cheered.",
    "''It is open,'' Brook said. | ''Nobody drowned.'' | The gates stayed shut.",
    "The gates (all nine) held. | (Nobody looked.) | The water fell.",
    'She wrote: "It is shut." | He read it.',
    # Who asked or called it out belongs to it.
    '"Is that right?" Brask said. | The mayor nodded.',
    "“Out!” the harbour master shouted. | They left.",
    '"Who knows?" said the warden. | Nobody did.',
    '"What now?" asked Ines Holt. | "Nothing."',
    # No sentence begins in lower case behind a quotation or an abbreviation.
    "The film “Who is there?” was shown in Dunmere. | It rained.",
    "Sen. Ann Lee (R-Colo.) told the board so. | It agreed.",
    "The senator, R-Colo., head of the board, left. | It rained.",
    "Owen Brask Jr.'s ferry sank. | It was old.",
    "The gate holds approx. 40 tons. | It is new.",
    "The lock opens at 5 p.m. Monday. | It shuts on Friday.",
    "They met Gov. Holt and Dr. Lyle on Oct. 21 at 6 a.m. GMT. | Nobody spoke.",
    "See No. 5 and p. 12 for it. | The rest is lost.",
    "Ann B. Lyle of Tolle Inc. and J. K. Brook of the U.S. agreed. | The rest left.",
    "1. The gate opens. | The ferry leaves.",
    # A time that is no sentence, and footnote marks.
    "14:32 The tide turned. | The gate shut.",
    "PORT CALDER, 5 March (Wire) - The gate shut. | The tide turned.",
    "The gate shut.[4] | The tide turned.[5][6] | The ferry left.",
    "The gate shut.¹ | The tide turned.",
    # What ends is ended.
    "The gate shut in 2012. | The tide turned at 5. | Nobody drowned!",
    "Was it shut? | Nobody said…",
]
LEFT_TO_THE_PARSER = [
    "They fled to the U.S. | The others stayed behind.",
    "It was built by Tolle Inc. | The board paid for it.",
    "Ines Holt met Owen Brask. | Lyle was there.",
]


@pytest.mark.parametrize("marked", [*CERTAIN, *LEFT_TO_THE_PARSER])
def test_the_parser_parts_sentences_where_a_reader_does(marked: str) -> None:
    text = marked.replace("| ", "")
    (parses,) = packaged().parse([text])
    assert [parse.text for parse in parses] == marked.split(" | ")


@pytest.mark.parametrize("marked", [m for m in CERTAIN if not m.startswith("Was it")])
def test_the_rules_part_them_so_without_a_parser(marked: str) -> None:
    text = marked.replace("| ", "")
    assert [text[start:end] for start, end in rule_spans(text)] == marked.split(" | ")


def test_what_is_not_certain_is_left_open() -> None:
    assert starts_of(["They", "left", "the", "U.S.", "The", "rest"], [True] * 6)[4] is None


def test_a_text_without_any_border_is_one_sentence() -> None:
    assert list(rule_spans("no end here")) == [(0, 11)]
    assert list(rule_spans("  \n ")) == []


@given(st.text(alphabet="aB .!?\"'“”(),\n\u200b。7", max_size=60))
def test_by_rule_no_character_is_lost(text: str) -> None:
    covered = {n for start, end in rule_spans(text) for n in range(start, end)}
    assert {n for n, c in enumerate(text) if not c.isspace()} <= covered


@given(st.text(alphabet='ab. \n"', max_size=30).map(lambda text: text * 700))
def test_a_long_text_is_parted_without_a_gap(text: str) -> None:
    pieces = list(pieces_of(text))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= 5_000 for start, end in pieces)
