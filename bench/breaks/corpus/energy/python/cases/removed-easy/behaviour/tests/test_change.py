import asyncio
from datetime import timedelta

from settlement.custom.readings import fetch_readings
from settlement.generated import Ctx
from settlement.generated_metering import ListReadingsIn
from tests.support import START, FakeMetering, stand


def test_pages_of_any_length_are_read() -> None:
    assert "limit" not in ListReadingsIn.model_fields
    until = START + timedelta(days=1)
    for per_page in (1, 3, 50):
        source = FakeMetering(readings=[stand(hour, hour) for hour in range(4)], per_page=per_page)
        found = asyncio.run(fetch_readings(source, 42, START, until, Ctx()))
        assert [each.watt_hours for each in found] == [0, 1, 2, 3]
