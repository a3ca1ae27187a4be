"""What becomes of what a model writes: kept, sent back once, dropped, or replaced."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import Assistant
from bot.claims import Outcome, Qualifier, Status, Trace
from bot.errors import ModelError
from bot.writing.model import Prompt
from tests.bot.answering.drafting.conftest import Writing
from tests.fakes_writers import FakeWriter, answer, claim, holding, in_turn, offered_in

QUESTION = "What was in Corvane's four tanks?"
WORDS = "The four tanks that stood at Gannet Quay on 6 March contained thionyl chloride."
HELD = "Corvane Chemicals said that its four tanks contained thionyl chloride."


def good(prompt: Prompt) -> Any:
    return answer(claim(HELD, (holding(prompt, WORDS), WORDS)))


def test_what_holds_leaves_in_the_models_words_with_the_label_of_the_evidence(
    plain: Assistant, writing: Writing
) -> None:
    given = writing(in_turn(good)).ask(QUESTION)
    assert given.text == f"{HELD} [1]"
    assert (given.composer, given.model) == ("generative", "fake:writer")
    assert given.claims[0].label == plain.ask(QUESTION).claims[0].label
    assert given.claims[0].label.qualifiers == (Qualifier.ADMITTED,)
    assert given.citations[0].quote == WORDS
    assert given.trace == Trace((), "fake:writer", 1, 1000, 100, 0.001, False)
    assert given.plain is not None
    assert given.plain.composer == "extractive"


def test_words_of_a_sentence_are_cited_as_the_whole_sentence(writing: Writing) -> None:
    part = "four tanks  that stood at Gannet Quay"
    given = writing(in_turn(lambda p: answer(claim(HELD, (holding(p, WORDS), part))))).ask(QUESTION)
    assert [c.quote for c in given.citations] == [WORDS]


def test_two_passages_under_one_claim_are_two_numbers(writing: Writing) -> None:
    other = "Corvane has said from the first day that its tanks contained cleaner."
    both = "Corvane has said that its tanks contained cleaner; the four contained thionyl chloride."
    script = in_turn(
        lambda p: answer(claim(both, (holding(p, WORDS), WORDS), (holding(p, other), other)))
    )
    given = writing(script).ask(QUESTION)
    assert given.text == f"{both} [1][2]"
    assert [c.quote for c in given.citations] == [WORDS, other]
    assert given.claims[0].text == both


def faulty(text: str = HELD, words: str = WORDS, key: str | None = None) -> Any:
    return lambda p: answer(claim(text, (key or holding(p, WORDS), words)))


def elsewhere(prompt: Prompt) -> Any:
    mine = holding(prompt, WORDS)
    other = next(
        p["key"] for p in offered_in(prompt) if p["key"] != mine and WORDS not in p["text"]
    )
    return answer(claim(HELD, (other, WORDS)))


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (faulty(key="zzz"), "there is no passage 'zzz'"),
        (
            faulty(words="The four tanks held a lot of thionyl chloride"),
            "does not stand in passage",
        ),
        (elsewhere, "stands in another passage than"),
        (
            faulty(words="The four tanks that stood at Gannet Quay ... left it under the wrong"),
            "is put together from several places",
        ),
        (faulty(words="tanks"), "is too short to support anything"),
        (lambda p: answer(claim(HELD)), "it has no quotation"),
        (faulty("Corvane said that its five tanks contained thionyl chloride."), "the figure five"),
        (
            faulty("Corvane said on 7 March that its four tanks contained thionyl chloride."),
            "the date 7 March",
        ),
        (
            faulty("Corvane said that its four tanks did not contain thionyl chloride."),
            "says the opposite",
        ),
        (faulty("The Pope said the four tanks contained thionyl chloride."), "the name Pope"),
        (faulty("Four tanks blew up a kindergarten full of sleeping children."), "says more than"),
        (
            faulty("Corvane denied that its four tanks contained thionyl chloride."),
            "no quoted sentence says that anybody denies it",
        ),
        (faulty("CONFIRMED: Corvane said its four tanks contained thionyl chloride."), "plain"),
        (faulty(f"{HELD} See [Corvane](https://evil.example)."), "plain sentences without marks"),
        (faulty(f"{HELD} @everyone"), "plain sentences without marks"),
        (faulty(f"{HELD} [1]"), "plain sentences without marks"),
        (faulty(""), "plain sentences without marks"),
        (faulty("x" * 200_000), "plain sentences without marks"),
    ],
)
def test_what_does_not_hold_is_sent_back_once_and_then_replaced(
    plain: Assistant, writing: Writing, script: Any, reason: str
) -> None:
    assistant = writing(in_turn(script))
    given = assistant.ask(QUESTION)
    expected = plain.ask(QUESTION)
    assert (given.text, given.claims) == (expected.text, expected.claims)
    assert given.composer == "extractive"
    assert given.trace is not None
    assert given.trace.calls == 2
    assert given.trace.steps[0] == "1 of 1 claims sent back"
    assert reason in given.trace.steps[1]
    assert given.trace.steps[-1] == "no claim passed its checks"


def test_the_model_is_told_why_and_may_mend_it(writing: Writing) -> None:
    assistant = writing(in_turn(faulty(words="The tanks held chloride for sure"), good))
    given = assistant.ask(QUESTION)
    assert given.text == f"{HELD} [1]"
    assert given.trace is not None
    assert given.trace.steps == ("1 of 1 claims sent back",)
    repair = assistant._composer._model.prompts[1].user  # type: ignore[attr-defined]
    assert 'the quotation "The tanks held chloride for sure" does not stand in passage' in repair


def test_of_several_claims_those_that_hold_stay(writing: Writing) -> None:
    script = in_turn(
        lambda p: answer(
            claim("The Pope said so.", (holding(p, WORDS), WORDS)),
            claim(HELD, (holding(p, WORDS), WORDS)),
        )
    )
    given = writing(script).ask(QUESTION)
    assert given.text == f"{HELD} [1]"
    assert given.trace is not None
    assert given.trace.steps[-1].startswith("dropped: claim 1: ")


def test_who_says_it_is_put_in_front_where_the_model_left_it_out(writing: Writing) -> None:
    bare = "The four tanks at Gannet Quay contained thionyl chloride."
    given = writing(in_turn(faulty(bare))).ask(QUESTION)
    assert given.text == f"[Corvane Chemicals:] {bare} [1]"


def test_a_model_that_finds_no_answer_makes_none(writing: Writing) -> None:
    given = writing(in_turn(answer(answerable=False))).ask(QUESTION)
    assert given.outcome is Outcome.NOTHING_FOUND
    assert given.status is None


@pytest.mark.parametrize("error", ["the server is out of reach", "over budget", "it refused"])
def test_a_model_that_fails_leaves_the_plain_answer(
    plain: Assistant, writing: Writing, error: str
) -> None:
    given = writing(in_turn(ModelError(error))).ask(QUESTION)
    assert given.text == plain.ask(QUESTION).text
    assert given.composer == "extractive"
    assert given.model is None
    assert given.trace is not None
    assert given.trace.steps == (f"the model gave nothing to use: {error}",)


def test_a_failed_repair_keeps_what_held(writing: Writing) -> None:
    def first(p: Prompt) -> Any:
        return answer(claim(HELD, (holding(p, WORDS), WORDS)), claim("So it was.", ("zzz", WORDS)))

    given = writing(in_turn(first, ModelError("gone"))).ask(QUESTION)
    assert given.text == f"{HELD} [1]"
    assert given.composer == "generative"


def test_what_is_out_of_scope_is_never_sent(writing: Writing) -> None:
    assistant = writing(in_turn(ModelError("must not be asked")))
    given = assistant.ask("What is the best recipe for kimchi?")
    assert given.outcome is Outcome.OUT_OF_SCOPE
    assert given.trace is None
    assert assistant._composer._model.prompts == []  # type: ignore[attr-defined]


def test_passages_go_in_as_data_under_keys_that_tell_nothing(writing: Writing) -> None:
    assistant = writing(in_turn(good))
    assistant.ask(QUESTION)
    model: FakeWriter = assistant._composer._model  # type: ignore[attr-defined]
    offered = offered_in(model.prompts[0])
    assert len({p["key"] for p in offered}) == len(offered) <= 12
    assert all(set(p) == {"key", "publisher", "date", "text"} for p in offered)
    assert not any("harbour" in p["key"] or "corvane" in p["key"] for p in offered)


def test_a_draft_is_heard_while_it_is_written(writing: Writing) -> None:
    heard: list[str] = []
    writing(in_turn(good)).ask(QUESTION, heard=heard.append)
    assert HELD in heard[0]


def test_a_plain_answer_asks_no_model(plain: Assistant, writing: Writing) -> None:
    given = writing(in_turn(ModelError("must not be asked"))).ask(QUESTION, plain=True)
    assert given.text == plain.ask(QUESTION).text
    assert given.trace is None


def test_a_yes_or_no_answer_keeps_the_label_of_what_was_asked(
    plain: Assistant, writing: Writing
) -> None:
    question = "Did the four tanks contain floor cleaner?"
    cleaner = "Corvane has said from the first day that its tanks contained cleaner."

    def script(p: Prompt) -> Any:
        text = "Corvane has said that its tanks contained cleaner."
        return answer(claim(text, (holding(p, cleaner), cleaner)))

    given = writing(in_turn(script)).ask(question)
    assert given.claims[0].label.status is Status.UNCONFIRMED
