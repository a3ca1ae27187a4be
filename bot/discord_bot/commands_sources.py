"""Commands with which managers of a server take sources in and out."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.dates import read_date
from bot.discord_bot.command_parts import choices
from bot.discord_bot.managers import FOR_MANAGERS, require_manager
from bot.discord_bot.message import Message
from bot.discord_bot.planning import prose
from bot.discord_bot.reporting import reply, reported
from bot.errors import BadCommand

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

_LINE = 600
_LARGEST = 10_000_000  # bytes, as many as are read of any document
Text = app_commands.Range[str, 1, 500]
_KINDS = Literal["article", "digest", "statement", "report"]

source = app_commands.Group(
    name="source",
    description="Take sources in and out",
    guild_only=True,
    default_permissions=FOR_MANAGERS,
)


@source.command(name="add", description="Take in a web page or a file (PDF, HTML, DOCX, MD, TXT)")
@app_commands.describe(
    url="The page's address",
    file="A file, at most 10 MB",
    title="Its title, where it is missing or wrong",
    publisher="Who published it",
    published="The day it appeared, as in 2024-10-22",
    stated="The day it was said, if that was earlier",
    kind="What it is",
    source_id="The id it is to have; that of a source makes this its new version",
    force="Take it in although it looks like no article",
)
async def add_source(
    interaction: Interaction,
    url: Text | None = None,
    file: discord.Attachment | None = None,
    title: Text | None = None,
    publisher: Text | None = None,
    published: Text | None = None,
    stated: Text | None = None,
    kind: _KINDS | None = None,
    source_id: Text | None = None,
    force: bool = False,
) -> None:
    """Takes in one source."""
    async with reported(interaction, "source add") as watch:
        require_manager(interaction)
        given = {
            "title": title,
            "publisher": publisher,
            "published": published and read_date(published).isoformat(),
            "stated": stated and read_date(stated).isoformat(),
            "kind": kind,
            "id": source_id,
        }
        overrides = {key: value for key, value in given.items() if value is not None}
        await interaction.response.defer(ephemeral=True, thinking=True)
        said = await _take_in(interaction, url, file, overrides, force=force)
        lines = (prose(line, _LINE) for line in said.splitlines())
        await reply(interaction, Message("\n".join(lines), private=True))
        watch.done()


@source.command(name="remove", description="Take a source out; its text stays in the history")
@app_commands.describe(source_id="As /sources shows it")
@app_commands.rename(source_id="id")
async def remove_source(interaction: Interaction, source_id: Text) -> None:
    """Takes out one source."""
    async with reported(interaction, "source remove") as watch:
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await asyncio.to_thread(interaction.client.sourcing.remove, source_id)
        await reply(interaction, Message(f"removed: {prose(source_id, _LINE)}", private=True))
        watch.done()


@remove_source.autocomplete("source_id")
async def known_ids(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Ids that hold what was typed."""
    opened = interaction.client.desk.opened()
    sources = opened.sources if opened else ()  # it waits for nothing; the command says why
    return choices(s.id for s in reversed(sources) if typed.casefold() in s.id.casefold())


async def _take_in(
    interaction: Interaction,
    url: str | None,
    file: discord.Attachment | None,
    overrides: dict[str, str],
    *,
    force: bool,
) -> str:
    sourcing = interaction.client.sourcing
    if (url is None) == (file is None):
        raise BadCommand("pass either url or file")
    if file is None:
        return await asyncio.to_thread(sourcing.add_page, url or "", overrides, force=force)
    if file.size > _LARGEST:
        raise BadCommand(f"{file.filename} has {file.size} bytes; at most {_LARGEST} are read")
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / PurePosixPath(file.filename).name
        path.write_bytes(await file.read())
        return await asyncio.to_thread(sourcing.add_file, path, overrides, force=force)
