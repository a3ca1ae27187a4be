"""Every request that a bot made, in the form of shared/discord/validate.py, and its verdict.

The folder lies beside the checkout and is no part of the project; without it nothing is checked.
"""

from __future__ import annotations

import importlib.util
import json
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.discord_standin.world import Json

RULES = Path(__file__).resolve().parents[3] / "shared" / "discord"


@cache
def discord_spec() -> Any | None:
    """The Spec over Discord's OpenAPI document, or None where the folder is missing."""
    file = RULES / "validate.py"
    if not file.is_file():
        return None
    module_spec = importlib.util.spec_from_file_location("discord_validate", file)
    assert module_spec
    assert module_spec.loader
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the document's file open
        return module.Spec(RULES / "openapi.json")


def request_problems(requests: Iterable[Json]) -> list[str] | None:
    """What Discord would answer with 400, one line each; None where the rules are missing."""
    if (spec := discord_spec()) is None:
        return None
    found = []
    for request in requests:
        multipart = request.get("multipart")
        body = multipart["payload_json"] if multipart else request.get("json")
        files = len(multipart["files"]) if multipart else 0
        problems = spec.check(request["method"], request["path"], body, request["query"], files)
        found += _lines(request, problems)
    return found


def reply_problems(requests: Iterable[Json]) -> list[str] | None:
    """Where the stand-in's own answers break Discord's document; None where it is missing."""
    if (spec := discord_spec()) is None:
        return None
    found = []
    for request in requests:
        answer = request["method"], request["path"], request["status"], request["response"]
        found += _lines(request, spec.check_response(*answer))
    return found


def _lines(request: Json, problems: Iterable[Any] | None) -> list[str]:
    where = f"{request['method']} {request['path']}"
    if problems is None:
        return [f"{where}: not in Discord's document"]
    return [f"{where}: at {p.where or '/'}: {p.text}" for p in problems if p.level == "error"]


def save_requests(requests: Iterable[Json], file: Path) -> None:
    """JSON lines, as validate.py reads them."""
    file.write_text("".join(json.dumps(one) + "\n" for one in requests), encoding="utf-8")
