from settlement.custom.outages import OutageLog, outage_line
from settlement.generated import a_outage
from settlement.generated_metering import a_outage_reported


def test_outages_are_found_by_text() -> None:
    log = OutageLog()
    first, second = log.open(a_outage_reported()), log.open(a_outage_reported())
    ids: set[str] = {first.id, second.id}
    assert len(ids) == 2
    assert log.outages[first.id] is first
    assert outage_line(a_outage(id="abcdefghij")).startswith("[abcdefgh] ")
