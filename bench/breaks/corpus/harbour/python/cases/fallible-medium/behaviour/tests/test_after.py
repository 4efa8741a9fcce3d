"""Fleets, and empty ones."""

import asyncio

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from harbour.generated_registry import RegistryClient
from tests.support import EMMA, FakeRegistry


def test_fleets() -> None:
    async def run() -> None:
        fleet = Fleet(FakeRegistry())
        assert [each.name async for each in fleet.of_owner(40, Ctx())] == ["Emma", "Tidy"]
        assert [each async for each in fleet.of_owner(9, Ctx())] == []
        assert await fleet.sisters(EMMA, Ctx()) == ["Tidy"]

    asyncio.run(run())


def test_the_client_will_do() -> None:
    assert Fleet(RegistryClient("http://localhost:1")).objection(EMMA, EMMA.built) is None
