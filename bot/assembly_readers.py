"""Puts together the small trained readers that the settings name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadSetting, ModelError
from bot.readers.checker import Checker, SilentChecker
from bot.readers.reader import Reader, UndecidedReader
from bot.settings import Settings

CARD = "card.json"
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads beside the rules; its weights are loaded when it is first asked."""

    reader: Reader
    checker: Checker


def readers_of(settings: Settings) -> Readers:
    """The readers that the settings name. Raises BadSetting."""
    return Readers(reader_of(settings), checker_of(settings))


def checker_of(settings: Settings) -> Checker:
    """What says whether a statement supports a claim.

    None is shipped: without one words and grammar decide alone. Raises BadSetting.
    """
    if settings.checker is None or not settings.readers:
        return SilentChecker()
    try:
        return checker_named(settings.checker)
    except ModelError as error:
        raise BadSetting(f"ONRECORD_CHECKER: {error}") from error


def reader_of(settings: Settings) -> Reader:
    """What says how surely a sentence answers.

    None is shipped: without one the order of search and rank stands. Raises BadSetting.
    """
    if settings.reader is None or not settings.readers:
        return UndecidedReader()
    try:
        return reader_named(settings.reader)
    except ModelError as error:
        raise BadSetting(f"ONRECORD_READER: {error}") from error


def checker_named(name: str) -> Checker:
    """One of ours by its card, else a CrossEncoder: a folder or org/model. Raises ModelError."""
    if _is_ours(name):
        from bot.readers.cross_encoder import CrossEncoderChecker

        return CrossEncoderChecker(Path(name))
    from bot.readers.named_checker import NamedChecker

    return NamedChecker(name)


def reader_named(name: str) -> Reader:
    """One of ours by its card, else a CrossEncoder: a folder or org/model. Raises ModelError."""
    if _is_ours(name):
        from bot.readers.cross_encoder import CrossEncoderReader

        return CrossEncoderReader(Path(name))
    from bot.readers.named_reader import NamedReader

    return NamedReader(name)


def _is_ours(name: str) -> bool:
    """A folder with a card; so is whatever can be neither a folder nor a name on the hub."""
    folder = Path(name)
    return (folder / CARD).is_file() or not (folder.is_dir() or _HUB_NAME.fullmatch(name))
