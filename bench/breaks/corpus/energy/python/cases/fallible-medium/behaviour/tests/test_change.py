import asyncio
from datetime import date

from settlement.generated import Ctx, ZoneReportIn, ZoneSummary
from tests.support import service


def test_a_known_zone_has_its_report() -> None:
    report = asyncio.run(
        service().zone_report(ZoneReportIn(zone="north", day=date(2026, 3, 1)), Ctx())
    )
    assert isinstance(report, ZoneSummary)
    assert (report.zone, report.title) == ("north", "North (north), beside east, west")
