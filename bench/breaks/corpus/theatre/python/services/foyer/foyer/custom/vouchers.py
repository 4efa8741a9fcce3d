"""Vouchers: how they are called, how long they are good, and what is left on them."""

from datetime import date, timedelta
from decimal import Decimal

from ..generated import Cents, TicketOrder, Voucher, VoucherKind, VoucherRefused
from .keyed import Shelf
from .money import from_cents, to_cents

PREFIXES: dict[VoucherKind, str] = {VoucherKind.GIFT: "G", VoucherKind.COMPENSATION: "C"}

VALID_DAYS = {VoucherKind.GIFT: 3 * 365, VoucherKind.COMPENSATION: 365}


def code_of(kind: VoucherKind, today: date, number: int) -> str:
    return f"{PREFIXES[kind]}{today:%y}-{number:04d}"


class VoucherBook:
    """All vouchers that were given out."""

    def __init__(self) -> None:
        self.shelf: Shelf[str, Voucher] = Shelf(lambda voucher: voucher.code)

    def issue(
        self, kind: VoucherKind, balance: Cents, today: date, holder: int | None = None
    ) -> Voucher:
        voucher = Voucher(
            code=code_of(kind, today, len(self.shelf.keys()) + 1),
            kind=kind,
            balance=balance,
            valid_until=today + timedelta(days=VALID_DAYS[kind]),
            holder=holder,
        )
        return self.shelf.put(voucher)

    def redeem(
        self, code: str, order: TicketOrder, today: date
    ) -> tuple[Voucher, Decimal] | VoucherRefused:
        """The voucher with what is left on it, and what remains to be paid of the order."""
        voucher = self.shelf.get(code)
        if voucher is None:
            return VoucherRefused(voucher=code, reason="unknown")
        if voucher.valid_until < today:
            return VoucherRefused(voucher=code, reason=f"expired on {voucher.valid_until:%d.%m.%Y}")
        if voucher.holder is not None and voucher.holder != order.customer_id:
            return VoucherRefused(voucher=code, reason="it is somebody else's")
        used = min(voucher.balance, to_cents(order.total))
        if used == 0:
            return VoucherRefused(voucher=code, reason="nothing to pay or nothing left")
        left = self.shelf.put(voucher.model_copy(update={"balance": voucher.balance - used}))
        return left, order.total - from_cents(used)
