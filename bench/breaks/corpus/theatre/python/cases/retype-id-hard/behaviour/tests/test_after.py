"""Orders that are known by texts."""

import asyncio
import json

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import Draft, OrderBook, label, split
from foyer.generated import Ctx, ListOrdersIn

from .support import NOON, a_foyer, a_seat, an_order, ids


def test_every_order_has_a_name_of_its_own() -> None:
    book = OrderBook()
    draft = Draft(7, 11).seat(a_seat("A-1"))
    placed = [book.place(draft, NOON) for _ in range(12)]
    assert len(set(ids(placed))) == 12
    assert all(book.shelf.get(order.id) == order for order in placed)
    assert placed[0].id in label(placed[0])


def test_pages_reach_every_order() -> None:
    app, _ = a_foyer()
    app.orders.restore(an_order(name) for name in ("a", "b", "c"))
    first = asyncio.run(app.list_orders(ListOrdersIn(customer_id=7, limit=2), Ctx()))
    rest = asyncio.run(app.list_orders(ListOrdersIn(customer_id=7, after=first.next), Ctx()))
    assert sorted(ids(first.orders) + ids(rest.orders)) == ["a", "b", "c"]


def test_orders_are_kept() -> None:
    order = an_order("x-1", "A-1", "A-2")
    assert order_of(order_line(order)) == order
    assert [one.id for one in split(order, "x-2", {"A-2"})] == ["x-1", "x-2"]
    row = json.loads(order_line(order))
    assert isinstance(order_of(json.dumps({**row, "id": 12})).id, str)
