"""Registered commands: keeping what the bot syncs, and building what using one sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from discord import Permissions

from tests.discord_standin.errors import DiscordError, Impossible, invalid
from tests.discord_standin.messages import Messages, Upload
from tests.discord_standin.payloads import (
    channel_json,
    member_json,
    message_json,
    role_json,
    user_json,
)
from tests.discord_standin.permissions import ALL, channel_permissions, guild_permissions
from tests.discord_standin.world import Channel, Json, Message, Role, User, World

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER, ATTACHMENT = 1, 2, 3, 4, 5, 10, 11
# The options whose value is the id of a thing that stands beside it as resolved.
THINGS: dict[int, tuple[type, ...]] = {
    6: (User,),
    7: (Channel,),
    8: (Role,),
    9: (User, Role),
    ATTACHMENT: (Upload,),
}
PLAIN: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    NUMBER: (int, float),
}


def register(world: World, guild_id: int | None, bodies: Sequence[Json]) -> list[Json]:
    """Replaces all commands of a guild (or the global ones); those that stay keep their ids."""
    kept = {_key(command): command for command in world.commands.get(guild_id, {}).values()}
    repeated = [name for (_, name), n in Counter(map(_key, bodies)).items() if n > 1]
    if repeated:
        message = "Application command names must be unique"
        raise invalid("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
    made = [_command(world, guild_id, body, kept.get(_key(body))) for body in bodies]
    world.commands[guild_id] = {int(command["id"]): command for command in made}
    return made


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]


def _command(world: World, guild_id: int | None, body: Json, old: Json | None) -> Json:
    where = {"guild_id": str(guild_id)} if guild_id else {"dm_permission": True}
    given = {key: value for key, value in body.items() if value is not None}
    needed = body.get("default_member_permissions")
    return {
        "type": 1,
        "description": "",
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
        **where,
        **given,
        "default_member_permissions": None if needed is None else str(needed),
        "id": old["id"] if old else str(world.snowflake()),
        "application_id": str(world.application.id),
        "version": str(world.snowflake()),
    }


def upsert(world: World, guild_id: int | None, body: Json) -> tuple[Json, bool]:
    """One command more, or another version of the one with its name; and whether it is new."""
    commands = world.commands.setdefault(guild_id, {})
    old = next((one for one in commands.values() if _key(one) == _key(body)), None)
    made = _command(world, guild_id, body, old)
    commands[int(made["id"])] = made
    return made, old is None


def command_of(world: World, guild_id: int | None, command_id: int) -> Json:
    """A registered command; DiscordError 10063 if there is none."""
    if command := world.commands.get(guild_id, {}).get(command_id):
        return command
    raise DiscordError(10063)


def offered(world: World, user: User, channel: Channel, key: tuple[int, str]) -> Json:
    """The command (type, name) that Discord shows a user in a channel, or Impossible.

    A guild's own command hides the global one of its name. Discord shows a command where the
    bot is, where its contexts are, to users who may use commands there and hold its default
    permissions (administrators always do).
    """
    guild_id = channel.guild.id if channel.guild else None
    local, everywhere = world.commands.get(guild_id, {}), world.commands[None]
    found = [c for c in (*local.values(), *everywhere.values()) if _key(c) == key]
    if not found:
        known = ", ".join(sorted(c["name"] for c in (*local.values(), *everywhere.values())))
        raise Impossible(f"no command {key[1]!r} is registered here; there are: {known}")
    command = found[0]
    if why := _hidden(world, command, user, channel):
        raise Impossible(f"{user.name} is not offered {key[1]!r}: {why}")
    return command


def _hidden(world: World, command: Json, user: User, channel: Channel) -> str | None:
    contexts = command["contexts"]
    if channel.guild is None:
        listed = contexts is None or 1 in contexts
        return None if listed and command.get("dm_permission") else "not in direct messages"
    if world.bot.id not in channel.guild.members:
        return "the bot is not in this server"
    if contexts is not None and 0 not in contexts:
        return "not in servers"
    if not Permissions(channel_permissions(user, channel)).use_application_commands:
        return "no permission to use commands in this channel"
    needed = command["default_member_permissions"]
    bits = guild_permissions(channel.guild.members[user.id])
    if needed is not None and bits != ALL and (not int(needed) or int(needed) & ~bits):
        return "the command is for others by default"
    return None


class Resolved:
    """The things that a use of a command names, as Discord sends them along."""

    def __init__(self, messages: Messages, channel: Channel) -> None:
        self.messages = messages
        self.channel = channel
        self.data: Json = {}

    def add(self, thing: Any) -> str:
        """Adds a User, Channel, Role, Message or Upload; returns its id, which stands for it."""
        guild = self.channel.guild
        if isinstance(thing, Upload):
            attachment = self.messages.attach(self.channel, thing, ephemeral=True)
            return self._put("attachments", attachment["id"], attachment)
        if isinstance(thing, User):
            if guild and (member := guild.members.get(thing.id)):
                bits = str(channel_permissions(thing, self.channel))
                self._put("members", str(thing.id), {**member_json(member), "permissions": bits})
            return self._put("users", str(thing.id), user_json(thing))
        if isinstance(thing, Role):
            assert guild
            return self._put("roles", str(thing.id), role_json(thing, guild))
        if isinstance(thing, Message):
            return self._put("messages", str(thing.id), message_json(thing))
        return self._put("channels", str(thing.id), channel_json(thing) | {"permissions": "0"})

    def _put(self, kind: str, key: str, value: Json) -> str:
        self.data.setdefault(kind, {})[key] = value
        return key


def chosen(
    command: Json, path: Sequence[str], values: Json, resolved: Resolved, focused: str | None = None
) -> list[Json]:
    """The options of an interaction: subcommands by `path`, then the values by name.

    `focused` is the option that is being typed, whose value and companions may be unfinished.
    Impossible for an unknown or missing option and for a value that Discord's clients refuse.
    """
    options = command.get("options") or []
    if path:
        inner = _one(options, path[0], (SUBCOMMAND, GROUP))
        given = chosen(inner, path[1:], values, resolved, focused)
        return [{"name": inner["name"], "type": inner["type"], "options": given}]
    if subs := [option["name"] for option in options if option["type"] in (SUBCOMMAND, GROUP)]:
        raise Impossible(f"{command['name']!r} needs a subcommand: {', '.join(subs)}")
    missing = {o["name"] for o in options if o.get("required")} - set(values)
    if missing and focused is None:
        raise Impossible(f"{command['name']!r} needs {', '.join(sorted(missing))}")
    return [
        _given(_one(options, name, ()), value, resolved, focused == name)
        for name, value in values.items()
    ]


def _one(options: list[Json], name: str, types: tuple[int, ...]) -> Json:
    for option in options:
        if option["name"] == name and (not types or option["type"] in types):
            return option
    raise Impossible(f"no option {name!r}; there are: {', '.join(o['name'] for o in options)}")


def _given(option: Json, value: Any, resolved: Resolved, focused: bool) -> Json:
    name, kind = option["name"], option["type"]
    if focused:
        if not option.get("autocomplete"):
            raise Impossible(f"{name!r} has no autocomplete")
        return {"name": name, "type": kind, "value": value, "focused": True}
    wanted = THINGS.get(kind) or PLAIN[kind]
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind != BOOLEAN):
        raise Impossible(f"{name!r} takes {' or '.join(t.__name__ for t in wanted)}: {value!r}")
    _check_value(option, value)
    sent = resolved.add(value) if kind in THINGS else value
    return {"name": name, "type": kind, "value": sent}


def _check_value(option: Json, value: Any) -> None:
    name = option["name"]
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Impossible(f"{name!r} is one of {choices}: {value!r}")
    if isinstance(value, str):
        least, most = option.get("min_length", 0), option.get("max_length", 6000)
        if not least <= len(value) <= most:
            raise Impossible(f"{name!r} takes {least} to {most} characters: {len(value)}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        least, most = option.get("min_value", value), option.get("max_value", value)
        if not least <= value <= most:
            raise Impossible(f"{name!r} is from {least} to {most}: {value}")
    kinds = option.get("channel_types")
    if kinds and isinstance(value, Channel) and value.kind not in kinds:
        raise Impossible(f"{name!r} takes channels of types {kinds}")
