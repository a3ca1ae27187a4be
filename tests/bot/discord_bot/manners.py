"""What must hold of every request of the bot: nobody is mentioned, and nothing answered twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.discord_standin.world import Json

CREATED, DEFERRED, CHANGED, UPDATED, OPENED = 4, 5, 6, 7, 9


def ill_mannered(requests: Iterable[Json]) -> list[str]:
    """A line for each request that may mention somebody, and each answer that was edited twice."""
    took = [one for one in requests if one["status"] < 300]
    mentions = [f"may mention: {one}" for one in took if not _mentions_nobody(one)]
    edits = Counter(one["path"] for one in took if one["path"].endswith("/messages/@original"))
    return mentions + [f"edited {n} times: {path}" for path, n in edits.items() if n > 1]


def sent(request: Json) -> Json:
    """The JSON of a request, also of one that sends files along."""
    multipart = request.get("multipart")
    body = multipart["payload_json"] if multipart else request.get("json")
    return body if isinstance(body, dict) else {}  # commands are registered as a list


def messages_sent(requests: Iterable[Json]) -> Iterator[Json]:
    """The bodies that people get to read, in their order."""
    for request in requests:
        body = sent(request)
        if request["path"].endswith("/callback"):
            body = body.get("data") or {} if body.get("type") in (CREATED, UPDATED) else {}
        if body.get("content") or body.get("embeds"):
            yield body


def _mentions_nobody(request: Json) -> bool:
    return all(_allows_nobody(body) for body in messages_sent([request]))


def _allows_nobody(body: Json) -> bool:
    allowed = body.get("allowed_mentions")
    return allowed is not None and not any(allowed.values())
