"""The desk itself: every call and every event that reaches it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Protocol, final
from uuid import uuid4

from ..generated import (
    BadList,
    Branch,
    Condition,
    CopyLent,
    CopyNotFound,
    CopyReturned,
    CopyUnavailable,
    Ctx,
    DayReport,
    FindCopiesIn,
    Fine,
    FineRaised,
    GetListIn,
    GetReportIn,
    Hold,
    HoldReady,
    Item,
    LendCopyIn,
    Lending,
    ListLoansIn,
    ListNotFound,
    Loan,
    LoanNotFound,
    LoanPage,
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
from ..generated_accounts import Member, MemberLeft
from ..generated_catalogue import Interloan, Title, TitlesMerged, TitleWithdrawn
from . import fines, queue, reports, rules
from .journal import Books
from .keyed import Clock, Register, tally, utc_now
from .lists import read_list, retitled
from .opening import OpeningCalendar, roomiest
from .queue import HoldQueue
from .readers import Readers
from .titles import Shelves

PAGE_MAX = 100


class Events(Protocol):
    """Whom the desk tells; in production the publisher."""

    async def copy_lent(self, event: CopyLent, ctx: Ctx | None = None) -> None: ...

    async def copy_returned(self, event: CopyReturned, ctx: Ctx | None = None) -> None: ...

    async def hold_ready(self, event: HoldReady, ctx: Ctx | None = None) -> None: ...

    async def fine_raised(self, event: FineRaised, ctx: Ctx | None = None) -> None: ...


@dataclass
class Desk:
    """All that a desk works with."""

    books: Books
    shelves: Shelves
    readers: Readers
    events: Events
    branches: Register[str, Branch]
    calendar: OpeningCalendar
    holds: HoldQueue = field(default_factory=HoldQueue)
    clock: Clock = utc_now

    @property
    def today(self) -> date:
        return self.clock().date()


@final
@dataclass
class App(Lending):
    """The service at a desk."""

    desk: Desk

    async def lend_copy(
        self, input: LendCopyIn, ctx: Ctx
    ) -> Loan | MemberRefused | CopyNotFound | CopyUnavailable:
        desk = self.desk
        member = await desk.readers.of_card(input.card, desk.today, ctx)
        if isinstance(member, str):
            return MemberRefused(reason=member)
        copy = desk.books.copies.find(input.barcode)
        title = await desk.shelves.title(copy.title, ctx) if copy is not None else None
        if copy is None or title is None:
            return CopyNotFound(barcode=input.barcode)
        if (taken := self._taken(copy, member)) is not None:
            return taken
        loans = tuple(desk.books.loans.select(lambda loan: loan.member == member.number))
        said = rules.objection(rules.Wish(member, title, loans, desk.today))
        if said is not None:
            return MemberRefused(reason=said)
        desk.holds.collect(copy.barcode, member.number)
        due = desk.calendar.open_day(copy.branch, desk.today + rules.term(title, input.days))
        loan = Loan(
            id=desk.books.next_loan(),
            receipt=uuid4(),
            barcode=copy.barcode,
            title=title.id,
            member=member.number,
            lent_at=desk.clock(),
            due=due,
            fines=[],
        )
        desk.books.keep_copy(copy, lent_count=copy.lent_count + 1)
        desk.books.keep_loan(loan)
        await desk.events.copy_lent(CopyLent(loan=loan), ctx)
        return loan

    async def return_copy(self, input: ReturnCopyIn, ctx: Ctx) -> Loan | CopyNotFound:
        desk = self.desk
        copy = desk.books.copies.find(input.barcode)
        loan = desk.books.open_loan(input.barcode, rules.OPEN_STATES)
        if copy is None or loan is None:
            return CopyNotFound(barcode=input.barcode)
        title = await desk.shelves.title(copy.title, ctx)
        member = await desk.readers.member(loan.member, ctx)
        raised: list[Fine] = []
        if title is not None and member is not None:
            back = fines.Return(loan, copy, title, member, input.condition, input.at)
            raised = list(fines.charged(back))
            for fine in raised:
                await self._raise(member, loan, fine, ctx)
        done = desk.books.keep_loan(loan, state=LoanState.RETURNED, fines=[*loan.fines, *raised])
        notes = (
            [*copy.notes, "to be mended"] if input.condition == Condition.DAMAGED else copy.notes
        )
        kept = desk.books.keep_copy(copy, condition=input.condition, notes=notes)
        event = CopyReturned(barcode=kept.barcode, condition=kept.condition, at=input.at)
        await desk.events.copy_returned(event, ctx)
        await self._offer(kept, title, ctx)
        return done

    async def renew_loan(self, input: RenewLoanIn, ctx: Ctx) -> Loan | LoanNotFound | NotRenewable:
        desk = self.desk
        loan = desk.books.loans.find(input.id)
        title = await desk.shelves.title(loan.title, ctx) if loan is not None else None
        copy = desk.books.copies.find(loan.barcode) if loan is not None else None
        if loan is None or title is None or copy is None:
            return LoanNotFound(id=input.id)
        if loan.state not in rules.OPEN_STATES:
            return NotRenewable(id=loan.id, reason=rules.STATE_WORDS[loan.state])
        if loan.renewals >= rules.RENEWALS_MAX:
            return NotRenewable(id=loan.id, reason="renewed too often")
        if desk.holds.waiting(loan.title):
            return NotRenewable(id=loan.id, reason="somebody waits for it")
        start = max(desk.today, loan.due)
        due = desk.calendar.open_day(copy.branch, start + rules.term(title))
        return desk.books.keep_loan(
            loan, due=due, renewals=loan.renewals + 1, state=LoanState.ACTIVE
        )

    async def place_hold(self, input: PlaceHoldIn, ctx: Ctx) -> Hold | MemberRefused | TitleUnknown:
        title = await self.desk.shelves.title(input.title, ctx)
        if title is None:
            return TitleUnknown(title=input.title)
        member = await self.desk.readers.member(input.member, ctx)
        if member is None or self.desk.branches.find(input.branch) is None:
            return MemberRefused(reason="nobody" if member is None else "no such branch")
        hold = self.desk.holds.place(title.id, member.number, input.branch, self.desk.clock())
        await self.desk.readers.tell(member, "Your hold", queue.notice(hold, title.name), ctx)
        return hold

    async def list_loans(self, input: ListLoansIn, ctx: Ctx) -> LoanPage:
        page = self.desk.books.loans.page(
            lambda loan: loan.member == input.member and input.state in (None, loan.state),
            min(input.limit, PAGE_MAX),
            input.after,
        )
        return LoanPage(loans=page.rows, next=page.next)

    async def find_copies(self, input: FindCopiesIn, ctx: Ctx) -> list[Item]:
        found = {title.id: title.name async for title in self.desk.shelves.search(input.query, ctx)}
        copies = self.desk.books.copies.select(
            lambda copy: copy.title in found and input.branch in (None, copy.branch)
        )
        return sorted(copies, key=lambda copy: (found[copy.title], copy.shelf, copy.barcode))

    async def save_list(self, input: SaveListIn, ctx: Ctx) -> ReadingList | BadList:
        reading = read_list(input.owner, input.heading, input.lines)
        return reading if isinstance(reading, BadList) else self.desk.books.keep_list(reading)

    async def get_list(self, input: GetListIn, ctx: Ctx) -> ReadingList | ListNotFound:
        return self.desk.books.lists.find(input.slug) or ListNotFound(slug=input.slug)

    async def request_elsewhere(
        self, input: RequestElsewhereIn, ctx: Ctx
    ) -> Interloan | TitleUnknown | NoPartner:
        title = await self.desk.shelves.title(input.title, ctx)
        if title is None:
            return TitleUnknown(title=input.title)
        request = await self.desk.shelves.request(
            title, self.desk.today, input.needed_by, input.budget, ctx
        )
        return NoPartner(title=title.id) if request is None else request

    async def get_report(self, input: GetReportIn, ctx: Ctx) -> DayReport:
        closing = datetime.combine(input.day, time(23, 59), UTC)
        books = self.desk.books
        return reports.day_report(input.day, list(books.loans), list(books.copies), closing)

    async def retire_copies(self, event: TitleWithdrawn, ctx: Ctx) -> None:
        books = self.desk.books
        for copy in list(books.copies.select(lambda each: each.title == event.id)):
            books.keep_copy(copy, notes=[*copy.notes, f"withdrawn: {event.reason}"])
        for reading in list(books.lists):
            books.keep_list(retitled(reading, lambda id: None if id == event.id else id))
        self.desk.shelves.forget(event.id)

    async def merge_titles(self, event: TitlesMerged, ctx: Ctx) -> None:
        books = self.desk.books
        for copy in list(books.copies.select(lambda each: each.title == event.from_)):
            books.keep_copy(copy, title=event.into)
        for reading in list(books.lists):
            books.keep_list(retitled(reading, lambda id: event.into if id == event.from_ else id))
        self.desk.holds.merge(event.from_, event.into)

    async def close_member(self, event: MemberLeft, ctx: Ctx) -> None:
        desk = self.desk
        desk.holds.leave(event.number)
        member = await desk.readers.member(event.number, ctx)
        desk.readers.leave(event.number)
        for loan in list(desk.books.loans.select(lambda each: each.member == event.number)):
            copy, title = (
                desk.books.copies.find(loan.barcode),
                await desk.shelves.title(loan.title, ctx),
            )
            if loan.state not in rules.OPEN_STATES or copy is None or title is None:
                continue
            fine = fines.loss(copy, title)
            desk.books.keep_loan(loan, state=LoanState.LOST, fines=[*loan.fines, fine])
            if member is not None:
                await self._raise(member, loan, fine, ctx)

    def overdue(self) -> list[Loan]:
        """Marks what is late, and tells what is, the most urgent first."""
        books, today = self.desk.books, self.desk.today
        late = list(books.loans.select(lambda loan: rules.is_late(loan, today)))
        return rules.by_urgency(books.keep_loan(loan, state=LoanState.OVERDUE) for loan in late)

    def _taken(self, copy: Item, member: Member) -> CopyUnavailable | None:
        loan = self.desk.books.open_loan(copy.barcode, rules.OPEN_STATES)
        if loan is not None:
            return CopyUnavailable(barcode=copy.barcode, until=loan.due)
        laid = self.desk.holds.aside(copy.barcode)
        if laid is not None and laid.member != member.number:
            return CopyUnavailable(barcode=copy.barcode)
        return None

    async def _raise(self, member: Member, loan: Loan, fine: Fine, ctx: Ctx) -> None:
        await self.desk.readers.bill(member, fine, ctx)
        event = FineRaised(member=member.number, loan=loan.id, fine=fine)
        await self.desk.events.fine_raised(event, ctx)

    async def _offer(self, copy: Item, title: Title | None, ctx: Ctx) -> None:
        """Puts a copy that came back on its shelf, or aside for the next reader."""
        branch = self.desk.branches.find(copy.branch)
        if branch is None or title is None or copy.condition == Condition.DAMAGED:
            return
        hold = self.desk.holds.offer(copy.title, copy.barcode, branch, self.desk.clock())
        if hold is None:
            return
        here = self.desk.books.copies.select(lambda each: each.branch == branch.code)
        shelf = roomiest(branch, tally(here, lambda each: each.shelf)) or copy.shelf
        await self.desk.events.hold_ready(HoldReady(hold=hold, shelf=shelf), ctx)
        member = await self.desk.readers.member(hold.member, ctx)
        if member is not None:
            await self.desk.readers.tell(member, "Ready", queue.notice(hold, title.name), ctx)
