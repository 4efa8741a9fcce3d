"""Vouchers of a season."""

from datetime import date

from foyer.custom.vouchers import VoucherBook, code_of
from foyer.generated import VoucherKind

TODAY = date(2026, 5, 1)


def test_a_season_has_vouchers_of_its_own() -> None:
    book = VoucherBook()
    voucher = book.issue(VoucherKind.SEASON, 5000, TODAY)
    assert (voucher.kind, voucher.balance) == (VoucherKind.SEASON, 5000)
    assert voucher.valid_until > TODAY
    assert voucher.code.endswith("26-0001")
    assert len({code_of(kind, TODAY, 1) for kind in (VoucherKind.GIFT, VoucherKind.SEASON)}) == 2
