"""A real Chroma server as a process on a port of 127.0.0.1, and what it keeps."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx

from retrieval.chroma_server import PROGRAM, ChromaServer
from retrieval.index import IndexFolder
from retrieval.store import VectorStore

_STARTS_WITHIN = 120.0
_TRIES = 5
# Below the ports that systems hand out by themselves: a server that was stopped finds its port free
# again, whatever connects somewhere meanwhile.
_PORTS = range(12_000, 32_000)
_COMMAND = Path(sysconfig.get_path("scripts")) / "chroma"


class ChromaProcess:
    """`chroma run` over a folder; after `stop` it can start again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for left in reversed(range(_TRIES)):
            self._port = free_port()
            self.address = f"http://127.0.0.1:{self._port}"
            try:
                self.start()
            except RuntimeError as error:
                if not left or "in use" not in str(error):
                    raise
            else:
                return

    def start(self) -> None:
        """Returns when the server answers; RuntimeError with the end of its log if it does not."""
        self._folder.mkdir(exist_ok=True)
        place = ["--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port)]
        with (self._folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                [_COMMAND, "run", *place],
                env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        started = monotonic()
        # It is asked first whether it lives: another's server may answer at that port.
        while (died := self._process.poll() is not None) or not self._answers():
            if died or monotonic() - started > _STARTS_WITHIN:
                self.stop()
                raise RuntimeError((self._folder / "log").read_text()[-2000:])
            sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/api/v2/heartbeat", timeout=10).status_code == 200
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        """At once, as a crash would."""
        self._process.kill()
        self._process.wait()

    def open_store(self, folder: Path, create: bool) -> VectorStore:
        """The store opener of an IndexFolder."""
        return ChromaServer(self.address).open(folder, create)

    def sweep(self, index: Path) -> int:
        """What an IndexFolder clears dropped generations with."""
        return ChromaServer(self.address).sweep(index)

    def collections_of(self, index: IndexFolder) -> set[str]:
        """Names of the collections that an index has on the server."""
        with ChromaServer(self.address).connected() as server:
            about = {c.name: c.metadata or {} for c in server.list_collections()}
        return {
            name
            for name, metadata in about.items()
            if metadata.get("program") == PROGRAM and metadata.get("index") == index.folder.name
        }


def free_port() -> int:
    """A port that nobody has at this moment."""
    while True:
        port = random.SystemRandom().choice(_PORTS)
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses connections, and that nobody else gets, as long as the block lasts."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])
