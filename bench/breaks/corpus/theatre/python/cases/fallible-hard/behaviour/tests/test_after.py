"""Leaflets of a season."""

import asyncio

from foyer import generated_programme as programme
from foyer.custom.app import App
from foyer.generated import Ctx, PrintLeafletIn

from .support import EVENING, NOON, House, Till, Told, a_night

WANTED = PrintLeafletIn(production_id=3, language="en", copies=50)


class Over(House):
    """A programme whose only night is of another production."""

    def __init__(self) -> None:
        other = a_night().model_copy(update={"production_id": 4})
        super().__init__(other, a_night(12, starts_at=EVENING))


def test_dates_come_from_the_season() -> None:
    app = App(Over(), Till(), Told(), now=lambda: NOON, pause_seconds=0.0)
    leaflet = asyncio.run(app.print_leaflet(WANTED, Ctx()))
    assert leaflet.text.splitlines().count("02.05. 19:30 Main house") == 1


def test_a_season_is_what_the_programme_answers() -> None:
    wanted = programme.ListPerformancesIn(from_=NOON.date(), to=EVENING.date())
    season = asyncio.run(House().list_performances(wanted))
    assert [night.id for night in season.performances] == [11]
