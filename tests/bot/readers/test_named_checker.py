"""A checker that somebody names themselves: any cross-encoder whose labels say which is which."""

from __future__ import annotations

from pathlib import Path

import pytest
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from bot.assembly_readers import checker_named
from bot.errors import ModelError
from bot.readers.named_checker import NamedChecker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "dam", "broke", "held"]


def small_cross_encoder(folder: Path, *labels: str) -> Path:
    """A cross-encoder of one tiny layer with these labels, untrained."""
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder


def test_its_labels_say_which_share_is_which(tmp_path: Path) -> None:
    there = small_cross_encoder(tmp_path / "there", "contradiction", "entailment", "neutral")
    checker = checker_named(str(there))
    assert isinstance(checker, NamedChecker)
    assert checker.name == str(there)
    first, second = checker.scores("the dam broke", ["the dam held", "the dam broke"])
    for bearing in (first, second):
        total = bearing.supports + bearing.contradicts + bearing.silent
        assert total == pytest.approx(1.0)
    raw = checker._model.predict([("the dam held", "the dam broke")], apply_softmax=True)[0]
    assert first.contradicts == pytest.approx(float(raw[0]), abs=1e-5)
    assert first.supports == pytest.approx(float(raw[1]), abs=1e-5)
    assert checker.scores("the dam broke", []) == []


def test_labels_that_say_nothing_are_told(tmp_path: Path) -> None:
    there = small_cross_encoder(tmp_path / "there", "LABEL_0", "LABEL_1")
    with pytest.raises(ModelError, match=r"LABEL_0, LABEL_1.*trained on NLI"):
        checker_named(str(there))


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no cross-encoder can be loaded there"):
        checker_named(str(tmp_path))
