"""A register that is locked for a while."""

import asyncio
from contextlib import suppress

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from harbour.generated_registry import (
    FindVesselIn,
    FleetPage,
    Inspection,
    ListFleetIn,
    OwnerNotFound,
    RegisterLocked,
    RegistryClient,
    ReportIncidentIn,
    Vessel,
    VesselNotFound,
)
from tests.support import EMMA, NOON, FakeRegistry


class Locked:
    """Locked for the first question, and a fake register afterwards."""

    def __init__(self) -> None:
        self.inner = FakeRegistry()
        self.questions = 0

    async def find_vessel(
        self, input: FindVesselIn, ctx: Ctx | None = None
    ) -> Vessel | VesselNotFound | RegisterLocked:
        self.questions += 1
        if self.questions == 1:
            return RegisterLocked(until=NOON)
        return await self.inner.find_vessel(input, ctx)

    async def list_fleet(
        self, input: ListFleetIn, ctx: Ctx | None = None
    ) -> FleetPage | OwnerNotFound:
        return await self.inner.list_fleet(input, ctx)

    async def report_incident(self, input: ReportIncidentIn, ctx: Ctx | None = None) -> Inspection:
        return await self.inner.report_incident(input, ctx)


def test_a_lock_is_not_remembered() -> None:
    async def run() -> None:
        register = Locked()
        fleet = Fleet(register, clock=lambda: NOON)
        with suppress(Exception):
            await fleet.find("OYGR2", Ctx())
        assert await fleet.find("OYGR2", Ctx()) == EMMA
        assert await fleet.find("OYGR2", Ctx()) == EMMA
        assert register.questions == 2

    asyncio.run(run())


def test_the_client_will_do() -> None:
    assert Fleet(RegistryClient("http://localhost:1")).objection(EMMA, EMMA.built) is None
