"""Those of a smaller rank come first."""

from datetime import timedelta

from lending.custom.queue import HoldQueue
from lending.generated import a_hold
from tests.support import MAIN, NOON


def test_rank_comes_before_time() -> None:
    early = a_hold(id=1, title=3, member=1, branch="main", placed_at=NOON, rank=5)
    late = a_hold(id=2, title=3, member=2, branch="bus", placed_at=NOON + timedelta(1))
    holds = HoldQueue([early, late])
    assert [hold.member for hold in holds.waiting(3, "main")] == [2, 1]
    ready = holds.offer(3, "B", MAIN, NOON)
    assert ready is not None and ready.member == 2
