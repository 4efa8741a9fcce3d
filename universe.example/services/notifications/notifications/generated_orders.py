# Stamped by Flywheel from the intent of `notifications`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=notifications digest=e16304a5e802432cfd69a43328f924c7b918ef671f39d775e2d8398dec1126dd templates=db387c6c339653b8
"""What `notifications` uses of `orders`."""

from __future__ import annotations

from typing import Annotated, ClassVar

from . import generated_wire as _wire


class OrderStatus(_wire.OpenEnum):
    PENDING: ClassVar[OrderStatus]
    PAID: ClassVar[OrderStatus]
    CANCELLED: ClassVar[OrderStatus]


OrderStatus.PENDING = OrderStatus("pending")
OrderStatus.PAID = OrderStatus("paid")
OrderStatus.CANCELLED = OrderStatus("cancelled")


class Order(_wire.Model):
    id: _wire.I64
    user_id: Annotated[_wire.I32, _wire.name("userId")]
    label: str
    lines: list[OrderLine]
    total_cents: Annotated[_wire.I64, _wire.name("totalCents")]
    status: OrderStatus = OrderStatus.PENDING


class OrderLine(_wire.Model):
    sku: str
    quantity: _wire.I32
    price_cents: Annotated[_wire.I64, _wire.name("priceCents")]


class OrderPlaced(_wire.Model):
    order: Order


def a_order(
    *,
    id: _wire.I64 = 1,
    user_id: _wire.I32 = 1,
    label: str = "label",
    lines: list[OrderLine] | None = None,
    total_cents: _wire.I64 = 1,
    status: OrderStatus = OrderStatus.PENDING,
) -> Order:
    return Order(
        id=id,
        user_id=user_id,
        label=label,
        lines=_wire.given(lines, list),
        total_cents=total_cents,
        status=status,
    )


def a_order_line(
    *,
    sku: str = "sku",
    quantity: _wire.I32 = 1,
    price_cents: _wire.I64 = 1,
) -> OrderLine:
    return OrderLine(sku=sku, quantity=quantity, price_cents=price_cents)


def a_order_placed(*, order: Order | None = None) -> OrderPlaced:
    return OrderPlaced(order=_wire.given(order, a_order))
