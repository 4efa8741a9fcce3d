import asyncio

import httpx

from playbill.custom import PrintShop
from playbill.custom.board import Board
from playbill.generated import Ctx, Medium, NoticesForIn, WeeklyBillIn, a_notice, app
from playbill.generated_box_office import a_booking, a_booking_made
from playbill.generated_programme import (
    GetProductionIn,
    ListPerformancesIn,
    Performance,
    PerformanceCalledOff,
    Production,
    UnknownProduction,
    a_performance,
    a_performance_scheduled,
    a_production,
)


class Season:
    """A programme of two evenings of one play."""

    def __init__(self) -> None:
        self.evenings = [a_performance(id=number, production_id=3) for number in (101, 102)]

    async def get_production(
        self, input: GetProductionIn, ctx: Ctx | None = None
    ) -> Production | UnknownProduction:
        return (
            a_production(id=3, title="Jenufa") if input.id == 3 else UnknownProduction(id=input.id)
        )

    async def list_performances(
        self, input: ListPerformancesIn, ctx: Ctx | None = None
    ) -> list[Performance]:
        found = [each for each in self.evenings if each.production_id == input.production_id]
        return found[: input.limit]


def test_posters_depend_on_the_hall() -> None:
    async def run() -> list[int]:
        shop = PrintShop(Season())
        for number, hall in ((101, "main"), (102, "studio")):
            performance = a_performance(id=number, hall=hall)
            await shop.announce(a_performance_scheduled(performance=performance), Ctx())
        kept = [
            await shop.notices_for(NoticesForIn(performance_id=key), Ctx()) for key in (101, 102)
        ]
        return [notice.copies for notices in kept for notice in notices]

    assert asyncio.run(run()) == [40, 12]


def test_a_retracted_evening_is_struck_through() -> None:
    async def run() -> tuple[list[str], str | UnknownProduction]:
        shop = PrintShop(Season())
        performance = a_performance(id=101)
        await shop.announce(a_performance_scheduled(performance=performance, title="Jenufa"), Ctx())
        booking = a_booking(performance_id=101, number=7)
        await shop.confirm(a_booking_made(booking=booking, title="Jenufa"), Ctx())
        await shop.retract(PerformanceCalledOff(performance_id=101, reason="a cold"), Ctx())
        notices = await shop.notices_for(NoticesForIn(performance_id=101), Ctx())
        sheet = await shop.weekly_bill(WeeklyBillIn(production_id=3), Ctx())
        return [notice.headline for notice in notices], sheet

    headlines, sheet = asyncio.run(run())
    assert headlines == ["CANCELLED: Jenufa", "Jenufa: your booking 00007"]
    assert isinstance(sheet, str)
    assert "no. 101" not in sheet
    assert "no. 102" in sheet


def test_nobody_prints_what_nobody_plays() -> None:
    answer = asyncio.run(PrintShop(Season()).weekly_bill(WeeklyBillIn(production_id=9), Ctx()))
    assert answer == UnknownProduction(id=9)


def test_the_board_counts_paper() -> None:
    board = Board()
    for key, copies in ((101, 12), (102, 40), (101, 30)):
        board.pin(a_notice(performance_id=key, copies=copies))
    assert board.busiest(1) == [(101, 42)]
    assert len(list(board)) == 3


def test_notices_over_http() -> None:
    board = Board()
    board.pin(a_notice(performance_id=12, medium=Medium.LETTER, headline="Row A"))

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app(PrintShop(Season(), board)))
        async with httpx.AsyncClient(transport=transport, base_url="http://playbill") as client:
            return await client.post("/rpc/notices-for", json={"performanceId": 12})

    answer = asyncio.run(run())
    assert answer.status_code == 200
    assert answer.json() == [
        {
            "performanceId": 12,
            "medium": "letter",
            "headline": "Row A",
            "body": "body",
            "copies": 1,
        }
    ]
