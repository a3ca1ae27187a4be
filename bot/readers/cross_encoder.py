"""The checker and the reader by small cross-encoders, run by onnxruntime, without torch.

A folder holds `model.onnx` (token ids to logits), `tokenizer.json` and `card.json`: the model's
name, longest input in tokens, calibration, and the checksum of the weights, which is compared
before they are used. Nothing is loaded before the first question; several threads may ask.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.readers.checker import Bearing
from bot.readers.layout import context_text
from bot.readers.reader import Context

# Read once, on import: without it onnxruntime keeps a store of usage events in the home folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime
from tokenizers import Encoding, Tokenizer

_BATCH = 8
_CURE = "train it again, or name another folder"

Logits = NDArray[np.float32]
_Run = Callable[[list[Encoding]], Logits]


class CrossEncoderChecker:
    """Support, contradiction or silence by a cross-encoder with three logits."""

    def __init__(self, folder: Path) -> None:
        self._model = LoadedModel(folder)

    @property
    def name(self) -> str:
        """The name on the card."""
        return self._model.name

    def scores(self, claim: str, statements: Sequence[str]) -> list[Bearing]:
        """The calibrated bearing of each statement, in order."""
        logits = self._model.logits(claim, statements) / self._model.card["temperature"]
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = exponents / exponents.sum(axis=1, keepdims=True)
        contradicts, supports = (self._model.card["labels"].index(n) for n in _NAMES)
        return [Bearing(float(row[supports]), float(row[contradicts])) for row in shares]


_NAMES = ("contradicts", "supports")


class CrossEncoderReader:
    """How surely a sentence answers, by a cross-encoder with one logit."""

    def __init__(self, folder: Path) -> None:
        self._model = LoadedModel(folder)

    @property
    def name(self) -> str:
        """The name on the card."""
        return self._model.name

    def scores(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """The calibrated probability of each sentence to answer, in order."""
        texts = [context_text(c.sentence, c.title, c.before) for c in contexts]
        logits = self._model.logits(question, texts)[:, 0]
        card = self._model.card
        return [float(p) for p in 1 / (1 + np.exp(-(card["slope"] * logits + card["offset"])))]


class LoadedModel:
    """Weights on disk, loaded when they are first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loading = Lock()
        self._loaded: tuple[Tokenizer, _Run] | None = None
        self.card: dict[str, Any] = _card_of(folder)

    @property
    def name(self) -> str:
        return str(self.card["name"])

    def logits(self, first: str, seconds: Sequence[str]) -> Logits:
        """A row of logits for each second text; batches hold inputs of like length."""
        found = np.empty((len(seconds), int(self.card["outputs"])), dtype=np.float32)
        if not seconds:
            return found
        tokenizer, run = self._load()
        encodings = tokenizer.encode_batch([(first, second) for second in seconds])
        order = sorted(range(len(seconds)), key=lambda n: len(encodings[n].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            found[rows] = run([encodings[n] for n in rows])
        return found

    def _load(self) -> tuple[Tokenizer, _Run]:
        with self._loading:
            if self._loaded is None:
                self._loaded = _opened(self._folder, self.card)
            return self._loaded


def _card_of(folder: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: no card of a model there; {_CURE}") from error
    return card


def _opened(folder: Path, card: dict[str, Any]) -> tuple[Tokenizer, _Run]:
    try:
        weights = (folder / "model.onnx").read_bytes()
        if sha256(weights).hexdigest() != card["sha256"]:
            raise ModelError(f"{folder}: the weights are not those of the card; {_CURE}")
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(int(card["max_tokens"]), strategy="longest_first")
        tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(weights, options, ["CPUExecutionProvider"])
    except ModelError:
        raise
    except Exception as error:  # onnxruntime and tokenizers raise bare Exception subclasses
        problem = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise ModelError(f"{folder}: the model cannot be loaded ({problem}); {_CURE}") from error
    return tokenizer, partial(_run, session)


def _run(session: Any, encodings: list[Encoding]) -> Logits:
    longest = max(len(e.ids) for e in encodings)
    shape = (len(encodings), longest)
    ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length] = encoding.ids
        mask[row, :length] = 1
        # By sequence, not by type: not every vocabulary's marks tell the parts apart.
        if 1 in encoding.sequence_ids:
            types[row, encoding.sequence_ids.index(1) : length] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    (logits,) = session.run(["logits"], inputs)
    return np.asarray(logits, dtype=np.float32)
