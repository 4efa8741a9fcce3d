import asyncio
import json
from datetime import timedelta

import pytest

from dispatch.custom.archive import DELAYS
from dispatch.custom.disruption import announcement, offsets, severity, share_back, worst
from dispatch.generated import Cause, Ctx, Delay, ReportDelayIn, a_delay

from .neighbours import a_run, desk


def late(minutes: float, cause: Cause = Cause.CREW) -> Delay:
    return a_delay(train_id=1, minutes=timedelta(minutes=minutes), cause=cause)


@pytest.mark.parametrize("cause", [Cause.WEATHER, Cause.CREW, Cause.TRACKWORK, Cause.SIGNALLING])
def test_announced_in_whole_minutes(cause: Cause) -> None:
    assert "about 15 minutes" in announcement(late(15, cause))


def test_thresholds_and_sums() -> None:
    assert [severity(late(each)) for each in (4, 5, 30)] == ["green", "amber", "red"]
    assert [share_back(late(each)) for each in (59, 60, 120)] == [0, 25, 50]
    assert offsets([late(7)]) == {1: timedelta(minutes=7)}
    assert worst([late(7), late(2)]) == [(1, timedelta(minutes=9))]


def test_reported_in_minutes() -> None:
    app = desk(None, None, a_run())
    wanted = ReportDelayIn(train_id=1, minutes=12, cause=Cause.CREW)
    asyncio.run(app.report_delay(wanted, Ctx()))
    assert [each.minutes for each in app.delays] == [timedelta(minutes=12)]


def test_rows() -> None:
    assert list(DELAYS.parse(DELAYS.line(late(7)))) == [late(7)]
    row = {"kind": "delay", "train": 1, "minutes": 7, "cause": "crew", "note": None}
    row["noticed"] = late(7).noticed.isoformat()
    assert list(DELAYS.parse(json.dumps(row))) == [late(7)]
