from datetime import timedelta

from settlement.custom.outages import OutageLog, outage_line
from settlement.generated import Outage, a_outage
from tests.support import START


def test_outages_run_until_they_end() -> None:
    assert Outage.model_fields["ended_at"].is_required()
    log = OutageLog()
    end = START + timedelta(hours=2)
    outage = a_outage(zone="n", started_at=START, ended_at=end, cause="storm")
    log.outages[outage.id] = outage
    assert log.running("n", START) == [outage]
    assert log.running("n", end) == []
    assert outage_line(outage).endswith("n 00:00-02:00: storm")
