"""Orders whose payments are known by texts."""

import asyncio
import json

from foyer import generated_box_office as box_office
from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import OrderBook
from foyer.generated import Ctx, OrderState

from .support import a_foyer, an_order


def test_a_payment_is_found_by_its_text() -> None:
    book = OrderBook()
    paid = book.paid(an_order(4), "pay-4")
    assert (paid.payment_id, book.by_payment("pay-4")) == ("pay-4", paid)
    assert order_of(order_line(paid)) == paid
    assert order_of(order_line(an_order(5))).payment_id is None


def test_lines_of_last_year_hold_numbers() -> None:
    row = json.loads(order_line(an_order(4)))
    assert order_of(json.dumps({**row, "payment_id": 501})).payment_id is not None


def test_a_payment_settles() -> None:
    app, _ = a_foyer()
    app.orders.restore([an_order(4).model_copy(update={"payment_id": "p"})])
    event = box_office.a_payment_settled(payment=box_office.a_payment(id="p"))
    asyncio.run(app.settle(event, Ctx()))
    order = app.orders.shelf.get(4)
    assert order is not None
    assert order.state == OrderState.PAID
