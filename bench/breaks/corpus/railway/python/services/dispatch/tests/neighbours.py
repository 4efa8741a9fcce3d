"""Neighbours that answer from memory, and a desk between them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from dispatch.custom.app import App
from dispatch.custom.timetable import TrainBuilder
from dispatch.custom.values import TrainNumber
from dispatch.generated import Ctx, Publisher, Train
from dispatch.generated_infra import (
    GetTrackIn,
    RequestSlotIn,
    Slot,
    SlotRefused,
    Track,
    TrackNotFound,
    a_slot,
)
from dispatch.generated_sales import (
    AlreadyRefunded,
    GetPassengerIn,
    ListTicketsIn,
    Passenger,
    PassengerNotFound,
    Refund,
    RefundTicketIn,
    Ticket,
    TicketNotFound,
    a_refund,
)

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


def at(hour: int, minute: int = 0, day: int = 4) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def a_run(number: str = "IC 512", id: int = 1, departs: datetime | None = None) -> Train:
    """A train from KIL to HAM with two small coaches."""
    return (
        TrainBuilder(TrainNumber.parse(number))
        .calling("KIL", None, departs or at(9), "2")
        .calling("HAM", at(10, 15), None, "11")
        .over(7, 8)
        .coach("1", 4)
        .coach("2", 8)
        .build(id)
    )


class Infra:
    """Knows some tracks and grants every slot, unless it was given a reason not to."""

    def __init__(self, tracks: Iterable[Track] = (), refusal: str | None = None) -> None:
        self.tracks = {track.id: track for track in tracks}
        self.refusal = refusal
        self.asked: list[int] = []
        self.wanted: list[RequestSlotIn] = []

    async def get_track(self, input: GetTrackIn, ctx: Ctx | None = None) -> Track | TrackNotFound:
        self.asked.append(input.id)
        return self.tracks.get(input.id) or TrackNotFound(id=input.id)

    async def request_slot(
        self, input: RequestSlotIn, ctx: Ctx | None = None
    ) -> Slot | SlotRefused:
        self.wanted.append(input)
        if self.refusal is not None:
            return SlotRefused(reason=self.refusal)
        return a_slot(reference=f"SLOT-{len(self.wanted)}", departs=input.departs)


class Sales:
    """Knows some people and tickets, and remembers whom it paid."""

    def __init__(
        self, passengers: Iterable[Passenger] = (), tickets: Iterable[Ticket] = ()
    ) -> None:
        self.passengers = {passenger.id: passenger for passenger in passengers}
        self.tickets = list(tickets)
        self.paid: dict[int, float] = {}

    async def get_passenger(
        self, input: GetPassengerIn, ctx: Ctx | None = None
    ) -> Passenger | PassengerNotFound:
        return self.passengers.get(input.id) or PassengerNotFound(id=input.id)

    async def list_tickets(self, input: ListTicketsIn, ctx: Ctx | None = None) -> list[Ticket]:
        mine = [ticket for ticket in self.tickets if ticket.train == input.train]
        return mine[2 * input.page : 2 * input.page + 2]

    async def refund_ticket(
        self, input: RefundTicketIn, ctx: Ctx | None = None
    ) -> Refund | TicketNotFound | AlreadyRefunded:
        found = next((each for each in self.tickets if each.number == input.number), None)
        if found is None:
            return TicketNotFound(number=input.number)
        if found.number in self.paid:
            return AlreadyRefunded(number=found.number, amount=self.paid[found.number])
        self.paid[found.number] = found.price * input.share / 100
        return a_refund(ticket=found.number, amount=self.paid[found.number], reason=input.reason)


def desk(infra: Infra | None = None, sales: Sales | None = None, *trains: Train) -> App:
    app = App(
        infra=infra or Infra(),
        sales=sales or Sales(),
        publisher=Publisher([]),
        now=lambda: NOW,
    )
    for train in trains:
        app.trains.put(train)
    return app
