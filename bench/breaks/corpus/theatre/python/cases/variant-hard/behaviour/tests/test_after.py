"""Guests who did not show up."""

import pytest

from foyer.custom.orders import ALLOWED, MARKS, OrderBook, label
from foyer.generated import OrderState

from .support import an_order

ABSENT = an_order(1).model_copy(update={"state": OrderState.NO_SHOW})


def test_the_state_has_its_ways_and_its_mark() -> None:
    assert OrderState.NO_SHOW in ALLOWED
    assert MARKS[OrderState.NO_SHOW] in label(ABSENT)
    assert len(set(MARKS.values())) == 5


def test_who_did_not_come_does_not_reserve_again() -> None:
    book = OrderBook()
    book.restore([ABSENT])
    with pytest.raises(ValueError, match="order 1 is no-show"):
        book.move(ABSENT, OrderState.RESERVED)
