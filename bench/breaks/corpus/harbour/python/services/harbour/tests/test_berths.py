"""Where vessels lie, and who brings them in."""

from datetime import timedelta

import pytest

from harbour.custom.berths import BerthPlan, berth_line, berth_place, holds, read_berth, write_berth
from harbour.custom.keyed import Span
from harbour.custom.pilots import Job, Roster, badge, read_pilot
from harbour.generated import BerthKind, Hazard, a_berth, a_pilot, a_port_call
from tests.support import BERTHS, DAY, NOON, pilot

SPAN = Span.of(NOON, DAY)


def test_berths_stand_in_the_order_of_the_water() -> None:
    assert BerthPlan(BERTHS).codes() == ["N-2", "N-10", "S-1", "W-1"]
    assert berth_place("N-10") == ("N", 10)
    with pytest.raises(ValueError):
        berth_place("n-1")


def test_a_berth_is_read_and_written() -> None:
    berth = read_berth("S-1; jetty; 260; 16.5; 11; flammable+toxic")
    assert berth.hazards == [Hazard.FLAMMABLE, Hazard.TOXIC]
    assert berth.bollards == 11
    assert write_berth(berth) == "S-1;jetty;260;16.5;11;flammable+toxic"
    assert berth_line(berth) == "J S-1   260.0  16.5 flammable+toxic"


@pytest.mark.parametrize(
    ("length", "expected"), [(150.0, ["N-2", "N-10", "S-1", "W-1"]), (300.0, ["N-10", "W-1"])]
)
def test_long_vessels_need_long_berths(length: float, expected: list[str]) -> None:
    free = BerthPlan(BERTHS).free(SPAN, holds(length))
    assert [berth.code for berth in free] == expected


def test_an_hour_lies_between_two_vessels() -> None:
    plan = BerthPlan(BERTHS)
    plan.book("N-2", 1, SPAN)
    berth = plan.berth("N-2")
    assert berth is not None
    assert not plan.open_at(berth, Span.of(SPAN.end + timedelta(minutes=59), DAY))
    assert plan.open_at(berth, Span.of(SPAN.end + timedelta(hours=1), DAY))
    assert plan.occupied(NOON) == {"N-2"}
    plan.release(1)
    assert plan.open_at(berth, SPAN)


def test_a_closed_berth_opens_on_the_day_after() -> None:
    plan = BerthPlan([a_berth(code="B-1", kind=BerthKind.BUOY)])
    assert plan.close(["B-1", "B-2", "?"], NOON) == ["B-1"]
    assert plan.free(SPAN, holds(1.0)) == []
    assert len(plan.free(Span.of(NOON + DAY, DAY), holds(1.0))) == 1


def test_the_pilot_with_the_fewest_jobs_is_suggested() -> None:
    roster = Roster([pilot(3, "Cole"), pilot(1), pilot(2, "Okafor", on_call=False)])
    job = Job(call=7, draft=9.0, span=SPAN)
    first = roster.suggest(job)
    assert first is not None
    assert first.id == 1
    roster.assign(1, job)
    second = roster.suggest(Job(call=8, draft=9.0, span=SPAN))
    assert second is not None
    assert badge(second) == "P003 COLE"
    roster.release(a_port_call(id=7))
    assert roster.duty_list() == []


@pytest.mark.parametrize(
    ("number", "draft", "language", "reason"),
    [
        (9, 9.0, "en", "nobody of that number"),
        (1, 13.0, "en", "not licensed for the draft"),
        (1, 9.0, "fr", "does not speak the language"),
        (1, 9.0, "da", None),
    ],
)
def test_refusals(number: int, draft: float, language: str, reason: str | None) -> None:
    roster = Roster([pilot(1), a_pilot(id=2, on_call=False)])
    job = Job(call=1, draft=draft, span=SPAN, language=language)
    assert roster.refusal(number, job) == reason


def test_a_pilot_is_read_from_a_line() -> None:
    read = read_pilot("id=4 name=Berg licence=C max_draft=9.5 rest=6 languages=en+de on_call=no")
    assert (read.id, read.name, read.max_draft) == (4, "Berg", 9.5)
    assert read.rest == timedelta(hours=6)
    assert (read.languages, read.on_call) == (["en", "de"], False)
