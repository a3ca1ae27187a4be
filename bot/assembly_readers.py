"""Puts together the small trained readers that the settings name."""

from __future__ import annotations

import re
from pathlib import Path

from bot.errors import BadSetting, ModelError
from bot.readers.checker import Checker, SilentChecker
from bot.settings import Settings

CARD = "card.json"
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def checker_of(settings: Settings) -> Checker:
    """What says whether a statement supports a claim; loaded when it is first asked.

    None is shipped: without one words and grammar decide alone. Raises BadSetting.
    """
    if settings.checker is None or not settings.readers:
        return SilentChecker()
    try:
        return checker_named(settings.checker)
    except ModelError as error:
        raise BadSetting(f"ONRECORD_CHECKER: {error}") from error


def checker_named(name: str) -> Checker:
    """One of ours by its card, else a CrossEncoder: a folder or org/model. Raises ModelError."""
    folder = Path(name)
    if (folder / CARD).is_file() or not (folder.is_dir() or _HUB_NAME.fullmatch(name)):
        from bot.readers.cross_encoder import CrossEncoderChecker

        return CrossEncoderChecker(folder)
    from bot.readers.named_checker import NamedChecker

    return NamedChecker(name)
