"""A judge and a chat model that follow a script, and a server that speaks OpenAI's protocol."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from bot.errors import NotJudged
from bot.evaluation.judging import Case

Score = Callable[[str, Case, int], float | str]


class FakeJudge:
    """Scores by a rule of metric, case and how often they were seen; text is why it cannot."""

    name = "fake:judge"

    def __init__(self, rule: Score = lambda metric, case, nth: 1.0) -> None:
        self.asked: list[tuple[str, Case]] = []
        self._rule = rule
        self._seen: Counter[tuple[str, Case]] = Counter()
        self._lock = Lock()

    def score(self, metric: str, case: Case) -> float:
        """What the rule says of the first, second, ... time."""
        with self._lock:
            self.asked.append((metric, case))
            self._seen[metric, case] += 1
            nth = self._seen[metric, case]
        found = self._rule(metric, case, nth)
        if isinstance(found, str):
            raise NotJudged(found)
        return found


class FakeChatModel:
    """Says what it is given to say, one reply after the other; the last one for ever."""

    name = "fake:chat"

    def __init__(self, *replies: str) -> None:
        self.prompts: list[str] = []
        self._replies = list(replies)

    def reply(self, prompt: str) -> str:
        """The next reply."""
        self.prompts.append(prompt)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


class ChatServer:
    """What a scripted server was asked; `script` gets a prompt and how often it came before.

    A script answers with text, or with a status and a message.
    """

    def __init__(self, script: Callable[[str, int], str | tuple[int, str]]) -> None:
        self.lines: list[str] = []
        self.keys: set[str] = set()
        self.address = ""
        self._script = script
        self._seen: Counter[str] = Counter()
        self._lock = Lock()

    def respond(self, request: Any) -> tuple[int, dict[str, Any]]:
        """Status and body for the body of a request."""
        prompt = request["messages"][-1]["content"]
        with self._lock:
            nth = self._seen[prompt]
            self._seen[prompt] += 1
        found = self._script(prompt, nth)
        if isinstance(found, tuple):
            return found[0], {"error": {"message": found[1], "type": "invalid", "code": None}}
        message = {"role": "assistant", "content": found}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        head = {"id": "1", "object": "chat.completion", "created": 1, "model": request["model"]}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return 200, {**head, "choices": [choice], "usage": usage}


@contextmanager
def serving(server: ChatServer) -> Iterator[ChatServer]:
    """The server at an address of this machine, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.lines.append(f"{self.command} {self.path}")
            server.keys.add(self.headers.get("Authorization", ""))
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, told = server.respond(json.loads(body))
            self._say(status, json.dumps(told).encode())

        def do_CONNECT(self) -> None:
            server.lines.append(f"{self.command} {self.path}")
            self._say(403, b"{}")

        do_GET = do_CONNECT

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, daemon=True)
        thread.start()
        server.address = f"http://127.0.0.1:{http.server_port}"
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
