"""Tariffs: which one holds on a day, and what energy costs under it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from ..generated import Band, InvoiceLine, Tariff, TariffKind, Tier
from .values import Money, priced


@dataclass(frozen=True)
class Usage:
    """Energy that went through a meter within one interval."""

    started_at: datetime
    kwh: float


PriceAt: TypeAlias = Callable[[datetime], float | None]
"""The wholesale price of a megawatt-hour at an instant, where it is known."""

Rater: TypeAlias = Callable[[Tariff, Sequence[Usage], PriceAt], list[InvoiceLine]]

BAND_TITLES = {Band.PEAK: "Peak hours", Band.SHOULDER: "Shoulder hours", Band.NIGHT: "Night"}

KIND_ORDER = ("flat", "banded", "tiered", "dynamic")


def energy_line(label: str, kwh: float, amount: Money) -> InvoiceLine:
    return InvoiceLine(label=label, quantity=round(kwh, 3), unit="kwh", amount=amount.cents)


def sum_kwh(usages: Iterable[Usage]) -> float:
    return sum(each.kwh for each in usages)


def band_at(tariff: Tariff, hour: int) -> Band | None:
    """The band of an hour; `first-hour` may be later than `last-hour`, across midnight."""
    for rate in tariff.rates:
        if rate.first_hour <= rate.last_hour:
            inside = rate.first_hour <= hour <= rate.last_hour
        else:
            inside = hour >= rate.first_hour or hour <= rate.last_hour
        if inside:
            return rate.band
    return None


def split_tiers(tiers: Sequence[Tier], kwh: float) -> list[tuple[Tier, float]]:
    """How much of an amount of energy falls into each tier, the cheapest limit first."""
    parts: list[tuple[Tier, float]] = []
    taken = 0.0
    for tier in sorted(tiers, key=tier_limit):
        part = min(kwh, tier_limit(tier)) - taken
        if part <= 0:
            break
        parts.append((tier, part))
        taken += part
    return parts


def tier_limit(tier: Tier) -> float:
    return float("inf") if tier.up_to_kwh is None else tier.up_to_kwh


def tier_label(tier: Tier) -> str:
    if tier.up_to_kwh is None:
        return "Energy above all tiers"
    return f"Energy up to {tier.up_to_kwh:g} kWh"


def rate_flat(tariff: Tariff, usages: Sequence[Usage], _: PriceAt) -> list[InvoiceLine]:
    kwh = sum_kwh(usages)
    rate = tariff.tiers[0].cents_per_kwh if tariff.tiers else Decimal(0)
    return [energy_line("Energy", kwh, priced(kwh, rate))]


def rate_banded(tariff: Tariff, usages: Sequence[Usage], _: PriceAt) -> list[InvoiceLine]:
    by_band: defaultdict[Band, float] = defaultdict(float)
    for usage in usages:
        band = band_at(tariff, usage.started_at.hour)
        by_band[band or Band.SHOULDER] += usage.kwh
    rates = {rate.band: rate.cents_per_kwh for rate in tariff.rates}
    return [
        energy_line(BAND_TITLES.get(band, band), kwh, priced(kwh, rates.get(band, Decimal(0))))
        for band, kwh in sorted(by_band.items())
    ]


def rate_tiered(tariff: Tariff, usages: Sequence[Usage], _: PriceAt) -> list[InvoiceLine]:
    return [
        energy_line(tier_label(tier), kwh, priced(kwh, tier.cents_per_kwh))
        for tier, kwh in split_tiers(tariff.tiers, sum_kwh(usages))
    ]


def rate_dynamic(tariff: Tariff, usages: Sequence[Usage], price_at: PriceAt) -> list[InvoiceLine]:
    """Hour by hour at the wholesale price; what has no price costs what the first tier says."""
    fallback = tariff.tiers[0].cents_per_kwh if tariff.tiers else Decimal(0)
    cents = Decimal(0)
    for usage in usages:
        price = price_at(usage.started_at)
        rate = fallback if price is None else Decimal(str(price)) / 10
        cents += Decimal(str(usage.kwh)) * rate
    return [energy_line("Energy at market prices", sum_kwh(usages), Money.of(cents))]


RATERS: dict[TariffKind, Rater] = {
    TariffKind.FLAT: rate_flat,
    TariffKind.BANDED: rate_banded,
    TariffKind.TIERED: rate_tiered,
    TariffKind.DYNAMIC: rate_dynamic,
}


def number_prefix(kind: TariffKind) -> str:
    """The letter that a contract's number starts with."""
    match kind:
        case TariffKind.FLAT:
            return "F"
        case TariffKind.BANDED | TariffKind.TIERED:
            return "S"
        case TariffKind.DYNAMIC:
            return "D"
        case _:
            raise ValueError(f"no letter for {kind}")


def by_kind(tariffs: Iterable[Tariff]) -> list[Tariff]:
    """As the price list shows them."""
    return sorted(tariffs, key=lambda each: (KIND_ORDER.index(each.kind), each.title))


@dataclass
class Catalogue:
    """All tariffs, each code with its versions, the oldest first."""

    versions: dict[str, list[Tariff]] = field(default_factory=dict[str, list[Tariff]])

    def add(self, tariff: Tariff) -> None:
        versions = self.versions.setdefault(tariff.code, [])
        versions.append(tariff)
        versions.sort(key=lambda each: each.valid_from)

    def on(self, code: str, day: date) -> Tariff | None:
        """The version that holds on a day."""
        versions = self.versions.get(code, [])
        at = bisect_right(versions, day, key=lambda each: each.valid_from)
        return versions[at - 1] if at > 0 else None

    def labelled(self, key: str, value: str) -> set[str]:
        """Codes of the tariffs whose newest version bears a label."""
        return {
            code
            for code, versions in self.versions.items()
            if versions[-1].labels.get(key) == value
        }
