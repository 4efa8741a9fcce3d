"""Who listens hears that a vessel lies alongside."""

import asyncio
from datetime import timedelta

from harbour.custom.app import Events
from harbour.generated import ConfirmCallIn, Ctx, MoorIn, Publisher, VesselAlongside
from tests.support import NOON, Port


def told_by(events: Events) -> Events:
    return events


def test_the_publisher_will_do() -> None:
    assert isinstance(told_by(Publisher()), Publisher)


def test_mooring_is_told() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        at = NOON + timedelta(hours=5)
        await port.app.moor(MoorIn(id=call.id, at=at), Ctx())
        assert port.told.moored == [VesselAlongside(id=call.id, berth="N-2", at=at)]

    asyncio.run(run())
