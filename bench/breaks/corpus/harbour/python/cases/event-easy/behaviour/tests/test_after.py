"""What is told of a mooring."""

import asyncio
from datetime import timedelta

from harbour.generated import ConfirmCallIn, Ctx, MoorIn, PortCall, VesselMoored
from tests.support import NOON, Port


def test_a_mooring_is_told_and_kept() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        at = NOON + timedelta(hours=7)
        moored = await port.app.moor(MoorIn(id=call.id, at=at), Ctx())
        assert isinstance(moored, PortCall)
        assert moored.eta == at
        assert port.told.moored == [VesselMoored(id=call.id, berth="N-2")]

    asyncio.run(run())
