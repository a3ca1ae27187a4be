"""Lists of the reader: an answer, what is taken for it, and questions as people type them."""

from __future__ import annotations

import random

from training.nearby import Nearby
from training.reader_lists import Asked, ByWords, reader_examples, typed

DAM = Asked(
    question="Who closed the Ostrow dam in 1998?",
    sentences=(
        "The Ostrow dam is old.",
        "Engineer Ida Brandt closed it in 1998.",
        "Its walls are made of granite.",
        "Fishing is allowed.",
    ),
    answers=(1,),
    unsure=(2,),
    texts=("Ida Brandt",),
    title="Ostrow dam",
    source="set",
    group="set/dam",
)
ELSEWHERE = Asked(
    question="What did Mayor Holm say?",
    sentences=("A dam in Ostrow was closed by Ida Brandt.", "The Ostrow dam was closed again."),
    answers=(0,),
    unsure=(),
    texts=("A dam",),
    title="Holm",
    source="set",
    group="set/holm",
)
# Words that every other sentence holds say nothing: a pool needs more than two passages.
REST = [
    Asked(f"q{n}", (f"w{n} stands alone.",) * 2, (), (), (), "", "set", f"set/{n}")
    for n in range(200)
]


def lists_of_the_dam(seeds: int = 30) -> list[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    pool = [DAM, ELSEWHERE, *REST]
    return [
        (e.first, e.seconds, e.right)
        for seed in range(seeds)
        for e in reader_examples(pool, ByWords(pool), random.Random(seed))
        if e.group == DAM.group
    ]


def test_a_list_holds_the_answer_and_says_where() -> None:
    answered = [(seconds, right) for _, seconds, right in lists_of_the_dam() if right]
    assert answered
    for seconds, right in answered:
        assert [seconds[n].startswith("Engineer") for n in right] == [True]


def test_what_may_answer_is_left_out() -> None:
    assert not any(
        "granite. [SEP]" in text for _, seconds, _ in lists_of_the_dam() for text in seconds
    )


def test_a_search_elsewhere_adds_what_does_not_hold_the_answer() -> None:
    texts = {text for _, seconds, _ in lists_of_the_dam() for text in seconds}
    assert any(text.startswith("The Ostrow dam was closed again.") for text in texts)
    assert not any(text.startswith("A dam in Ostrow was closed by Ida Brandt.") for text in texts)


def test_a_twin_with_another_year_has_no_answer() -> None:
    twins = [(first, right) for first, _, right in lists_of_the_dam(80) if "1998" not in first]
    assert twins
    assert all(right == () for _, right in twins)


def test_half_of_the_questions_look_typed() -> None:
    questions = [typed(DAM.question, random.Random(seed)) for seed in range(200)]
    untouched = questions.count(DAM.question)
    assert 60 < untouched < 140
    assert sum(q == q.lower() for q in questions) > 50
    assert sum("?" not in q for q in questions) > 50


def test_vectors_find_what_looks_like_an_answer_in_other_passages() -> None:
    near = Nearby([DAM, ELSEWHERE, *REST]).near(DAM, 2)
    assert "The Ostrow dam was closed again. [SEP] Holm" in near[0]
    assert not any("Engineer" in text for text in near)
