"""The desk itself: what is asked of it, and what it hears."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Protocol, final

from ..generated import (
    AssignDutyIn,
    ClaimItemIn,
    CoachFull,
    ConsignmentLoaded,
    Ctx,
    Delay,
    Departure,
    Dispatch,
    Duty,
    DutyTooLong,
    FindItemsIn,
    GetPunctualityIn,
    ItemClaimed,
    ItemNotFound,
    ItemState,
    ListDeparturesIn,
    LoadConsignmentIn,
    LostItem,
    Overloaded,
    PlanTrainIn,
    Publisher,
    Punctuality,
    RegisterItemIn,
    ReportDelayIn,
    Reservation,
    ReserveSeatIn,
    SeatReserved,
    TrackBlocked,
    Train,
    TrainDelayed,
    TrainNotFound,
    TrainState,
)
from ..generated_infra import (
    GetTrackIn,
    PossessionAnnounced,
    RequestSlotIn,
    RestrictionSet,
    Slot,
    SlotRefused,
    Track,
    TrackNotFound,
)
from ..generated_sales import (
    GetPassengerIn,
    Passenger,
    PassengerNotFound,
    Ticket,
    TicketCancelled,
    TicketSold,
    TravelClass,
)
from . import crew, disruption, freight, lost, works
from .seats import FEES, SeatPlan, Wish, fee
from .shelf import Memory, Shelf, paged, patiently
from .timetable import board, journey, path_key
from .values import TrainNumber

log = logging.getLogger("dispatch")


class Infra(Protocol):
    """The part of `infra` that is needed here."""

    async def get_track(
        self, input: GetTrackIn, ctx: Ctx | None = None
    ) -> Track | TrackNotFound: ...

    async def request_slot(
        self, input: RequestSlotIn, ctx: Ctx | None = None
    ) -> Slot | SlotRefused: ...


class Sales(disruption.Sales, Protocol):
    """What else is asked of `sales`."""

    async def get_passenger(
        self, input: GetPassengerIn, ctx: Ctx | None = None
    ) -> Passenger | PassengerNotFound: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


def train_shelf() -> Shelf[int, Train]:
    return Shelf(lambda train: train.id)


def seat_shelf() -> Shelf[int, Reservation]:
    return Shelf(lambda reservation: reservation.ticket)


def item_shelf() -> Shelf[int, LostItem]:
    return Shelf(lambda item: item.id)


@final
@dataclass
class App(Dispatch):
    """One desk with everything in memory."""

    infra: Infra
    sales: Sales
    publisher: Publisher
    now: Callable[[], datetime] = utc_now
    trains: Shelf[int, Train] = field(default_factory=train_shelf)
    reservations: Shelf[int, Reservation] = field(default_factory=seat_shelf)
    items: Shelf[int, LostItem] = field(default_factory=item_shelf)
    delays: list[Delay] = field(default_factory=list[Delay])
    duties: list[Duty] = field(default_factory=list[Duty])
    known: works.Works = field(default_factory=works.Works)
    plan: SeatPlan = field(default_factory=SeatPlan)

    def __post_init__(self) -> None:
        self._ids = count(1)
        self._slots: dict[str, str] = {}
        self._tracks = Memory[int, Track | None](timedelta(minutes=10), self.now)

    async def plan_train(self, input: PlanTrainIn, ctx: Ctx) -> Train | TrackBlocked:
        train = Train(
            id=next(self._ids),
            number=str(TrainNumber.parse(input.number)),
            kind=input.kind,
            stops=input.stops,
            route=input.route,
            coaches=input.coaches,
        )
        time = journey(train)
        if time is None:
            return self.trains.put(train)
        blocked = self.known.blocking(train.route, time)
        if blocked is not None:
            return TrackBlocked(track_id=blocked.track_id, until=blocked.ends)
        wanted = RequestSlotIn(train=train.number, track_ids=train.route, departs=time.starts)
        match await patiently(lambda: self.infra.request_slot(wanted, ctx)):
            case SlotRefused(reason=reason):
                log.warning("no slot for %s: %s", train.number, reason)
            case Slot() as slot:
                log.info("slot %s costs %s", slot.reference, slot.charge)
                self._slots[path_key(train)] = slot.reference
                train = train.model_copy(update={"slot": slot.reference})
        return self.trains.put(train)

    async def list_departures(self, input: ListDeparturesIn, ctx: Ctx) -> list[Departure]:
        late = disruption.offsets(self.delays)
        departures = board(
            self.trains, input.station, input.since, lambda id: late.get(id, timedelta())
        )
        return paged(departures, 0, input.limit).items

    async def reserve_seat(
        self, input: ReserveSeatIn, ctx: Ctx
    ) -> Reservation | TrainNotFound | CoachFull:
        train = self.trains.get(input.train_id)
        if train is None:
            return TrainNotFound(id=input.train_id)
        wish = Wish.read(input.wish)
        place = self.plan.seat(train, input.ticket, wish)
        if place is None:
            return CoachFull(coach=wish.coach or "any")
        cents = FEES[TravelClass.SECOND].cents
        return await self._reserve(train, input.ticket, place, cents, ctx)

    async def report_delay(self, input: ReportDelayIn, ctx: Ctx) -> Train | TrainNotFound:
        train = self.trains.get(input.train_id)
        if train is None:
            return TrainNotFound(id=input.train_id)
        delay = Delay(
            train_id=train.id,
            minutes=input.minutes,
            cause=input.cause,
            noticed=self.now(),
            note=input.note,
        )
        self.delays.append(delay)
        after = train.model_copy(update={"state": disruption.state_after(train, delay)})
        self.trains.put(after)
        if after.state == TrainState.DELAYED:
            event = TrainDelayed(
                train_id=train.id,
                number=train.number,
                minutes=input.minutes,
                cause=input.cause,
            )
            log.info("%s [%s]", disruption.headline(event), disruption.severity(delay))
            await self.publisher.train_delayed(event, ctx)
            await disruption.compensate(self.sales, after, delay, ctx)
        return after

    async def get_punctuality(self, input: GetPunctualityIn, ctx: Ctx) -> Punctuality:
        return disruption.punctuality(self.trains, self.delays, input.day)

    async def load_consignment(self, input: LoadConsignmentIn, ctx: Ctx) -> Decimal | Overloaded:
        consignment = input.consignment
        found = [await self._track(id, ctx) for id in input.route]
        refusal = freight.too_heavy(consignment, (track for track in found if track))
        if refusal is not None:
            return refusal
        event = ConsignmentLoaded(id=consignment.id, tonnes=freight.tonnes(consignment))
        await self.publisher.consignment_loaded(event, ctx)
        return freight.charge(consignment)

    async def assign_duty(
        self, input: AssignDutyIn, ctx: Ctx
    ) -> Duty | TrainNotFound | DutyTooLong:
        if self.trains.get(input.train_id) is None:
            return TrainNotFound(id=input.train_id)
        if crew.too_long(input.role, input.length):
            return DutyTooLong(crew=input.crew, hours=crew.hours(input.length))
        duty = Duty(
            crew=input.crew,
            train_id=input.train_id,
            role=input.role,
            starts=input.starts,
            length=input.length,
        )
        self.duties.append(duty)
        return duty

    async def register_item(self, input: RegisterItemIn, ctx: Ctx) -> LostItem:
        item = LostItem(
            id=next(self._ids),
            description=input.description,
            station=input.station,
            found_on=input.found_on,
            worth=input.worth,
            colours=input.colours,
        )
        return self.items.put(item)

    async def find_items(self, input: FindItemsIn, ctx: Ctx) -> list[LostItem]:
        query = lost.Query.read(input.text, input.colours)
        return lost.matching(self.items, query, input.offset, input.limit).items

    async def claim_item(self, input: ClaimItemIn, ctx: Ctx) -> LostItem | ItemNotFound:
        item = self.items.get(input.id)
        if item is None or item.state != ItemState.FOUND:
            return ItemNotFound(id=input.id)
        claimed = item.model_copy(update={"state": ItemState.CLAIMED})
        event = ItemClaimed(item=claimed, passenger_id=input.passenger_id)
        await self.publisher.item_claimed(event, ctx)
        return self.items.put(claimed)

    async def plan_around(self, event: PossessionAnnounced, ctx: Ctx) -> None:
        possession = event.possession
        self.known.announce(possession)
        for train in works.met_by(self.trains, possession):
            log.warning("%s is in the way of %s", train.number, works.notice(possession))
            if not works.movable(possession):
                self.trains.put(train.model_copy(update={"state": TrainState.CANCELLED}))

    async def slow_down(self, event: RestrictionSet, ctx: Ctx) -> None:
        self.known.restrict(event.restriction)
        self._tracks.forget(event.restriction.track_id)

    async def seat_passenger(self, event: TicketSold, ctx: Ctx) -> None:
        ticket = event.ticket
        train = next((each for each in self.trains if each.number == ticket.train), None)
        if train is None:
            return
        place = self.plan.seat(train, ticket.number, Wish.read(event.wish))
        if place is None:
            log.info("%s is full", train.number)
            return
        await self._reserve(train, ticket.number, place, (await self._fee(ticket, ctx)), ctx)

    async def free_seat(self, event: TicketCancelled, ctx: Ctx) -> None:
        reservation = self.reservations.take(event.number)
        if reservation is not None:
            self.plan.leave(reservation)
            log.info("seat of %d is free: %s", event.number, event.reason)

    async def _fee(self, ticket: Ticket, ctx: Ctx) -> int:
        wanted = GetPassengerIn(id=ticket.passenger_id)
        found = await patiently(lambda: self.sales.get_passenger(wanted, ctx))
        if isinstance(found, PassengerNotFound):
            return fee(ticket).cents
        return fee(ticket, found.card).cents

    async def _reserve(
        self, train: Train, ticket: int, place: tuple[str, int], cents: int, ctx: Ctx
    ) -> Reservation:
        coach, seat = place
        reservation = Reservation(
            id=next(self._ids),
            train_id=train.id,
            ticket=ticket,
            coach=coach,
            seat=seat,
            fee=cents,
            booked=self.now(),
        )
        self.reservations.put(reservation)
        await self.publisher.seat_reserved(SeatReserved(reservation=reservation), ctx)
        return reservation

    async def _track(self, id: int, ctx: Ctx) -> Track | None:
        async def ask(id: int) -> Track | None:
            found = await patiently(lambda: self.infra.get_track(GetTrackIn(id=id), ctx))
            return None if isinstance(found, TrackNotFound) else found

        return await self._tracks.of(id, ask)
