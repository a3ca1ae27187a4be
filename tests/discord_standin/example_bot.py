"""A small bot on discord.py as it is, which uses what the stand-in offers; for its own tests.

`python -m tests.discord_standin.pointing BASE_URL tests.discord_standin.example_bot` runs it in a
process of its own, with the token in BOT_TOKEN.
"""

from __future__ import annotations

import asyncio
import os
import re
from typing import Any

import discord
from discord import app_commands, ui

Interaction = discord.Interaction[Any]


class Vote(
    ui.DynamicItem[ui.Button[ui.View]],
    template=r"vote:(?P<topic>\w+)",
):
    """A button that works for ever, since its custom_id tells all."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        super().__init__(ui.Button(label="Vote", custom_id=f"vote:{topic}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Vote:
        return cls(match["topic"])

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"voted for {self.topic}", ephemeral=True)


class Remark(ui.Modal, title="A remark"):
    """Asks for a text."""

    text: ui.TextInput[ui.View] = ui.TextInput(label="What is it?", max_length=100)

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"noted: {self.text.value}", ephemeral=True)


class Kinds(ui.View):
    """A menu of two, and a button that disables itself."""

    @ui.select(
        custom_id="kind",
        options=[discord.SelectOption(label="One"), discord.SelectOption(label="Two")],
    )
    async def kind(self, interaction: Interaction, menu: ui.Select[Kinds]) -> None:
        await interaction.response.edit_message(content=f"you chose {menu.values[0]}", view=None)

    @ui.button(label="Remark", custom_id="remark")
    async def remark(self, interaction: Interaction, button: ui.Button[Kinds]) -> None:
        await interaction.response.send_modal(Remark())


@app_commands.command(description="Asks a question")
@app_commands.describe(question="what you want to know", as_of="a day")
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, 500],
    as_of: str | None = None,
    private: bool = False,
) -> None:
    await interaction.response.defer(ephemeral=private, thinking=True)
    view = ui.View(timeout=None).add_item(Vote("yes"))
    await interaction.edit_original_response(content=f"{question} as of {as_of}", view=view)
    await interaction.followup.send("a whisper", ephemeral=True)


@ask.autocomplete("as_of")
async def days(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    known = ("2024-10-13", "2024-10-24", "2025-01-01")
    return [app_commands.Choice(name=day, value=day) for day in known if day.startswith(typed)]


@app_commands.command(description="Shows a menu")
async def menu(interaction: Interaction) -> None:
    await interaction.response.send_message("choose", view=Kinds(timeout=None))


@app_commands.command(description="Answers twice")
async def twice(interaction: Interaction) -> None:
    await interaction.response.send_message("once")
    # Past discord.py's own guard, so that it is the stand-in that refuses.
    again = await interaction.client.http.request(
        discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback"),
        json={"type": 4, "data": {"content": "twice"}},
    )
    raise AssertionError(f"Discord let it pass: {again}")


@app_commands.context_menu(name="Check this message")
async def check(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"checked {message.content!r}", ephemeral=True)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Source(app_commands.Group, description="Sources"):
    """A group of commands for those who manage the server."""

    @app_commands.command(description="Adds a source")
    async def add(
        self, interaction: Interaction, file: discord.Attachment, by: discord.Member | None = None
    ) -> None:
        await interaction.response.defer(thinking=True)
        size = len(await file.read())
        back = discord.File(fp=__file__, filename="back.txt")
        await interaction.followup.send(f"{file.filename} {size} {by}", file=back)


class ExampleBot(discord.Client):
    """`heard` is what reached it of messages, `failures` the errors of its handlers."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        super().__init__(intents=intents or discord.Intents.default(), **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.failures: list[Exception] = []
        self.resumes = 0
        self.tree.error(self._failed)

    async def _failed(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        self.failures.append(getattr(error, "original", error))

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote)
        self.add_view(Kinds(timeout=None))
        commands: tuple[Any, ...] = (ask, menu, twice, check, Source(name="source"))
        for command in commands:
            self.tree.add_command(command)
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumes += 1

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)
        assert self.user
        if message.author != self.user and (not message.guild or self.user in message.mentions):
            await message.reply(f"you said {message.clean_content}", mention_author=False)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.heard.append(f"edited: {event.message.content}")

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.heard.append(f"deleted: {event.message_id}")


async def main() -> None:
    async with ExampleBot() as bot:
        await bot.start(os.environ["BOT_TOKEN"])


if __name__ == "__main__":
    asyncio.run(main())
