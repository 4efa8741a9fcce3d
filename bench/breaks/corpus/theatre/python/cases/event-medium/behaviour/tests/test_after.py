"""Payments that settle without being told as a whole."""

import asyncio
from decimal import Decimal

from foyer import generated_box_office as box_office
from foyer.generated import Ctx, OrderPaid, OrderState

from .support import a_foyer, an_order


def test_an_order_is_paid_by_its_payment() -> None:
    app, told = a_foyer()
    app.orders.restore([an_order(4).model_copy(update={"payment_id": 77}), an_order(5)])
    for id in (78, 77, 77):
        event = box_office.PaymentSettled(payment_id=id, amount=Decimal("48.00"))
        asyncio.run(app.settle(event, Ctx()))
    paid = [one.order for one in told.events if isinstance(one, OrderPaid)]
    assert [(order.id, order.state, order.payment_id) for order in paid] == [
        (4, OrderState.PAID, 77)
    ]
