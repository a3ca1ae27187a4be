"""What must not be loaded to answer a question, asserted in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

from retrieval.chroma_store import ChromaStore
from retrieval.index import IndexFolder
from retrieval.onnx_embedding import OnnxEmbedder
from tests.fakes import a_corpus, a_source
from tests.fakes_parser import reading

CHECKOUT = Path(__file__).resolve().parents[2]
SEARCH = """
    import sys
    from pathlib import Path
    from retrieval.chroma_store import ChromaStore
    from retrieval.contents import Reading
    from retrieval.corpus import Corpus
    from retrieval.index import IndexFolder
    from retrieval.onnx_embedding import OnnxEmbedder
    from retrieval.pipelines import pipeline_named
    from retrieval.search import HybridSearch, Query
    from retrieval.spacy_parser import SpacyParser

    parser = SpacyParser(pipeline_named(None))
    parser.parse(["Is the bridge closed?"])
    root, model = map(Path, sys.argv[1:])
    corpus = Corpus(root / "corpus", root / "overlay")
    opener = lambda p, create: ChromaStore(p, create=create)
    folder = IndexFolder(root / "home", corpus, opener, Reading(parser))
    embedder = OnnxEmbedder(model)
    search = HybridSearch(folder.open(embedder), embedder)
    print(search.search(Query("is the bridge closed?", ("bridge",)))[0].sentence.text)
    heavy = {"torch", "sentence_transformers", "transformers", "onnx", "onnxscript", "langchain"}
    print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
"""


def test_searching_an_index_imports_no_training_library(tmp_path: Path, model_folder: Path) -> None:
    corpus = a_corpus(tmp_path, a_source("bridge", "The ferry runs. The bridge is shut."))
    folder = IndexFolder(
        tmp_path / "home", corpus, lambda p, create: ChromaStore(p, create=create), reading()
    )
    folder.update(OnnxEmbedder(model_folder))
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SEARCH), str(tmp_path), str(model_folder)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["The bridge is shut.", "[]"], done.stderr[-2000:]
