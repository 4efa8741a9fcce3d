"""Vouchers that are told, payments known by texts, and guests without a name."""

import asyncio
import json

from foyer.custom.app import greet
from foyer.custom.journal import order_line, order_of
from foyer.generated import CancelOrderIn, Ctx, VoucherIssued
from foyer.generated_box_office import a_customer

from .support import a_foyer, an_order


def test_a_voucher_is_told() -> None:
    app, told = a_foyer()
    app.orders.paid(an_order(1, total="12.00"), "pay-1")
    asyncio.run(app.cancel_order(CancelOrderIn(id=1), Ctx()))
    assert told.events[0] == VoucherIssued(order_id=1, voucher_code="C26-0001", amount=1200)


def test_guests_without_a_name_are_seated() -> None:
    nameless = greet(a_customer(name=None), ["A-2"])
    assert nameless.startswith("Good evening")
    assert nameless.endswith("A-2")
    assert greet(a_customer(name="Ada Byron"), ["A-2"]) == "Good evening, Byron: A-2"


def test_payments_are_kept() -> None:
    paid = an_order(1).model_copy(update={"payment_id": "pay-1"})
    assert order_of(order_line(paid)) == paid
    row = json.loads(order_line(paid))
    assert isinstance(order_of(json.dumps({**row, "payment_id": 501})).payment_id, str)
