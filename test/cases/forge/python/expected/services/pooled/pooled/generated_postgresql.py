# Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=pooled digest=… templates=…
"""A PostgreSQL database, the same in every service that keeps anything in one."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

from psycopg import Connection, RawCursor
from psycopg.errors import UniqueViolation
from psycopg_pool import ConnectionPool

from . import generated_tables as _tables

_PATIENCE_SECONDS = 10.0
"""For how long a request waits for a connection."""
_CONNECTIONS_MAX = 10
_MIGRATION_LOCK = 7_305_807
"""What is locked while steps are taken, so that of processes that start at once one takes them."""


class _Session(_tables.Session):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: LiteralString, cells: _tables.Row) -> Sequence[_tables.Row]:
        # A cursor that knows the parameters by their numbers.
        return RawCursor(self._connection).execute(sql, cells).fetchall()

    def change(self, sql: LiteralString, cells: _tables.Row) -> int:
        try:
            # A statement that fails ends the transaction, unless one of its own stands around it.
            with self._connection.transaction():
                return RawCursor(self._connection).execute(sql, cells).rowcount
        except UniqueViolation:
            return 0


class Database(_tables.Database):
    """A PostgreSQL database."""

    def __init__(self, url: str) -> None:
        """Connects to `postgres://user:word@host/app`."""
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=_CONNECTIONS_MAX,
            timeout=_PATIENCE_SECONDS,
            # Tries come further and further apart until then, and begin anew with the next request.
            reconnect_timeout=_PATIENCE_SECONDS,
            # One that broke while nobody used it is replaced.
            check=ConnectionPool.check_connection,
            open=False,
        )
        self._pool.open(wait=True, timeout=_PATIENCE_SECONDS)

    @classmethod
    def open(cls, url: str, steps: Path) -> Database:
        """The same, and takes the steps that the database lacks, all or none of them."""
        database = cls(url)
        with database._pool.connection() as connection:
            _migrate(connection, steps)
        return database

    def close(self) -> None:
        self._pool.close()

    def rows(self, sql: LiteralString, cells: _tables.Row) -> Sequence[_tables.Row]:
        with self._pool.connection() as connection:
            return _Session(connection).rows(sql, cells)

    @contextmanager
    def transaction(self) -> Generator[_tables.Session]:
        # Whoever leaves it commits, and rolls back where something was thrown.
        with self._pool.connection() as connection:
            yield _Session(connection)


def _migrate(connection: Connection, steps: Path) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MIGRATION_LOCK,))
    connection.execute(
        'CREATE TABLE IF NOT EXISTS "_migrations" '
        '("number" integer NOT NULL PRIMARY KEY, "statements" text NOT NULL)'
    )
    taken = connection.execute('SELECT "number", "statements" FROM "_migrations"').fetchall()
    for number, statements in _tables.steps_left(steps, taken):
        for statement in statements:
            connection.execute(statement.encode())
        text = ";\n".join(statements)
        connection.execute('INSERT INTO "_migrations" VALUES (%s, %s)', (number, text))
