"""Vessels that nobody measured."""

import asyncio

from harbour.custom.vessels import tugs
from harbour.generated import AnnounceCallIn, ConfirmCallIn, Ctx, PortCall
from tests.support import DAY, EMMA, NOON, TIDY, Port

UNMEASURED = EMMA.model_copy(update={"dimensions": None})


def test_tugs_come_anyway() -> None:
    assert tugs(UNMEASURED) >= 2
    assert (tugs(EMMA), tugs(TIDY)) == (2, 4)


def test_a_measured_vessel_is_as_deep_as_ever() -> None:
    async def run() -> None:
        assert (await Port().announced("DTID")).draft == 15.9

    asyncio.run(run())


def test_an_unmeasured_vessel_may_say_how_deep_it_is() -> None:
    async def run() -> None:
        port = Port()
        port.registry.vessels = [UNMEASURED]
        asked = AnnounceCallIn(call_sign="OYGR2", eta=NOON, stay=DAY, draft=3.5)
        call = await port.app.announce_call(asked, Ctx())
        assert isinstance(call, PortCall)
        assert call.draft == 3.5
        given = await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        assert isinstance(given, PortCall)

    asyncio.run(run())
