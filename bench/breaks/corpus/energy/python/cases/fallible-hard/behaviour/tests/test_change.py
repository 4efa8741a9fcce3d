import asyncio
from datetime import date, timedelta

from settlement.custom.app import App
from settlement.custom.prices import PriceBoard
from settlement.custom.readings import fetch_readings
from settlement.generated import Contract, Ctx, OpenContractIn
from settlement.generated_metering import (
    GetMeterIn,
    ListReadingsIn,
    Meter,
    MeterLocked,
    MeterNotFound,
    ReadingPage,
)
from tests.support import START, FakeMarket, FakeMetering, Heard, flat, stand


class Locked:
    """Gives nothing away."""

    async def list_readings(
        self, input: ListReadingsIn, ctx: Ctx | None = None
    ) -> ReadingPage | MeterNotFound:
        return MeterNotFound(id=input.meter_id)

    async def get_meter(
        self, input: GetMeterIn, ctx: Ctx | None = None
    ) -> Meter | MeterNotFound | MeterLocked:
        return MeterLocked(id=input.id, until=START)


def test_a_locked_meter_gets_no_contract() -> None:
    app = App(Locked(), PriceBoard(FakeMarket(), pause_seconds=0.0), Heard())
    app.catalogue.add(flat())
    input = OpenContractIn(
        customer="1234", meter_id=42, tariff_code="basic", starts_on=date(2026, 1, 1)
    )
    answer = asyncio.run(app.open_contract(input, Ctx()))
    assert not isinstance(answer, Contract)
    assert len(app.book.contracts) == 0


def test_pages_are_read_as_before() -> None:
    source = FakeMetering(readings=[stand(hour, hour) for hour in range(3)])
    until = START + timedelta(days=1)
    assert len(asyncio.run(fetch_readings(source, 42, START, until, Ctx()))) == 3
