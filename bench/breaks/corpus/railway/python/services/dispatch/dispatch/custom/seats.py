"""Who sits where, and what that costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ..generated import Reservation, Train
from ..generated_sales import Card, Passenger, Ticket, TravelClass
from .values import Money

Taken: TypeAlias = dict[int, dict[str, dict[int, int]]]
Place: TypeAlias = tuple[str, int]

FEES = {TravelClass.SECOND: Money(450), TravelClass.FIRST: Money(590)}
REDUCTION = {Card.NONE: 0, Card.HALF: 50, Card.FULL: 100}
WISH = re.compile(r"(?:coach (?P<coach>\w+))?(?:, ?)?(?P<side>window|aisle)?")
ROW = 4


@dataclass(frozen=True)
class Wish:
    """What somebody would like, as far as it was understood."""

    coach: str | None = None
    window: bool = False

    @classmethod
    def read(cls, text: str | None) -> Wish:
        found = WISH.fullmatch((text or "").strip().lower())
        return cls(found["coach"], found["side"] == "window") if found else cls()

    def score(self, place: Place) -> int:
        coach, seat = place
        return 2 * (coach == self.coach) + (self.window and is_window(seat))


def is_window(seat: int) -> bool:
    return seat % ROW in (0, 1)


@dataclass
class SeatPlan:
    """Tickets by train, coach and seat."""

    taken: Taken = field(default_factory=dict[int, dict[str, dict[int, int]]])

    def free(self, train: Train) -> Iterator[Place]:
        occupied = self.taken.get(train.id, {})
        for coach, seats in sorted(train.coaches.items()):
            busy = occupied.get(coach, {})
            yield from ((coach, seat) for seat in range(1, seats + 1) if seat not in busy)

    def seat(self, train: Train, ticket: int, wish: Wish) -> Place | None:
        best = max(self.free(train), key=wish.score, default=None)
        if best is not None:
            coach, number = best
            self.taken.setdefault(train.id, {}).setdefault(coach, {})[number] = ticket
        return best

    def leave(self, reservation: Reservation) -> None:
        coach = self.taken.get(reservation.train_id, {}).get(reservation.coach, {})
        coach.pop(reservation.seat, None)

    def load(self, train: Train) -> float:
        """How full a train is, in percent."""
        seats = sum(train.coaches.values())
        busy = sum(len(coach) for coach in self.taken.get(train.id, {}).values())
        return 100 * busy / seats if seats else 0.0


def fee(ticket: Ticket, card: Card = Card.NONE) -> Money:
    """First class sits for less of the extra where somebody has a card."""
    full = FEES.get(ticket.travel_class, FEES[TravelClass.SECOND])
    return full.share(100 - REDUCTION.get(card, 0))


def price_of(ticket: Ticket, reservation: Reservation | None) -> Money:
    """What somebody paid in all."""
    seat = Money(reservation.fee) if reservation else Money(0)
    return Money.of_euros(ticket.price) + seat


def takings(tickets: Iterable[Ticket]) -> dict[str, float]:
    """Euros by train."""
    sums: dict[str, float] = {}
    for ticket in tickets:
        sums[ticket.train] = sums.get(ticket.train, 0.0) + ticket.price
    return sums


def seat_label(reservation: Reservation) -> str:
    """What the display above the seat shows."""
    return f"{reservation.coach}/{reservation.seat:02d} #{reservation.ticket:08d}"


def salutation(passenger: Passenger) -> str:
    """How a letter begins."""
    return f"Dear {passenger.name},"


def reached_by(passenger: Passenger) -> str:
    """A phone is faster than a letter on the day of a journey."""
    if passenger.phone is not None:
        return f"tel:{passenger.phone.replace(' ', '')}"
    return f"mailto:{passenger.email}"


def needs_ramp(passengers: Iterable[Passenger]) -> list[int]:
    return sorted(passenger.id for passenger in passengers if passenger.wheelchair)


def anniversary(passenger: Passenger, year: int) -> int:
    """How many years somebody has travelled with us."""
    return year - passenger.customer_since.year


def extras_wanted(tickets: Iterable[Ticket]) -> dict[str, int]:
    """What the buffet has to carry."""
    wanted: dict[str, int] = {}
    for extra in (extra for ticket in tickets for extra in ticket.extras):
        wanted[extra] = wanted.get(extra, 0) + 1
    return wanted
