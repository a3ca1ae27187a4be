"""What several commands take, and the settings that come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import BadSetting
from bot.settings import Settings, load_settings

CorpusFlag = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Corpus folder; the packaged one when left out."),
]


def settings_with(corpus: Path | None) -> Settings:
    """The settings in force under the flags of a command. Raises BadSetting."""
    if corpus is not None and not corpus.is_dir():
        cure = "pass --corpus DIR with DIR/sources/*.md inside"
        raise BadSetting(f"--corpus: there is no folder {corpus}; {cure}")
    return load_settings(corpus=corpus)
