"""Reports: tables of text, what a zone looks like, and what producers have fed in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar
from urllib.parse import quote, urlencode

from ..generated import Contract, Estimate, FeedInCredit, FeedInScheme, Producer
from ..generated_market import Forecast, Zone
from ..generated_metering import Meter, MeterKind
from .values import Money, period_label

T = TypeVar("T")

FIXED_CENTS_PER_KWH = 8.2
SMALL_PLANT_KW = 10.0


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a table: its title and what a row says there."""

    title: str
    text: Callable[[T], str]


def table(columns: Sequence[Column[T]], rows: Iterable[T]) -> str:
    """Rows as text, each column as wide as its widest cell."""
    cells = [[each.title for each in columns]]
    cells += [[each.text(row) for each in columns] for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


CONTRACT_COLUMNS: list[Column[Contract]] = [
    Column("No.", lambda each: each.number),
    Column("Customer", lambda each: each.customer),
    Column("Meter", lambda each: f"{each.meter_id:>9}"),
    Column("State", lambda each: each.state.upper()),
    Column("Since", lambda each: each.starts_on.isoformat()),
]

METER_COLUMNS: list[Column[Meter]] = [
    Column("Serial", lambda each: each.serial),
    Column("Fuse", lambda each: f"{each.fuse_kw:.1f} kW"),
    Column("Since", lambda each: str(each.installed_on.year)),
    Column("Note", lambda each: each.note or "-"),
]


def zone_title(zone: Zone) -> str:
    neighbours = ", ".join(sorted(zone.neighbours)) or "none"
    return f"{zone.name} ({zone.code}), beside {neighbours}"


def zone_url(base: str, zone: str, **query: str) -> str:
    return f"{base}/zones/{quote(zone, safe='')}?{urlencode(sorted(query.items()))}"


def peak_hour(forecast: Forecast) -> int | None:
    """The hour of the highest load."""
    if not forecast.hourly:
        return None
    return max(range(len(forecast.hourly)), key=lambda hour: forecast.hourly[hour])


def band_of(forecast: Forecast, amount: Money) -> tuple[Money, Money]:
    """Around an amount, the wider the less a forecast is certain."""
    doubt = (1 - forecast.confidence) * 100
    off = amount.percent(doubt)
    return amount + -off, amount + off


def estimate_text(estimate: Estimate) -> str:
    low, high = Money(estimate.low), Money(estimate.high)
    return f"{low} to {high} ({estimate.confidence:.0%} sure)"


def meter_badge(meter: Meter) -> str:
    """What stands on a meter's sticker."""
    match meter.kind:
        case MeterKind.SMART:
            letter = "S"
        case MeterKind.TRANSFORMER:
            letter = "T"
        case _:
            letter = "M"
    return f"{letter}{meter.id:08d}"


def needs_visit(meter: Meter) -> bool:
    """Old or mechanical meters are read on the spot."""
    return meter.kind == MeterKind.MECHANICAL or meter.installed_on.year < 2005


def feed_in_rate(producer: Producer, market_price: float | None) -> float:
    """Cents for a kilowatt-hour; small plants get half a cent more."""
    bonus = 0.5 if producer.peak_kw <= SMALL_PLANT_KW else 0.0
    if producer.scheme == FeedInScheme.MARKET_PREMIUM and market_price is not None:
        return market_price / 10 + 0.4 + bonus
    return FIXED_CENTS_PER_KWH + bonus


def credits_by_producer(credits: Iterable[FeedInCredit]) -> dict[int, dict[str, Money]]:
    """The credits of each producer by their period."""
    ordered = sorted(credits, key=lambda each: each.producer_id)
    return {
        producer_id: {period_label(each.period): Money(each.amount) for each in group}
        for producer_id, group in groupby(ordered, key=lambda each: each.producer_id)
    }
