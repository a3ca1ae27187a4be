"""Points a bot at the stand-in: discord.py's two addresses, and nothing else, are replaced.

In the test's own process, around the bot's start:

    with pointed_at(discord.base_url):
        await client.start(token)

In a process of its own, with the bot's code as it is:

    python -m tests.discord_standin.pointing BASE_URL MODULE [ARGUMENTS]

runs the module as `python -m MODULE ARGUMENTS` would. discord.py's Client asks for the gateway's
address only when sharded; else it takes DiscordWebSocket.DEFAULT_GATEWAY, hence the second one.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

GATEWAY = "/gateway"


@contextmanager
def pointed_at(base_url: str) -> Iterator[None]:
    """Every client of this process talks to `base_url` ("http://HOST:PORT/api/v10") in the block.

    A client must end before the block does; requests afterwards would go to Discord.
    """
    old = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    url = yarl.URL(base_url)
    Route.BASE = base_url
    DiscordWebSocket.DEFAULT_GATEWAY = url.with_scheme("ws").with_path(GATEWAY)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = old


if __name__ == "__main__":
    base_url, module, *arguments = sys.argv[1:]
    sys.argv = [module, *arguments]
    with pointed_at(base_url):
        runpy.run_module(module, run_name="__main__", alter_sys=True)
