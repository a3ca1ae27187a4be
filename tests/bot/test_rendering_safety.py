"""Nothing in a source can forge a label, a colour or a command to the terminal."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Answer, Claim, Outcome, Status
from bot.rendering.answers import answer_lines, answer_text
from bot.rendering.json_format import answer_json, json_text
from bot.rendering.lines import (
    Line,
    Listing,
    clean,
    plain,
    print_lines,
    print_listing,
)
from bot.rendering.text import evidence_table
from bot.rendering.written import trace_lines
from tests.fakes_answers import (
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    a_trace,
    an_answer,
    an_evidence,
)
from tests.fakes_consoles import HOSTILE, LABEL, STYLE, on_terminal, terminal, written


def test_a_source_can_forge_neither_label_nor_markup_nor_escape_sequence() -> None:
    citation = a_citation(title=HOSTILE, publisher=HOSTILE, quote=HOSTILE, url=HOSTILE)
    answer = a_non_answer(citations=(citation,))
    for text in (answer_text(answer), on_terminal(answer)):
        assert not LABEL.search(text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert "[bold red]CONFIRMED[/]" in text


_ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers whose every text is whatever hypothesis thinks of."""
    claim: Claim = a_claim(
        text=draw(_ANY_TEXT),
        label=a_label(draw(st.sampled_from(Status)), reason=draw(_ANY_TEXT)),
        claimants=(draw(_ANY_TEXT),),
        evidence=(an_evidence(claimant=draw(_ANY_TEXT), quote=draw(_ANY_TEXT)),),
    )
    citation = a_citation(
        title=draw(_ANY_TEXT),
        publisher=draw(_ANY_TEXT),
        quote=draw(_ANY_TEXT),
        url=draw(st.none() | _ANY_TEXT),
    )
    return an_answer(
        question=draw(_ANY_TEXT),
        outcome=draw(st.sampled_from(Outcome)),
        text=draw(_ANY_TEXT),
        claims=(claim,) * draw(st.integers(0, 3)),
        citations=(citation,),
        later=draw(st.none() | _ANY_TEXT),
        model=draw(st.sampled_from([None, "fake:model"])),
        trace=draw(st.none() | st.builds(a_trace, model=_ANY_TEXT, steps=st.tuples(_ANY_TEXT))),
    )


def harmless(text: str) -> bool:
    return re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text) is None


@given(answers(), st.integers(1, 120))
def test_rendering_never_fails_and_lets_no_control_character_through(
    answer: Answer, width: int
) -> None:
    table = tuple(line for c in answer.claims for line in evidence_table(c))
    why: tuple[Line, ...] = (*table, *trace_lines(answer))
    console = terminal(width)
    print_lines(console, (*answer_lines(answer), *why))
    print_listing(console, Listing(("a",), ((answer.text,),)))
    assert harmless(STYLE.sub("", written(console)))
    assert harmless(plain((*answer_lines(answer), *why)))
    assert harmless(json_text(answer))
    assert json.loads(json_text(answer)) == answer_json(answer)


@given(answers())
def test_no_text_adds_a_line_that_looks_like_a_label(answer: Answer) -> None:
    """One label leads; a line that has one of its own opens with its role."""
    labelled = answer.outcome is Outcome.ANSWERED and answer.claims
    said = [claim.text for claim in answer.claims] if labelled else [answer.text]
    if not any(LABEL.search(clean(text)) for text in (*said, answer.text)):
        assert len(LABEL.findall(answer_text(answer))) == (1 if labelled else 0)


@given(_ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
