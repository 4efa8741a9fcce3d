"""Holds are told apart, and served in the order of their placing."""

from datetime import timedelta
from uuid import UUID

from lending.custom.queue import HoldQueue
from lending.generated import a_hold
from tests.support import MAIN, NOON


def test_every_hold_has_an_id_of_its_own() -> None:
    holds = HoldQueue()
    placed = [holds.place(3, member, "main", NOON + timedelta(member)) for member in range(1, 9)]
    ids: set[UUID] = {hold.id for hold in placed}
    assert len(ids) == 8
    assert [hold.member for hold in holds.waiting(3)] == list(range(1, 9))
    assert holds.place(3, 4, "main", NOON) == placed[3]


def test_a_hold_of_old_is_found() -> None:
    holds = HoldQueue([a_hold(id=UUID(int=5), title=3, member=1, placed_at=NOON)])
    ready = holds.offer(3, "B", MAIN, NOON)
    assert ready is not None and ready.id == UUID(int=5)
