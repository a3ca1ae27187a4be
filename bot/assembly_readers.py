"""Puts together the small trained readers that the settings name."""

from __future__ import annotations

from bot.errors import BadSetting, ModelError
from bot.readers.checker import Checker, SilentChecker
from bot.settings import Settings


def checker_of(settings: Settings) -> Checker:
    """What says whether a statement supports a claim; loaded when it is first asked.

    None is shipped: without one words and grammar decide alone. Raises BadSetting.
    """
    if settings.checker is None:
        return SilentChecker()
    from bot.readers.cross_encoder import CrossEncoderChecker

    try:
        return CrossEncoderChecker(settings.checker)
    except ModelError as error:
        raise BadSetting(f"ONRECORD_CHECKER: {error}") from error
