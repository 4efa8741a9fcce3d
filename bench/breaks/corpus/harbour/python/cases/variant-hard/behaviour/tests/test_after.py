"""Vessels at anchor."""

import asyncio

from harbour.custom.reports import STATE_LABELS, board, summary
from harbour.generated import (
    CallState,
    ConfirmCallIn,
    Ctx,
    MoorIn,
    PortCall,
    a_day_report,
    a_port_call,
)
from tests.support import NOON, Port


def test_the_board_names_the_anchor() -> None:
    assert CallState.ANCHORED in STATE_LABELS
    label = STATE_LABELS[CallState.ANCHORED]
    anchored = a_port_call(id=1, vessel_name="Emma", state=CallState.ANCHORED, eta=NOON)
    assert f"({label})" in board([anchored])[0]
    assert f"2 {label}" in summary(a_day_report(by_state={CallState.ANCHORED: 2}))


def test_an_anchored_vessel_comes_to_its_berth() -> None:
    async def run() -> None:
        port = Port()
        call = await port.announced()
        given = await port.app.confirm_call(ConfirmCallIn(id=call.id), Ctx())
        assert isinstance(given, PortCall)
        port.books.change(given, state=CallState.ANCHORED)
        moored = await port.app.moor(MoorIn(id=call.id, at=NOON), Ctx())
        assert isinstance(moored, PortCall)
        assert moored.state == CallState.BERTHED

    asyncio.run(run())
