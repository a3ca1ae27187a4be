"""The state's database file: made when first written to, readable by its owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.errors import StateError
from bot.state.tables import metadata

STATE_FILE = "state.sqlite"
_PATIENCE = 30  # seconds: many people may write at once


class Database:
    """The tables of the state; several processes and threads may use them at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._prepared: tuple[int, int] | None = None
        url = sa.URL.create("sqlite", database=str(path))
        # hide_parameters: an error would tell the log what somebody asked.
        self._engine = sa.create_engine(
            url, connect_args={"timeout": _PATIENCE}, hide_parameters=True
        )
        sa.event.listen(self._engine, "connect", _overwrites_what_it_deletes)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction, in a file that is made if need be. Raises StateError."""
        if self._prepared is None or self._prepared != self._identity():
            self._prepare()
        with self._connected() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection | None]:
        """A connection, or None where nothing was ever written. Raises StateError."""
        if not self._path.exists():
            yield None
            return
        with self.writing() as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def _prepare(self) -> None:
        """Makes what is missing; another process may be making it at this moment."""
        self._engine.dispose()  # connections to a file that was taken away
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable(str(error.strerror)) from error
        prepared = _identity_of(os.fstat(file))
        os.close(file)
        with self._connected() as connection:
            for table in metadata.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    connection.execute(CreateIndex(index, if_not_exists=True))
        # Not what lies there by now: were this file taken away meanwhile, another would be taken
        # for prepared.
        self._prepared = prepared

    def _identity(self) -> tuple[int, int] | None:
        """Which file it is: another part may have made a new one after it was taken away."""
        try:
            return _identity_of(self._path.stat())
        except OSError:
            return None

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(str(getattr(error, "orig", error)).splitlines()[0]) from error

    def _unusable(self, reason: str) -> StateError:
        cure = "check its permissions, or set ONRECORD_HOME to another folder"
        return StateError(f"{self._path}: cannot be used ({reason}); {cure}")


def _identity_of(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _overwrites_what_it_deletes(connection: DBAPIConnection, _: object) -> None:
    """What a person had deleted is not to be read from the file's free pages."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
