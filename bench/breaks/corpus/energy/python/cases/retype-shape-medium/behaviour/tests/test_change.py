from datetime import timedelta

from settlement.custom.outages import OutageLog, meters_hit
from settlement.custom.values import Money
from settlement.generated_metering import AffectedMeter, OutageCause, a_outage_reported


def test_meters_are_noted_once_each() -> None:
    log = OutageLog()
    event = a_outage_reported(
        expected=timedelta(hours=5),
        cause=OutageCause.CABLE,
        affected=[
            AffectedMeter(meter_id=4, households=3),
            AffectedMeter(meter_id=2),
            AffectedMeter(meter_id=4),
        ],
    )
    outage = log.open(event)
    assert outage.meters == [2, 4]
    assert meters_hit([outage]) == {2, 4}
    assert log.settle(4) == Money(25)
