# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=e16304a5e802432cfd69a43328f924c7b918ef671f39d775e2d8398dec1126dd templates=db387c6c339653b8
"""What `notifications` uses of `billing`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from . import generated_wire as _wire


class InvoiceStatus(_wire.OpenEnum):
    OPEN: ClassVar[InvoiceStatus]
    PAID: ClassVar[InvoiceStatus]
    VOID: ClassVar[InvoiceStatus]


InvoiceStatus.OPEN = InvoiceStatus("open")
InvoiceStatus.PAID = InvoiceStatus("paid")
InvoiceStatus.VOID = InvoiceStatus("void")


class Invoice(_wire.Model):
    number: _wire.I32
    order_id: Annotated[_wire.I64, _wire.name("orderId")]
    user_id: Annotated[_wire.I32, _wire.name("userId")]
    cents: _wire.I64
    status: InvoiceStatus = InvoiceStatus.OPEN


class InvoicePaid(_wire.Model):
    invoice: Invoice


def a_invoice(
    *,
    number: _wire.I32 = 1,
    order_id: _wire.I64 = 1,
    user_id: _wire.I32 = 1,
    cents: _wire.I64 = 1,
    status: InvoiceStatus = InvoiceStatus.OPEN,
) -> Invoice:
    return Invoice(number=number, order_id=order_id, user_id=user_id, cents=cents, status=status)


def a_invoice_paid(*, invoice: Invoice | None = None) -> InvoicePaid:
    return InvoicePaid(invoice=_wire.given(invoice, a_invoice))
