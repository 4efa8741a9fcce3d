"""Delays: what they mean, whom they concern, and what is paid back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol, TypeAlias

from ..generated import Cause, Ctx, Delay, Punctuality, Train, TrainDelayed, TrainState
from ..generated_sales import (
    AlreadyRefunded,
    ListTicketsIn,
    Refund,
    RefundReason,
    RefundTicketIn,
    Ticket,
    TicketNotFound,
)
from .shelf import every_page, grouped
from .values import Money

Announce: TypeAlias = Callable[[Delay], str]

LATE_FROM = 5
SHARES = ((120, 50), (60, 25))
OUR_FAULT = frozenset({Cause.CREW, Cause.ROLLING_STOCK})
ANNOUNCEMENTS: Mapping[Cause, Announce] = {
    Cause.WEATHER: lambda delay: f"due to the weather about {delay.minutes} minutes later",
    Cause.CREW: lambda delay: f"we are waiting for our crew, about {delay.minutes} minutes",
    Cause.TRACKWORK: lambda delay: f"works on the line, about {delay.minutes} minutes later",
}


class Sales(Protocol):
    """The part of `sales` that is needed here."""

    async def list_tickets(self, input: ListTicketsIn, ctx: Ctx | None = None) -> list[Ticket]: ...

    async def refund_ticket(
        self, input: RefundTicketIn, ctx: Ctx | None = None
    ) -> Refund | TicketNotFound | AlreadyRefunded: ...


def announcement(delay: Delay) -> str:
    """What the loudspeaker says."""
    plain: Announce = lambda delay: f"about {delay.minutes} minutes later"  # noqa: E731
    text = ANNOUNCEMENTS.get(delay.cause, plain)(delay)
    return f"{text}. {delay.note}" if delay.note else f"{text}."


def severity(delay: Delay) -> str:
    """How the control room colours a train."""
    match delay.minutes:
        case minutes if minutes < LATE_FROM:
            return "green"
        case minutes if minutes < 30:
            return "amber"
        case _:
            return "red" if delay.cause in OUR_FAULT else "purple"


def state_after(train: Train, delay: Delay) -> TrainState:
    if train.state == TrainState.CANCELLED or delay.minutes < LATE_FROM:
        return train.state
    return TrainState.DELAYED


def offsets(delays: Iterable[Delay]) -> dict[int, timedelta]:
    """By how much each train is late, from its last delay."""
    ordered = sorted(delays, key=lambda delay: delay.noticed)
    return {delay.train_id: timedelta(minutes=delay.minutes) for delay in ordered}


def share_back(delay: Delay) -> int:
    """Percent of the price; the weather is nobody's fault."""
    if delay.cause == Cause.WEATHER:
        return 0
    return next((share for least, share in SHARES if delay.minutes >= least), 0)


def headline(event: TrainDelayed) -> str:
    """What the app pushes."""
    return f"{event.number} +{event.minutes}' ({event.cause.replace('-', ' ')})"


def punctuality(trains: Iterable[Train], delays: Iterable[Delay], day: date) -> Punctuality:
    """One day in numbers; only what was late counts as a cause."""
    running = [train for train in trains if train.state != TrainState.PLANNED]
    todays = [delay for delay in delays if delay.noticed.date() == day]
    late = [delay for delay in todays if delay.minutes >= LATE_FROM]
    concerned = {delay.train_id for delay in late}
    total = len(running)
    share = 100.0 * (total - len(concerned)) / total if total else 100.0
    causes = Counter(str(delay.cause) for delay in late)
    return Punctuality(trains=total, on_time=round(share, 1), causes=dict(causes))


def worst(delays: Iterable[Delay], most: int = 3) -> list[tuple[int, int]]:
    """The trains with the most minutes over all, and those minutes."""
    by_train = grouped(delays, lambda delay: delay.train_id)
    sums = [(train_id, sum(each.minutes for each in mine)) for train_id, mine in by_train.items()]
    return sorted(sums, key=lambda pair: (-pair[1], pair[0]))[:most]


def refund_line(refund: Refund) -> str:
    """A line of the day's payments."""
    amount = Money.of_euros(refund.amount)
    return f"{refund.paid_at:%Y-%m-%d} {refund.ticket:>8} {refund.reason:<12} {amount}"


async def compensate(sales: Sales, train: Train, delay: Delay, ctx: Ctx) -> list[Refund]:
    """Pays all of a train back what is theirs; what was paid already is not paid again."""
    share = share_back(delay)
    if share == 0:
        return []
    tickets = await every_page(
        lambda page: sales.list_tickets(ListTicketsIn(train=train.number, page=page), ctx)
    )
    paid: list[Refund] = []
    for ticket in tickets:
        wanted = RefundTicketIn(number=ticket.number, share=share, reason=RefundReason.DELAY)
        match await sales.refund_ticket(wanted, ctx):
            case Refund() as refund:
                paid.append(refund)
            case TicketNotFound() | AlreadyRefunded():
                continue
    return paid
