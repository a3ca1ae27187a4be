"""Which sentences make the answer: the best, within the budget, each source in its own order."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.ranking import TermWeights, rank
from bot.answering.selection import BUDGET, Run, candidates_of, select
from retrieval.documents import Source
from tests.fakes import a_source
from tests.fakes_evidence import Occurrences, a_hit, asked, statements

QUESTION = "Were the crates lost?"
OPENING = "The ferry left at noon. The crates were lost at sea. The harbour was quiet."
CLOSING = " It rained. The wind was strong. Nobody swam."


def source(source_id: str = "a", body: str = OPENING + CLOSING, **keys: Any) -> Source:
    return a_source(source_id, body, title="A page", **keys)


def selected(question: str, *found: tuple[Source, int]) -> tuple[Run, ...]:
    read = asked(question)
    weights = TermWeights.of(read, Occurrences())
    ranked = rank(read, [a_hit(one, position) for one, position in found], weights)
    sources = {one.id: one for one, _ in found}

    def document(source_id: str) -> tuple[Any, ...]:
        one = sources[source_id]
        return statements(one.body, source_id=source_id, title=one.title)

    return select(read, candidates_of(read, ranked, weights, document))


def texts(runs: tuple[Run, ...]) -> list[str]:
    return [" ".join(s.sentence.text for s in run.statements) for run in runs]


def words(runs: tuple[Run, ...]) -> int:
    return sum(len(text.split()) for text in texts(runs))


def test_nothing_ranked_is_nothing_selected() -> None:
    assert selected(QUESTION) == ()


def test_the_sentence_that_answers_is_the_key_of_the_first_run() -> None:
    (run,) = selected(QUESTION, (source(), 1))
    assert run.key.sentence.text == "The crates were lost at sea."
    assert run.key in run.statements


def test_sentences_of_a_run_keep_the_order_of_the_text() -> None:
    (run,) = selected(QUESTION, (source(), 1), (source(), 0))
    positions = [s.sentence.position for s in run.statements]
    assert positions == sorted(positions)
    assert len(set(positions)) == len(positions)


def test_runs_come_in_the_order_of_their_best_sentence() -> None:
    other = source("b", "Ferries run twice a day. Tickets are sold on board." + CLOSING)
    runs = selected(QUESTION, (other, 0), (source(), 1))
    assert runs[0].key.source.id == "a"


def test_the_best_sentence_is_taken_however_long() -> None:
    long = f"The crates were lost, {'and lost again, ' * 60} at sea."
    runs = selected(QUESTION, (source(body=long + CLOSING), 0))
    assert runs[0].key.sentence.text == long
    assert words(runs) == len(long.split()) > BUDGET


def test_the_budget_is_kept_and_a_sentence_is_never_cut() -> None:
    sentences = [f"The crates of ship {n} were lost {'far ' * n}at sea." for n in range(10, 40)]
    body = " ".join(sentences)
    runs = selected(QUESTION, *((source(body=body), n) for n in range(0, 30, 2)))
    assert 0 < words(runs) <= BUDGET
    assert all(s.sentence.text in sentences for run in runs for s in run.statements)


def test_a_sentence_that_is_far_from_the_best_is_left_out() -> None:
    body = "The crates were lost. " + "Nothing else. " * 12
    kept = " ".join(texts(selected(QUESTION, (source(body=body), 0), (source(body=body), 11))))
    assert "The crates were lost." in kept
    assert kept.count("Nothing else.") < 12


def test_how_many_prefers_a_sentence_with_a_figure() -> None:
    body = "The crates were lost at sea. Of the crates 40 were lost." + CLOSING
    (run, *_) = selected("How many crates were lost?", (source(body=body), 0))
    assert run.key.sentence.text == "Of the crates 40 were lost."


def test_a_sentence_with_a_claimant_beats_one_without() -> None:
    body = "The crates were lost at sea. The crates were lost at sea, Lyle confirmed." + CLOSING
    (run, *_) = selected(QUESTION, (source(body=body), 0))
    assert run.key.claimant is not None


def test_a_question_in_a_source_answers_nothing() -> None:
    body = "Were the crates lost at sea? The crates went overboard at sea." + CLOSING
    (run, *_) = selected("Were the crates at sea?", (source(body=body), 0))
    assert run.key.sentence.text == "The crates went overboard at sea."


def test_words_that_stand_there_already_are_not_said_twice() -> None:
    copy = source("b", OPENING.replace("noon", "nine") + CLOSING)
    kept = " ".join(texts(selected(QUESTION, (source(), 1), (copy, 1))))
    assert kept.count("The crates were lost at sea.") == 1


def test_a_development_is_told_by_one_sentence_of_each_source() -> None:
    bodies = (
        "The toll rose to 40. The toll may rise.",
        "The toll stood at 12. The toll was small.",
    )
    found = [(source(i, b + CLOSING), 0) for i, b in zip("ab", bodies, strict=True)]
    runs = selected("How did the toll change?", *found)
    assert sorted(run.key.source.id for run in runs) == ["a", "b"]
    assert [len(run.statements) for run in runs] == [1, 1]


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=1, max_size=12))
def test_every_run_holds_whole_sentences_of_one_source_in_order(
    picked: list[tuple[int, int]],
) -> None:
    pages = (source("a"), source("b", "A crate floats. It was lost. Who lost it?" + CLOSING))
    runs = selected(QUESTION, *((pages[which], position) for which, position in picked))
    assert len({run.key.source.id for run in runs}) == len(runs)
    for run in runs:
        assert {s.source.id for s in run.statements} == {run.key.source.id}
        positions = [s.sentence.position for s in run.statements]
        assert positions == sorted(set(positions))
        assert run.key in run.statements
