"""What a port call costs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from ..generated import Cents, Fee, FeeKind, Hazard, Manifest, PortCall
from ..generated_registry import Vessel, VesselKind
from .vessels import tugs

FREE_DAYS = 2
TOWAGE_CENTS = 145_000
STORAGE_CENTS = 3_200
PILOTAGE_BASE = 60_000

RATES: dict[VesselKind, Decimal] = {
    VesselKind.BULK: Decimal("11.5"),
    VesselKind.CONTAINER: Decimal("9.25"),
    VesselKind.TANKER: Decimal("14"),
    VesselKind.PASSENGER: Decimal("6.75"),
}

SURCHARGES: dict[Hazard, int] = {
    Hazard.HARMLESS: 0,
    Hazard.FLAMMABLE: 40,
    Hazard.TOXIC: 75,
    Hazard.EXPLOSIVE: 150,
}


@dataclass(frozen=True)
class Visit:
    """Everything that the tariff looks at."""

    call: PortCall
    vessel: Vessel
    manifest: Manifest | None
    lay: timedelta

    @property
    def days(self) -> int:
        """Days begun."""
        return -(-self.lay // timedelta(days=1))


def rounded(amount: Decimal) -> Cents:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def dues(visit: Visit) -> Cents:
    """By gross tonnage and day; the first day costs twice as much."""
    rate = RATES.get(visit.vessel.kind, Decimal(10))
    return rounded(rate * visit.vessel.gross_tonnage * (visit.days + 1))


def pilotage(visit: Visit) -> Cents:
    """Free for who came without a pilot; deep vessels pay by the decimetre."""
    if visit.call.pilot is None:
        return 0
    decimetres = int(visit.call.draft * 10)
    return PILOTAGE_BASE + decimetres * 1_100


def towage(visit: Visit) -> Cents:
    return tugs(visit.vessel) * TOWAGE_CENTS * 2


def storage(visit: Visit) -> Cents:
    """By container, size and day behind the free ones, dearer for dangerous goods."""
    if visit.manifest is None:
        return 0
    days = max(0, visit.days - FREE_DAYS)
    return sum(
        STORAGE_CENTS * days * each.size // 20 * (100 + SURCHARGES.get(each.hazard, 200)) // 100
        for each in visit.manifest.containers
    )


Rule = Callable[[Visit], Cents]

RULES: dict[FeeKind, Rule] = {
    FeeKind.DUES: dues,
    FeeKind.PILOTAGE: pilotage,
    FeeKind.TOWAGE: towage,
    FeeKind.STORAGE: storage,
}

NOTES: dict[FeeKind, Callable[[Visit], str]] = {
    FeeKind.DUES: lambda visit: f"{visit.vessel.gross_tonnage} GT, {visit.days} d",
    FeeKind.TOWAGE: lambda visit: f"{tugs(visit.vessel)} tugs, in and out",
}


def bill(visit: Visit) -> list[Fee]:
    """All fees of a visit that come to anything."""
    fees: list[Fee] = []
    for kind, rule in RULES.items():
        cents = rule(visit)
        if cents == 0:
            continue
        note = NOTES.get(kind)
        fees.append(Fee(kind=kind, cents=cents, note=note(visit) if note else None))
    return fees


def total(fees: Iterable[Fee]) -> Cents:
    return sum(fee.cents for fee in fees)


def by_kind(fees: Iterable[Fee]) -> dict[FeeKind, Cents]:
    sums: dict[FeeKind, Cents] = {}
    for fee in fees:
        sums[fee.kind] = sums.get(fee.kind, 0) + fee.cents
    return sums


def euros(cents: Cents) -> str:
    """`1234567` as `12,345.67 EUR`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d} EUR"


def fee_lines(fees: Iterable[Fee]) -> list[str]:
    """The fees as they stand on a bill, the dearest first."""
    return [
        f"{fee.kind:<9}{euros(fee.cents):>18}" + (f"  {fee.note}" if fee.note else "")
        for fee in sorted(fees, key=lambda fee: -fee.cents)
    ]
