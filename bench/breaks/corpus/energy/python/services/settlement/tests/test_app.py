"""The service from outside: contracts, bills, producers, and what it hears."""

import asyncio
from datetime import date, timedelta

import pytest

from settlement.custom.app import App
from settlement.custom.values import Money
from settlement.generated import (
    BillContractIn,
    ChangeStateIn,
    Contract,
    ContractNotFound,
    ContractState,
    CreditFeedInIn,
    Ctx,
    Estimate,
    EstimateCostIn,
    FeedInCredit,
    Invoice,
    InvoiceState,
    ListContractsIn,
    MeterUnknown,
    NotBillable,
    OpenContractIn,
    PayInvoiceIn,
    Producer,
    ProducerNotFound,
    RegisterProducerIn,
    RemoteError,
    TransitionRefused,
    UnknownTariff,
    WrongAmount,
    ZoneNotFound,
    ZoneReportIn,
    ZoneSummary,
)
from settlement.generated_market import Product, a_prices_published
from settlement.generated_metering import (
    OutageCause,
    a_meter,
    a_meter_replaced,
    a_outage_reported,
    a_reading_taken,
)
from tests.support import FEED, MARCH, START, TODAY, Heard, price, service, stand


def opened(app: App, meter_id: int = 42, state: ContractState = ContractState.ACTIVE) -> Contract:
    """A contract that has got as far as a state."""
    input = OpenContractIn(
        customer="1234", meter_id=meter_id, tariff_code="basic", starts_on=date(2026, 1, 1)
    )
    contract = asyncio.run(app.open_contract(input, Ctx()))
    assert isinstance(contract, Contract)
    if state != ContractState.DRAFT:
        changed = asyncio.run(app.change_state(ChangeStateIn(id=contract.id, state=state), Ctx()))
        assert isinstance(changed, Contract)
        return changed
    return contract


def heard(app: App) -> Heard:
    assert isinstance(app.announcer, Heard)
    return app.announcer


def test_a_contract_is_opened_and_activated() -> None:
    app = service()
    contract = opened(app)
    assert (contract.number, contract.customer) == ("F26-00001", "C-00001234")
    (event,) = heard(app).activated
    assert (event.contract.id, event.on_day) == (contract.id, TODAY)
    listed = asyncio.run(app.list_contracts(ListContractsIn(), Ctx()))
    assert [each.state for each in listed.contracts] == [ContractState.ACTIVE]


def test_what_is_not_there_is_refused() -> None:
    app = service()
    input = OpenContractIn(
        customer="1234", meter_id=42, tariff_code="none", starts_on=date(2026, 1, 1)
    )
    assert asyncio.run(app.open_contract(input, Ctx())) == UnknownTariff(tariff_code="none")
    input.tariff_code, input.meter_id = "basic", 7
    assert asyncio.run(app.open_contract(input, Ctx())) == MeterUnknown(meter_id=7)
    change = ChangeStateIn(id=5, state=ContractState.ACTIVE)
    assert asyncio.run(app.change_state(change, Ctx())) == ContractNotFound(id=5)


def test_an_ended_contract_stays_ended() -> None:
    app = service()
    contract = opened(app, state=ContractState.ENDED)
    assert contract.ends_on == TODAY
    again = asyncio.run(
        app.change_state(ChangeStateIn(id=contract.id, state=ContractState.ACTIVE), Ctx())
    )
    assert again == TransitionRefused(state=ContractState.ENDED, wanted=ContractState.ACTIVE)


def test_a_month_is_billed_and_paid() -> None:
    app = service(readings=[stand(hour, hour * 1000) for hour in range(5)], away=1)
    contract = opened(app)
    invoice = asyncio.run(app.bill_contract(BillContractIn(id=contract.id, period=MARCH), Ctx()))
    assert isinstance(invoice, Invoice)
    assert [(line.label, line.amount) for line in invoice.lines] == [
        ("Energy", 120),
        ("Base fee", 900),
    ]
    assert heard(app).issued[0].invoice == invoice
    pay = PayInvoiceIn(number=invoice.number, amount=1, paid_on=TODAY)
    assert asyncio.run(app.pay_invoice(pay, Ctx())) == WrongAmount(expected=1020)
    pay.amount = 1020
    paid = asyncio.run(app.pay_invoice(pay, Ctx()))
    assert isinstance(paid, Invoice) and paid.state == InvoiceState.PAID
    assert [each.number for each in heard(app).paid] == [invoice.number]


def test_a_draft_is_not_billed() -> None:
    app = service()
    contract = opened(app, state=ContractState.DRAFT)
    answer = asyncio.run(app.bill_contract(BillContractIn(id=contract.id, period=MARCH), Ctx()))
    assert answer == NotBillable(id=contract.id, reason="it is draft")


def test_producers_are_credited_for_what_they_feed_in() -> None:
    app = service(readings=[stand(hour, hour * 1000, FEED) for hour in range(3)])
    register = RegisterProducerIn(name=" Mill ", meter_id=42, peak_kw=55.0)
    producer = asyncio.run(app.register_producer(register, Ctx()))
    assert isinstance(producer, Producer)
    assert (producer.id, producer.name, producer.peak_kw) == (1, "Mill", 30.0)
    input = CreditFeedInIn(producer_id=producer.id, period=MARCH)
    credit = asyncio.run(app.credit_feed_in(input, Ctx()))
    assert isinstance(credit, FeedInCredit)
    assert (credit.kwh, credit.amount) == (4.0, 33)
    input.producer_id = 8
    assert asyncio.run(app.credit_feed_in(input, Ctx())) == ProducerNotFound(id=8)


def test_an_estimate_is_as_sure_as_its_forecast() -> None:
    app = service()
    input = EstimateCostIn(tariff_code="basic", kwh=10.0, zone="north", day=date(2026, 3, 1))
    estimate = asyncio.run(app.estimate_cost(input, Ctx()))
    assert isinstance(estimate, Estimate)
    assert (estimate.low, estimate.high, estimate.confidence) == (1080, 1320, 0.9)


def test_a_zone_at_a_glance() -> None:
    app = service(prices=[price(0, 50.0), price(1, 70.0)])
    opened(app)
    report = asyncio.run(app.zone_report(ZoneReportIn(zone="north", day=date(2026, 3, 1)), Ctx()))
    assert isinstance(report, ZoneSummary)
    assert report.title == "North (north), beside east, west"
    assert (report.contracts, report.by_state, report.average_price) == (1, {"active": 1}, 60.0)
    nowhere = ZoneReportIn(zone="moon", day=date(2026, 3, 1))
    assert asyncio.run(app.zone_report(nowhere, Ctx())) == ZoneNotFound(zone="moon")


def test_contracts_move_to_the_new_meter() -> None:
    app = service()
    active, ended = opened(app), opened(app, state=ContractState.ENDED)
    event = a_meter_replaced(old_id=42, new_meter=a_meter(id=43), at=START)
    asyncio.run(app.move_contracts(event, Ctx()))
    assert [each.id for each in app.book.of_meter(43)] == [active.id]
    assert [each.id for each in app.book.of_meter(42)] == [ended.id]


def test_an_outage_lowers_the_next_bill() -> None:
    app = service()
    contract = opened(app)
    outage = a_outage_reported(
        zone="north",
        started_at=START,
        expected=timedelta(hours=10),
        cause=OutageCause.CABLE,
        affected=[42],
    )
    asyncio.run(app.open_outage(outage, Ctx()))
    asyncio.run(app.bill_contract(BillContractIn(id=contract.id, period=MARCH), Ctx()))
    assert app.invoices[1].lines[-1].amount == -88
    assert app.outages.settle(42) == Money(0)


def test_readings_and_prices_that_are_heard_of() -> None:
    app = service(prices=[price(0, 50.0)])
    asyncio.run(app.record_reading(a_reading_taken(reading=stand(0, 5)), Ctx()))
    assert app.readings.registers_of(42) == ["1.8.0"]
    asyncio.run(app.board.load("north", START.date(), Ctx()))
    for product, left in ((Product.BALANCING, 1), (Product.DAY_AHEAD, 0)):
        event = a_prices_published(zone="north", day=START.date(), product=product)
        asyncio.run(app.refresh_prices(event, Ctx()))
        assert len(app.board.cache) == left


def test_a_metering_service_that_stays_away_is_told_of() -> None:
    with pytest.raises(RemoteError, match="away"):
        opened(service(away=3))
