"""Orders after `collected` became `picked-up`."""

import pytest

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import OrderBook, label
from foyer.custom.reports import evening
from foyer.generated import OrderState

from .support import a_night, an_order


def test_what_was_picked_up_is_counted_and_stays() -> None:
    book = OrderBook()
    done = book.move(book.paid(an_order(4), 501), OrderState.PICKED_UP)
    assert label(done).startswith("#000004=")
    assert evening(a_night(), [done], 0).sold == 1
    assert order_of(order_line(done)) == done
    with pytest.raises(ValueError, match="order 4"):
        book.move(done, OrderState.REFUNDED)
