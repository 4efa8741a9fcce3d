"""What the tests share: an evening, its guests, and upstream services that answer from memory."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from foyer import generated_box_office as box_office
from foyer import generated_programme as programme
from foyer.custom.app import App
from foyer.generated import (
    Ctx,
    OrderPaid,
    OrderRefunded,
    RemoteError,
    SeatsReleased,
    Ticket,
    TicketOrder,
    a_ticket_order,
)

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 5, 2, 19, 30, tzinfo=UTC)

ORCHARD = programme.Production(
    id=3,
    title="The Cherry Orchard",
    genre=programme.Genre.DRAMA,
    running_time=timedelta(hours=2, minutes=5),
    premiere=date(2026, 4, 18),
    languages=["en", "de"],
    age_from=12,
    synopsis="An estate is sold.\nNobody listens.",
)

HALL = programme.Hall(
    id=1,
    name="Main house",
    rows=[
        programme.SeatRow(label="A", places=4, band=programme.PriceBand.STALLS),
        programme.SeatRow(label="B", places=12, band=programme.PriceBand.CIRCLE),
        programme.SeatRow(label="AA", places=4, band=programme.PriceBand.GALLERY),
    ],
)

NADIA = UUID("00000000-0000-4000-8000-000000000001")
OMAR = UUID("00000000-0000-4000-8000-000000000002")

CAST = [
    programme.CastMember(person_id=OMAR, name="Omar", part="Gaev", billing=2),
    programme.CastMember(person_id=NADIA, name="Nadia", part="Ranevskaya", billing=1),
    programme.CastMember(person_id=OMAR, name="Omar", part="A stranger", billing=9),
    programme.CastMember(
        person_id=UUID(int=3), name="Ida", part="Anya", understudy=True, billing=1
    ),
]


def a_night(
    id: int = 11,
    *,
    starts_at: datetime = EVENING,
    state: programme.PerformanceState = programme.PerformanceState.ON_SALE,
    interval: int | None = 20,
) -> programme.Performance:
    return programme.Performance(
        id=id,
        production_id=ORCHARD.id,
        hall=HALL,
        starts_at=starts_at,
        state=state,
        prices={"stalls": Decimal("48.00"), "circle": Decimal("29.50"), "gallery": Decimal(9)},
        interval=interval,
    )


def a_seat(seat: str = "A-1", band: str = "stalls", price: str = "48.00") -> Ticket:
    return Ticket(seat=seat, band=band, price=Decimal(price))


def an_order(id: int = 1, *seats: str, minutes: int = 0, total: str = "48.00") -> TicketOrder:
    return a_ticket_order(
        id=id,
        customer_id=7,
        performance_id=11,
        tickets=[a_seat(seat) for seat in seats or ("A-1",)],
        total=Decimal(total),
        placed_at=NOON + timedelta(minutes=minutes),
    )


class House:
    """A programme of one production."""

    def __init__(self, *nights: programme.Performance) -> None:
        self.nights = {night.id: night for night in nights or (a_night(),)}
        self.asked: list[str] = []

    async def get_performance(
        self, input: programme.GetPerformanceIn, ctx: Ctx | None = None
    ) -> programme.Performance | programme.PerformanceNotFound:
        self.asked.append(f"performance {input.id}")
        found = self.nights.get(input.id)
        return programme.PerformanceNotFound(id=input.id) if found is None else found

    async def get_production(
        self, input: programme.GetProductionIn, ctx: Ctx | None = None
    ) -> programme.Production | programme.ProductionNotFound:
        if input.id != ORCHARD.id:
            return programme.ProductionNotFound(id=input.id)
        return ORCHARD

    async def list_performances(
        self, input: programme.ListPerformancesIn, ctx: Ctx | None = None
    ) -> list[programme.Performance]:
        days = (input.from_, input.to)
        nights = self.nights.values()
        return [one for one in nights if days[0] <= one.starts_at.date() <= days[1]]

    async def get_cast(
        self, input: programme.GetCastIn, ctx: Ctx | None = None
    ) -> list[programme.CastMember]:
        return CAST


class Till:
    """A box office that knows Ada, and can be told to be away or to refuse."""

    def __init__(self, *, points: int = 0, away: int = 0, refuses: bool = False) -> None:
        self.ada = box_office.a_customer(id=7, name="Ada Byron", points=points)
        self.away = away
        self.refuses = refuses
        self.state = box_office.PaymentState.CAPTURED
        self.charged: list[box_office.ChargeIn] = []

    async def get_customer(
        self, input: box_office.GetCustomerIn, ctx: Ctx | None = None
    ) -> box_office.Customer | box_office.CustomerNotFound:
        return self.ada if input.id == self.ada.id else box_office.CustomerNotFound(id=input.id)

    async def charge(
        self, input: box_office.ChargeIn, ctx: Ctx | None = None
    ) -> box_office.Payment | box_office.PaymentRefused:
        if self.away > 0:
            self.away -= 1
            raise RemoteError("box-office", 503, "internal", "away")
        if self.refuses:
            return box_office.PaymentRefused(reason="no cover")
        self.charged.append(input)
        return box_office.a_payment(
            id=500 + len(self.charged),
            customer_id=input.customer_id,
            amount=input.amount,
            state=self.state,
        )


class Told:
    """What the foyer told the world."""

    def __init__(self) -> None:
        self.events: list[OrderPaid | OrderRefunded | SeatsReleased] = []

    async def order_paid(self, event: OrderPaid, ctx: Ctx | None = None) -> None:
        self.events.append(event)

    async def order_refunded(self, event: OrderRefunded, ctx: Ctx | None = None) -> None:
        self.events.append(event)

    async def seats_released(self, event: SeatsReleased, ctx: Ctx | None = None) -> None:
        self.events.append(event)


def a_foyer(house: House | None = None, till: Till | None = None) -> tuple[App, Told]:
    told = Told()
    app = App(house or House(), till or Till(), told, now=lambda: NOON, pause_seconds=0.0)
    return app, told


def ids(orders: Sequence[TicketOrder]) -> list[int]:
    return [order.id for order in orders]
