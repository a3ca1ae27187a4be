"""Forms that a button opens. What is sent off is read here, and not by the form that was opened:
so it is understood by a bot that was restarted in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.discord_bot.buttons import REASONS

_REASON = re.compile(r"onrecord:reason:(?P<answer>[0-9A-Za-z]{1,32})")
_DAY = re.compile(r"onrecord:day:(?P<answer>[0-9A-Za-z]{1,32})")
_FIELD = "value"
_LONGEST_DAY = 40


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """What somebody finds wrong about an answer: a value of bot.state.ratings.Reason."""

    answer_id: str
    value: str


@dataclass(frozen=True, slots=True)
class DayGiven:
    """For which day somebody wants an answer, as typed."""

    answer_id: str
    value: str


def reason_modal(answer_id: str) -> ui.Modal:
    """Asks what is wrong with an answer."""
    options = [
        discord.SelectOption(label=words, value=reason.value) for reason, words in REASONS.items()
    ]
    menu: ui.Select[Any] = ui.Select(custom_id=_FIELD, options=options, required=True)
    return _modal("Not helpful", f"onrecord:reason:{answer_id}", "What is wrong?", menu)


def day_modal(answer_id: str) -> ui.Modal:
    """Asks for a day."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=_FIELD, placeholder="2024-10-22", max_length=_LONGEST_DAY
    )
    return _modal("As of another day", f"onrecord:day:{answer_id}", "Use no source after", field)


def sent_off(data: Any) -> ReasonGiven | DayGiven | None:
    """What a form of ours was filled in with; `data` is a modal submission as Discord sends it."""
    custom_id = str(data.get("custom_id", ""))
    value = next((v for part in data.get("components", ()) for v in _values(part)), "")
    if match := _REASON.fullmatch(custom_id):
        return ReasonGiven(match["answer"], value)
    if match := _DAY.fullmatch(custom_id):
        return DayGiven(match["answer"], value)
    return None


def _modal(title: str, custom_id: str, label: str, field: ui.Item[Any]) -> ui.Modal:
    modal = ui.Modal(title=title, custom_id=custom_id, timeout=600)
    modal.add_item(ui.Label(text=label, component=field))
    return modal


def _values(part: Any) -> list[str]:
    """What stands in a field: chosen from a menu, or typed."""
    field = part.get("component", part)
    return [str(value) for value in (field.get("values") or [field.get("value") or ""])]
