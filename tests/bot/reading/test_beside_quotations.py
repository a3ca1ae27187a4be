"""Who speaks where the parse leaves a verb alone, before a colon, and in a heading."""

from __future__ import annotations

import pytest

from bot.reading.attribution import attributions_in
from bot.reading.quotations import quotations_in
from bot.reading.subjects import subjects_of
from retrieval.parsing import Parse
from tests.fakes_evidence import NOBODY, readings
from tests.parsed import marked, parse_of


def words(parse: Parse, phrase: tuple[int, ...]) -> str:
    return " ".join(parse.word(token) for token in phrase)


def said(body: str) -> list[tuple[str, str]]:
    """Who says what in a body, in which nobody is listed."""
    found = (part for reading in readings(body, NOBODY) for part in reading.parts)
    return [(part.claimant.name, part.text) for part in found if part.claimant]


@pytest.mark.parametrize(
    ("body", "name", "quote"),
    [
        ("The letter of Nils Aker makes a case: “The dam will break.”", "Nils Aker", "break"),
        ("The rally had one message: “Open the gates now.”", "the rally", "gates"),
        ("The crack did not surprise Tomas Reyl: “It was old.”", "Tomas Reyl", "old"),
        ("Ada Brook had this to say:\n\n“The dam will hold for years.”", "Ada Brook", "hold"),
    ],
)
def test_what_stands_before_a_colon_tells_who_speaks(body: str, name: str, quote: str) -> None:
    (speaker,) = {who for who, text in said(body) if quote in text}
    assert speaker.endswith(name)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "''The dam is old,'' *said* Tomas Reyl, who led the works for a year yet left in May.",
            "Tomas Reyl",
        ),
        (
            "On a call on Dec. 2, Capt. Tomas Reyl, a spokesman in Lenz, *said*, ''I mean it.''",
            "Reyl",
        ),
    ],
)
def test_a_verb_without_a_subject_in_the_parse_has_the_person_beside_it(
    sentence: str, name: str
) -> None:
    parse, verb = marked(sentence)
    (phrase,) = subjects_of(parse, verb)
    assert name in words(parse, phrase)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ('"The dam is old.” It rained.', 1),
        ('“The dam is old." It rained.', 1),
        ('"The dam is old." "It leaks." He left.', 2),
    ],
)
def test_straight_and_curly_marks_close_each_other(body: str, count: int) -> None:
    found = quotations_in(body)
    assert len(found) == count
    assert body[found[0].start : found[0].end].endswith(("old.”", 'old."'))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Brook: the dam is safe", "Brook"),
        ("Ada Brook: the dam is safe", "Ada Brook"),
        ("Police: Two men held over mill fire", "police"),
        ("FIRM: WE KNEW NOTHING", "FIRM"),
    ],
)
def test_a_word_with_a_capital_before_a_colon_speaks(heading: str, name: str) -> None:
    assert [who for who, _ in said(f"{heading}.")] == [name]


@pytest.mark.parametrize(
    "heading",
    [
        "Update: the bridge is closed",
        "Correction: the mill burned twice",
        "Norway: Ada Brook, Nils Aker",
    ],
)
def test_a_label_and_a_place_before_a_list_say_nothing(heading: str) -> None:
    assert attributions_in(parse_of(heading)) == ()


@pytest.mark.parametrize(
    ("body", "name", "content"),
    [
        ("Ada Brook is sure that the dam leaked.", "Ada Brook", "that the dam leaked"),
        ("Nils Aker remained sceptical that it held.", "Nils Aker", "that it held"),
        ("Her claim is that the dam leaked.", "somebody unnamed", "that the dam leaked"),
        ("Ada Brook praised the crew for keeping calm.", "Ada Brook", "the crew for keeping calm"),
        ("Tomas Reyl dismissed the report as a joke.", "Tomas Reyl", "the report as a joke"),
        ("Ada Brook was hoping that the dam had held.", "Ada Brook", "that the dam had held"),
        ("The firm declined to discuss the crack.", "the firm", "the crack"),
    ],
)
def test_attitudes_and_grounds_are_part_of_what_is_said(body: str, name: str, content: str) -> None:
    assert said(body) == [(name, content)]
