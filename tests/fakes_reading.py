"""A cross-encoder in miniature: each word has its logits, an input's are their sum."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

CHECKED: dict[str, tuple[float, ...]] = {  # contradicts, neutral, supports
    "denied": (4.0, 0.0, 0.0),
    "confirmed": (0.0, 0.0, 4.0),
    "weather": (0.0, 4.0, 0.0),
}
ANSWERED: dict[str, tuple[float, ...]] = {"answer": (3.0,), "chatter": (-3.0,), "title": (1.0,)}
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def small_checker(folder: Path, **card: Any) -> Path:
    """A folder with a checker that goes by three words."""
    calibrated = {
        "labels": ["contradicts", "neutral", "supports"],
        "temperature": 1.0,
        "outputs": 3,
    }
    return _model(folder, CHECKED, calibrated | card)


def small_reader(folder: Path, **card: Any) -> Path:
    """A folder with a reader that goes by three words."""
    return _model(folder, ANSWERED, {"slope": 1.0, "offset": 0.0, "outputs": 1} | card)


def _model(folder: Path, words: dict[str, tuple[float, ...]], card: dict[str, Any]) -> Path:
    folder.mkdir(parents=True)
    _tokenizer(words).save(str(folder / "tokenizer.json"))
    weights = _graph(words).SerializeToString()
    (folder / "model.onnx").write_bytes(weights)
    said = {"name": "in miniature", "max_tokens": 24, "sha256": sha256(weights).hexdigest()} | card
    (folder / "card.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


def _tokenizer(words: dict[str, tuple[float, ...]]) -> Tokenizer:
    vocabulary = {word: n for n, word in enumerate([*_MARKS, *words])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def _graph(words: dict[str, tuple[float, ...]]) -> onnx.ModelProto:
    """Logits: the sum over the second text's tokens of what a table gives for them."""
    outputs = len(next(iter(words.values())))
    table = np.array([(0.0,) * outputs] * len(_MARKS) + list(words.values()), dtype=np.float32)
    nodes = [
        helper.make_node("Mul", ["attention_mask", "token_type_ids"], ["second"]),
        helper.make_node("Cast", ["second"], ["weights"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Gather", ["table", "input_ids"], ["given"]),
        helper.make_node("Mul", ["given", "column"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "tokens"], ["logits"], keepdims=0),
    ]
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["rows", "n"]) for n in names]
    found = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", outputs])
    constants = [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.array([2]), "last"),
        numpy_helper.from_array(np.array([1]), "tokens"),
    ]
    graph = helper.make_graph(nodes, "words", inputs, [found], constants)
    opset = helper.make_opsetid("", 18)
    return helper.make_model(graph, opset_imports=[opset], ir_version=9)
