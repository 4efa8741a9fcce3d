"""Amounts: the bar and vouchers count cents, the box office writes decimals."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..generated import Cents

CENT = Decimal("0.01")


def less(amount: Decimal, percent: int) -> Decimal:
    if not 0 <= percent <= 100:
        raise ValueError(f"{percent} % is no discount")
    return rounded(amount * (100 - percent) / 100)


def rounded(amount: Decimal) -> Decimal:
    """To whole cents, halves upwards."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def to_cents(amount: Decimal) -> Cents:
    return int(rounded(amount).scaleb(2))


def from_cents(cents: Cents) -> Decimal:
    return rounded(Decimal(cents).scaleb(-2))


def cents_shown(cents: Cents) -> str:
    """As it stands on a receipt: `12.50 EUR`."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d} EUR"


def shown(amount: Decimal) -> str:
    return f"{rounded(amount):,.2f} EUR"


def total_of(prices: Iterable[Decimal]) -> Decimal:
    return rounded(sum(prices, Decimal(0)))
