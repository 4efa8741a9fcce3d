"""Rest in hours, drafts that are said, and huge seas."""

import asyncio
from datetime import timedelta

from harbour.custom.keyed import Span
from harbour.custom.pilots import Job, Roster, read_pilot
from harbour.custom.reports import swell_mark
from harbour.generated import AnnounceCallIn, Ctx, PortCall, a_pilot
from harbour.generated_tides import Swell
from tests.support import DAY, NOON, Port


def test_hours_of_rest() -> None:
    roster = Roster([a_pilot(id=1, max_draft=20.0, rest=6, languages=["en"])])
    roster.assign(1, Job(1, 2.0, Span.of(NOON, timedelta(hours=2))))
    soon = Span.of(NOON + timedelta(hours=7), timedelta(hours=1))
    late = Span.of(NOON + timedelta(hours=8), timedelta(hours=1))
    assert roster.refusal(1, Job(2, 2.0, soon)) == "has to rest"
    assert roster.refusal(1, Job(2, 2.0, late)) is None
    read = read_pilot("id=1 name=A licence=A max_draft=1 rest=8 languages=en")
    assert read.rest == 8


def test_a_draft_is_taken_as_it_is_said() -> None:
    async def run() -> None:
        asked = AnnounceCallIn(call_sign="OYGR2", eta=NOON, stay=DAY, draft=7.7)
        call = await Port().app.announce_call(asked, Ctx())
        assert isinstance(call, PortCall)
        assert call.draft == 7.7

    asyncio.run(run())


def test_a_huge_sea_has_a_mark() -> None:
    assert swell_mark(Swell.HUGE) not in {"?", "~", "~~"}
    assert swell_mark(Swell.ROUGH) == "!!"
