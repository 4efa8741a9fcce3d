"""A copy waits for as many days as a branch has patience."""

from datetime import timedelta

from lending.custom.queue import HoldQueue
from lending.generated import a_branch, a_hold
from tests.support import NOON


def test_patience_is_days() -> None:
    holds = HoldQueue([a_hold(id=1, title=3, branch="main", placed_at=NOON)])
    ready = holds.offer(3, "B", a_branch(code="main", patience=3), NOON)
    assert ready is not None and ready.until == NOON + timedelta(days=3)
