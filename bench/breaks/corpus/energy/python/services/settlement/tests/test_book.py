"""Contracts in their tables, bills and what is owed for outages."""

from datetime import date, timedelta

from settlement.custom.book import (
    Book,
    deposits,
    expiring,
    last_notice,
    may_become,
    renewed,
    runs_on,
)
from settlement.custom.invoicing import (
    InvoiceBuilder,
    by_urgency,
    is_late,
    line_text,
    printed,
    remind,
)
from settlement.custom.outages import (
    OutageLog,
    cause_text,
    compensation,
    meters_hit,
    outage_line,
)
from settlement.custom.values import Money, month_of
from settlement.generated import (
    ContractState,
    InvoiceLine,
    InvoiceState,
    a_contract,
    a_invoice,
)
from settlement.generated_metering import OutageCause, a_outage_reported
from tests.support import START, TODAY, flat


def test_contracts_are_found_by_meter_and_customer() -> None:
    book = Book()
    for id, meter_id in ((1, 42), (2, 42), (3, 7)):
        book.contracts.put(a_contract(id=id, meter_id=meter_id, customer="C-00001234"))
    book.contracts.put(a_contract(id=2, meter_id=7, customer="C-00001234"))
    assert [each.id for each in book.of_meter(42)] == [1]
    assert [each.id for each in book.of_meter(7)] == [2, 3]
    assert book.by_customer == {"C-00001234": [1, 2, 3]}
    assert book.next_contract_id() == 4
    assert len(book.contracts) == 3


def test_pages_go_on_after_the_last_id() -> None:
    book = Book()
    for id in (10, 9, 2):
        book.contracts.put(a_contract(id=id, state=ContractState.ACTIVE))
    first = book.page(ContractState.ACTIVE, 0, 2)
    assert ([each.id for each in first.contracts], first.more) == ([2, 9], True)
    second = book.page(None, 9, 2)
    assert ([each.id for each in second.contracts], second.more) == ([10], False)
    assert book.page(ContractState.DRAFT, 0, 2).contracts == []
    assert book.states(book.contracts) == {"active": 3}


def test_what_a_contract_may_become() -> None:
    draft = a_contract(state=ContractState.DRAFT)
    assert may_become(draft, ContractState.ACTIVE)
    assert not may_become(draft, ContractState.SUSPENDED)
    assert not may_become(a_contract(state=ContractState("lost")), ContractState.ACTIVE)


def test_days_of_a_contract() -> None:
    contract = a_contract(
        starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), notice=timedelta(days=30)
    )
    assert runs_on(contract, date(2026, 6, 30))
    assert not runs_on(contract, date(2026, 7, 1))
    assert last_notice(contract, date(2026, 6, 30)) == date(2026, 5, 31)
    again = renewed(contract, date(2026, 7, 1), 9)
    assert (again.id, again.number, again.ends_on) == (9, "number/9", None)
    open_end = a_contract(ends_on=None)
    near = expiring([contract, open_end], date(2026, 6, 1), timedelta(days=60))
    assert [each.ends_on for each in near] == [date(2026, 6, 30)]


def test_deposits_are_summed_by_customer() -> None:
    contracts = [
        a_contract(customer=customer, deposit=deposit)
        for customer, deposit in (("C-1", 500), ("C-1", 250), ("C-2", 0))
    ]
    assert deposits(contracts) == {"C-1": 750}


def test_a_bill_with_discount_and_credit() -> None:
    contract = a_contract(id=5, discount_percent=10.0)
    energy = InvoiceLine(label="Energy", quantity=100.0, unit="kwh", amount=3000)
    invoice = (
        InvoiceBuilder(contract, month_of(date(2026, 4, 1)))
        .energy([energy])
        .base_fee(flat())
        .discount()
        .credit("Compensation", Money(50))
        .build(3, TODAY)
    )
    assert [line.amount for line in invoice.lines] == [3000, 900, -390, -50]
    assert (invoice.total, invoice.due_on, invoice.contract_id) == (3460, date(2026, 3, 24), 5)
    assert line_text(energy) == f"{'Energy':<28}{'100 kWh':>16}{'30.00 EUR':>14}"
    assert printed(invoice).splitlines()[0] == "Invoice 000003 for 2026-04-01..2026-04-30"
    assert printed(invoice).endswith("Please pay by 24.03.2026.")


def test_reminders_stop_at_some_point() -> None:
    invoice = a_invoice(due_on=date(2026, 3, 1), state=InvoiceState.ISSUED)
    assert is_late(invoice, TODAY)
    assert not is_late(invoice, date(2026, 3, 1))
    for expected in (1, 2, 3, 3):
        invoice = remind(invoice, TODAY)
        assert (invoice.state, invoice.reminders) == (InvoiceState.OVERDUE, expected)
    paid = a_invoice(due_on=date(2026, 3, 1), state=InvoiceState.PAID)
    assert remind(paid, TODAY) is paid


def test_the_most_urgent_bill_comes_first() -> None:
    bills = [
        a_invoice(number=number, due_on=date(2026, 3, day), total=total)
        for number, day, total in ((1, 9, 10), (2, 5, 10), (3, 5, 20))
    ]
    assert [each.number for each in by_urgency(bills)] == [3, 2, 1]


def test_long_outages_are_paid_for_unless_nobody_is_to_blame() -> None:
    assert compensation(timedelta(hours=3)) == Money(0)
    assert compensation(timedelta(hours=4, minutes=1)) == Money(25)
    log = OutageLog()
    for cause in (OutageCause.CABLE, OutageCause.STORM):
        event = a_outage_reported(
            zone="north",
            started_at=START,
            expected=timedelta(hours=5),
            cause=cause,
            affected=[9, 10, 9],
        )
        outage = log.open(event)
        assert outage.meters == [9, 10]
        assert outage_line(outage).endswith(f"north 00:00-05:00: {cause_text(cause)}")
    assert log.settle(9) == Money(25)
    assert log.settle(9) == Money(0)
    assert meters_hit(log.outages.values()) == {9, 10}
    assert len(log.running("north", START)) == 2
    assert log.running("north", START + timedelta(hours=5)) == []
