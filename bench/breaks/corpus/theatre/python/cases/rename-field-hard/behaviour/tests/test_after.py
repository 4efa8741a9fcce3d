"""Orders after `placed-at` became `ordered-at`."""

import json
from datetime import timedelta

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import Draft, OrderBook, split

from .support import NOON, a_seat, an_order, ids


def test_orders_of_a_performance_stand_as_they_were_ordered() -> None:
    book = OrderBook()
    late = book.place(Draft(7, 11).seat(a_seat("A-1"), a_seat("A-2")), NOON + timedelta(hours=2))
    early = book.place(Draft(7, 11).seat(a_seat("A-3")), NOON)
    assert ids(book.at(11)) == [early.id, late.id]
    assert [one.ordered_at for one in split(late, 3, {"A-2"})] == [late.ordered_at] * 2


def test_the_journal_of_last_week_is_read() -> None:
    order = an_order(3, minutes=4)
    row = json.loads(order_line(order))
    row.pop("ordered_at", None)
    row["placed_at"] = "2026-05-01T12:09:00+00:00"
    assert order_of(json.dumps(row)).ordered_at == NOON + timedelta(minutes=9)
    assert order_of(order_line(order)) == order
