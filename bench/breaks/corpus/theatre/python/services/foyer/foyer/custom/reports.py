"""What the house manager reads after an evening."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from ..generated import Cents, EveningReport, OrderState, TicketOrder
from ..generated_box_office import Customer
from ..generated_programme import Performance, Production
from .money import cents_shown, shown, total_of
from .seats import BAND_NAMES

COUNTED = {OrderState.PAID, OrderState.COLLECTED}

LOYAL_POINTS = 500


def discount_for(customer: Customer) -> int:
    """In percent: loyal guests have a tenth less, friends of the house half of that."""
    if customer.points >= LOYAL_POINTS:
        return 10
    return 0 if customer.member_since is None else 5


def evening(performance: Performance, orders: Iterable[TicketOrder], bar: Cents) -> EveningReport:
    """Counts what was paid for; what was only reserved is no guest."""
    counted = [order for order in orders if order.state in COUNTED]
    tickets = [ticket for order in counted for ticket in order.tickets]
    places = sum(row.places for row in performance.hall.rows)
    return EveningReport(
        performance=performance,
        sold=len(tickets),
        revenue=total_of(order.total for order in counted),
        occupancy=len(tickets) / max(places, 1),
        bar=bar,
        by_band=dict(Counter(ticket.band for ticket in tickets)),
    )


def grade(occupancy: float) -> str:
    """How full it was, in a word."""
    return "full" if occupancy >= 0.95 else "good" if occupancy >= 0.6 else "thin"


def headline(report: EveningReport) -> str:
    performance = report.performance
    return (
        f"{performance.starts_at:%Y-%m-%d} {performance.hall.name}: "
        f"{report.sold} sold ({report.occupancy:.0%}, {grade(report.occupancy)}), "
        f"{shown(report.revenue)}, bar {cents_shown(report.bar)}"
    )


def band_lines(report: EveningReport) -> list[str]:
    """Bands from the dearest to the cheapest, those without a guest too."""
    prices = report.performance.prices
    bands = sorted(BAND_NAMES, key=lambda band: (-prices.get(band, Decimal(0)), band))
    return [f"{BAND_NAMES[band]}: {report.by_band.get(band, 0)}" for band in bands]


def youngest(productions: Iterable[Production]) -> Production | None:
    """What had its first night last."""
    return max(productions, key=lambda one: (one.premiere, one.id), default=None)
