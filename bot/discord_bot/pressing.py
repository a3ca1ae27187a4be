"""What the buttons under messages do. An id tells all, so they work after any restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from discord import ui

from bot.discord_bot import buttons
from bot.discord_bot.answering import answer_as_of, asker_of
from bot.discord_bot.buttons import more_id, sources_id, why_id
from bot.discord_bot.commands_browsing import show_sources
from bot.discord_bot.message import Message
from bot.discord_bot.modals import DayGiven, ReasonGiven, day_modal, reason_modal, sent_off
from bot.discord_bot.pages import more_pages, page_message, sources_pages, why_pages
from bot.discord_bot.reporting import reply, reported
from bot.errors import BadCommand
from bot.state.ratings import Reason, Verdict

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

_CHANGEABLE = "You can change that at any time with the same buttons."


class Pressed(ui.DynamicItem[ui.Button[Any]], template=r"onrecord:(?s:.*)"):
    """Any button of ours; discord.py makes one of it when it is pressed."""

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # there is one client, and its class is known
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Pressed:
        """The button that was pressed."""
        assert isinstance(item, ui.Button)
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Does what the id says."""
        for pattern, act in _ACTS:
            if match := pattern.fullmatch(self.custom_id):
                await act(interaction, match)
                return
        async with reported(interaction, "old button"):
            raise BadCommand("this button is of another version of me; ask the question again")


async def submitted(interaction: Interaction) -> None:
    """Does what a form asks for that was sent off; forms that are not ours are left alone."""
    sent = sent_off(interaction.data)
    if isinstance(sent, DayGiven):
        await answer_as_of(interaction, sent.answer_id, sent.value)
    elif isinstance(sent, ReasonGiven):
        await _rate(interaction, sent.answer_id, Verdict.BAD, Reason(sent.value))


async def _why(interaction: Interaction, match: re.Match[str]) -> None:
    async with reported(interaction, "why") as watch:
        await _defer(interaction)
        desk = interaction.client.desk
        answer = await desk.answer(match["answer"])
        opened = desk.opened()
        texts = why_pages(answer.claims, opened.sources if opened else ())
        await _show(interaction, texts, int(match["page"]), why_id(match["answer"]))
        watch.done()


async def _more(interaction: Interaction, match: re.Match[str]) -> None:
    async with reported(interaction, "more") as watch:
        await _defer(interaction)
        answer = await interaction.client.desk.answer(match["answer"])
        await _show(interaction, more_pages(answer), int(match["page"]), more_id(match["answer"]))
        watch.done()


async def _sources(interaction: Interaction, match: re.Match[str]) -> None:
    async with reported(interaction, "passages") as watch:
        await _defer(interaction)
        desk = interaction.client.desk
        answer = await desk.answer(match["answer"])
        texts = sources_pages(answer, await desk.passages(answer))
        await _show(interaction, texts, int(match["page"]), sources_id(match["answer"]))
        watch.done()


async def _helpful(interaction: Interaction, match: re.Match[str]) -> None:
    await _rate(interaction, match["answer"], Verdict.GOOD)


async def _not_helpful(interaction: Interaction, match: re.Match[str]) -> None:
    async with reported(interaction, "not helpful") as watch:
        await interaction.response.send_modal(reason_modal(match["answer"]))
        watch.done()


async def _as_of(interaction: Interaction, match: re.Match[str]) -> None:
    async with reported(interaction, "as of") as watch:
        await interaction.response.send_modal(day_modal(match["answer"]))
        watch.done()


async def _source_list(interaction: Interaction, match: re.Match[str]) -> None:
    await show_sources(interaction, match["query"], int(match["page"]))


async def _rate(
    interaction: Interaction, answer_id: str, verdict: Verdict, reason: Reason | None = None
) -> None:
    async with reported(interaction, "rate") as watch:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.desk.rate(asker_of(interaction), answer_id, verdict, reason)
        said = "helpful" if reason is None else f"not helpful ({buttons.REASONS[reason].lower()})"
        await reply(interaction, Message(f"Kept: {said}. {_CHANGEABLE}", private=True))
        watch.done()


async def _defer(interaction: Interaction) -> None:
    """A page turns in its own message; what stands under an answer opens a private one."""
    if interaction.message and interaction.message.flags.ephemeral and _turns(interaction):
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


def _turns(interaction: Interaction) -> bool:
    """Whether the message is nothing but pages: an answer, private or not, can be rated."""
    message = interaction.message
    components = message.components if message else []
    ids = [getattr(b, "custom_id", "") for row in components for b in getattr(row, "children", ())]
    return not any(buttons.HELPFUL.fullmatch(i or "") for i in ids)


async def _show(interaction: Interaction, texts: Sequence[str], page: int, page_id: str) -> None:
    await reply(interaction, page_message(texts, page, page_id))


_ACTS = (
    (buttons.WHY, _why),
    (buttons.MORE, _more),
    (buttons.SOURCES, _sources),
    (buttons.HELPFUL, _helpful),
    (buttons.NOT_HELPFUL, _not_helpful),
    (buttons.AS_OF, _as_of),
    (buttons.SOURCE_LIST, _source_list),
)
