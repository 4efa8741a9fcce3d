"""Loans and copies in memory, and the journal from which they are there again after a start."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel

from ..generated import Item, Loan, ReadingList
from .keyed import Register

M = TypeVar("M", bound=BaseModel)


class Journal(Protocol):
    def lines(self) -> Iterable[str]: ...

    def write(self, line: str) -> None: ...


class MemoryJournal:
    """For tests, and for a desk that may forget."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.kept = list(lines)

    def lines(self) -> Iterable[str]:
        return iter(self.kept)

    def write(self, line: str) -> None:
        self.kept.append(line)


class FileJournal:
    def __init__(self, path: Path) -> None:
        self._path = path

    def lines(self) -> Iterable[str]:
        return self._path.read_text("utf-8").splitlines() if self._path.exists() else []

    def write(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def encoded(sort: str, row: BaseModel) -> str:
    return json.dumps({"sort": sort, "row": row.model_dump(mode="json", by_alias=True)})


class Books:
    """Everything that the desk must not forget."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.copies: Register[str, Item] = Register(lambda copy: copy.barcode)
        self.loans: Register[int, Loan] = Register(lambda loan: loan.id)
        self.lists: Register[str, ReadingList] = Register(lambda each: each.slug)
        self._readers: dict[str, Callable[[str], object]] = {
            "copy": lambda text: self.copies.put(Item.model_validate_json(text)),
            "loan": lambda text: self.loans.put(Loan.model_validate_json(text)),
            "list": lambda text: self.lists.put(ReadingList.model_validate_json(text)),
        }
        for line in journal.lines():
            self._take(line)

    def next_loan(self) -> int:
        return max((loan.id for loan in self.loans), default=0) + 1

    def open_loan(self, barcode: str, states: Iterable[str]) -> Loan | None:
        wanted = set(states)
        return self.loans.first(lambda loan: loan.barcode == barcode and loan.state in wanted)

    def of_receipt(self, receipt: UUID) -> Loan | None:
        return self.loans.first(lambda loan: loan.receipt == receipt)

    def latest(self, member: int, count: int) -> list[Loan]:
        """A member's last loans, the newest first."""
        mine = sorted(
            self.loans.select(lambda loan: loan.member == member),
            key=lambda loan: loan.id,
            reverse=True,
        )
        return list(islice(mine, count))

    def keep_copy(self, copy: Item, **changes: object) -> Item:
        return self.copies.put(self._kept("copy", copy, changes))

    def keep_loan(self, loan: Loan, **changes: object) -> Loan:
        return self.loans.put(self._kept("loan", loan, changes))

    def keep_list(self, reading: ReadingList, **changes: object) -> ReadingList:
        return self.lists.put(self._kept("list", reading, changes))

    def compact(self) -> Iterator[str]:
        """The shortest journal that tells the same."""
        yield from (encoded("copy", copy) for copy in self.copies)
        yield from (encoded("loan", loan) for loan in self.loans)
        yield from (encoded("list", reading) for reading in self.lists)

    def _kept(self, sort: str, row: M, changes: dict[str, object]) -> M:
        changed = row.model_copy(update=changes)
        self._journal.write(encoded(sort, changed))
        return changed

    def _take(self, line: str) -> None:
        found = json.loads(line)
        if (reader := self._readers.get(found["sort"])) is not None:
            reader(json.dumps(found["row"]))
