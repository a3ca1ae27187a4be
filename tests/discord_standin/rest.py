"""The REST interface: what is common to all requests. `serve` is the life of one request:

1. the planned hold, if any;  2. the planned fault;  3. the token, where one is needed (401);
4. the rate limit (429);  5. the route's handler, or its DiscordError;  6. the record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.discord_standin.errors import DiscordError
from tests.discord_standin.faults import Buckets, Fault, Faults, limited
from tests.discord_standin.gateway import Gateway
from tests.discord_standin.interactions import Interactions
from tests.discord_standin.messages import Messages, Upload
from tests.discord_standin.world import Json, World

PREFIX = "/api/v10"
# Requests that a token in the path lets through.
OPEN = ("/interactions/", "/webhooks/")
MAJOR = ("channel_id", "guild_id", "webhook_id", "token")


@dataclass(frozen=True, slots=True)
class Core:
    """What the handlers work on."""

    world: World
    messages: Messages
    interactions: Interactions
    gateway: Gateway


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read: `body` is its JSON, that of its form, or None."""

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: tuple[Upload, ...] = ()

    def id(self, name: str) -> int:
        """An id in the path; DiscordError 50035 if it is none."""
        text = self.params[name]
        if not text.isdigit():
            error = "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.'
            raise DiscordError(50035, {name: error})
        return int(text)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a status of its own; handlers return plain JSON for 200, None for 204."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Core, Call], Any]
Routes = Mapping[str, Handler]  # by "METHOD /template"


class Rest:
    """Serves routes; `requests` are the records, in the form of shared/discord/validate.py."""

    def __init__(self, core: Core, faults: Faults) -> None:
        self.core = core
        self.faults = faults
        self.buckets = Buckets(core.world.clock)
        self.requests: list[Json] = []

    def add(self, router: web.UrlDispatcher, routes: Routes) -> None:
        for route, handler in routes.items():
            method, template = route.split(" ")
            router.add_route(method, PREFIX + template, self._serving(route, handler))

    def add_unknown(self, router: web.UrlDispatcher) -> None:
        """Whatever no route serves; to be added last."""
        not_found = {"message": "404: Not Found", "code": 0}
        serving = self._serving("* /unknown", lambda _core, _call: Reply(404, not_found))
        router.add_route("*", PREFIX + "/{rest:.*}", serving)

    def _serving(self, route: str, handler: Handler) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.Response:
            path = request.path.removeprefix(PREFIX)
            record: Json = {"method": request.method, "path": path, "query": dict(request.query)}
            record["at"] = self.core.world.clock.now()
            body, files = await _read(request, record)
            call = Call(request.method, path, request.match_info, request.query, body, files)
            await self.faults.wait(call.method, path)
            reply = self._reply(route, handler, call, request.headers.get("Authorization"))
            record |= {"status": reply.status, "response": reply.body}
            self.requests.append(record)
            self.faults.bell.ring()
            return _response(reply)

        return serve

    def _reply(self, route: str, handler: Handler, call: Call, authorization: str | None) -> Reply:
        fault = self.faults.take(call.method, call.path)
        if fault and not fault.carried_out:
            return _failed(fault)
        known = authorization == f"Bot {self.core.world.application.token}"
        if not known and not call.path.startswith(OPEN):
            return Reply(401, {"message": "401: Unauthorized", "code": 0})
        major = " ".join(call.params[name] for name in MAJOR if name in call.params)
        headers, seconds = self.buckets.count(route, major)
        if seconds:
            body, more = limited(seconds, everywhere=False)
            return Reply(429, body, headers | more)
        try:
            answer = handler(self.core, call)
        except DiscordError as error:
            return Reply(error.status, error.body, headers)
        if fault:
            return _failed(fault)
        if not isinstance(answer, Reply):
            answer = Reply(204 if answer is None else 200, answer)
        return Reply(answer.status, answer.body, headers)


def _failed(fault: Fault) -> Reply:
    return Reply(fault.status, *fault.answer())


def _response(reply: Reply) -> web.Response:
    # Via is what discord.py tells Discord's own 429 from Cloudflare's by.
    headers = {"Via": "1.1 google", **reply.headers}
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    body = json.dumps(reply.body).encode()
    headers["Content-Type"] = "application/json"
    return web.Response(status=reply.status, body=body, headers=headers)


async def _read(request: web.Request, record: Json) -> tuple[Any, tuple[Upload, ...]]:
    """The JSON and the files of a request, which also go into its record."""
    if not request.content_type.startswith("multipart/"):
        text = await request.text()
        body = json.loads(text) if text else None
        if body is not None:
            record["json"] = body
        return body, ()
    body, files = None, []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            kind = part.headers.get("Content-Type")
            files.append(Upload(part.filename or str(part.name), content, kind))
    record["multipart"] = {"payload_json": body, "files": [file.filename for file in files]}
    return body, tuple(files)
