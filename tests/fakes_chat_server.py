"""A server that speaks OpenAI's protocol and follows a script, faults included, over real HTTP."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from threading import Event, Lock, Thread
from typing import Any

import pytest

needs_openai = pytest.mark.skipif(
    find_spec("langchain_openai") is None, reason='needs pip install "onrecord[openai]"'
)

_PIECE = 7  # characters of one event of a stream
_LONG_PIECE = 2000
_LONG = 10_000


@dataclass(frozen=True)
class Said:
    """A reply. `half` breaks the connection in the middle; `tokens` of None tells no usage.

    `as_call` says it as the arguments of the first function that was offered.
    """

    text: str
    finish: str = "stop"
    refusal: str | None = None
    tokens: tuple[int, int] | None = (1, 1)
    half: bool = False
    as_call: bool = False


@dataclass(frozen=True)
class Refused:
    """An error of HTTP."""

    status: int
    message: str = "no"
    retry_after: str | None = None


@dataclass(frozen=True)
class Hangs:
    """Nothing comes, until the server is shut; with `dripping`, signs of life that say nothing."""

    dripping: bool = False


Reaction = str | tuple[int, str] | Said | Refused | Hangs
Script = Callable[[str, int], Reaction]


class ChatServer:
    """What a scripted server was asked; `script` gets a prompt and how often it came before.

    A script answers with text, with a status and a message, or with one of the values above.
    Requests that hold one of the fields named by `without` are refused with status 400.
    """

    def __init__(self, script: Script, without: tuple[str, ...] = ()) -> None:
        self.lines: list[str] = []
        self.keys: set[str] = set()
        self.requests: list[dict[str, Any]] = []
        self.address = ""
        self.shut = Event()
        self._script = script
        self._without = without
        self._seen: Counter[str] = Counter()
        self._lock = Lock()

    def react(self, request: dict[str, Any]) -> Said | Refused | Hangs:
        """What the script has for the body of a request."""
        prompt = request["messages"][-1]["content"]
        with self._lock:
            self.requests.append(request)
            nth = self._seen[prompt]
            self._seen[prompt] += 1
        for field in self._without:
            if field in request:
                return Refused(400, f"unknown field {field}")
        found = self._script(prompt, nth)
        if isinstance(found, tuple):
            return Refused(*found)
        return Said(found) if isinstance(found, str) else found


def completion(request: dict[str, Any], said: Said) -> dict[str, Any]:
    """The body of a reply that comes at once."""
    choice = {"index": 0, "message": _message(request, said), "finish_reason": said.finish}
    body = {**_head(request, "chat.completion"), "choices": [choice]}
    return body | ({"usage": _usage(said.tokens)} if said.tokens else {})


def events(request: dict[str, Any], said: Said) -> Iterator[dict[str, Any]]:
    """The events of a reply that comes in pieces."""
    head = _head(request, "chat.completion.chunk")
    for delta in _deltas(request, said):
        yield {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
    if said.half:
        return
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": said.finish}]}
    if said.tokens and request.get("stream_options", {}).get("include_usage"):
        yield {**head, "choices": [], "usage": _usage(said.tokens)}


def _deltas(request: dict[str, Any], said: Said) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    if said.refusal:
        yield {"refusal": said.refusal}
    size = _LONG_PIECE if len(said.text) > _LONG else _PIECE
    text = said.text[: len(said.text) // 2] if said.half else said.text
    for start in range(0, len(text), size):
        piece = text[start : start + size]
        if said.as_call:
            name = request["tools"][0]["function"]["name"] if start == 0 else None
            function = {"name": name, "arguments": piece}
            kind = {"id": "call_1", "type": "function"} if start == 0 else {}
            yield {"tool_calls": [{"index": 0, **kind, "function": function}]}
        else:
            yield {"content": piece}


def _message(request: dict[str, Any], said: Said) -> dict[str, Any]:
    if said.as_call:
        function = {"name": request["tools"][0]["function"]["name"], "arguments": said.text}
        call = {"id": "call_1", "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}
    refusal = {"refusal": said.refusal} if said.refusal else {}
    return {"role": "assistant", "content": said.text, **refusal}


def _head(request: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 1, "model": request["model"]}


def _usage(tokens: tuple[int, int]) -> dict[str, int]:
    read, wrote = tokens
    return {"prompt_tokens": read, "completion_tokens": wrote, "total_tokens": read + wrote}


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer

    def do_POST(self) -> None:
        self.chat.lines.append(f"{self.command} {self.path}")
        self.chat.keys.add(self.headers.get("Authorization", ""))
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reaction = self.chat.react(request)
        if isinstance(reaction, Hangs):
            self._hang(reaction)
        elif isinstance(reaction, Refused):
            error = {"message": reaction.message, "type": "invalid", "code": None}
            self._say(reaction.status, {"error": error}, reaction.retry_after)
        elif request.get("stream"):
            self._stream(request, reaction)
        else:
            self._say(200, completion(request, reaction), cut=reaction.half)

    def do_CONNECT(self) -> None:
        self.chat.lines.append(f"{self.command} {self.path}")
        self._say(403, {})

    do_GET = do_CONNECT

    def _say(
        self, status: int, told: object, retry_after: str | None = None, cut: bool = False
    ) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self._write(body[: len(body) // 2] if cut else body)

    def _stream(self, request: dict[str, Any], said: Said) -> None:
        self._open_stream()
        for event in events(request, said):
            if not self._write(f"data: {json.dumps(event)}\n\n".encode()):
                return
        if not said.half:
            self._write(b"data: [DONE]\n\n")

    def _hang(self, hangs: Hangs) -> None:
        if hangs.dripping:
            self._open_stream()
        while not self.chat.shut.wait(0.05):
            if hangs.dripping and not self._write(b": still here\n\n"):
                return

    def _open_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _write(self, body: bytes) -> bool:
        """False where nobody listens any more."""
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing on stderr."""


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """The server at an address of this machine, for as long as the block lasts."""
    handler = type("Handler", (_Handler,), {"chat": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        server.address = f"http://127.0.0.1:{http.server_port}"
        try:
            yield server
        finally:
            server.shut.set()
            http.shutdown()
            thread.join()
