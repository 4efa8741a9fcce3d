"""Orders: how they come about, what may become of them, and where they are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import TypeAlias

from ..generated import OrderState, Ticket, TicketOrder
from .keyed import Shelf
from .money import less, total_of

Heard: TypeAlias = Callable[[TicketOrder, OrderState], None]
Orders: TypeAlias = Shelf[int, TicketOrder]

ALLOWED: dict[OrderState, frozenset[OrderState]] = {
    OrderState.RESERVED: frozenset({OrderState.PAID, OrderState.REFUNDED}),
    OrderState.PAID: frozenset({OrderState.COLLECTED, OrderState.REFUNDED}),
    OrderState.COLLECTED: frozenset(),
    OrderState.REFUNDED: frozenset(),
}

MARKS = {
    OrderState.RESERVED: "?",
    OrderState.PAID: "+",
    OrderState.COLLECTED: "=",
    OrderState.REFUNDED: "x",
}


@dataclass(frozen=True)
class Draft:
    """An order that is being put together."""

    customer_id: int
    performance_id: int
    tickets: tuple[Ticket, ...] = ()
    discount: int = 0
    note: str | None = None

    def seat(self, *tickets: Ticket) -> Draft:
        return replace(self, tickets=(*self.tickets, *tickets))

    def place(self, id: int, now: datetime) -> TicketOrder:
        full = total_of(ticket.price for ticket in self.tickets)
        return TicketOrder(
            id=id,
            customer_id=self.customer_id,
            performance_id=self.performance_id,
            tickets=list(self.tickets),
            total=less(full, self.discount),
            placed_at=now,
            note=self.note,
        )


@dataclass
class OrderBook:
    """All orders of the season."""

    shelf: Orders = field(default_factory=lambda: Shelf(attrgetter("id")))
    heard: list[Heard] = field(default_factory=list[Heard])
    _by_guest: dict[int, dict[int, set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )

    def restore(self, orders: Iterable[TicketOrder]) -> None:
        for order in orders:
            self._keep(order)

    def next_id(self) -> int:
        return max(self.shelf.keys(), default=0) + 1

    def place(self, draft: Draft, now: datetime) -> TicketOrder:
        return self._keep(draft.place(self.next_id(), now))

    def move(self, order: TicketOrder, state: OrderState) -> TicketOrder:
        """Raises `ValueError` where the order cannot become that."""
        if state not in ALLOWED[order.state]:
            raise ValueError(f"order {order.id} is {order.state} and cannot be {state}")
        moved = self._keep(order.model_copy(update={"state": state}))
        for hear in self.heard:
            hear(moved, order.state)
        return moved

    def paid(self, order: TicketOrder, payment_id: int) -> TicketOrder:
        settled = order.model_copy(update={"payment_id": payment_id})
        return self.move(settled, OrderState.PAID)

    def by_payment(self, payment_id: int) -> TicketOrder | None:
        found = (order for order in self.shelf if order.payment_id == payment_id)
        return next(found, None)

    def at(self, performance_id: int) -> list[TicketOrder]:
        """Who comes to a performance, in the order in which they were placed."""
        here = self.shelf.where(lambda order: order.performance_id == performance_id)
        return sorted(here, key=attrgetter("placed_at"))

    def of_guest(
        self, customer_id: int, after: int | None, limit: int
    ) -> tuple[list[TicketOrder], int | None]:
        ids = set[int]().union(*self._by_guest[customer_id].values())
        return self.shelf.page(after, limit, lambda order: order.id in ids)

    def _keep(self, order: TicketOrder) -> TicketOrder:
        self._by_guest[order.customer_id][order.performance_id].add(order.id)
        return self.shelf.put(order)


def split(order: TicketOrder, id: int, seats: set[str]) -> tuple[TicketOrder, TicketOrder]:
    """A party that parts: the order without some seats, and a new one of these alone."""
    stay = [ticket for ticket in order.tickets if ticket.seat not in seats]
    leave = [ticket for ticket in order.tickets if ticket.seat in seats]
    left = TicketOrder(
        id=id,
        customer_id=order.customer_id,
        performance_id=order.performance_id,
        tickets=leave,
        total=total_of(ticket.price for ticket in leave),
        state=order.state,
        payment_id=order.payment_id,
        placed_at=order.placed_at,
        note=order.note,
    )
    total = total_of(ticket.price for ticket in stay)
    return order.model_copy(update={"tickets": stay, "total": total}), left


def label(order: TicketOrder) -> str:
    """What stands on the envelope: `#000042+ for 7: 2 tickets, 58.00`."""
    mark = MARKS.get(order.state, "!")
    tickets = f"{len(order.tickets)} tickets"
    note = f" ({order.note})" if order.note else ""
    return f"#{order.id:06d}{mark} for {order.customer_id}: {tickets}, {order.total}{note}"
