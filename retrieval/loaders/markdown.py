"""Markdown and plain text with YAML front matter: the native source format.

The body is everything behind the line that closes the front matter, character for character
(line ends read as `\\n`), so that offsets mean the same to everyone who opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError

SUFFIXES = frozenset({".md", ".txt"})
_FENCE = re.compile(r"\A---[ \t]*\n(?P<front>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NOTHING = ("", "null", "~")
_CURES = {
    "published": "write the day the page appeared, as in `published: 2024-10-22`",
    "stated": "write a day as in `stated: 2024-10-21`, or leave the key out",
    "kind": "use one of: " + ", ".join(Kind),
    "id": "use letters, digits, '-', '_' and '.' only, as in `id: bridge-closed-20240301`",
}


class FrontMatter(BaseModel):
    """The keys of a source file; unknown keys are left alone."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    published: date
    stated: date | None = None
    url: str | None = None
    kind: Kind = Kind.ARTICLE
    author: str | None = None
    syndicated_from: str | None = None
    language: str = "en"
    licence: str | None = None
    note: str | None = None
    pages: tuple[int, ...] = ()


def read_source(path: Path, overrides: Mapping[str, str] | None = None) -> Source:
    """The source in `path`; `overrides` replace front matter keys. Raises CorpusError."""
    return parse_source(read_text(path), path, overrides)


def parse_source(
    text: str, path: Path | None = None, overrides: Mapping[str, str] | None = None
) -> Source:
    """The source that a text with front matter is; `path` is named in errors."""
    front, body = split(text)
    if front is None and not overrides:
        raise CorpusError("no front matter; start the file with '---', the keys, '---'", path, 1)
    if not body.strip():
        raise CorpusError("the body is empty; add the text below the front matter", path)
    values = {**parse_front_matter(front or "", path), **(overrides or {})}
    try:
        checked = FrontMatter.model_validate(values)
    except ValidationError as error:
        raise _as_corpus_error(error, front or "", path) from error
    return Source(body=body, **checked.model_dump())


def split(text: str) -> tuple[str | None, str]:
    """The front matter without its fences, None where there is none, and the body."""
    match = _FENCE.match(text)
    return (match["front"], text[match.end() :]) if match else (None, text)


def write_source(source: Source) -> str:
    """The file text that `read_source` turns back into the same source."""
    keys = FrontMatter.model_fields
    values = {key: getattr(source, key) for key in keys if getattr(source, key) is not None}
    values |= {"kind": str(source.kind), "pages": list(source.pages)}
    if not source.pages:
        del values["pages"]
    front = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=1000)
    return f"---\n{front}---\n{source.body}"


def read_text(path: Path) -> str:
    """The file, line ends as `\\n`, without a byte order mark. Raises CorpusError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError("is not UTF-8 text; save it as UTF-8", path) from error
    except OSError as error:
        raise CorpusError(f"cannot be read ({error.strerror}); check the path", path) from error


def broken_yaml(
    error: yaml.YAMLError, text: str, path: Path | None, first_line: int
) -> CorpusError:
    """Where and why YAML `text`, which starts at `first_line` of the file, cannot be read."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        line, problem = error.problem_mark.line, error.problem
    else:  # a ReaderError, which counts bytes
        position, problem = getattr(error, "position", 0), getattr(error, "reason", str(error))
        line = text.encode()[:position].count(b"\n")
    cure = "mend that line, and quote values that hold ': '"
    return CorpusError(f"broken YAML, {problem}; {cure}", path, line + first_line)


def parse_front_matter(front: str, path: Path | None = None) -> dict[str, Any]:
    """Its keys with their values as text, those left empty dropped. Raises CorpusError."""
    try:
        values = yaml.load(front, Loader=yaml.CBaseLoader)  # plain text: `no` is a language
    except yaml.YAMLError as error:
        raise broken_yaml(error, front, path, 2) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise CorpusError("front matter must be 'key: value' lines", path, 2)
    return {str(key): value for key, value in values.items() if value not in _NOTHING}


def _as_corpus_error(error: ValidationError, front: str, path: Path | None) -> CorpusError:
    first = error.errors()[0]
    key = str(first["loc"][0])
    lines = front.splitlines()
    line = next((n for n, text in enumerate(lines, 2) if text.startswith(f"{key}:")), None)
    cure = _CURES.get(key, f"add a line `{key}: ...` to the front matter")
    problem = f"'{key}' is missing" if first["type"] == "missing" else f"'{key}' is not valid"
    return CorpusError(f"{problem}; {cure}", path, line or 1)
