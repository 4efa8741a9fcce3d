"""Vessels with new names."""

import asyncio

from harbour.generated import Ctx
from harbour.generated_registry import VesselRenamed
from tests.support import EMMA, TIDY, Port


def test_names_follow_each_other() -> None:
    async def run() -> None:
        port = Port()
        call, other = await port.announced(), await port.announced("DTID")
        renamed = EMMA.model_copy(update={"name": "Ebba"})
        await port.app.rename_calls(VesselRenamed(vessel=renamed, former=["Ada", "Emma"]), Ctx())
        kept = port.books.calls.get(call.id)
        assert kept is not None
        assert kept.vessel_name == "Ebba"
        assert "Emma" in kept.remarks[-1]
        assert "[" not in kept.remarks[-1]
        assert port.books.calls.get(other.id) == other

    asyncio.run(run())


def test_a_name_that_it_never_had_stays() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced("DTID")
        event = VesselRenamed(vessel=TIDY.model_copy(update={"name": "X"}), former=["Emma"])
        await port.app.rename_calls(event, Ctx())
        assert port.books.calls.get(call.id) == call

    asyncio.run(run())
