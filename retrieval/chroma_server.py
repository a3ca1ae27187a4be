"""Vectors in collections of a Chroma server, named by small files in the generations of an index.

Below `<index>/<generation>/<store>/` the file `collection` names the collection and the generation
that made it. The folder of the next generation is a copy, so its file names the same collection:
that is copied to one of its own before the first change, and readers of the old state never see
half of one. `<index>/collections/` has an empty file for each collection that this index made, from
before it was made until it was deleted; what no generation names any more can go, and nothing that
others keep on the server ever does.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4
from weakref import finalize

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings, System
from chromadb.errors import NotFoundError
from chromadb.types import Collection as Model

from retrieval.chroma_collection import (
    BATCH,
    CONFIGURATION,
    REBUILD,
    CollectionStore,
    is_of_chroma,
    reason_of,
)
from retrieval.errors import IndexUnusable, StorageError

PROGRAM = "onrecord"
SECONDS = 30.0
_CONNECT_SECONDS = 5.0
_NAME_FILE = "collection"
_MADE = "collections"


class ChromaServer:
    """The server at `url`, which may carry a name and a password for a proxy before it.

    No request takes longer than `seconds`.
    """

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        self.address = f"{parts.scheme}://{host}{parts.path.rstrip('/')}"
        self._headers = _credentials(parts.username, parts.password)
        self._timeout = httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))

    def open(self, folder: Path, create: bool) -> ServerStore:
        """The store of `<index>/<generation>/<store>`. Raises IndexUnusable, StorageError."""
        return ServerStore(self, folder, create=create)

    def sweep(self, index: Path) -> int:
        """Deletes the collections that no generation of an index names any more; how many.

        Only for whoever writes. Raises StorageError.
        """
        used = {record.name for record in map(_read, index.glob(f"*/*/{_NAME_FILE}")) if record}
        unused = [made for made in (index / _MADE).glob("*") if made.name not in used]
        if unused:
            with self._sweeping(), self.connected() as connection:
                for made in unused:
                    _delete(connection, made.name)
                    made.unlink()
        return len(unused)

    @contextmanager
    def _sweeping(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if not is_of_server(error):
                raise
            raise StorageError(self.complaint(error)) from error

    @contextmanager
    def connected(self) -> Iterator[FastAPI]:
        """A connection for as long as the block takes."""
        connection = self.connect()
        try:
            yield connection
        finally:
            disconnect(connection)

    def connect(self) -> FastAPI:
        """A connection of which no request hangs. Raises what `is_of_server` knows.

        Not by `chromadb.HttpClient`: that waits for ever for its first replies, and leaves open
        connections behind.
        """
        settings = Settings(
            anonymized_telemetry=False,
            chroma_server_host=self.address,
            chroma_server_http_port=8000,  # asked for, and not used beside an address
            chroma_server_headers=dict(self._headers),
        )
        connection = System(settings).instance(FastAPI)
        connection._session.timeout = self._timeout
        finalize(connection, connection._session.close)  # a command just ends, and closes nothing
        try:
            _greet(connection)
        except BaseException:
            disconnect(connection)
            raise
        return connection

    def complaint(self, error: BaseException) -> str:
        """One line: what the server did, and what to do."""
        cure = "start it, or correct or unset ONRECORD_CHROMA_URL"
        status = _status(error)
        reason = reason_of(error) if status is None else f"HTTP {status}"
        return f"{self.address}: the Chroma server cannot be used ({reason}); {cure}"


class ServerStore(CollectionStore):
    """One collection of a server, for one store of one generation."""

    def __init__(self, server: ChromaServer, folder: Path, *, create: bool = False) -> None:
        self._server = server
        self._folder = folder
        record = None if create else self._record()
        self._is_own = record is None or record.generation == self._generation
        with super()._writing() if create else self._reading():
            self._connection = server.connect()
        try:
            self._collection = self._make_own() if record is None else self._named(record.name)
        except BaseException:
            self.close()
            raise

    @property
    def _generation(self) -> str:
        return self._folder.parent.name

    def _record(self) -> _Record:
        record = _read(self._folder / _NAME_FILE)
        if record is None:
            where = f"they are not on a Chroma server, so {REBUILD} or unset ONRECORD_CHROMA_URL"
            raise IndexUnusable(f"{self._folder}: the vectors cannot be read; {where}")
        return record

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Before the first change the collection becomes this generation's own."""
        with super()._writing():
            if not self._is_own:
                self._collection = self._copied()
                self._is_own = True
            yield

    def _named(self, name: str) -> Collection:
        with self._reading():
            return self._bound(self._connection.get_collection(name))

    def _bound(self, model: Model) -> Collection:
        return Collection(client=self._connection, model=model, embedding_function=None)

    def _copied(self) -> Collection:
        """All vectors in a new collection. (Servers that run on one machine cannot fork.)"""
        names, copy = sorted(self.ids()), self._new_collection()
        for start in range(0, len(names), BATCH):
            found, vectors = self._kept(names[start : start + BATCH])
            copy.upsert(ids=found, embeddings=vectors)
        if copy.count() != len(names):
            raise ValueError("it lost vectors while they were copied")
        self._keep_name(copy.name)
        return copy

    def _make_own(self) -> Collection:
        collection = self._new_collection()
        self._keep_name(collection.name)
        return collection

    def _new_collection(self) -> Collection:
        """Empty, and noted first, so that one that a crash leaves behind is found."""
        name = f"{PROGRAM}-{uuid4().hex}"
        index = self._folder.parent.parent
        (index / _MADE).mkdir(parents=True, exist_ok=True)
        (index / _MADE / name).touch()
        about = {"program": PROGRAM, "index": index.name, "store": self._folder.name}
        with super()._writing():
            return self._bound(self._connection.create_collection(name, None, CONFIGURATION, about))

    def _keep_name(self, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{_NAME_FILE}.part"
        part.write_text(f"{name}\n{self._generation}\n", encoding="utf-8")
        os.replace(part, self._folder / _NAME_FILE)

    def _fails(self, error: Exception) -> bool:
        return is_of_server(error)

    def _unreadable(self, error: BaseException) -> IndexUnusable:
        if isinstance(error, NotFoundError):
            lost = f"the Chroma server {self._server.address} no longer has them; {REBUILD}"
            return IndexUnusable(f"{self._folder}: the vectors cannot be read; {lost}")
        return IndexUnusable(self._server.complaint(error))

    def _unwritable(self, error: BaseException) -> StorageError:
        return StorageError(self._server.complaint(error))

    def close(self) -> None:
        """Closes the connection."""
        disconnect(self._connection)


@dataclass(frozen=True, slots=True)
class _Record:
    """What stands in the file: the collection, and the generation that made it."""

    name: str
    generation: str


def _read(path: Path) -> _Record | None:
    """None where there is no such file, or nothing sound in it."""
    if not path.exists():
        return None
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return _Record(*lines) if len(lines) == 2 and lines[0].startswith(PROGRAM) else None


def _delete(server: FastAPI, name: str) -> None:
    """Deletes a collection of this program; one that is gone, or is another's, is left alone."""
    try:
        about = server.get_collection(name).metadata or {}
        if about.get("program") == PROGRAM:
            server.delete_collection(name)
    except NotFoundError:
        return


def _greet(server: FastAPI) -> None:
    """Raises ValueError where something else than a Chroma of today answers."""
    try:
        server.get_user_identity()
    except Exception as error:
        if isinstance(error, ValueError | TypeError | KeyError) or _status(error) == 404:
            raise ValueError("what answers is not a Chroma server of version 1") from error
        raise


def is_of_server(error: BaseException) -> bool:
    """Whether an error is one that Chroma's client raises, for what it gets or does not get.

    For a reply that it does not know, that is a bare Exception; for one without JSON, a ValueError.
    """
    known = isinstance(error, httpx.HTTPError | httpx.InvalidURL | ValueError | KeyError)
    return known or is_of_chroma(error) or type(error) is Exception


def _status(error: BaseException) -> int | None:
    """The HTTP status behind an error that has none of its own."""
    cause = error.__context__
    return cause.response.status_code if isinstance(cause, httpx.HTTPStatusError) else None


def disconnect(server: FastAPI) -> None:
    """Closes the connections, which Chroma would leave open."""
    server._session.close()


def _credentials(name: str | None, password: str | None) -> dict[str, str]:
    if name is None:
        return {}
    pair = f"{unquote(name)}:{unquote(password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
