"""What the day was like, for those who did not stand at the desk."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain

from ..generated import Barcode, DayReport, Item, Loan, LoanState
from . import fines
from .keyed import tally
from .rules import OPEN_STATES, STATE_WORDS

COLUMNS = ("loan", "member", "title", "state", "due", "cents")


def share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(Decimal("0.001")) if whole else Decimal(0)


def held_for(loan: Loan, at: datetime) -> timedelta:
    return at - loan.lent_at


def busiest(loans: Iterable[Loan], branch_of: dict[Barcode, str]) -> str | None:
    """The branch that lent the most, of equals the first by its code."""
    counts = tally((loan for loan in loans if loan.barcode in branch_of), _branch(branch_of))
    return min(counts, key=lambda code: (-counts[code], code), default=None)


def _branch(branch_of: dict[Barcode, str]) -> Callable[[Loan], str]:
    return lambda loan: branch_of[loan.barcode]


def day_report(
    day: date, loans: Sequence[Loan], copies: Sequence[Item], closing: datetime
) -> DayReport:
    lent = [loan for loan in loans if loan.lent_at.date() == day]
    in_hand = [loan for loan in loans if loan.state in OPEN_STATES]
    spans = [loan.due - loan.lent_at.date() for loan in lent]
    return DayReport(
        day=day,
        loans=len(lent),
        by_state=tally(loans, lambda loan: loan.state),
        cents_by_kind=fines.by_kind(chain.from_iterable(loan.fines for loan in loans)),
        mean_days=sum(span.days for span in spans) / len(spans) if spans else 0.0,
        longest=max((held_for(loan, closing) for loan in in_hand), default=None),
        busiest=busiest(lent, {copy.barcode: copy.branch for copy in copies}),
        share=share(len(in_hand), len(copies)),
    )


def loans_csv(loans: Iterable[Loan]) -> str:
    """All loans as a sheet, one row each."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for loan in loans:
        cents = fines.total(loan.fines)
        writer.writerow((loan.id, loan.member, loan.title, loan.state, loan.due, cents))
    return sheet.getvalue()


def headline(report: DayReport) -> str:
    """The report in one line."""
    words = [
        f"{report.by_state[state]} {word}"
        for state, word in STATE_WORDS.items()
        if state in report.by_state
    ]
    lost = report.by_state.get(LoanState.LOST, 0)
    alarm = "!" if lost > 1 else ""
    return f"{report.day}: {report.loans} lent{alarm}; {', '.join(words)}; {report.share:.1%} out"


def fine_lines(report: DayReport) -> list[str]:
    ranked = sorted(report.cents_by_kind.items(), key=lambda item: (-item[1], item[0]))
    return [f"{kind}: {fines.euros(cents)}" for kind, cents in ranked]
