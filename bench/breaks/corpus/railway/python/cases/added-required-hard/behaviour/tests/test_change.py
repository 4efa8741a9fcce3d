import asyncio
import json

from dispatch.custom.archive import DELAYS
from dispatch.generated import Cause, Ctx, ReportDelayIn, Train, a_delay

from .neighbours import a_run, at, desk


def test_a_reported_delay_is_kept() -> None:
    app = desk(None, None, a_run())
    wanted = ReportDelayIn(train_id=1, minutes=7, cause=Cause.CREW)
    assert isinstance(asyncio.run(app.report_delay(wanted, Ctx())), Train)
    assert [each.minutes for each in app.delays] == [7]


def test_rows_keep_the_station_and_old_rows_are_read() -> None:
    delay = a_delay(train_id=3, station="HAM", noticed=at(9))
    assert list(DELAYS.parse(DELAYS.line(delay))) == [delay]
    old = {"kind": "delay", "train": 3, "minutes": 7, "cause": "crew", "note": None}
    old["noticed"] = at(9).isoformat()
    assert [each.train_id for each in DELAYS.parse(json.dumps(old))] == [3]
