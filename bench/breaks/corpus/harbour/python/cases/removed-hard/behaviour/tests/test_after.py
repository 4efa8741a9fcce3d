"""Berths without buoys."""

from datetime import timedelta

from harbour.custom.berths import BerthPlan, berth_line, holds
from harbour.custom.keyed import Span
from harbour.generated import BerthKind, a_berth
from tests.support import NOON

JETTY = a_berth(code="S-1", kind=BerthKind.JETTY, length=100.0, depth=9.0, bollards=4)
QUAY = a_berth(code="N-1", kind=BerthKind.QUAY, length=100.0, depth=9.0, bollards=3)


def test_length_counts_everywhere() -> None:
    assert holds(100.0)(JETTY)
    assert not holds(101.0)(JETTY)
    assert not holds(80.0)(QUAY)


def test_jetties_lie_open() -> None:
    plan = BerthPlan([JETTY, QUAY])
    assert plan.exposed() == ["S-1"]
    assert len(plan.free(Span.of(NOON, timedelta(days=1)), holds(50.0))) == 2
    assert berth_line(JETTY).startswith("J S-1")
