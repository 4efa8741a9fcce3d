"""A desk at work."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal

from lending.generated import (
    Condition,
    CopyUnavailable,
    FindCopiesIn,
    FineKind,
    GetListIn,
    GetReportIn,
    Hold,
    LendCopyIn,
    ListLoansIn,
    Loan,
    LoanState,
    MemberRefused,
    NoPartner,
    NotRenewable,
    PlaceHoldIn,
    ReadingList,
    RenewLoanIn,
    RequestElsewhereIn,
    ReturnCopyIn,
    SaveListIn,
    TitleUnknown,
)
from lending.generated_accounts import a_member_left
from lending.generated_catalogue import Interloan, a_title_withdrawn, a_titles_merged
from tests.support import NOON, TODAY, Library


def at_the_desk(body: Callable[[Library], Awaitable[None]]) -> None:
    async def run() -> None:
        await body(Library())

    asyncio.run(run())


def test_a_copy_is_lent_until_an_open_day() -> None:
    async def body(library: Library) -> None:
        loan = await library.lent("B1")
        assert (loan.id, loan.title, loan.member) == (1, 12, 7)
        assert loan.due == date(2026, 3, 31)  # four weeks are a holiday
        assert library.told.lent[0].loan == loan
        taken = await library.app.lend_copy(LendCopyIn(card="C8", barcode="B1"), library.ctx)
        assert taken == CopyUnavailable(barcode="B1", until=loan.due)
        copy = library.desk.books.copies.find("B1")
        assert copy is not None and copy.lent_count == 1

    at_the_desk(body)


def test_who_is_refused_hears_why() -> None:
    async def body(library: Library) -> None:
        for card, barcode, reason in [
            ("C9", "B1", "blocked"),
            ("C8", "F1", "for adults"),
            ("OLD", "B1", "expired on 01.03.2026"),
        ]:
            asked = LendCopyIn(card=card, barcode=barcode)
            assert await library.app.lend_copy(asked, library.ctx) == MemberRefused(reason=reason)

    at_the_desk(body)


def test_a_late_return_is_fined_and_the_copy_goes_to_the_next() -> None:
    async def body(library: Library) -> None:
        loan = await library.lent("B1")
        asked = PlaceHoldIn(member=8, title=12, branch="main")
        hold = await library.app.place_hold(asked, library.ctx)
        assert isinstance(hold, Hold)
        library.time = NOON + timedelta(days=31)
        back = ReturnCopyIn(barcode="B1", condition=Condition.WORN, at=library.time)
        done = await library.app.return_copy(back, library.ctx)
        assert isinstance(done, Loan) and done.state == LoanState.RETURNED
        assert [(fine.kind, fine.cents) for fine in done.fines] == [(FineKind.LATE, 40)]
        assert [event.loan for event in library.told.raised] == [loan.id]
        assert library.accounts.charges[0].reason == "2 d"
        ready = library.told.ready[0]
        assert (ready.hold.member, ready.hold.barcode, ready.shelf) == (8, "B1", "B")
        assert [letter.subject for letter in library.accounts.letters] == ["Your hold", "Ready"]
        held = await library.app.lend_copy(LendCopyIn(card="C7", barcode="B1"), library.ctx)
        assert held == CopyUnavailable(barcode="B1", until=None)
        assert (await library.lent("B1", "C8")).member == 8

    at_the_desk(body)


def test_renewals_have_an_end() -> None:
    async def body(library: Library) -> None:
        loan = await library.lent("B1", days=7)
        for renewals in (1, 2):
            again = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
            assert isinstance(again, Loan) and again.renewals == renewals
        refused = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
        assert refused == NotRenewable(id=loan.id, reason="renewed too often")

    at_the_desk(body)


def test_a_loan_that_somebody_waits_for_is_not_renewed() -> None:
    async def body(library: Library) -> None:
        loan = await library.lent("B1")
        await library.app.place_hold(PlaceHoldIn(member=8, title=12, branch="bus"), library.ctx)
        refused = await library.app.renew_loan(RenewLoanIn(id=loan.id), library.ctx)
        assert refused == NotRenewable(id=loan.id, reason="somebody waits for it")

    at_the_desk(body)


def test_loans_are_listed_page_by_page() -> None:
    async def body(library: Library) -> None:
        await library.lent("B1")
        await library.lent("F1")
        page = await library.app.list_loans(ListLoansIn(member=7, limit=1), library.ctx)
        assert [loan.barcode for loan in page.loans] == ["B1"]
        asked = ListLoansIn(member=7, limit=1, after=page.next)
        page = await library.app.list_loans(asked, library.ctx)
        assert ([loan.barcode for loan in page.loans], page.next) == (["F1"], None)
        lost = ListLoansIn(member=7, state=LoanState.LOST)
        assert (await library.app.list_loans(lost, library.ctx)).loans == []

    at_the_desk(body)


def test_copies_are_found_by_words() -> None:
    async def body(library: Library) -> None:
        found = await library.app.find_copies(FindCopiesIn(query="in"), library.ctx)
        assert [copy.barcode for copy in found] == ["B1", "B2", "F1"]
        asked = FindCopiesIn(query="eng", branch="bus")
        assert [copy.barcode for copy in await library.app.find_copies(asked, library.ctx)] == [
            "B2"
        ]

    at_the_desk(body)


def test_lists_are_kept_and_follow_the_catalogue() -> None:
    async def body(library: Library) -> None:
        asked = SaveListIn(owner=7, heading="Sea", lines=["5 *** #sea", "12"])
        kept = await library.app.save_list(asked, library.ctx)
        assert isinstance(kept, ReadingList)
        await library.app.merge_titles(a_titles_merged(from_=5, into=6), library.ctx)
        await library.app.retire_copies(a_title_withdrawn(id=12, reason="mould"), library.ctx)
        again = await library.app.get_list(GetListIn(slug=kept.slug), library.ctx)
        assert isinstance(again, ReadingList)
        assert [(each.title, each.stars) for each in again.entries] == [(6, 3)]
        copy = library.desk.books.copies.find("B1")
        assert copy is not None and copy.notes == ["withdrawn: mould"]

    at_the_desk(body)


def test_titles_are_requested_elsewhere() -> None:
    async def body(library: Library) -> None:
        soon = RequestElsewhereIn(title=12, needed_by=TODAY + timedelta(days=4))
        request = await library.app.request_elsewhere(soon, library.ctx)
        assert isinstance(request, Interloan) and request.partner == "north"
        poor = soon.model_copy(update={"budget": Decimal(2)})
        assert await library.app.request_elsewhere(poor, library.ctx) == NoPartner(title=12)
        odd = soon.model_copy(update={"title": 99})
        assert await library.app.request_elsewhere(odd, library.ctx) == TitleUnknown(title=99)

    at_the_desk(body)


def test_who_leaves_pays_for_what_is_not_back() -> None:
    async def body(library: Library) -> None:
        await library.lent("B1")
        await library.app.close_member(a_member_left(number=7, at=NOON), library.ctx)
        loan = library.desk.books.loans.find(1)
        assert loan is not None and loan.state == LoanState.LOST
        assert [fine.cents for fine in loan.fines] == [2750]
        assert await library.app.lend_copy(
            LendCopyIn(card="C7", barcode="F1"), library.ctx
        ) == MemberRefused(reason="nobody's card")

    at_the_desk(body)


def test_what_is_late_is_told_in_order() -> None:
    async def body(library: Library) -> None:
        await library.lent("B1")
        await library.lent("F1")
        library.time = NOON + timedelta(days=40)
        assert [loan.barcode for loan in library.app.overdue()] == ["F1", "B1"]
        report = await library.app.get_report(GetReportIn(day=TODAY), library.ctx)
        assert report.by_state == {LoanState.OVERDUE: 2}

    at_the_desk(body)
