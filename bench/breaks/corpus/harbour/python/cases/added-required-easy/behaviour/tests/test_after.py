"""Who tells the register."""

import asyncio

from harbour.custom.vessels import Fleet
from harbour.generated import Ctx
from tests.support import EMMA, FakeRegistry


def test_the_reporter_is_named() -> None:
    registry = FakeRegistry()
    asyncio.run(Fleet(registry).refuse(EMMA, "fog", Ctx()))
    line = registry.incidents[0]
    assert line.reporter.strip()
    assert (line.imo, line.text) == (EMMA.imo, "refused: fog")
