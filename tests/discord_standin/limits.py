"""The limits on a message that Discord enforces with 50035, as far as they are easy to check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.discord_standin.errors import DiscordError
from tests.discord_standin.world import Json

COMPONENTS_V2 = 1 << 15
EMBED_TEXT = {"title": 256, "description": 4096}
FIELD_TEXT = {"name": 256, "value": 1024}
REQUIRED = "BASE_TYPE_REQUIRED", "This field is required"
Found = dict[str, tuple[str, str]]


def check_message(body: Json, prefix: str = "") -> None:
    """Raises DiscordError 50035 that lists every field over a limit; `prefix` is "data/" or ""."""
    found: Found = {}
    if len(body.get("content") or "") > 2000:
        found["content"] = too_long(2000)
    found |= _embeds(body.get("embeds") or [])
    found |= _components(body)
    if found:
        raise DiscordError(50035, {prefix + path: error for path, error in found.items()})


def too_long(most: int) -> tuple[str, str]:
    return "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."


def _embeds(embeds: list[Json]) -> Found:
    found: Found = {}
    if len(embeds) > 10:
        found["embeds"] = too_long(10)
    if sum(map(embed_length, embeds)) > 6000:
        found["embeds"] = "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"
    for n, embed in enumerate(embeds):
        for key, most in EMBED_TEXT.items():
            if len(embed.get(key) or "") > most:
                found[f"embeds/{n}/{key}"] = too_long(most)
        found |= {f"embeds/{n}/{path}": why for path, why in _fields(embed).items()}
    return found


def _fields(embed: Json) -> Found:
    fields = embed.get("fields") or []
    found: Found = {"fields": too_long(25)} if len(fields) > 25 else {}
    for n, one in enumerate(fields):
        for key, most in FIELD_TEXT.items():
            if not one.get(key):
                found[f"fields/{n}/{key}"] = REQUIRED
            elif len(one[key]) > most:
                found[f"fields/{n}/{key}"] = too_long(most)
    return found


def embed_length(embed: Json) -> int:
    """Characters that count towards the 6,000 of a message."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for one in embed.get("fields") or []:
        texts += [one.get("name"), one.get("value")]
    return sum(len(text or "") for text in texts)


def _components(body: Json) -> Found:
    rows = body.get("components") or []
    found: Found = {}
    if not body.get("flags", 0) & COMPONENTS_V2:
        if len(rows) > 5:
            found["components"] = too_long(5)
        for n, row in enumerate(rows):
            if not 1 <= len(row.get("components") or []) <= 5:
                found[f"components/{n}/components"] = (
                    "BASE_TYPE_BAD_LENGTH",
                    "Must be between 1 and 5 in length.",
                )
    ids = Counter(part["custom_id"] for part in walk(rows) if part.get("custom_id"))
    for custom_id, count in ids.items():
        if count > 1:
            found["components"] = (
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        if len(custom_id) > 100:
            found["components"] = too_long(100)
    return found


def walk(components: Any) -> Iterator[Json]:
    """Every component, parents before their children, in the order people see."""
    for part in components if isinstance(components, list) else [components]:
        yield part
        for key in ("components", "component", "accessory"):
            if key in part:
                yield from walk(part[key])
