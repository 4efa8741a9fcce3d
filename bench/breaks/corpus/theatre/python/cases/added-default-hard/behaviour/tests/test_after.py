"""Orders that know where they were placed."""

import json

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import Draft, OrderBook, split

from .support import NOON, a_seat, an_order

PHONED = an_order(1, "A-1", "A-2").model_copy(update={"channel": "phone"})


def test_the_channel_is_kept() -> None:
    assert order_of(order_line(PHONED)) == PHONED
    assert [one.channel for one in split(PHONED, 2, {"A-2"})] == ["phone", "phone"]


def test_orders_are_placed_on_the_web() -> None:
    order = OrderBook().place(Draft(7, 11).seat(a_seat()), NOON)
    assert order.channel == "web"
    row = json.loads(order_line(order))
    row.pop("channel", None)
    assert order_of(json.dumps(row)).channel == "web"
