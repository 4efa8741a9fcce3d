"""What cannot be done in a state."""

import asyncio

from harbour.generated import CancelCallIn, Ctx, MoorIn, WrongState
from tests.support import NOON, Port


def test_a_cancelled_call_stays_cancelled() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        asked = CancelCallIn(id=call.id, reason="fog")
        await port.app.cancel_call(asked, Ctx())
        assert await port.app.cancel_call(asked, Ctx()) == WrongState(id=call.id)
        assert await port.app.moor(MoorIn(id=call.id, at=NOON), Ctx()) == WrongState(id=call.id)

    asyncio.run(run())
