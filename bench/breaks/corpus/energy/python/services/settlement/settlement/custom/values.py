"""Small values: money, energy, days, and how each of them is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Self, TypeAlias

from ..generated import BillingPeriod, Cents, CustomerRef

MeterId: TypeAlias = int
METER_ID_MAX = 10**12

WH_PER_KWH = 1000
ONE_DAY = timedelta(days=1)

_CUSTOMER = re.compile(r"(?:C-?)?(\d{4,8})", re.IGNORECASE)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, order=True)
class Money:
    """An amount in cents; fractions are rounded half up, as on a bill."""

    cents: Cents

    @classmethod
    def of(cls, cents: Decimal) -> Self:
        return cls(int(cents.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    @classmethod
    def total(cls, parts: Iterable[Cents]) -> Self:
        return cls(sum(parts))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def percent(self, share: float) -> "Money":
        """A part of the amount, such as a discount."""
        return Money.of(Decimal(self.cents) * Decimal(str(share)) / 100)

    def __str__(self) -> str:
        whole, rest = divmod(abs(self.cents), 100)
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{whole}.{rest:02d} EUR"


def kwh_of(watt_hours: int) -> float:
    """Kilowatt-hours, as tariffs count."""
    return watt_hours / WH_PER_KWH


def priced(kwh: float, cents_per_kwh: Decimal) -> Money:
    """What energy costs; the float is read by its digits."""
    return Money.of(Decimal(str(kwh)) * cents_per_kwh)


def customer_ref(text: str) -> CustomerRef:
    """A customer's number in the one form in which it is kept: `C-00001234`."""
    found = _CUSTOMER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no customer's number: {text!r}")
    return f"C-{int(found.group(1)):08d}"


def meter_id_of(text: str) -> MeterId:
    """Reads a meter's id as people type it, with spaces or dots between the digits."""
    plain = re.sub(r"[ .]", "", text)
    if not plain.isdigit():
        raise ValueError(f"no meter's id: {text!r}")
    number = int(plain)
    if not 0 < number <= METER_ID_MAX:
        raise ValueError(f"out of range: {number}")
    return number


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def bounds(period: BillingPeriod) -> tuple[datetime, datetime]:
    """From the first midnight to the one after the last day."""
    return midnight(period.first_day), midnight(period.last_day + ONE_DAY)


def days_of(period: BillingPeriod) -> Iterator[date]:
    day = period.first_day
    while day <= period.last_day:
        yield day
        day += ONE_DAY


def month_of(day: date) -> BillingPeriod:
    """The calendar month around a day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return BillingPeriod(first_day=first, last_day=following - ONE_DAY)


def period_label(period: BillingPeriod) -> str:
    return f"{period.first_day.isoformat()}..{period.last_day.isoformat()}"


def parse_period(text: str) -> BillingPeriod:
    """The opposite of `period_label`; a period that ends before it starts is refused."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(f"no period: {text!r}")
    first, last = (date.fromisoformat(each) for each in found.groups())
    if last < first:
        raise ValueError(f"ends before it starts: {text!r}")
    return BillingPeriod(first_day=first, last_day=last)
