# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=0 templates=0
"""What `notifications` uses of `billing`."""

from __future__ import annotations

from typing import Annotated

from . import generated_wire as _wire


class Invoice(_wire.Model):
    number: _wire.I32
    order_id: Annotated[_wire.I64, _wire.name("orderId")]
    user_id: Annotated[_wire.I32, _wire.name("userId")]
    cents: _wire.I64


class InvoicePaid(_wire.Model):
    invoice: Invoice


def a_invoice(
    *,
    number: int = 1,
    order_id: int = 1,
    user_id: int = 1,
    cents: int = 1,
) -> Invoice:
    return Invoice(
        number=number,
        order_id=order_id,
        user_id=user_id,
        cents=cents,
    )


def a_invoice_paid(*, invoice: Invoice | None = None) -> InvoicePaid:
    return InvoicePaid(invoice=a_invoice() if invoice is None else invoice)
