"""A desk with everything around it made up."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from lending.custom import App, Desk
from lending.custom.journal import Books, MemoryJournal
from lending.custom.keyed import Register
from lending.custom.opening import OpeningCalendar
from lending.custom.readers import Readers
from lending.custom.titles import Shelves
from lending.generated import (
    Branch,
    CopyLent,
    CopyReturned,
    Ctx,
    FineRaised,
    HoldReady,
    LendCopyIn,
    Loan,
    RemoteError,
    a_branch,
    a_item,
)
from lending.generated_accounts import (
    BookChargeIn,
    Card,
    CardInvalid,
    Charge,
    GetMemberIn,
    Member,
    MemberNotFound,
    NotifyIn,
    ReadCardIn,
    Standing,
    Tier,
    a_address,
    a_card,
    a_member,
)
from lending.generated_catalogue import (
    Audience,
    GetTitleIn,
    Interloan,
    ListPartnersIn,
    Medium,
    Partner,
    PartnerClosed,
    RequestCopyIn,
    SearchTitlesIn,
    Title,
    TitleNotFound,
    TitlePage,
    a_author,
    a_interloan,
    a_partner,
    a_shelfmark,
    a_title,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
TODAY = NOON.date()
WEEK = {day: "10:00-18:00" for day in range(5)}
NAMESPACE = UUID("2f1c1d5e-0000-4000-8000-000000000000")

ADA = a_member(
    number=7,
    name="Ada Lovelace",
    email="ada@example.org",
    born=date(1990, 12, 10),
    address=a_address(street="Engine Lane 1", town="Marylebone", postcode="W1"),
    balance=0,
)
TIM = a_member(number=8, name="Tim", tier=Tier.CHILD, born=date(2016, 5, 1), guardian=7, balance=0)
EVE = a_member(number=9, name="Eve", born=date(1985, 1, 1), standing=Standing.BLOCKED, balance=5000)
CARDS = [
    a_card(barcode="C7", member=7, expires=date(2027, 1, 1)),
    a_card(barcode="C8", member=8, expires=date(2027, 1, 1)),
    a_card(barcode="C9", member=9, expires=date(2027, 1, 1)),
    a_card(barcode="OLD", member=7, expires=date(2026, 3, 1)),
]

ENGINES = a_title(
    id=12,
    isbn="978-0-00-000012-1",
    name="Engines",
    authors=[a_author(id=1, name="Ada Lovelace")],
    medium=Medium.BOOK,
    year=1843,
    language="en",
    price=Decimal("24.00"),
    weight=0.75,
    shelfmark=a_shelfmark(group="QA", letters="LOV"),
)
WAVES = a_title(
    id=5,
    name="Waves & Wind",
    medium=Medium.FILM,
    audience=Audience.ADULTS,
    year=1998,
    language="fr",
    running_time=timedelta(minutes=95),
    price=Decimal("15.50"),
    weight=0.125,
    shelfmark=a_shelfmark(group="DVD", letters="W"),
)
MAIN = a_branch(
    code="main",
    name="Main library",
    shelves={"A": 2, "B": 3},
    hours=WEEK,
    desk_phone="555-0100",
    patience=timedelta(days=7),
)
BUS = a_branch(
    code="bus",
    name="Bus",
    shelves={"left": 1},
    hours={2: "14:00-17:00"},
    patience=timedelta(days=14),
)
COPIES = [
    a_item(barcode="B1", title=12, branch="main", shelf="A", price=Decimal("20.00")),
    a_item(barcode="B2", title=12, branch="bus", shelf="left", price=Decimal("30.00")),
    a_item(barcode="F1", title=5, branch="main", shelf="B", price=Decimal("15.50")),
]
PARTNERS = [
    a_partner(
        code="north",
        name="North",
        transit=timedelta(days=3),
        fee=Decimal("2.50"),
        lends=[Medium.FILM, Medium.BOOK],
        contact="desk@north.example",
    ),
    a_partner(
        code="south",
        name="South",
        transit=timedelta(days=9),
        fee=Decimal("1.00"),
        lends=[Medium.BOOK],
    ),
]


@dataclass
class FakeCatalogue:
    titles: list[Title] = field(default_factory=lambda: [WAVES, ENGINES])
    closed: set[str] = field(default_factory=set[str])
    away: int = 0
    asked: list[int] = field(default_factory=list[int])
    requests: list[RequestCopyIn] = field(default_factory=list[RequestCopyIn])

    async def get_title(self, input: GetTitleIn, ctx: Ctx | None = None) -> Title | TitleNotFound:
        self.asked.append(input.id)
        if self.away > 0:
            self.away -= 1
            raise RemoteError("catalogue", 503, "internal", "away")
        found = (title for title in self.titles if title.id == input.id)
        return next(found, TitleNotFound(id=input.id))

    async def search_titles(self, input: SearchTitlesIn, ctx: Ctx | None = None) -> TitlePage:
        rows = [title for title in self.titles if input.query in title.name.lower()]
        rest = [title for title in rows if input.after is None or title.id > input.after]
        return TitlePage(
            titles=rest[:1], next=rest[0].id if len(rest) > 1 else None, total=len(rows)
        )

    async def list_partners(self, input: ListPartnersIn, ctx: Ctx | None = None) -> list[Partner]:
        return [partner for partner in PARTNERS if input.medium in partner.lends]

    async def request_copy(
        self, input: RequestCopyIn, ctx: Ctx | None = None
    ) -> Interloan | PartnerClosed:
        self.requests.append(input)
        if input.partner in self.closed:
            return PartnerClosed(partner=input.partner, until=input.needed_by)
        return a_interloan(partner=input.partner, title=input.title, needed_by=input.needed_by)


@dataclass
class FakeAccounts:
    members: list[Member] = field(default_factory=lambda: [ADA, TIM, EVE])
    charges: list[BookChargeIn] = field(default_factory=list[BookChargeIn])
    letters: list[NotifyIn] = field(default_factory=list[NotifyIn])

    async def read_card(self, input: ReadCardIn, ctx: Ctx | None = None) -> Card | CardInvalid:
        found = (card for card in CARDS if card.barcode == input.barcode)
        return next(found, CardInvalid(barcode=input.barcode, reason="no such card"))

    async def get_member(
        self, input: GetMemberIn, ctx: Ctx | None = None
    ) -> Member | MemberNotFound:
        found = (member for member in self.members if member.number == input.number)
        return next(found, MemberNotFound(number=input.number))

    async def book_charge(
        self, input: BookChargeIn, ctx: Ctx | None = None
    ) -> Charge | MemberNotFound:
        self.charges.append(input)
        id = uuid5(NAMESPACE, f"charge {len(self.charges)}")
        return Charge(id=id, member=input.member, cents=input.cents, reason=input.reason, at=NOON)

    async def notify(self, input: NotifyIn, ctx: Ctx | None = None) -> bool:
        self.letters.append(input)
        return True


@dataclass
class Told:
    lent: list[CopyLent] = field(default_factory=list[CopyLent])
    returned: list[CopyReturned] = field(default_factory=list[CopyReturned])
    ready: list[HoldReady] = field(default_factory=list[HoldReady])
    raised: list[FineRaised] = field(default_factory=list[FineRaised])

    async def copy_lent(self, event: CopyLent, ctx: Ctx | None = None) -> None:
        self.lent.append(event)

    async def copy_returned(self, event: CopyReturned, ctx: Ctx | None = None) -> None:
        self.returned.append(event)

    async def hold_ready(self, event: HoldReady, ctx: Ctx | None = None) -> None:
        self.ready.append(event)

    async def fine_raised(self, event: FineRaised, ctx: Ctx | None = None) -> None:
        self.raised.append(event)


class Library:
    """An app, and what happens around it."""

    def __init__(self, *lines: str) -> None:
        self.time = NOON
        self.catalogue = FakeCatalogue()
        self.accounts = FakeAccounts()
        self.told = Told()
        self.journal = MemoryJournal(lines)
        branches = Register[str, Branch](lambda branch: branch.code, [MAIN, BUS])
        self.desk = Desk(
            books=Books(self.journal),
            shelves=Shelves(self.catalogue, timedelta(minutes=10), lambda: self.time),
            readers=Readers(self.accounts),
            events=self.told,
            branches=branches,
            calendar=OpeningCalendar(branches, [date(2026, 3, 30)]),
            clock=lambda: self.time,
        )
        for copy in COPIES:
            self.desk.books.keep_copy(copy)
        self.app = App(self.desk)
        self.ctx = Ctx()

    async def lent(self, barcode: str = "B1", card: str = "C7", days: int | None = None) -> Loan:
        asked = LendCopyIn(card=card, barcode=barcode, days=days)
        loan = await self.app.lend_copy(asked, self.ctx)
        assert isinstance(loan, Loan), loan
        return loan
