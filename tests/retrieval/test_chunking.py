"""Sentences keep every word of the prose and know exactly where it stands."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import chunking
from retrieval.chunking import context_of, passage_around, sentence_spans
from retrieval.documents import Sentence
from tests.fakes import a_source
from tests.fakes_parser import packaged, sentences_of

MOST_HEADING_WORDS = 16
WORDS = st.text(st.characters(categories=["L", "N"], max_codepoint=0x2FF), min_size=1, max_size=9)
FRAGMENTS = st.sampled_from(
    (
        "the bridge mayor said he it's ’s U.S. a.m. Oct. 21 3.5 1,200 10.5% $1.2m J. K. Mr. Ph.D. "
        "e.g. No. 5 vs. ... ! ? ?! ; : ( ) . , — \" ' \"no.\" 'so' “we” “we.” [n] 1. a) & && ∯ ȸ * "
        "http://a.b/c?e=f 😀 报道。 <br> \\ | ^ + {} \t \n \r \n\n \x0c \u2028 \u00a0 \u200b # ##"
    ).split(" ")
)

LETTERS = st.text(st.characters(categories=["Ll"], max_codepoint=0x2FF), min_size=1, max_size=9)
PROSE = st.lists(WORDS, min_size=3, max_size=25).map(lambda words: " ".join(words) + ".")


def split(body: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(a_source(body=body))]


def by_rule(body: str) -> list[str]:
    return [sentence.text for sentence in chunking.sentences_of(a_source(body=body), None)]


def check_spans(body: str) -> tuple[Sentence, ...]:
    sentences = sentences_of(a_source(body=body))
    for number, sentence in enumerate(sentences):
        assert sentence.position == number
        assert body[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
    assert all(one.end <= other.start for one, other in pairwise(sentences))
    return sentences


def lines_with_lost_words(body: str, sentences: tuple[Sentence, ...]) -> list[str]:
    covered = {n for s in sentences for n in range(s.start, s.end)}
    return [
        line[0].strip()
        for line in re.finditer(r"[^\n]+", body)
        if any(not body[n].isspace() and n not in covered for n in range(*line.span()))
    ]


def may_be_a_heading(line: str) -> bool:
    unfinished = not re.search(r"[.!?…:;。！？؟۔।][\"'”’»)\]」』）]*$", line)
    return line.startswith("#") or (unfinished and len(line.split()) <= MOST_HEADING_WORDS)


@given(st.text())
def test_any_text_yields_spans_in_order_that_never_overlap(body: str) -> None:
    check_spans(body)


@given(st.lists(FRAGMENTS, max_size=40).map(" ".join))
def test_awkward_text_loses_words_only_in_lines_that_read_as_headings(body: str) -> None:
    lost = lines_with_lost_words(body, check_spans(body))
    assert [line for line in lost if not may_be_a_heading(line)] == []


@given(st.lists(PROSE, min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n", "\n \n\t\n"]))
def test_finished_sentences_are_never_lost(prose: list[str], between: str) -> None:
    body = between.join(prose)
    assert lines_with_lost_words(body, check_spans(body)) == []


@given(st.lists(st.lists(LETTERS, min_size=3, max_size=25), min_size=1, max_size=4))
def test_hard_wrapping_changes_no_sentence(prose: list[list[str]]) -> None:
    """By rule: a line that ends with a sentence is parsed alone, and of words that are none a
    parser makes what it likes."""
    flowing = " ".join(" ".join(words).capitalize() + "." for words in prose)
    wrapped = textwrap.fill(flowing, 40, break_on_hyphens=False)
    assert [s.replace("\n", " ") for s in by_rule(wrapped)] == by_rule(flowing)


@pytest.mark.parametrize("width", [30, 40, 60])
def test_hard_wrapping_changes_no_sentence_that_is_parsed(width: int) -> None:
    flowing = (
        "The bridge, which had been closed since May, reopened on Monday. Mr. Lee of St. Peter's "
        "said that traffic had risen by 3.5 percent. “It is safe,” the mayor added. Was it? Nobody "
        "at the works would say so, and the county has yet to publish its report."
    )
    wrapped = textwrap.fill(flowing, width, break_on_hyphens=False)
    assert [s.replace("\n", " ") for s in split(wrapped)] == split(flowing)


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. official spoke to Gen. Smith and Dr. Lee.",
        "J. K. Marlow of St. Petersburg and Mr. H. Vane agreed.",
        "It reopened at 5 a.m. on Oct. 21 and closed at 6 p.m. the same day.",
        "Traffic rose by 3.5 percent to 1.2 million cars, at $4.50 each.",
        "It cost more, e.g. paint, i.e. red paint, than No. 5 did.",
        'He said "no" and "never" before he left.',
        "“We did it,” he said, “and we would again.”",
        "The council's vote (nine to two) surprised nobody.",
        "Was it open?",
        "They won 🎉 and went home 😀.",
        "记者报道了这件事。",
        "See https://gazette.example/2024/03/05/mill.html for the text.",
    ],
)
def test_a_sentence_between_two_others_stays_whole(sentence: str) -> None:
    body = f"Nobody knew it then. {sentence} That was all."
    assert split(body) == ["Nobody knew it then.", sentence, "That was all."]


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("“We did it,” he said. “We did.” So.", ["“We did it,” he said.", "“We did.”", "So."]),
        ("It was shut! Why? Nobody said…", ["It was shut!", "Why?", "Nobody said…"]),
        ("他来了。他走了。", ["他来了。", "他走了。"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(body: str, sentences: list[str]) -> None:
    assert split(body) == sentences


def test_a_hard_wrapped_paragraph_reads_like_a_flowing_one() -> None:
    body = (
        "The engineer told reporters in the town hall on Monday morning that the\n"
        "bridge was closed. She said that an adviser from the U.S.\n"
        "embassy had been shown the cracks by Gen. Marlow on Oct.\n"
        "21, before the spring floods came."
    )
    assert [text.replace("\n", " ") for text in split(body)] == [
        "The engineer told reporters in the town hall on Monday morning that the "
        "bridge was closed.",
        "She said that an adviser from the U.S. embassy had been shown the cracks by Gen. Marlow "
        "on Oct. 21, before the spring floods came.",
    ]


def test_lines_that_end_a_sentence_are_paragraphs_of_their_own() -> None:
    body = "The bridge is shut.\nThe ferry runs.\n\nNobody knows more."
    assert split(body) == ["The bridge is shut.", "The ferry runs.", "Nobody knows more."]


def test_headings_are_kept_beside_the_sentences_they_stand_over() -> None:
    body = "Before.\n\n## What the council says\n\nIt is shut.\nA short line\n\nIt may open."
    found = [(s.text, s.heading) for s in sentences_of(a_source(body=body))]
    assert found == [
        ("Before.", None),
        ("It is shut.", "What the council says"),
        ("It may open.", "A short line"),
    ]


def test_the_items_of_a_list_are_sentences_and_none_is_a_heading() -> None:
    body = "The inspectors found:\n\n- eleven deaths were not entered\n- the log was altered\n"
    assert split(body) == [
        "The inspectors found:",
        "eleven deaths were not entered",
        "the log was altered",
    ]


def test_a_heading_is_never_joined_to_the_lines_around_it() -> None:
    body = "A line that ends without a full stop\n ## The ferry and the people\nIt runs. So far."
    assert split(body) == ["It runs.", "So far."]


def test_a_credit_in_brackets_is_no_sentence_and_a_remark_in_brackets_is_one() -> None:
    assert split("It is shut.\n\n(dpa, AFP)") == ["It is shut."]
    assert split("It is shut.\n\n(He said so twice.)") == ["It is shut.", "(He said so twice.)"]


def test_a_paragraph_that_begins_and_ends_in_brackets_is_prose() -> None:
    first = "(Agency) - The mayor of the harbour town said so in a long speech on Monday."
    body = f"Shut.\n\n{first} He went on for an hour. (Writing by A. Lee)"
    assert split(body)[1] == first


def test_prose_in_a_script_without_spaces_is_no_heading() -> None:
    assert split("记者报道了这件事。\n\nIt is shut.") == ["记者报道了这件事。", "It is shut."]


def test_characters_that_the_splitter_uses_for_itself_lose_no_words() -> None:
    body = "A ∯ sign stood there. And ȸ another ♬ stood here. Done."
    sentences = check_spans(body)
    assert lines_with_lost_words(body, sentences) == []


def test_a_body_of_headings_alone_yields_them_as_sentences() -> None:
    assert split("One line\n\nAnother line") == ["One line", "Another line"]


def test_a_passage_is_the_sentence_with_its_neighbours() -> None:
    source = a_source(body="One. Two.\n\nThree. Four.")
    sentences = sentences_of(source)
    runs = [passage_around(source, sentences, n) for n in range(4)]
    assert [run.id for run in runs] == [
        "mill-bridge#1-2",
        "mill-bridge#1-3",
        "mill-bridge#2-4",
        "mill-bridge#3-4",
    ]
    assert runs[1].text == "One. Two.\n\nThree."


def test_a_passage_of_one_sentence_is_named_after_it_alone() -> None:
    source = a_source(body="Only this.")
    assert passage_around(source, sentences_of(source), 0).id == "mill-bridge#1"


@given(st.lists(PROSE, min_size=1, max_size=6).map("\n\n".join), st.data())
def test_a_passage_is_a_stretch_of_the_body(body: str, data: st.DataObject) -> None:
    source = a_source(body=body)
    sentences = sentences_of(source)
    position = data.draw(st.integers(0, len(sentences) - 1))
    passage = passage_around(source, sentences, position)
    assert sentences[position] in passage.sentences
    assert [s.position - position for s in passage.sentences] == [
        step for step in (-1, 0, 1) if 0 <= position + step < len(sentences)
    ]
    assert body[passage.start : passage.end] == passage.text


def test_the_context_of_a_sentence_holds_heading_and_neighbours_on_one_line() -> None:
    body = "# Floods\n\nThe river rose. Nor did\nit stop. It fell."
    source = a_source(body=body)
    context = context_of(passage_around(source, sentences_of(source), 1), 1)
    assert context == "Floods The river rose. It fell."


def test_in_a_message_no_line_is_a_heading() -> None:
    text = "The gate is open\n\nIs it? Yes, it is."
    spans = [text[start:end] for start, end in sentence_spans(text)]
    assert spans == ["The gate is open", "Is it?", "Yes, it is."]


def test_sources_that_are_parsed_together_are_read_as_each_alone() -> None:
    bodies = [
        "The bridge reopened on Monday. Traffic rose.",
        "",
        "Die Brücke wurde am Montag wieder geöffnet, wie die Stadt am Abend mitteilte.",
        "# A heading\n\nThe ferry sailed. Nobody was hurt.",
    ]
    sources = [a_source(f"s{n}", body) for n, body in enumerate(bodies)]
    together = chunking.parsed_together(sources, packaged())
    assert together == [chunking.parsed(source, packaged()) for source in sources]
