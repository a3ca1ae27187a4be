"""The values of fetching: what comes back, within which limits, and who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch goes: hops, bytes after decompression, seconds for all of it together."""

    redirects: int = 5
    size: int = 10 * 2**20
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its canonical address after redirects, and its bytes, decompressed.

    `content_type` is what the bytes are, one of `kinds.TYPES`; `charset` is what the server
    declared, in lower case, where Python knows it.
    """

    url: str
    content_type: str
    charset: str | None
    data: bytes = field(repr=False)


def default_user_agent() -> str:
    """The name under which Onrecord asks for pages, with its version where it is installed."""
    try:
        version = "/" + metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        version = ""
    return f"Onrecord{version} (single pages, when a person asks for them)"
