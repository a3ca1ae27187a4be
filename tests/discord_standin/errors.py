"""Discord's errors, by code; and the error of a test that asks for what no person could do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# code -> (HTTP status, message), from Discord's table of JSON error codes.
CODES = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20012: (403, "You are not authorized to perform this action on this application"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    160002: (400, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
}


class DiscordError(Exception):
    """Discord refuses a request: a code of CODES, and the HTTP `status` and JSON `body` of it."""

    def __init__(self, code: int, errors: Mapping[str, tuple[str, str]] | None = None) -> None:
        self.status, message = CODES[code]
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors:
            self.body["errors"] = nested(errors)
        super().__init__(f"{self.status} {code}: {message}")


def nested(errors: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Errors by path ("data/content") as Discord nests them: data, content, _errors."""
    tree: dict[str, Any] = {}
    for path, (code, message) in errors.items():
        node = tree
        for part in path.split("/"):
            node = node.setdefault(part, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})
    return tree


def invalid(path: str, code: str, message: str) -> DiscordError:
    """50035 for one field."""
    return DiscordError(50035, {path: (code, message)})


class Impossible(AssertionError):
    """No person could do this in Discord: the test is wrong, or the bot never offered it."""
