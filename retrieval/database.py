"""One database file: its connections, and what becomes of an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from retrieval.errors import IndexUnusable, StorageError


class Database:
    """A SQLite file. Every method raises IndexUnusable where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

    def rows(self, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        """All rows of a query."""
        with self.reading() as connection:
            return connection.execute(statement).all()

    def scalar(self, statement: sa.Select[Any]) -> Any:
        """The first value of a query, or None."""
        with self.reading() as connection:
            return connection.execute(statement).scalar()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read with."""
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            cure = "run `onrecord index --rebuild`"
            raise IndexUnusable(f"{self._path}: the catalogue cannot be read; {cure}") from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction: all of it or nothing. Raises StorageError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", error)).splitlines()[0]
            cure = "free some space, or set ONRECORD_HOME to another folder"
            raise StorageError(f"{self._path}: cannot be written ({reason}); {cure}") from error

    def vacuum(self) -> None:
        """Leaves no byte of removed rows in the file, which SQLite else keeps for later use."""
        with self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()
