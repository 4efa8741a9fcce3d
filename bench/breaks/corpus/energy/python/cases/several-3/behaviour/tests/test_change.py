from datetime import timedelta

from settlement.custom.outages import OutageLog, outage_line
from settlement.custom.prices import by_hour, price_line, read_price_line
from settlement.custom.reports import feed_in_rate
from settlement.generated import FeedInScheme, a_producer
from settlement.generated_market import a_price_point
from settlement.generated_metering import OutageCause, a_outage_reported
from tests.support import START


def test_prices_start_with_their_hour() -> None:
    point = a_price_point(zone="n", hour_start=START + timedelta(hours=5), price_per_mwh=2.5)
    assert list(by_hour([point])) == [5]
    assert read_price_line(price_line(point)) == point


def test_outages_without_a_length() -> None:
    log = OutageLog()
    event = a_outage_reported(
        zone="n", started_at=START, expected=None, cause=OutageCause.CABLE, affected=[1]
    )
    assert log.open(event).meters == [1]
    known = event.model_copy(update={"expected": timedelta(hours=4)})
    assert outage_line(log.open(known)).endswith("00:00-04:00: a damaged cable")


def test_auctioned_energy_brings_something() -> None:
    assert feed_in_rate(a_producer(scheme=FeedInScheme.AUCTION), 70.0) > 0
