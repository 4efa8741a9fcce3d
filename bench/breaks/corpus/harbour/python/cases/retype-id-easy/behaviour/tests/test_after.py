"""Fleets of owners that have uuids."""

import asyncio
from uuid import UUID

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from harbour.generated_registry import a_owner
from tests.support import EMMA, TIDY, FakeRegistry

ADA = UUID("3c5b1c1e-8a3b-4c56-9b43-0b1e5b1f7a11")
GRACE = UUID("9f4c2d7e-1b7a-4a1c-8f0e-5d2a6c3b4e22")


def test_a_fleet_is_its_owners() -> None:
    async def run() -> None:
        owned = [
            EMMA.model_copy(update={"owner": a_owner(id=ADA)}),
            TIDY.model_copy(update={"owner": a_owner(id=GRACE)}),
        ]
        fleet = Fleet(FakeRegistry(owned))
        assert [each.name async for each in fleet.of_owner(GRACE, Ctx())] == ["Tidy"]
        assert await fleet.sisters(owned[0], Ctx()) == []

    asyncio.run(run())
