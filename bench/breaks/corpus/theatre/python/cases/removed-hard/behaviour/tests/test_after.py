"""Leaflets without a cast."""

import asyncio

from foyer.custom.leaflets import LeafletBuilder
from foyer.generated import Ctx, PrintLeafletIn

from .support import ORCHARD, a_foyer, a_night


def test_a_leaflet_is_printed_without_a_cast() -> None:
    app, _ = a_foyer()
    wanted = PrintLeafletIn(production_id=3, language="de", copies=20)
    leaflet = asyncio.run(app.print_leaflet(wanted, Ctx()))
    lines = leaflet.text.splitlines()
    assert lines[0] == "The Cherry Orchard"
    assert lines[1] == "Schauspiel, 2 h 05"
    assert "02.05. 19:30 Main house" in lines
    assert lines[-2:] == ["An estate is sold.", "Nobody listens."]
    assert leaflet.copies == 20


def test_a_leaflet_is_built_part_by_part() -> None:
    built = LeafletBuilder(ORCHARD, "de").dates([a_night()]).synopsis().build(2)
    assert built.text.splitlines()[1] == "02.05. 19:30 Main house"
    assert (built.pages, built.copies, built.language) == (2, 2, "de")
