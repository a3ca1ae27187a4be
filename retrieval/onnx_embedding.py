"""The embedder of question time: an exported model, run by onnxruntime, without torch.

The folder holds `model.onnx` (transformer, mean pooling and normalisation in one graph),
`tokenizer.json` and `model.json` (name, dimension, longest input in tokens), as written by
`retrieval.sentence_embedding.export_onnx`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

# Read once, on import: without it onnxruntime keeps a store of usage events in the home folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime
from tokenizers import Encoding, Tokenizer

from retrieval.embedding import Vectors
from retrieval.errors import ModelError

_BATCH = 8  # in cache: half the time of 32, see docs/benchmarks.md


class OnnxEmbedder:
    """Embeds with an ONNX model on the CPU."""

    def __init__(self, folder: Path) -> None:
        try:
            described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self._name: str = described["name"]
            self._dimension: int = described["dimension"]
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.enable_truncation(described["max_tokens"])
            self._tokenizer.no_padding()
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime and tokenizers raise bare Exception subclasses
            cure = f"delete that folder, then run `onrecord index`: {_first_line(error)}"
            raise ModelError(f"{folder}: the exported model cannot be loaded; {cure}") from error

    @property
    def name(self) -> str:
        """The model's name, as set by ONRECORD_EMBEDDING_MODEL."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`; batches hold texts of like length, so that little is padding."""
        vectors = np.empty((len(texts), self._dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts))
        order = sorted(range(len(texts)), key=lambda n: len(encodings[n].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._run([encodings[n] for n in rows])
        return vectors

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        longest = max(len(e.ids) for e in encodings)
        ids = np.zeros((len(encodings), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        (vectors,) = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
