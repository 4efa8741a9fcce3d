"""Orders that name who sold them."""

import json

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import Draft, OrderBook, split
from foyer.generated import Ticket

from .support import NOON, a_seat, an_order

BY_IDA = an_order(1, "A-1", "A-2").model_copy(update={"seller": "ida"})


def test_the_seller_stays_with_the_order() -> None:
    assert order_of(order_line(BY_IDA)) == BY_IDA
    assert [one.seller for one in split(BY_IDA, 2, {"A-2"})] == ["ida", "ida"]


def test_orders_without_a_seller() -> None:
    tickets: list[Ticket] = [a_seat("A-1"), a_seat("A-2")]
    order = OrderBook().place(Draft(7, 11).seat(*tickets), NOON)
    assert order.tickets == tickets
    row = json.loads(order_line(order))
    row.pop("seller", None)
    assert order_of(json.dumps(row)).id == order.id
