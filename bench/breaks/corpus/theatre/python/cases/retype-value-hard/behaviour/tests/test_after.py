"""Vouchers that are good until a moment."""

from datetime import date, timedelta

from foyer.custom.vouchers import VoucherBook
from foyer.generated import VoucherKind, VoucherRefused

from .support import an_order

TODAY = date(2026, 5, 1)


def test_a_voucher_runs_out() -> None:
    book = VoucherBook()
    voucher = book.issue(VoucherKind.COMPENSATION, 900, TODAY)
    assert voucher.valid_until.utcoffset() == timedelta(0)
    assert abs(voucher.valid_until.date() - TODAY - timedelta(days=365)) <= timedelta(days=1)
    late = book.redeem(voucher.code, an_order(1), TODAY + timedelta(days=367))
    assert isinstance(late, VoucherRefused)
    assert late.reason.startswith("expired on ")
    spent = book.redeem(voucher.code, an_order(1), TODAY + timedelta(days=300))
    assert not isinstance(spent, VoucherRefused)
    assert spent[0].balance == 0
