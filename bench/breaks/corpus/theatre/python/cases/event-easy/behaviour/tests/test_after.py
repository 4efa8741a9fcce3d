"""Refunds that are told as a credit."""

import asyncio

from foyer.generated import CancelOrderIn, Ctx, OrderRefunded, OrderState

from .support import a_foyer, an_order


def test_a_refund_tells_its_credit() -> None:
    app, told = a_foyer()
    paid = an_order(1, total="31.20").model_copy(update={"state": OrderState.PAID})
    app.orders.restore([paid, an_order(2)])
    for id in (1, 2):
        asyncio.run(app.cancel_order(CancelOrderIn(id=id), Ctx()))
    credits = [one.credit for one in told.events if isinstance(one, OrderRefunded)]
    assert credits == [3120, 0]
