"""The weights that ship: they are those of their card, and find what the card says they do."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pytest

from bot.assembly_readers import WEIGHTS
from bot.readers.cross_encoder import CrossEncoderChecker, LoadedModel
from training.checker_sets import own_claims
from training.reader_sets import area_under_curve

CLAIMS = Path(__file__).parents[3] / "benchmarks" / "claims"
MOST_BYTES = 50_000_000


@lru_cache(maxsize=1)
def checker() -> CrossEncoderChecker:
    return CrossEncoderChecker(WEIGHTS / "checker")


def supports(claim: str, *statements: str) -> list[float]:
    return [bearing.supports for bearing in checker().scores(claim, statements)]


def test_they_are_those_of_the_card_and_small_enough() -> None:
    card = LoadedModel(WEIGHTS / "checker").card
    weights = WEIGHTS / "checker" / "model.onnx"
    assert sha256(weights.read_bytes()).hexdigest() == card["sha256"]
    assert sum(path.stat().st_size for path in WEIGHTS.rglob("*") if path.is_file()) < MOST_BYTES
    assert card["licences"]
    assert card["limits"]


def test_claims_of_the_benchmark_are_told_from_their_twins_as_the_card_says() -> None:
    tasks = list(own_claims(CLAIMS))
    shares = [supports(task.claims[0], *task.statements)[0] for task in tasks]
    pairs = list(zip(tasks, shares, strict=True))
    true, false = ([s for t, s in pairs if (t.right == (2,)) is kind] for kind in (True, False))
    card = LoadedModel(WEIGHTS / "checker").card
    found = area_under_curve(true, false)
    assert found == pytest.approx(card["figures"]["own_claims"]["auc"], abs=0.02)


@pytest.mark.parametrize(
    ("claim", "told", "not_told"),
    [
        ("The mayor resigned.", "The mayor stepped down on Monday.", "The mayor was re-elected."),
        ("Two men were detained.", "Police arrested two men.", "Police spoke with two men."),
    ],
)
def test_other_words_are_told_from_other_deeds(claim: str, told: str, not_told: str) -> None:
    more, less = supports(claim, told, not_told)
    assert more > less
