# Stamped by Flywheel from the intent of `tabled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=tabled digest=… templates=…
"""A SQLite database, the same in every service that keeps anything in one."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

from . import generated_tables as _tables

_PATIENCE_SECONDS = 10.0
"""For how long a statement waits for another process that writes."""


class _Session(_tables.Session):
    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def rows(self, sql: LiteralString, cells: _tables.Row) -> Sequence[_tables.Row]:
        return self._file.execute(sql, cells).fetchall()

    def change(self, sql: LiteralString, cells: _tables.Row) -> int:
        return self._file.execute(sql, cells).rowcount


class Database(_tables.Database):
    """A SQLite database in a file."""

    def __init__(self, url: str) -> None:
        """Opens a database at an address such as `sqlite:data/app.db`; it is made where there is none."""
        path = url.removeprefix("sqlite:").removeprefix("//")
        self._file = sqlite3.connect(
            path, timeout=_PATIENCE_SECONDS, isolation_level=None, check_same_thread=False
        )
        # There is one connection, and nothing of others belongs into a transaction.
        self._turn = threading.Lock()
        # Who reads does not wait for who writes, and what was answered is on the disk.
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")

    @classmethod
    def open(cls, url: str, steps: Path) -> Database:
        """The same, and takes the steps that the database lacks, all or none of them."""
        database = cls(url)
        with database.transaction():
            database._migrate(steps)
        return database

    def close(self) -> None:
        with self._turn:
            self._file.close()

    def rows(self, sql: LiteralString, cells: _tables.Row) -> Sequence[_tables.Row]:
        with self._turn:
            return self._file.execute(sql, cells).fetchall()

    @contextmanager
    def transaction(self) -> Generator[_tables.Session]:
        with self._turn:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield _Session(self._file)
                self._file.execute("COMMIT")
            finally:
                if self._file.in_transaction:
                    self._file.execute("ROLLBACK")

    def _migrate(self, steps: Path) -> None:
        self._file.execute(
            'CREATE TABLE IF NOT EXISTS "_migrations" '
            '("number" INTEGER NOT NULL PRIMARY KEY, "statements" TEXT NOT NULL) STRICT'
        )
        taken = self._file.execute('SELECT "number", "statements" FROM "_migrations"').fetchall()
        for number, statements in _tables.steps_left(steps, taken):
            for statement in statements:
                self._file.execute(statement)
            text = ";\n".join(statements)
            self._file.execute('INSERT INTO "_migrations" VALUES (?1, ?2)', (number, text))
