"""Both seams, by every implementation, and what holds when the readers are off."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.readers.checker import Bearing, Checker, SilentChecker
from bot.readers.cross_encoder import CrossEncoderChecker, CrossEncoderReader
from bot.readers.layout import context_text
from bot.readers.reader import Context, Reader, UndecidedReader
from tests.fakes_reading import small_checker, small_reader

STATEMENTS = ["weather", "The board denied it", "confirmed", "", "denied " * 60]
CONTEXTS = [Context("chatter"), Context("the answer", "A title", "chatter"), Context("")]


@pytest.fixture(params=["off", "cross-encoder"])
def checker(request: pytest.FixtureRequest, tmp_path: Path) -> Checker:
    off = request.param == "off"
    return SilentChecker() if off else CrossEncoderChecker(small_checker(tmp_path / "checker"))


@pytest.fixture(params=["off", "cross-encoder"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    off = request.param == "off"
    return UndecidedReader() if off else CrossEncoderReader(small_reader(tmp_path / "reader"))


def test_every_statement_has_shares_of_one(checker: Checker) -> None:
    bearings = checker.scores("The dam broke", STATEMENTS)
    assert len(bearings) == len(STATEMENTS)
    for bearing in bearings:
        total = bearing.supports + bearing.contradicts + bearing.silent
        assert total == pytest.approx(1.0)
        assert min(bearing.supports, bearing.contradicts, bearing.silent) >= 0.0


def test_every_context_has_a_probability(reader: Reader) -> None:
    scores = reader.scores("Who broke the dam?", CONTEXTS)
    assert len(scores) == len(CONTEXTS)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_nothing_to_read_gives_nothing(checker: Checker, reader: Reader) -> None:
    assert checker.scores("The dam broke", []) == []
    assert reader.scores("Who broke the dam?", []) == []


def test_both_have_a_name(checker: Checker, reader: Reader) -> None:
    assert checker.name
    assert reader.name


def test_a_checker_that_is_off_finds_silence() -> None:
    assert SilentChecker().scores("The dam broke", ["The dam broke"]) == [Bearing(0.0, 0.0)]
    assert Bearing(0.0, 0.0).silent == 1.0


def test_a_reader_that_is_off_leaves_the_order_as_it_is() -> None:
    scores = UndecidedReader().scores("Who?", CONTEXTS)
    order = sorted(range(len(CONTEXTS)), key=lambda n: -scores[n])
    assert order == list(range(len(CONTEXTS)))


def test_the_sentence_stands_before_its_context() -> None:
    assert context_text("It fell.", "The tower", "Wind rose.") == (
        "It fell. [SEP] The tower [SEP] Wind rose."
    )
    assert context_text("It fell.", "", "") == "It fell."


def test_of_a_long_context_the_nearest_words_stay() -> None:
    before = " ".join(f"w{n}" for n in range(40))
    assert context_text("It fell.", "", before).endswith("w38 w39")
    assert "w10" not in context_text("It fell.", "", before)
