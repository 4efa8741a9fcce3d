"""A hold whose copy is on its way is not over, and a claim has a word."""

from lending.custom import queue, rules
from lending.generated import HoldState, LoanState, a_hold, a_loan
from tests.support import ENGINES, NOON


def test_what_is_on_its_way_is_open() -> None:
    hold = a_hold(id=1, title=3, state=HoldState.MOVING, barcode="B", placed_at=NOON)
    assert queue.is_open(hold)
    assert queue.notice(hold, "Engines") != "you are in the queue for Engines"


def test_claims_have_a_word() -> None:
    assert LoanState.CLAIMED in rules.STATE_WORDS
    assert "claimed" not in rules.slip(a_loan(state=LoanState.CLAIMED), ENGINES)
