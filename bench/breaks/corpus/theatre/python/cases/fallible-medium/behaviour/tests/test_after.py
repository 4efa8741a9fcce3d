"""Accounts that are blocked."""

import asyncio
from datetime import date

from foyer import generated_box_office as box_office
from foyer.custom.app import App
from foyer.generated import Ctx, OrderState, PaymentDeclined, PayOrderIn, TicketOrder

from .support import NOON, House, Till, Told, an_order


class Blocked:
    """A box office that charges nobody."""

    async def get_customer(
        self, input: box_office.GetCustomerIn, ctx: Ctx | None = None
    ) -> box_office.Customer | box_office.CustomerNotFound:
        return box_office.CustomerNotFound(id=input.id)

    async def charge(
        self, input: box_office.ChargeIn, ctx: Ctx | None = None
    ) -> box_office.Payment | box_office.PaymentRefused | box_office.AccountBlocked:
        return box_office.AccountBlocked(since=date(2026, 1, 2))


def test_who_is_blocked_has_not_paid() -> None:
    told = Told()
    app = App(House(), Blocked(), told, now=lambda: NOON, pause_seconds=0.0)
    app.orders.restore([an_order(1)])
    wanted = PayOrderIn(id=1, method=box_office.PaymentMethod.CARD)
    try:
        answer = asyncio.run(app.pay_order(wanted, Ctx()))
    except AttributeError:
        raise
    except Exception:
        answer = None
    assert not isinstance(answer, TicketOrder)
    order = app.orders.shelf.get(1)
    assert order is not None
    assert (order.state, order.payment_id, told.events) == (OrderState.RESERVED, None, [])


def test_who_is_refused_is_told_why() -> None:
    app = App(House(), Till(refuses=True), Told(), now=lambda: NOON, pause_seconds=0.0)
    app.orders.restore([an_order(1)])
    wanted = PayOrderIn(id=1, method=box_office.PaymentMethod.CARD)
    declined = PaymentDeclined(reason="no cover")
    assert asyncio.run(app.pay_order(wanted, Ctx())) == declined
