"""What is charged at a box office that counts cents."""

import asyncio
from decimal import Decimal

from foyer import generated_box_office as box_office
from foyer.generated import Ctx, PayOrderIn

from .support import Till, a_foyer, an_order


def test_cents_are_charged() -> None:
    till = Till()
    app, _ = a_foyer(till=till)
    app.orders.restore([an_order(1, total="27.95")])
    wanted = PayOrderIn(id=1, method=box_office.PaymentMethod.CASH)
    asyncio.run(app.pay_order(wanted, Ctx()))
    assert [one.amount for one in till.charged] == [2795]
    order = app.orders.shelf.get(1)
    assert order is not None
    assert order.total == Decimal("27.95")
