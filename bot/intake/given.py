"""A text that is to be read and not kept: any file, or a source of the corpus by its id.

Plain text needs no front matter and counts character for character; where there is front matter,
the text is what stands behind it. Other formats are read in a process that can be ended.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from bot.errors import BadCommand
from bot.intake.reading import SECONDS, pool_for, run_in
from retrieval.corpus import Corpus
from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError
from retrieval.loaders import markdown
from retrieval.loaders.document import Document
from retrieval.loaders.limits import MAX_BYTES
from retrieval.loaders.reading import read_path

_KINDS = frozenset(Kind)


def given_text(name: str, corpus: Corpus) -> Source:
    """The text in the file of that name, or the source with that id. Raises BadCommand."""
    path = Path(name)
    if path.is_dir():
        raise BadCommand(f"{name} is a folder; name a file in it")
    if path.exists():
        return _of_file(path)
    known = {source.id: source for source in corpus.sources()}
    if name not in known:
        cure = "name a file, or an id that `onrecord sources` lists"
        raise BadCommand(f"there is neither a file nor a source '{name}'; {cure}")
    return known[name]


def _of_file(path: Path) -> Source:
    try:
        return _as_source(path, _document(path))
    except CorpusError as error:
        raise BadCommand(str(error)) from error


def _document(path: Path) -> Document:
    if path.suffix.lower() not in markdown.SUFFIXES:
        pool = pool_for(1)
        try:
            document: Document = run_in(pool, SECONDS, read_path, path)
            return document
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
    return Document("", {}) if _is_blank(path) else read_path(path)


def _is_blank(path: Path) -> bool:
    """True for a text without a single word: it can be read, and says nothing."""
    with suppress(OSError):
        return path.stat().st_size <= MAX_BYTES and not path.read_bytes().strip()
    return False


def _as_source(path: Path, document: Document) -> Source:
    values = document.values
    kind = values.get("kind", "")
    return Source(
        id=values.get("id", path.stem),
        title=values.get("title", ""),
        publisher=values.get("publisher", ""),
        published=date.min,
        body=document.body,
        kind=Kind(kind) if kind in _KINDS else Kind.ARTICLE,
        language=values.get("language", "en"),
    )
