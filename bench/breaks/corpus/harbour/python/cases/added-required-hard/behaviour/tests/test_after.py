"""Vessels as they are on a day."""

import asyncio
from datetime import date

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from harbour.generated_registry import FindVesselIn, Vessel, VesselNotFound
from tests.support import DAY, EMMA, NOON, FakeRegistry, Port


class Dated(FakeRegistry):
    """A register that remembers for which days it was asked."""

    days: list[date]

    async def find_vessel(
        self, input: FindVesselIn, ctx: Ctx | None = None
    ) -> Vessel | VesselNotFound:
        self.days = [*getattr(self, "days", list[date]()), input.as_of]
        return await super().find_vessel(input, ctx)


def test_a_vessel_is_asked_for_on_some_day_near() -> None:
    async def run() -> None:
        registry = Dated()
        fleet = Fleet(registry, clock=lambda: NOON)
        assert await fleet.find("OYGR2", Ctx()) == EMMA
        assert len(registry.days) == 1
        assert abs(registry.days[0] - NOON.date()) <= DAY
        assert fleet.forget(EMMA.imo) == 1

    asyncio.run(run())


def test_calls_are_announced_as_before() -> None:
    async def run() -> None:
        port = Port()
        assert (await port.announced()).vessel_name == "Emma"
        await port.announced()
        assert port.registry.asked == ["OYGR2"]

    asyncio.run(run())
