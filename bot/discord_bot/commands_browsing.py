"""Commands with which everybody looks around: sources, state, help, and what is kept of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.discord_bot.answering import asker_of
from bot.discord_bot.buttons import LONGEST_QUERY, source_list_id
from bot.discord_bot.command_parts import everywhere
from bot.discord_bot.message import Message
from bot.discord_bot.notices import help_message, status_message
from bot.discord_bot.pages import page_message, source_list_pages
from bot.discord_bot.planning import counted
from bot.discord_bot.reporting import reply, reported
from bot.rendering.text import is_listed_under

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction


@app_commands.command(description="List the sources, or those that hold some words")
@app_commands.describe(query="Words of a title, a publisher, an id or a day")
@everywhere
async def sources(
    interaction: Interaction, query: app_commands.Range[str, 1, LONGEST_QUERY] | None = None
) -> None:
    """Pages that only the person sees."""
    await show_sources(interaction, query or "", 1)


async def show_sources(interaction: Interaction, query: str, page: int) -> None:
    """One page of the list of sources, in place of another where a button of it was pressed."""
    async with reported(interaction, "sources") as watch:
        if interaction.message:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        known = await interaction.client.desk.sources()
        found = [source for source in reversed(known) if is_listed_under(source, query)]
        message = page_message(source_list_pages(found, query), page, source_list_id(query))
        await reply(interaction, message)
        watch.done()


@app_commands.command(description="Whether I am well: sources, index, what I am busy with")
@everywhere
async def status(interaction: Interaction) -> None:
    """Facts that only the person sees."""
    async with reported(interaction, "status") as watch:
        await interaction.response.defer(ephemeral=True, thinking=True)
        client = interaction.client
        opened = client.desk.opened()
        known = opened.sources if opened else ()
        up = int(time.monotonic() - client.started)
        facts = (
            ("Index", client.desk.state),
            ("Sources", str(len(known)) if opened else "not known yet"),
            ("Newest source", known[-1].dated.isoformat() if known else "none"),
            ("Questions that wait", str(client.desk.queue.waiting)),
            ("Connection to Discord", f"{client.latency * 1000:.0f} ms"),
            ("Up for", f"{up // 86400} d {up // 3600 % 24} h {up // 60 % 60} min"),
            ("Answers are kept for", f"{client.settings.retention_days} days"),
        )
        await reply(interaction, status_message(facts))
        watch.done()


@app_commands.command(description="What I can do, and how to ask")
@everywhere
async def help(interaction: Interaction) -> None:
    """Every command as it is typed."""
    async with reported(interaction, "help") as watch:
        await reply(interaction, help_message(interaction.client.described_commands()))
        watch.done()


forget = app_commands.Group(
    name="forget",
    description="Have your data deleted",
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
)


@forget.command(name="me", description="Delete what I keep of you: your questions and ratings")
async def forget_me(interaction: Interaction) -> None:
    """At once, and for good."""
    async with reported(interaction, "forget me") as watch:
        await interaction.response.defer(ephemeral=True, thinking=True)
        forgotten = await interaction.client.desk.forget(asker_of(interaction))
        text = (
            f"Deleted: {counted(forgotten.answers, 'answer')} to your questions, "
            f"{counted(forgotten.ratings, 'rating')}; your name was taken off "
            f"{counted(forgotten.watches, 'watched claim')}.\n"
            "Messages in Discord stay until somebody deletes them there; "
            "their buttons work no longer."
        )
        await reply(interaction, Message(text, private=True))
        watch.done()


COMMANDS: tuple[Any, ...] = (sources, status, help, forget)
