"""The order of readings, which of two is kept, and what went through between them."""

import asyncio
from datetime import timedelta

from settlement.custom.readings import (
    Readings,
    better,
    describe,
    differences,
    feeds_in,
    fetch_readings,
)
from settlement.generated import Ctx
from settlement.generated_metering import Quality, a_meter, a_reading
from tests.support import DRAW, FEED, METER, START, FakeMetering, stand


def test_readings_lie_by_meter_and_register() -> None:
    readings = Readings()
    for each in (stand(1, 10), stand(0, 5), stand(1, 7, FEED), stand(1, 7, meter_id=8)):
        assert readings.add(each)
    assert readings.registers_of(42) == [DRAW, FEED]
    assert readings.registers_of(9) == []
    assert [each.watt_hours for each in readings.kept[42][DRAW]] == [5, 10]


def test_of_two_at_one_instant_the_better_is_kept() -> None:
    measured = a_reading(quality=Quality.MEASURED, source="gateway")
    estimated = a_reading(quality=Quality.ESTIMATED, source="gateway")
    typed = a_reading(quality=Quality.MEASURED, source="customer")
    assert better(measured, estimated) is measured
    assert better(estimated, typed) is typed
    assert better(measured, typed) is measured
    readings = Readings()
    assert readings.add(measured)
    assert not readings.add(estimated)


def test_differences_leave_out_what_ran_backwards() -> None:
    stands = [stand(0, 1000), stand(1, 2500), stand(2, 400), stand(3, 900)]
    assert [(each.started_at.hour, each.kwh) for each in differences(stands, 2.0)] == [
        (0, 3.0),
        (2, 1.0),
    ]


def test_only_registers_of_the_wanted_direction_count() -> None:
    readings = Readings()
    for hour in range(3):
        readings.add(stand(hour, hour * 1000))
        readings.add(stand(hour, hour * 500, FEED))
    until = START + timedelta(hours=2)
    assert [each.kwh for each in readings.usages(METER, "draw", START, until)] == [1.0, 1.0]
    assert [each.kwh for each in readings.usages(METER, "feed", START, until)] == [1.0, 1.0]
    assert feeds_in(METER)
    assert not feeds_in(a_meter())


def test_pages_are_fetched_to_the_last() -> None:
    source = FakeMetering(readings=[stand(hour, hour) for hour in range(5)])
    until = START + timedelta(days=1)
    found = asyncio.run(fetch_readings(source, 42, START, until, Ctx()))
    assert [each.watt_hours for each in found] == [0, 1, 2, 3, 4]
    assert asyncio.run(fetch_readings(source, 7, START, until, Ctx())) == []


def test_a_reading_in_the_log() -> None:
    reading = a_reading(
        meter_id=42,
        channel=DRAW,
        watt_hours=1500,
        quality=Quality.SUBSTITUTED,
        source="gateway",
        voltage=229.6,
    )
    expected = "meter 42/1.8.0: 1.500 kWh (substituted) at 230 V, source gateway"
    assert describe(reading) == expected
