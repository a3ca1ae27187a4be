"""The gateway: sessions over websockets, with sequence numbers, replay and close codes."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_standin.payloads import (
    application_flags,
    full_member_json,
    guild_create_json,
    message_event_json,
    user_json,
)
from tests.discord_standin.permissions import channel_permissions
from tests.discord_standin.waiting import Bell
from tests.discord_standin.world import Change, Guild, Json, Message, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME = 0, 1, 2, 3, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11
GUILDS, GUILD_MEMBERS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 1, 1 << 9, 1 << 12
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
UNKNOWN_OPCODE, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQUENCE, DISALLOWED_INTENTS = 4005, 4007, 4014


class Socket:
    """One connection; what is put on it goes out in order, compressed as the bot asked."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.transport = request.transport
        self._deflate = _compressor(request.query.get("compress"))
        self._queue: asyncio.Queue[Json | int] = asyncio.Queue()

    def send(self, op: int, data: Any = None, **more: Any) -> None:
        self._queue.put_nowait({"op": op, "d": data, "s": None, "t": None, **more})

    def close(self, code: int | None) -> None:
        """Closes after what was sent before; None tears the connection down at once."""
        if code is not None:
            self._queue.put_nowait(code)
        elif self.transport:
            self.transport.abort()

    async def pump(self) -> None:
        """Sends until the connection is gone."""
        with suppress(ConnectionError):
            while isinstance(payload := await self._queue.get(), dict):
                text = json.dumps(payload)
                if self._deflate:
                    await self.ws.send_bytes(self._deflate(text.encode()))
                else:
                    await self.ws.send_str(text)
            await self.ws.close(code=payload)


def _compressor(kind: str | None) -> Callable[[bytes], bytes] | None:
    """One compressed stream over all messages, flushed after each."""
    if kind == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        import zstandard  # the bot asks for it only where it is installed

        squeeze = zstandard.ZstdCompressor().compressobj()
        block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        return lambda data: squeeze.compress(data) + squeeze.flush(block)
    return None


@dataclass(eq=False, slots=True)
class Session:
    """A bot's session, which outlives its connections: every event so far, for a RESUME."""

    id: str
    intents: int
    socket: Socket | None
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=1000))
    sequence: int = 0

    def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        payload = {"data": data, "s": self.sequence, "t": event}
        self.events.append(payload)
        if self.socket:
            self.socket.send(DISPATCH, **payload)


class Gateway:
    """All sessions. `heartbeat_interval` is in seconds; `acknowledges` False keeps silent.

    `heartbeats` counts those that came; `goodbyes` are the codes with which connections ended, None
    for those that broke.
    """

    def __init__(self, world: World, bell: Bell, url: str) -> None:
        self.world = world
        self.bell = bell
        self.url = url
        self.heartbeat_interval = 41.25
        self.acknowledges = True
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.goodbyes: list[int | None] = []
        world.listeners.append(self._tell)

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.socket]

    def drop(self, code: int | None = None) -> None:
        """Closes every connection with a code, or without a word; the sessions can resume."""
        for session in self.connected:
            assert session.socket
            session.socket.close(code)
            session.socket = None

    def ask_to_reconnect(self) -> None:
        """As Discord does before it restarts a gateway."""
        for session in self.connected:
            assert session.socket
            session.socket.send(RECONNECT)

    def forget(self) -> None:
        """Ends all sessions: whoever resumes is told to identify again."""
        self.drop()
        self.sessions.clear()

    def dispatch(self, event: str, data: Json, intent: int = 0) -> None:
        """Sends an event to the sessions that asked for it; 0: to all."""
        for session in self.sessions.values():
            if not intent or session.intents & intent:
                session.dispatch(event, data)

    def _tell(self, change: Change) -> None:
        """Message events, as far as the bot may see the message; ephemeral ones have none."""
        message, channel = change.message, change.message.channel
        if message.seen_by or not channel_permissions(self.world.bot, channel):
            self.bell.ring()
            return
        intent = GUILD_MESSAGES if channel.guild else DIRECT_MESSAGES
        for session in self.sessions.values():
            if session.intents & intent and change.kind == "deleted":
                session.dispatch("MESSAGE_DELETE", _deleted(message))
            elif session.intents & intent:
                event = "MESSAGE_CREATE" if change.kind == "created" else "MESSAGE_UPDATE"
                session.dispatch(event, self._visible(message, session))
        self.bell.ring()

    def _visible(self, message: Message, session: Session) -> Json:
        """Without its content where the bot has no right to it, as Discord sends it."""
        data, bot = message_event_json(message), self.world.bot
        if (
            session.intents & MESSAGE_CONTENT
            or message.channel.guild is None
            or message.author is bot
            or bot in message.mentions
        ):
            return data
        return {**data, "content": "", "embeds": [], "attachments": [], "components": []}

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO until it is closed."""
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        socket = Socket(ws, request)
        pump = asyncio.create_task(socket.pump())
        socket.send(HELLO, {"heartbeat_interval": round(self.heartbeat_interval * 1000)})
        try:
            async for frame in ws:
                if frame.type is WSMsgType.TEXT:
                    self._receive(socket, json.loads(frame.data))
        finally:
            pump.cancel()
            self._gone(socket)
        return ws

    def _session(self, socket: Socket) -> Session | None:
        return next((s for s in self.sessions.values() if s.socket is socket), None)

    def _gone(self, socket: Socket) -> None:
        """A bot that closes with 1000 or 1001 ends its session; any other close keeps it."""
        self.goodbyes.append(socket.ws.close_code)
        if session := self._session(socket):
            session.socket = None
            if socket.ws.close_code in (1000, 1001):
                del self.sessions[session.id]
        self.bell.ring()

    def _receive(self, socket: Socket, payload: Json) -> None:
        op, data = payload["op"], payload["d"]
        session = self._session(socket)
        if op == HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledges:
                socket.send(HEARTBEAT_ACK)
        elif op in (IDENTIFY, RESUME) and session:
            socket.close(ALREADY_AUTHENTICATED)
        elif op == IDENTIFY:
            self._identify(socket, data)
        elif op == RESUME:
            self._resume(socket, data)
        elif session is None:
            socket.close(NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._members(session, data)
        elif op not in (PRESENCE, 4):
            socket.close(UNKNOWN_OPCODE)
        self.bell.ring()

    def _identify(self, socket: Socket, data: Json) -> None:
        application = self.world.application
        if data["token"].removeprefix("Bot ") != application.token:
            return socket.close(AUTHENTICATION_FAILED)
        if data["intents"] & PRIVILEGED & ~application.intents:
            return socket.close(DISALLOWED_INTENTS)
        session = Session(secrets.token_hex(16), data["intents"], socket)
        self.sessions[session.id] = session
        self.identified += 1
        guilds = [g for g in self.world.guilds.values() if self.world.bot.id in g.members]
        ready = {
            "v": 10,
            "user": {**user_json(self.world.bot), "verified": True, "mfa_enabled": False},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [0, 1],
            "application": {"id": str(application.id), "flags": application_flags(application)},
        }
        session.dispatch("READY", ready)
        for guild in guilds if session.intents & GUILDS else ():
            session.dispatch("GUILD_CREATE", guild_create_json(guild, self.world.bot))
        return None

    def _resume(self, socket: Socket, data: Json) -> None:
        if data["token"].removeprefix("Bot ") != self.world.application.token:
            return socket.close(AUTHENTICATION_FAILED)
        session = self.sessions.get(data["session_id"])
        if session is None:
            return socket.send(INVALID_SESSION, False)
        if (data["seq"] or 0) > session.sequence:
            return socket.close(INVALID_SEQUENCE)
        session.socket = socket
        self.resumed += 1
        for payload in session.events:
            if payload["s"] > (data["seq"] or 0):
                socket.send(DISPATCH, **payload)
        session.dispatch("RESUMED", {})
        return None

    def _members(self, session: Session, data: Json) -> None:
        """GUILD_MEMBERS_CHUNK: by ids, or all whose name starts with a query ("" needs intent)."""
        guild = self.world.guilds[int(data["guild_id"])]
        found = [full_member_json(member) for member in _asked(guild, data)]
        chunk = {
            "guild_id": str(guild.id),
            "members": found,
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
        }
        nonce = {"nonce": data["nonce"]} if "nonce" in data else {}
        if data.get("user_ids") or data.get("query") or session.intents & GUILD_MEMBERS:
            session.dispatch("GUILD_MEMBERS_CHUNK", chunk | nonce)


def _asked(guild: Guild, data: Json) -> list[Any]:
    if ids := data.get("user_ids"):
        listed = ids if isinstance(ids, list) else [ids]
        return [guild.members[int(i)] for i in listed if int(i) in guild.members]
    found = [m for m in guild.members.values() if m.user.name.startswith(data.get("query") or "")]
    return found[: data.get("limit") or None]


def _deleted(message: Message) -> Json:
    channel = message.channel
    where = {"guild_id": str(channel.guild.id)} if channel.guild else {}
    return {"id": str(message.id), "channel_id": str(channel.id), **where}
