"""A reader that somebody names themselves: any cross-encoder with one score for a pair."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assembly_readers import reader_named
from bot.errors import ModelError
from bot.readers.named_reader import NamedReader
from bot.readers.reader import Context
from tests.bot.readers.test_named_checker import small_cross_encoder


def test_its_score_becomes_a_probability(tmp_path: Path) -> None:
    reader = reader_named(str(small_cross_encoder(tmp_path / "there", "answers")))
    assert isinstance(reader, NamedReader)
    assert reader.name == str(tmp_path / "there")
    broke, held = reader.scores("the dam", [Context("the dam broke"), Context("held")])
    assert 0.0 < broke < 1.0
    assert 0.0 < held < 1.0
    assert reader.scores("the dam", [Context("the dam broke")])[0] == pytest.approx(broke, abs=1e-5)
    assert reader.scores("the dam", []) == []


def test_one_with_several_scores_is_told(tmp_path: Path) -> None:
    there = small_cross_encoder(tmp_path / "there", "contradiction", "entailment", "neutral")
    with pytest.raises(ModelError, match="3 outputs: name a model that gives one score"):
        reader_named(str(there))


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no cross-encoder can be loaded there"):
        reader_named(str(tmp_path))
