import asyncio
from datetime import timedelta

from settlement.generated import Ctx
from settlement.generated_metering import OutageCause, a_outage_ended, a_outage_started
from tests.support import START, service


def test_outages_run_until_they_are_told_to_end() -> None:
    app = service()
    event = a_outage_started(
        zone="north", started_at=START, cause=OutageCause.PLANNED, affected=[42]
    )
    asyncio.run(app.open_outage(event, Ctx()))
    assert len(app.outages.running("north", START + timedelta(hours=1))) == 1
    end = START + timedelta(hours=4)
    asyncio.run(app.close_outage(a_outage_ended(zone="north", ended_at=end), Ctx()))
    assert app.outages.running("north", end) == []
