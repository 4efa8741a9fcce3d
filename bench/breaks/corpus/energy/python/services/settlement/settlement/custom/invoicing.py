"""Bills: how one is put together, when it is due, and what happens when nobody pays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

from ..generated import BillingPeriod, Contract, Invoice, InvoiceLine, InvoiceState, Tariff
from .values import Money, days_of, period_label

DAYS_TO_PAY = 14
REMINDERS_MAX = 3
DAYS_PER_MONTH = 30

UNITS = {"kwh": "kWh", "month": "months", "event": "times"}

OPEN = frozenset({InvoiceState.ISSUED, InvoiceState.OVERDUE})


@dataclass
class InvoiceBuilder:
    """Collects the lines of a bill; `build` draws the sum."""

    contract: Contract
    period: BillingPeriod
    lines: list[InvoiceLine] = field(default_factory=list[InvoiceLine])

    def energy(self, lines: Iterable[InvoiceLine]) -> Self:
        self.lines.extend(lines)
        return self

    def base_fee(self, tariff: Tariff) -> Self:
        """The monthly fee, for as many days as the period has."""
        months = round(sum(1 for _ in days_of(self.period)) / DAYS_PER_MONTH, 2)
        fee = Money(tariff.base_fee).percent(months * 100)
        line = InvoiceLine(label="Base fee", quantity=months, unit="month", amount=fee.cents)
        self.lines.append(line)
        return self

    def discount(self) -> Self:
        share = self.contract.discount_percent
        if share > 0:
            off = -Money.total(each.amount for each in self.lines).percent(share)
            self.lines.append(
                InvoiceLine(
                    label=f"Discount of {share:g} %", quantity=1.0, unit="event", amount=off.cents
                )
            )
        return self

    def credit(self, label: str, amount: Money) -> Self:
        if amount.cents > 0:
            self.lines.append(
                InvoiceLine(label=label, quantity=1.0, unit="event", amount=(-amount).cents)
            )
        return self

    def build(self, number: int, issued_on: date) -> Invoice:
        return Invoice(
            number=number,
            contract_id=self.contract.id,
            period=self.period,
            lines=self.lines,
            total=Money.total(each.amount for each in self.lines).cents,
            due_on=issued_on + timedelta(days=DAYS_TO_PAY),
        )


def line_text(line: InvoiceLine) -> str:
    """One line of a printed bill, the amount at its right edge."""
    quantity = f"{line.quantity:g} {UNITS.get(line.unit, line.unit)}"
    return f"{line.label:<28}{quantity:>16}{Money(line.amount)!s:>14}"


def printed(invoice: Invoice) -> str:
    head = f"Invoice {invoice.number:06d} for {period_label(invoice.period)}"
    foot = f"{'Total':<44}{Money(invoice.total)!s:>14}"
    return "\n".join([head, *map(line_text, invoice.lines), foot, state_text(invoice)])


def state_text(invoice: Invoice) -> str:
    match invoice.state:
        case InvoiceState.ISSUED:
            return f"Please pay by {invoice.due_on:%d.%m.%Y}."
        case InvoiceState.OVERDUE:
            return f"Was to be paid by {invoice.due_on:%d.%m.%Y}; reminder {invoice.reminders}."
        case InvoiceState.PAID:
            return "Paid. Thank you."
        case InvoiceState.CANCELLED:
            return "Cancelled."
        case _:
            return ""


def is_late(invoice: Invoice, today: date) -> bool:
    return invoice.state in OPEN and invoice.due_on < today


def remind(invoice: Invoice, today: date) -> Invoice:
    """Marks what is late, and reminds of it up to a limit."""
    if not is_late(invoice, today) or invoice.reminders >= REMINDERS_MAX:
        return invoice
    return invoice.model_copy(
        update={"state": InvoiceState.OVERDUE, "reminders": invoice.reminders + 1}
    )


def by_urgency(invoices: Iterable[Invoice]) -> list[Invoice]:
    """The longest due first, of one day the dearest."""
    return sorted(invoices, key=lambda each: (each.due_on, -each.total))
