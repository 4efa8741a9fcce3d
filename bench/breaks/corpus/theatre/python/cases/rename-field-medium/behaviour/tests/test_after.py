"""Evenings after `starts-at` became `curtain-at`."""

import asyncio
from datetime import timedelta

from foyer import generated_programme as programme
from foyer.custom.leaflets import LeafletBuilder, ends_at
from foyer.custom.reports import evening, headline
from foyer.generated import Ctx, PrintLeafletIn

from .support import EVENING, ORCHARD, House, a_foyer, a_night

EARLY = a_night(12, interval=None).model_copy(update={"curtain_at": EVENING - timedelta(days=1)})


def test_dates_are_in_the_order_of_their_curtains() -> None:
    built = LeafletBuilder(ORCHARD).dates([a_night(), EARLY]).build(1)
    assert built.text.splitlines()[1:] == ["01.05. 19:30 Main house", "02.05. 19:30 Main house"]
    assert ends_at(EARLY, ORCHARD) == EVENING - timedelta(days=1) + timedelta(minutes=125)
    assert headline(evening(EARLY, [], 0)).startswith("2026-05-01 Main house: 0 sold")


def test_a_leaflet_shows_what_is_to_come() -> None:
    app, _ = a_foyer(House(EARLY, a_night()))
    wanted = PrintLeafletIn(production_id=3, language="en", copies=1)
    assert "01.05. 19:30" in asyncio.run(app.print_leaflet(wanted, Ctx())).text
    moved = programme.PerformanceMoved(
        performance_id=11, starts_at=EVENING, delay=timedelta(minutes=1)
    )
    asyncio.run(app.tell_guests(moved, Ctx()))
    assert app.letters == []
