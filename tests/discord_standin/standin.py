"""The stand-in itself: a server on 127.0.0.1 that a bot takes for Discord.

    async with DiscordStandIn(world) as discord:
        with pointed_at(discord.base_url):
            ...  # start the bot, then act as people: await discord.slash(user, channel, "ask")

`tests.discord_standin.pointing` tells how a bot, here or in another process, finds it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TypeVar

from aiohttp import web

from tests.discord_standin.faults import Fault, Faults, Hold
from tests.discord_standin.gateway import GUILDS, Gateway
from tests.discord_standin.interactions import Interactions
from tests.discord_standin.messages import FILE_LIMIT, Messages
from tests.discord_standin.payloads import channel_json, guild_create_json
from tests.discord_standin.people import People
from tests.discord_standin.pointing import GATEWAY
from tests.discord_standin.requests import reply_problems, request_problems
from tests.discord_standin.rest import PREFIX, Core, Rest
from tests.discord_standin.routes_guilds import ROUTES as GUILD_ROUTES
from tests.discord_standin.routes_interactions import ROUTES as INTERACTION_ROUTES
from tests.discord_standin.routes_messages import ROUTES as MESSAGE_ROUTES
from tests.discord_standin.waiting import Bell
from tests.discord_standin.world import Channel, Guild, Json, World

T = TypeVar("T")
# Connections that wait to be accepted. With the usual 128 a rush would lose some to TCP, which
# tries again after a whole second.
BACKLOG = 2048


class DiscordStandIn(People):
    """Serves a world from entering the block until leaving it; the world outlives it.

    `base_url` is the REST interface's address, `requests` what came to it, in the form of
    shared/discord/validate.py; `gateway` holds the sessions, `faults` and `limits` what goes wrong.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.bell = Bell()
        self.faults = Faults(self.bell)

    async def __aenter__(self) -> DiscordStandIn:
        server = socket.create_server(("127.0.0.1", 0))
        host = f"127.0.0.1:{server.getsockname()[1]}"
        self.base_url = f"http://{host}{PREFIX}"
        self.gateway = Gateway(self.world, self.bell, f"ws://{host}{GATEWAY}")
        messages = Messages(self.world, f"http://{host}")
        interactions = Interactions(self.world, messages, self.bell)
        self.core = Core(self.world, messages, interactions, self.gateway)
        self._rest = Rest(self.core, self.faults)
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, server, backlog=BACKLOG).start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.world.listeners.clear()
        self.gateway.drop(1001)
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=10 * FILE_LIMIT)
        for routes in (GUILD_ROUTES, MESSAGE_ROUTES, INTERACTION_ROUTES):
            self._rest.add(app.router, routes)
        self._rest.add_unknown(app.router)
        app.router.add_get(GATEWAY, self._connect)
        app.router.add_get("/attachments/{channel_id}/{file_id}/{name}", self._download)
        return app

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        await self.faults.wait("GET", GATEWAY)
        if fault := self.faults.take("GET", GATEWAY):
            return web.Response(status=fault.status)
        return await self.gateway.handle(request)

    async def _download(self, request: web.Request) -> web.Response:
        found = self.world.files.get(int(request.match_info["file_id"]))
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        _, kind, content = found
        return web.Response(body=content, headers={"Content-Type": kind})

    @property
    def requests(self) -> list[Json]:
        """Every request so far, with its status, its response and when it came (`at`)."""
        return self._rest.requests

    @property
    def limits(self) -> dict[str, tuple[int, float]]:
        """Rate limits to set: "POST /channels/{channel_id}/messages" -> (requests, seconds)."""
        return self._rest.buckets.limits

    def problems(self) -> list[str] | None:
        """What Discord would refuse among the requests; None where shared/discord is missing."""
        return request_problems(self.requests)

    def reply_problems(self) -> list[str] | None:
        """Where the stand-in's own answers break Discord's document; None where it is missing."""
        return reply_problems(self.requests)

    def fail_next(
        self,
        method: str,
        path: str,
        status: int,
        times: int = 1,
        retry_after: float | None = None,
    ) -> Fault:
        """Plans an answer for the next requests that match; faults.Fault has the finer ones."""
        fault = Fault(method, path, status, times, retry_after)
        self.faults.planned.append(fault)
        return fault

    def hold(self, path: str, method: str = "*") -> AbstractContextManager[Hold]:
        """Holds matching requests while the block lasts; "/gateway" holds new connections."""
        return self.faults.hold(path, method)

    def drop_gateway(self, code: int | None = None) -> None:
        """Closes the bot's connections with a code, or tears them down without one."""
        self.gateway.drop(code)

    async def until(self, met: Callable[[], T | None], what: str = "it") -> T:
        """Waits for a change in the world or a request; AssertionError if it never comes."""
        return await self.bell.until(met, what)

    async def connected(self) -> None:
        """Waits until a bot is identified or has resumed."""
        await self.until(lambda: self.gateway.connected or None, "a bot to connect")

    def delete_channel(self, channel: Channel) -> None:
        """A moderator deletes a channel or thread."""
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.gateway.dispatch(event, channel_json(channel), GUILDS)
        del self.world.channels[channel.id]
        if channel.guild:
            del channel.guild.channels[channel.id]

    def add_bot(self, guild: Guild, permissions: int) -> None:
        """An administrator invites the bot into a guild."""
        bot = self.world.bot
        self.world.join(guild, bot, self.world.role(guild, bot.name, permissions))
        self.gateway.dispatch("GUILD_CREATE", guild_create_json(guild, bot), GUILDS)

    def remove_bot(self, guild: Guild) -> None:
        """An administrator throws the bot out of a guild."""
        del guild.members[self.world.bot.id]
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, GUILDS)
