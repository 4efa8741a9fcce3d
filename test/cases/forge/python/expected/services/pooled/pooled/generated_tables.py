# Stamped by Flywheel from the intent of `pooled`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=pooled digest=… templates=…
"""How things stand in tables, the same in every service that keeps any in a database."""

from __future__ import annotations

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, LiteralString, Self, TypeVar

from pydantic import BaseModel

from .generated_stores import Kept, Store, Taken

Thing = TypeVar("Thing", bound=BaseModel)

Cell = str | int | float | None
"""Text, a number that the driver takes as one, or any other JSON as text; nothing where it is absent."""

Row = tuple[Cell, ...]

_TRIES_MAX = 10
"""How often something is tried again that another one had, and has no more."""


@dataclass(frozen=True)
class Column:
    """A column, and the key of its field on the wire."""

    wire: str
    holds: Literal["text", "real", "json"] = "text"


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Thing]):
    """How things of one kind stand in a table, and the statements that find and change them."""

    kept: Kept[Thing]
    kind: type[Thing]
    columns: Sequence[Column]
    insert: LiteralString
    find: LiteralString
    lock: LiteralString | None = None
    """Finds one that nobody else changes until the transaction ends; absent where that holds of every one."""
    update: LiteralString
    delete: LiteralString
    list: LiteralString
    list_after: LiteralString
    taken: LiteralString | None = None
    """Names the field that another one has the same value in; absent where nothing is unique."""

    def row_of(self, value: Thing) -> Row:
        """The cells of a thing, in the order of the columns."""
        fields = value.model_dump(mode="json", by_alias=True)

        def cell(column: Column) -> Cell:
            if column.wire not in fields:
                return None
            field = fields[column.wire]
            return json.dumps(field, ensure_ascii=False) if column.holds == "json" else field

        return tuple(cell(column) for column in self.columns)

    def value_of(self, row: Row) -> Thing:
        """The thing that a row holds."""
        fields = {
            column.wire: json.loads(str(cell)) if column.holds == "json" else cell
            for column, cell in zip(self.columns, row, strict=True)
            if cell is not None
        }
        return self.kind.model_validate_json(json.dumps(fields), by_alias=True, by_name=False)


class Session(ABC):
    """Runs statements, one after the other."""

    @abstractmethod
    def rows(self, sql: LiteralString, cells: Row) -> Sequence[Row]: ...

    @abstractmethod
    def change(self, sql: LiteralString, cells: Row) -> int:
        """How many rows it changed; none where something unique would be there twice."""
        ...


class Database(ABC):
    """Where tables are."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Session]:
        """All or nothing of what is done in it."""
        ...

    @abstractmethod
    def rows(self, sql: LiteralString, cells: Row) -> Sequence[Row]:
        """What a statement finds that changes nothing."""
        ...

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


Check = Callable[[], Awaitable[bool]]


def ready_with(database: Database, ready: Check | None) -> Check:
    """Whether the database answers, and all else is there."""

    async def is_ready() -> bool:
        answered = await asyncio.to_thread(database.rows, "SELECT 1", ())
        return len(answered) == 1 and (ready is None or await ready())

    return is_ready


def steps_left(file: Path, rows: Sequence[Row]) -> list[tuple[int, list[str]]]:
    """The steps of a file that are still to be taken; none may be another one than when it was taken."""
    taken = {number: text for number, text in rows}
    left: list[tuple[int, list[str]]] = []
    for step in json.loads(file.read_text(encoding="utf-8"))["steps"]:
        number, statements = step["number"], step["statements"]
        if number not in taken:
            left.append((number, statements))
        elif taken[number] != ";\n".join(statements):
            raise RuntimeError(f"step {number} of the database was another one when it was taken")
    return left


class TableStore(Store[Thing]):
    """Keeps things in a table. Statements run beside the event loop, which goes on meanwhile."""

    def __init__(self, database: Database, table: Table[Thing]) -> None:
        self._database = database
        self._table = table

    async def insert(self, value: Thing) -> Thing | Taken:
        return await asyncio.to_thread(self._insert, value)

    async def find(self, key: str) -> Thing | None:
        rows = await asyncio.to_thread(self._database.rows, self._table.find, (key,))
        return self._table.value_of(rows[0]) if rows else None

    async def update(self, key: str, change: Callable[[Thing], Thing]) -> Thing | Taken | None:
        return await asyncio.to_thread(self._update, key, change)

    async def delete(self, key: str) -> bool:
        return await asyncio.to_thread(self._delete, key)

    async def list_after(self, after: str | None, limit: int) -> list[Thing]:
        sql = self._table.list if after is None else self._table.list_after
        cells = (limit,) if after is None else (limit, after)
        rows = await asyncio.to_thread(self._database.rows, sql, cells)
        return [self._table.value_of(row) for row in rows]

    def _insert(self, value: Thing) -> Thing | Taken:
        with self._database.transaction() as session:
            return self._put(session, self._table.insert, value, is_new=True)

    def _update(self, key: str, change: Callable[[Thing], Thing]) -> Thing | Taken | None:
        with self._database.transaction() as session:
            rows = session.rows(self._table.lock or self._table.find, (key,))
            if not rows:
                return None
            value = change(self._table.value_of(rows[0]))
            return self._put(session, self._table.update, value, is_new=False)

    def _delete(self, key: str) -> bool:
        with self._database.transaction() as session:
            return session.change(self._table.delete, (key,)) > 0

    def _put(
        self, session: Session, sql: LiteralString, value: Thing, *, is_new: bool
    ) -> Thing | Taken:
        """Writes a row; one that is refused has something that is another one's, or was until now."""
        row = self._table.row_of(value)
        for _ in range(_TRIES_MAX):
            if session.change(sql, row) > 0:
                return value
            key = (self._table.kept.key(value),)
            is_there = is_new and len(session.rows(self._table.find, key)) > 0
            field = "key" if is_there else self._taken(session, value)
            if field is not None:
                return Taken(field)
        raise RuntimeError("a row was refused, and nothing of it is taken")

    def _taken(self, session: Session, value: Thing) -> str | None:
        """The field besides the key that another thing has the same value in."""
        if self._table.taken is None:
            return None
        kept = self._table.kept
        rows = session.rows(self._table.taken, (kept.key(value), *kept.unique(value).values()))
        return None if rows[0][0] is None else str(rows[0][0])
