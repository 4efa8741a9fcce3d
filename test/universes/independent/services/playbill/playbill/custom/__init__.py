"""The print shop of the house: it hangs up notices and writes to guests."""

from __future__ import annotations

from typing import Protocol, final

from ..generated import Ctx, Medium, Notice, NoticesForIn, Playbill, WeeklyBillIn
from ..generated_box_office import BookingMade
from ..generated_programme import (
    GetProductionIn,
    ListPerformancesIn,
    Performance,
    PerformanceCalledOff,
    PerformanceScheduled,
    Production,
    UnknownProduction,
)
from .board import Board
from .layout import bill, evening_line, letter_body

__all__ = ["PrintShop", "Programme"]


class Programme(Protocol):
    """What the print shop asks the artistic office."""

    async def get_production(
        self, input: GetProductionIn, ctx: Ctx | None = None
    ) -> Production | UnknownProduction: ...

    async def list_performances(
        self, input: ListPerformancesIn, ctx: Ctx | None = None
    ) -> list[Performance]: ...


@final
class PrintShop(Playbill):
    """Keeps the board up to date with what is played and booked."""

    def __init__(self, programme: Programme, board: Board | None = None) -> None:
        self._programme = programme
        self._board = board or Board()

    async def notices_for(self, input: NoticesForIn, ctx: Ctx) -> list[Notice]:
        return self._board.of(input.performance_id)

    async def weekly_bill(self, input: WeeklyBillIn, ctx: Ctx) -> str | UnknownProduction:
        play = await self._programme.get_production(GetProductionIn(id=input.production_id), ctx)
        if isinstance(play, UnknownProduction):
            return play
        evenings = await self._programme.list_performances(
            ListPerformancesIn(production_id=play.id, limit=input.lines), ctx
        )
        shown = [each for each in evenings if not self._board.is_retracted(each.id)]
        return bill(play, shown)

    async def announce(self, event: PerformanceScheduled, ctx: Ctx) -> None:
        performance = event.performance
        self._board.pin(
            Notice(
                performance_id=performance.id,
                headline=event.title,
                body=evening_line(performance),
                copies=40 if performance.hall == "main" else 12,
            )
        )

    async def retract(self, event: PerformanceCalledOff, ctx: Ctx) -> None:
        self._board.retract(event.performance_id, event.reason)

    async def confirm(self, event: BookingMade, ctx: Ctx) -> None:
        booking = event.booking
        self._board.pin(
            Notice(
                performance_id=booking.performance_id,
                medium=Medium.LETTER,
                headline=f"{event.title}: your booking {booking.number:05d}",
                body=letter_body(booking),
            )
        )
