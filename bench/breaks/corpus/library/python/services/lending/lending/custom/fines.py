"""What it costs to be late, to spoil a copy, or to lose it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from ..generated import Cents, Condition, Fine, FineKind, Item, Loan
from ..generated_accounts import Member, Tier
from ..generated_catalogue import Medium, Title
from . import rules

DAILY: dict[Medium, int] = {Medium.BOOK: 20, Medium.AUDIO: 50, Medium.FILM: 100}
DAILY_ELSE = 10
LATE_MAX = 1500
HANDLING = 350
STEP_SHARE = Decimal("0.25")


@dataclass(frozen=True)
class Return:
    """A copy as it comes over the counter."""

    loan: Loan
    copy: Item
    title: Title
    member: Member
    condition: Condition
    at: datetime


Tariff = Callable[[Return], Cents]


def cents_of(amount: Decimal) -> Cents:
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def late(back: Return) -> Cents:
    if back.member.tier in (Tier.CHILD, Tier.PATRON):
        return 0
    rate = DAILY.get(back.title.medium, DAILY_ELSE)
    return min(rate * rules.days_late(back.loan, back.at), LATE_MAX)


def damage(back: Return) -> Cents:
    steps = rules.wear(back.copy.condition, back.condition)
    return cents_of(back.title.price * STEP_SHARE * steps) if steps > 1 else 0


TARIFFS: dict[FineKind, Tariff] = {FineKind.LATE: late, FineKind.DAMAGE: damage}

NOTES: dict[FineKind, Callable[[Return], str]] = {
    FineKind.LATE: lambda back: f"{rules.days_late(back.loan, back.at)} d",
    FineKind.DAMAGE: lambda back: f"{back.copy.condition} to {back.condition}",
}


def charged(back: Return) -> Iterator[Fine]:
    """What a return costs, kind by kind; nothing is no fine."""
    for kind, tariff in TARIFFS.items():
        if (cents := tariff(back)) > 0:
            yield Fine(kind=kind, cents=cents, note=NOTES[kind](back))


def loss(copy: Item, title: Title) -> Fine:
    """A copy that does not come back is paid for as new, or as it was bought where that was more."""
    worth = max(title.price, copy.price)
    return Fine(kind=FineKind.LOSS, cents=cents_of(worth) + HANDLING)


def total(fines: Iterable[Fine]) -> Cents:
    return sum(fine.cents for fine in fines)


def by_kind(fines: Iterable[Fine]) -> dict[FineKind, Cents]:
    sums: dict[FineKind, Cents] = {}
    for fine in fines:
        sums[fine.kind] = sums.get(fine.kind, 0) + fine.cents
    return sums


def euros(cents: Cents) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}.{rest:02d} EUR"


def invoice(loan: Loan) -> str:
    """Fines as they are printed, with their sum."""
    lines = [
        f"{fine.kind:<8}{euros(fine.cents):>14}" + (f"  {fine.note}" if fine.note else "")
        for fine in loan.fines
    ]
    return "\n".join([*lines, f"{'total':<8}{euros(total(loan.fines)):>14}"])
