"""Commands with which everybody asks, in servers and in direct messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord_bot.answering import answer_question, check_message, show_timeline
from bot.discord_bot.command_parts import AS_OF, Question, choices, everywhere

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction


@app_commands.command(description="Ask a question about the story")
@app_commands.describe(
    question="In your own words", as_of=AS_OF, private="Show the answer only to you"
)
@everywhere
async def ask(
    interaction: Interaction, question: Question, as_of: str | None = None, private: bool = False
) -> None:
    """A question, answered with labels and quotations."""
    await answer_question(interaction, "ask", question, as_of, private)


@app_commands.command(description="Check a claim: confirmed or not, and on what evidence")
@app_commands.describe(claim="A sentence that may be so or not", as_of=AS_OF)
@everywhere
async def check(interaction: Interaction, claim: Question, as_of: str | None = None) -> None:
    """A claim, with its label."""
    await answer_question(interaction, "check", claim, as_of, private=False)


@app_commands.command(description="How the status of a claim came about, drawn and in words")
@app_commands.describe(claim="A claim or a question", as_of=AS_OF)
@everywhere
async def timeline(interaction: Interaction, claim: Question, as_of: str | None = None) -> None:
    """A picture with the same in words."""
    await show_timeline(interaction, claim, as_of)


@app_commands.context_menu(name="Check this message")
@everywhere
async def check_this_message(interaction: Interaction, message: discord.Message) -> None:
    """Each checkable claim of somebody's message with its label, for who wants to know."""
    await check_message(interaction, message.content)


@ask.autocomplete("as_of")
@check.autocomplete("as_of")
@timeline.autocomplete("as_of")
async def days(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Days on which something was published, newest first."""
    opened = interaction.client.desk.opened()
    sources = opened.sources if opened else ()  # it waits for nothing; the command says why
    known = sorted({source.dated.isoformat() for source in sources}, reverse=True)
    return choices(day for day in known if day.startswith(typed.strip()))


COMMANDS: tuple[Any, ...] = (ask, check, timeline, check_this_message)
