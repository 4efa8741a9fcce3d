"""Charges in a currency."""

import asyncio

from foyer import generated_box_office as box_office
from foyer.generated import Ctx, PayOrderIn

from .support import Till, a_foyer, an_order


def test_euros_are_charged() -> None:
    till = Till()
    app, _ = a_foyer(till=till)
    app.orders.restore([an_order(1)])
    wanted = PayOrderIn(id=1, method=box_office.PaymentMethod.CARD)
    asyncio.run(app.pay_order(wanted, Ctx()))
    assert [(one.currency, one.reference) for one in till.charged] == [("EUR", "order/1")]
