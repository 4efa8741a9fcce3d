"""Queues, lists, reports and the journal."""

import json
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from lending.custom import queue, reports
from lending.custom.journal import Books, FileJournal, MemoryJournal
from lending.custom.keyed import Register, chunks
from lending.custom.lists import mean_stars, read_list, retitled, slug_of, write_list
from lending.custom.queue import HoldQueue
from lending.generated import (
    BadList,
    FineKind,
    HoldState,
    Loan,
    LoanState,
    ReadingList,
    a_fine,
    a_hold,
    a_loan,
)
from tests.support import COPIES, MAIN, NOON, TODAY

RECEIPT = UUID("6b7e1a52-3c3c-4a57-9d3c-0f5f4d1e2a90")
LINES = ["12 **** dry but true #classic", "5 #sea #classic", "40"]


def the_list() -> ReadingList:
    found = read_list(7, "My Summer", LINES)
    assert isinstance(found, ReadingList)
    return found


def a_day() -> list[Loan]:
    return [
        a_loan(
            id=1, barcode="B1", title=12, member=7, lent_at=NOON, due=TODAY + timedelta(days=28)
        ),
        a_loan(id=2, barcode="F1", title=5, member=7, lent_at=NOON, due=TODAY + timedelta(days=7)),
        a_loan(
            id=3,
            barcode="B2",
            title=12,
            member=8,
            state=LoanState.LOST,
            lent_at=NOON - timedelta(days=40),
            due=TODAY,
            fines=[a_fine(kind=FineKind.LOSS, cents=3350)],
        ),
    ]


def test_the_first_come_is_the_first_served_at_a_branch() -> None:
    holds = HoldQueue()
    holds.place(12, 7, "bus", NOON)
    holds.place(12, 8, "main", NOON + timedelta(hours=2))
    holds.place(12, 9, "main", NOON + timedelta(hours=1))
    assert [hold.member for hold in holds.waiting(12, "main")] == [9, 8, 7]
    assert [hold.member for hold in holds.waiting(12)] == [7, 9, 8]
    assert holds.place(12, 7, "main", NOON).id == 1


def test_a_copy_is_laid_aside_until_patience_ends() -> None:
    holds = HoldQueue([a_hold(id=4, title=12, member=7, branch="main", placed_at=NOON)])
    ready = holds.offer(12, "B1", MAIN, NOON)
    assert ready is not None and ready.until == NOON + timedelta(days=7)
    assert holds.collect("B1", 8) is None
    assert queue.notice(ready, "Engines") == "Engines waits for you at main until 09.03."
    assert holds.lapse(NOON + timedelta(days=7)) == []
    assert [hold.state for hold in holds.lapse(NOON + timedelta(days=8))] == [HoldState.LAPSED]
    assert holds.offer(12, "B1", MAIN, NOON) is None


def test_the_longest_queues() -> None:
    holds = [a_hold(id=1, title=5), a_hold(id=2, title=12), a_hold(id=3, title=12)]
    assert list(queue.lengths(holds)) == [(12, 2), (5, 1)]
    done = a_hold(id=9, title=5, state=HoldState.COLLECTED)
    assert list(queue.lengths([*holds, done])) == [(12, 2), (5, 1)]
    with pytest.raises(ValueError, match="hold 9 is collected"):
        HoldQueue([done])._moved(done, HoldState.READY)  # pyright: ignore[reportPrivateUsage]


def test_lists_are_read_and_written() -> None:
    found = the_list()
    assert found.slug == "7-my-summer"
    assert [(each.title, each.stars, each.remark) for each in found.entries] == [
        (12, 4, "dry but true"),
        (5, None, None),
        (40, None, None),
    ]
    assert found.tags == {"classic": [12, 5], "sea": [5]}
    assert write_list(found) == ["12 **** dry but true #classic", "5 #classic #sea", "40"]


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["12", "engines"], 2, "a line starts with the number of a title"),
        (["12", "5", "12 *"], 3, "title 12 stands there twice"),
    ],
)
def test_bad_lists(lines: list[str], line: int, reason: str) -> None:
    assert read_list(7, "My", lines) == BadList(line=line, reason=reason)


def test_lists_follow_their_titles() -> None:
    moved = retitled(the_list(), lambda id: {5: 6, 12: None}.get(id, id))
    assert [entry.title for entry in moved.entries] == [6, 40]
    assert moved.tags == {"classic": [6], "sea": [6]}
    assert mean_stars([the_list(), moved]) == {12: 4.0}
    assert slug_of(3, "Tea & Cake!") == "3-tea-cake"


def test_a_loan_is_written_as_one_line() -> None:
    journal = MemoryJournal()
    loan = a_loan(id=3, receipt=RECEIPT, barcode="B1", title=12, member=7, lent_at=NOON, due=TODAY)
    Books(journal).keep_loan(loan, fines=[a_fine(kind=FineKind.LATE, cents=80, note="4 d")])
    assert json.loads(journal.kept[0]) == {
        "sort": "loan",
        "row": {
            "id": "3",
            "receipt": str(RECEIPT),
            "barcode": "B1",
            "title": 12,
            "member": 7,
            "state": "active",
            "lentAt": "2026-03-02T12:00:00Z",
            "due": "2026-03-02",
            "renewals": 0,
            "fines": [{"kind": "late", "cents": "80", "note": "4 d"}],
        },
    }


def test_books_are_read_again() -> None:
    journal = MemoryJournal()
    books = Books(journal)
    for loan in a_day():
        books.keep_loan(loan, receipt=RECEIPT)
    books.keep_loan(a_day()[0], renewals=1)
    books.keep_copy(COPIES[0], lent_count=3)
    books.keep_list(the_list())
    again = Books(MemoryJournal([*journal.kept, '{"sort": "odd", "row": {}}']))
    assert again.next_loan() == 4
    assert [loan.renewals for loan in again.loans] == [1, 0, 0]
    assert again.copies.find("B1") == COPIES[0].model_copy(update={"lent_count": 3})
    assert again.lists.find("7-my-summer") == the_list()
    assert len(list(again.compact())) == 5
    assert [loan.id for loan in again.latest(7, 5)] == [2, 1]
    assert again.of_receipt(RECEIPT) is not None


def test_a_file_is_a_journal_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("lending") / "lending.jsonl"
    Books(FileJournal(path)).keep_copy(COPIES[2])
    assert Books(FileJournal(path)).copies.find("F1") == COPIES[2]


def test_an_old_line_is_still_understood() -> None:
    row: dict[str, object] = {
        "id": "8",
        "receipt": str(RECEIPT),
        "barcode": "B2",
        "title": 12,
        "member": 8,
        "lentAt": "2026-01-05T09:00:00Z",
        "due": "2026-02-02",
        "fines": [],
    }
    books = Books(MemoryJournal([json.dumps({"sort": "loan", "row": row})]))
    loan = books.loans.find(8)
    assert loan is not None
    assert (loan.state, loan.due, loan.renewals) == (LoanState.ACTIVE, date(2026, 2, 2), 0)


def test_a_day_in_numbers() -> None:
    report = reports.day_report(TODAY, a_day(), COPIES, NOON + timedelta(hours=6))
    assert (report.loans, report.mean_days, report.longest) == (2, 17.5, timedelta(hours=6))
    assert report.by_state == {LoanState.ACTIVE: 2, LoanState.LOST: 1}
    assert (report.busiest, report.share) == ("main", Decimal("0.667"))
    assert reports.headline(report) == "2026-03-02: 2 lent; 2 on loan, 1 lost; 66.7% out"
    assert reports.fine_lines(report) == ["loss: 33.50 EUR"]


def test_a_sheet_of_loans() -> None:
    assert reports.loans_csv(a_day()[1:]) == (
        "loan,member,title,state,due,cents\n2,7,5,active,2026-03-09,0\n3,8,12,lost,2026-03-02,3350\n"
    )


def test_pages_and_chunks() -> None:
    rows = Register[int, Loan](lambda loan: loan.id, a_day())
    page = rows.page(lambda loan: True, 2)
    assert ([loan.id for loan in page.rows], page.next) == ([1, 2], 2)
    rest = rows.page(lambda loan: True, 2, page.next)
    assert ([loan.id for loan in rest.rows], rest.next) == ([3], None)
    assert [list(each) for each in chunks([1, 2, 3], 2)] == [[1, 2], [3]]
