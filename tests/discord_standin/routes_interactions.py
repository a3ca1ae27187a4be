"""Registered commands, callbacks to interactions, and their responses."""

from __future__ import annotations

from tests.discord_standin.commands import command_of, register, upsert
from tests.discord_standin.errors import DiscordError
from tests.discord_standin.interactions import REPLY, UPDATE, Interaction
from tests.discord_standin.payloads import message_json
from tests.discord_standin.rest import Call, Core, Handler, Reply, Routes
from tests.discord_standin.routes_guilds import guild_of
from tests.discord_standin.world import Json


def _scope(core: Core, call: Call) -> int | None:
    """The guild in the path, None for global commands; 20012 for another application's."""
    if call.id("application_id") != core.world.application.id:
        raise DiscordError(20012)
    return guild_of(core, call).id if "guild_id" in call.params else None


def list_commands(core: Core, call: Call) -> list[Json]:
    return list(core.world.commands.get(_scope(core, call), {}).values())


def replace_commands(core: Core, call: Call) -> list[Json]:
    return register(core.world, _scope(core, call), call.body)


def add_command(core: Core, call: Call) -> Reply:
    command, new = upsert(core.world, _scope(core, call), call.body)
    return Reply(201 if new else 200, command)


def read_command(core: Core, call: Call) -> Json:
    return command_of(core.world, _scope(core, call), call.id("command_id"))


def edit_command(core: Core, call: Call) -> Json:
    command = read_command(core, call)
    command |= {**call.body, "version": str(core.world.snowflake())}
    return command


def delete_command(core: Core, call: Call) -> None:
    command = read_command(core, call)
    del core.world.commands[_scope(core, call)][int(command["id"])]


def respond(core: Core, call: Call) -> Json | None:
    """The callback; what came of it only for a bot that asks with `with_response`."""
    arguments = call.id("interaction_id"), call.params["token"], call.body, call.files
    one = core.interactions.respond(*arguments)
    return _told(one) if call.query.get("with_response") in ("1", "true") else None


def _told(one: Interaction) -> Json:
    told: Json = {"id": str(one.id), "type": one.kind}
    if one.original is None:
        return {"interaction": told}
    told["response_message_id"] = str(one.original.id)
    told["response_message_loading"] = one.original.loading
    told["response_message_ephemeral"] = one.original.ephemeral
    if one.response_type not in (REPLY, UPDATE):
        return {"interaction": told}
    resource = {"type": one.response_type, "message": message_json(one.original)}
    return {"interaction": told, "resource": resource}


def follow_up(core: Core, call: Call) -> Json:
    _check_webhook(core, call)
    return message_json(core.interactions.follow_up(call.params["token"], call.body, call.files))


def read_response(core: Core, call: Call) -> Json:
    _check_webhook(core, call)
    return message_json(core.interactions.response(call.params["token"], call.params["which"]))


def edit_response(core: Core, call: Call) -> Json:
    _check_webhook(core, call)
    arguments = call.params["token"], call.params["which"], call.body or {}, call.files
    return message_json(core.interactions.edit(*arguments))


def delete_response(core: Core, call: Call) -> None:
    _check_webhook(core, call)
    message = core.interactions.response(call.params["token"], call.params["which"])
    core.messages.delete(message)


def _check_webhook(core: Core, call: Call) -> None:
    if call.id("webhook_id") != core.world.application.id:
        raise DiscordError(10015)


COMMANDS: dict[str, Handler] = {
    "GET {}": list_commands,
    "PUT {}": replace_commands,
    "POST {}": add_command,
    "GET {}/{{command_id}}": read_command,
    "PATCH {}/{{command_id}}": edit_command,
    "DELETE {}/{{command_id}}": delete_command,
}
GLOBAL = "/applications/{application_id}/commands"
LOCAL = "/applications/{application_id}/guilds/{guild_id}/commands"
RESPONSE = "/webhooks/{webhook_id}/{token}/messages/{which}"
ROUTES: Routes = {
    **{
        route.format(scope): handler
        for scope in (GLOBAL, LOCAL)
        for route, handler in COMMANDS.items()
    },
    "POST /interactions/{interaction_id}/{token}/callback": respond,
    "POST /webhooks/{webhook_id}/{token}": follow_up,
    f"GET {RESPONSE}": read_response,
    f"PATCH {RESPONSE}": edit_response,
    f"DELETE {RESPONSE}": delete_response,
}
