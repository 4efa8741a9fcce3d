"""Guests hear of the time that holds."""

import asyncio
from datetime import timedelta

from foyer import generated_programme as programme
from foyer.custom.leaflets import LeafletBuilder
from foyer.generated import Ctx

from .support import EVENING, ORCHARD, a_foyer, an_order


def test_guests_are_told_the_new_time() -> None:
    app, _ = a_foyer()
    app.orders.restore([an_order(1)])
    event = programme.PerformanceMoved(
        performance_id=11,
        starts_at=EVENING,
        new_start=EVENING + timedelta(minutes=20),
        delay=timedelta(minutes=20),
    )
    asyncio.run(app.tell_guests(event, Ctx()))
    assert app.letters == ["to 7: 02.05. 19:50, 20 minutes later"]


def test_a_leaflet_has_no_heading() -> None:
    built = LeafletBuilder(ORCHARD).head().build(3)
    assert "heading" not in built.model_dump(mode="json", by_alias=True)
