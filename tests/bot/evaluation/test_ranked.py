"""Rankings against gold passages; the numbers are worked out by hand beside each case."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.items import GoldPassage
from bot.evaluation.ranked import gold_passage, passage_span, ranking_scores

BODY = "Rain fell. Wind rose. Snow came. Fog lay. Ice held. Sun won."
BODIES = {"a": BODY, "b": BODY}
SNOW = GoldPassage("a", 22, 32)
SUN = GoldPassage("a", 52, 60)


def scores(retrieved: list[str], *gold: GoldPassage) -> tuple[float, ...]:
    return tuple(ranking_scores(retrieved, gold).values())


def test_a_quote_is_found_with_whatever_blanks() -> None:
    assert gold_passage("a", "Snow  came.\nFog", BODIES) == GoldPassage("a", 22, 36)


@pytest.mark.parametrize(("source", "quote"), [("a", "Hail fell."), ("c", "Snow"), ("a", "  ")])
def test_a_quote_that_stands_nowhere_is_no_gold(source: str, quote: str) -> None:
    assert gold_passage(source, quote, BODIES) is None


@pytest.mark.parametrize(
    ("passage_id", "span"),
    [
        ("a@22-32", GoldPassage("a", 22, 32)),
        ("x@1@52-60", GoldPassage("x@1", 52, 60)),
        ("a#3", None),
        ("a@22", None),
        ("a", None),
    ],
)
def test_a_passage_id_names_a_span(passage_id: str, span: GoldPassage | None) -> None:
    assert passage_span(passage_id) == span


@pytest.mark.parametrize(
    ("retrieved", "gold", "expected"),
    [
        (["a@22-32"], (SNOW,), (1, 1, 1, 1)),
        (["a@0-10", "a@11-41"], (SNOW,), (1, 1, 1 / 2, 1 / log2(3))),
        (["b@22-32", "a@0-10"], (SNOW,), (0, 0, 0, 0)),  # the same words in another source
        ([], (SNOW,), (0, 0, 0, 0)),
        # Found at rank 6: not among five.
        ([*["a@0-10"] * 5, "a@22-32"], (SNOW,), (0, 1, 1 / 6, 1 / log2(7))),
        # Beyond ten nothing counts.
        ([*["a@0-10"] * 10, "a@22-32"], (SNOW,), (0, 0, 0, 0)),
        # Two gold passages at ranks 1 and 3: (1 + 1/2) / (1 + 1/log2(3)).
        (["a@22-32", "a@0-10", "a@52-60"], (SNOW, SUN), (1, 1, 1, (1 + 1 / 2) / (1 + 1 / log2(3)))),
        (["a@22-32"], (SNOW, SUN), (1 / 2, 1 / 2, 1, 1 / (1 + 1 / log2(3)))),
        # Overlapping passages of one place are one find.
        (["a@11-41", "a@22-32", "a@22-51"], (SNOW,), (1, 1, 1, 1)),
        # One passage that holds both is a perfect ranking.
        (["a@22-60"], (SNOW, SUN), (1, 1, 1, 1)),
        # The same gold twice counts once.
        (["a@22-32"], (SNOW, SNOW), (1, 1, 1, 1)),
        # An id that names nothing keeps its rank.
        (["gone@0-10", "a@22-32"], (SNOW,), (1, 1, 1 / 2, 1 / log2(3))),
        # Touching is not overlapping.
        (["a@0-22"], (SNOW,), (0, 0, 0, 0)),
    ],
)
def test_rankings_have_these_scores(
    retrieved: list[str], gold: tuple[GoldPassage, ...], expected: tuple[float, ...]
) -> None:
    assert scores(retrieved, *gold) == pytest.approx(expected)


PLACES = st.builds(
    lambda start, length: f"a@{start}-{start + length}", st.integers(0, 59), st.integers(1, 30)
)


@given(st.lists(PLACES, max_size=14), st.sets(st.sampled_from([SNOW, SUN]), min_size=1))
def test_every_score_is_a_share(retrieved: list[str], gold: set[GoldPassage]) -> None:
    recall_5, recall_10, mrr, ndcg = scores(retrieved, *gold)
    assert 0 <= recall_5 <= recall_10 <= 1
    assert 0 <= mrr <= 1
    assert 0 <= ndcg <= 1
    assert (mrr == 0) == (ndcg == 0) == (recall_10 == 0)
