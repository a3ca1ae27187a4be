"""Puts together the small trained readers."""

from __future__ import annotations

from bot.errors import BadSetting, ModelError
from bot.readers.checker import Checker, SilentChecker
from bot.settings import Settings


def checker_of(settings: Settings) -> Checker:
    """What says whether a statement supports a claim; loaded when it is first asked.

    Raises BadSetting.
    """
    if settings.readers == "off":
        return SilentChecker()
    from bot.readers.cross_encoder import WEIGHTS, CrossEncoderChecker

    folder = settings.checker or WEIGHTS / "checker"
    try:
        return CrossEncoderChecker(folder)
    except ModelError as error:
        raise BadSetting(f"ONRECORD_CHECKER: {error}") from error
