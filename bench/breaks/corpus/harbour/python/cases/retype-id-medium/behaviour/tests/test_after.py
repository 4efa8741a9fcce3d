"""Hulls by a number that is a text."""

import asyncio

from harbour.custom.journal import Books, Notebook, write_call
from harbour.custom.vessels import Fleet
from harbour.generated import Ctx, a_port_call
from tests.support import EMMA, NOON, TIDY, FakeRegistry


def test_a_held_vessel_is_told_by_its_text() -> None:
    fleet = Fleet(FakeRegistry())
    fleet.hold("42", "rust")
    assert fleet.objection(TIDY, NOON.date()) == "held: rust"
    assert fleet.objection(EMMA, NOON.date()) is None


def test_pages_go_on_from_a_text() -> None:
    async def run() -> None:
        fleet = Fleet(FakeRegistry(), clock=lambda: NOON)
        names = [each.name async for each in fleet.of_owner(EMMA.owner.id, Ctx())]
        assert names == ["Emma", "Tidy"]
        await fleet.find("OYGR2", Ctx())
        assert (fleet.forget("42"), fleet.forget("9321483")) == (0, 1)

    asyncio.run(run())


def test_the_books_hold_texts() -> None:
    call = a_port_call(id=3, imo="0042")
    assert [each.imo for each in Books(Notebook([write_call(call)])).calls] == ["0042"]
