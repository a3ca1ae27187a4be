"""Exports a run to the folder that ships: ONNX, in eight bits unless told otherwise.

    python -m training.export checker-1 bot/readers/weights/checker
    python -m training.export checker-1 /tmp/whole --whole      (32 bits, to compare)

The card gets what the run knows; `training.calibrate` adds its figures.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import warnings
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.bases import empty_base, load_tokenizer
from training.examples import LABELS
from training.model import CrossEncoder

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_UNCALIBRATED = {"temperature": 1.0, "slope": 1.0, "offset": 0.0}


logging.getLogger("torch.onnx._internal.exporter._registration").setLevel(logging.ERROR)


def main() -> None:
    """Writes model.onnx, tokenizer.json and card.json."""
    run, folder, whole = sys.argv[1], Path(sys.argv[2]), "--whole" in sys.argv
    kept = torch.load(Path("training/runs") / run / "checkpoint.pt", weights_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    model = model_of(kept)
    with tempfile.TemporaryDirectory() as scratch:
        exported = Path(scratch) / "model.onnx"
        export_graph(model, exported)
        target = folder / "model.onnx"
        if whole:
            target.write_bytes(exported.read_bytes())
        else:
            # AVX2 adds products of eight bits in sixteen: one bit less keeps them from overflowing.
            quantize_dynamic(
                exported, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
            )
    load_tokenizer(kept["settings"]["base"]).save(str(folder / "tokenizer.json"), pretty=False)
    card = card_of(run, kept, target)
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


def model_of(kept: dict[str, Any]) -> CrossEncoder:
    """The model of a checkpoint."""
    outputs = kept["model"]["head.weight"].shape[0]
    model = CrossEncoder(empty_base(kept["settings"]["base"]), outputs)
    model.load_state_dict(kept["model"])
    return model.eval()


def export_graph(model: CrossEncoder, path: Path) -> None:
    """The graph from token ids to logits, for any number of rows and tokens."""
    # Three tensors: one given twice would become one input of the graph.
    ids, mask, types = (torch.ones((2, 12), dtype=torch.long) for _ in _INPUTS)
    axes = {0: torch.export.Dim("rows"), 1: torch.export.Dim("tokens", max=512)}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (ids, mask, types),
            str(path),
            input_names=list(_INPUTS),
            output_names=["logits"],
            dynamic_shapes=dict.fromkeys(_INPUTS, axes),
            opset_version=18,
            external_data=False,
            dynamo=True,
            verbose=False,
        )


def card_of(run: str, kept: dict[str, Any], weights: Path) -> dict[str, Any]:
    """What the run knows about the weights."""
    settings = kept["settings"]
    return {
        "name": f"onrecord-{settings['task']} {run}",
        "task": settings["task"],
        "labels": list(LABELS) if settings["task"] == "checker" else ["answers"],
        "outputs": kept["model"]["head.weight"].shape[0],
        "max_tokens": settings["max_tokens"],
        "sha256": sha256(weights.read_bytes()).hexdigest(),
        **_UNCALIBRATED,
        "settings": settings,
        "examples_seen": kept["seen"] * settings["workers"],
        "minutes": round(kept["seconds"] / 60, 1),
    }


if __name__ == "__main__":
    main()
