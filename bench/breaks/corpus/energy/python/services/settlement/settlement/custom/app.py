"""The service: what its callers ask for and what it hears from others."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, final

from ..generated import (
    BillContractIn,
    ChangeStateIn,
    Contract,
    ContractActivated,
    ContractNotFound,
    ContractPage,
    ContractState,
    CreditFeedInIn,
    Ctx,
    Estimate,
    EstimateCostIn,
    FeedInCredit,
    FeedInCredited,
    Invoice,
    InvoiceIssued,
    InvoiceNotFound,
    InvoicePaid,
    InvoiceState,
    ListContractsIn,
    MeterUnknown,
    NotBillable,
    OpenContractIn,
    PayInvoiceIn,
    Producer,
    ProducerNotFound,
    RegisterProducerIn,
    Settlement,
    TransitionRefused,
    UnknownTariff,
    WrongAmount,
    ZoneNotFound,
    ZoneReportIn,
    ZoneSummary,
)
from ..generated_market import GetForecastIn, GetZoneIn, PricesPublished, UnknownZone
from ..generated_metering import (
    GetMeterIn,
    Meter,
    MeterNotFound,
    MeterReplaced,
    OutageReported,
    ReadingTaken,
)
from .book import BILLABLE, Book, may_become, runs_on
from .invoicing import InvoiceBuilder
from .outages import OutageLog, outage_line
from .prices import FINAL_PRODUCTS, PriceBoard, average, patiently
from .readings import Readings, ReadingSource, describe, feeds_in, fetch_readings
from .reports import band_of, feed_in_rate, zone_title
from .tariffs import RATERS, Catalogue, Usage, number_prefix, sum_kwh
from .values import MeterId, Money, bounds, customer_ref, days_of, midnight, priced

log = logging.getLogger("settlement")


class Metering(ReadingSource, Protocol):
    """What settlement asks of `metering`."""

    async def get_meter(
        self, input: GetMeterIn, ctx: Ctx | None = None
    ) -> Meter | MeterNotFound: ...


class Announcer(Protocol):
    """Whom settlement tells what happened; in production the publisher."""

    async def contract_activated(
        self, event: ContractActivated, ctx: Ctx | None = None
    ) -> None: ...

    async def invoice_issued(self, event: InvoiceIssued, ctx: Ctx | None = None) -> None: ...

    async def invoice_paid(self, event: InvoicePaid, ctx: Ctx | None = None) -> None: ...

    async def feed_in_credited(self, event: FeedInCredited, ctx: Ctx | None = None) -> None: ...


@final
@dataclass
class App(Settlement):
    """Settlement over a metering service, a market and somebody who passes events on."""

    metering: Metering
    board: PriceBoard
    announcer: Announcer
    today: Callable[[], date] = date.today
    catalogue: Catalogue = field(default_factory=Catalogue)
    book: Book = field(default_factory=Book)
    readings: Readings = field(default_factory=Readings)
    outages: OutageLog = field(default_factory=OutageLog)
    invoices: dict[int, Invoice] = field(default_factory=dict[int, Invoice])

    async def open_contract(
        self, input: OpenContractIn, ctx: Ctx
    ) -> Contract | UnknownTariff | MeterUnknown:
        tariff = self.catalogue.on(input.tariff_code, input.starts_on)
        if tariff is None:
            return UnknownTariff(tariff_code=input.tariff_code)
        meter = await self._meter(input.meter_id, ctx)
        if meter is None:
            return MeterUnknown(meter_id=input.meter_id)
        id = self.book.next_contract_id()
        contract = Contract(
            id=id,
            number=f"{number_prefix(tariff.kind)}{input.starts_on:%y}-{id:05d}",
            customer=customer_ref(input.customer),
            meter_id=meter.id,
            tariff_code=tariff.code,
            starts_on=input.starts_on,
            deposit=input.deposit,
        )
        return self.book.contracts.put(contract)

    async def change_state(
        self, input: ChangeStateIn, ctx: Ctx
    ) -> Contract | ContractNotFound | TransitionRefused:
        contract = self.book.contracts.get(input.id)
        if contract is None:
            return ContractNotFound(id=input.id)
        if not may_become(contract, input.state):
            return TransitionRefused(state=contract.state, wanted=input.state)
        changed = contract.model_copy(update={"state": input.state})
        if input.state == ContractState.ENDED:
            changed.ends_on = self.today()
        self.book.contracts.put(changed)
        if contract.state == ContractState.DRAFT and input.state == ContractState.ACTIVE:
            event = ContractActivated(contract=changed, on_day=self.today())
            await self.announcer.contract_activated(event, ctx)
        return changed

    async def list_contracts(self, input: ListContractsIn, ctx: Ctx) -> ContractPage:
        return self.book.page(input.state, input.after, input.limit)

    async def bill_contract(
        self, input: BillContractIn, ctx: Ctx
    ) -> Invoice | ContractNotFound | NotBillable:
        contract = self.book.contracts.get(input.id)
        if contract is None:
            return ContractNotFound(id=input.id)
        if contract.state not in BILLABLE or not runs_on(contract, input.period.last_day):
            return NotBillable(id=contract.id, reason=f"it is {contract.state}")
        tariff = self.catalogue.on(contract.tariff_code, input.period.first_day)
        meter = await self._meter(contract.meter_id, ctx)
        if tariff is None or meter is None:
            return NotBillable(id=contract.id, reason="its tariff or meter is gone")
        for day in days_of(input.period):
            await self.board.load(meter.place.zone_code, day, ctx)
        usages = await self._usages(meter, "draw", input, ctx)
        lines = RATERS[tariff.kind](tariff, usages, self.board.price_at(meter.place.zone_code))
        invoice = (
            InvoiceBuilder(contract, input.period)
            .energy(lines)
            .base_fee(tariff)
            .discount()
            .credit("Compensation for outages", self.outages.settle(meter.id))
            .build(len(self.invoices) + 1, self.today())
        )
        self.invoices[invoice.number] = invoice
        await self.announcer.invoice_issued(InvoiceIssued(invoice=invoice), ctx)
        return invoice

    async def pay_invoice(
        self, input: PayInvoiceIn, ctx: Ctx
    ) -> Invoice | InvoiceNotFound | WrongAmount:
        invoice = self.invoices.get(input.number)
        if invoice is None:
            return InvoiceNotFound(number=input.number)
        if input.amount != invoice.total:
            return WrongAmount(expected=invoice.total)
        paid = invoice.model_copy(update={"state": InvoiceState.PAID})
        self.invoices[paid.number] = paid
        event = InvoicePaid(number=paid.number, paid_on=input.paid_on)
        await self.announcer.invoice_paid(event, ctx)
        return paid

    async def register_producer(
        self, input: RegisterProducerIn, ctx: Ctx
    ) -> Producer | MeterUnknown:
        meter = await self._meter(input.meter_id, ctx)
        if meter is None or not feeds_in(meter):
            return MeterUnknown(meter_id=input.meter_id)
        producer = Producer(
            id=self.book.next_producer_id(),
            name=input.name.strip(),
            meter_id=meter.id,
            peak_kw=min(input.peak_kw, meter.fuse_kw),
            scheme=input.scheme,
        )
        return self.book.producers.put(producer)

    async def credit_feed_in(
        self, input: CreditFeedInIn, ctx: Ctx
    ) -> FeedInCredit | ProducerNotFound:
        producer = self.book.producers.get(input.producer_id)
        if producer is None:
            return ProducerNotFound(id=input.producer_id)
        kwh, amount = 0.0, Money(0)
        meter = await self._meter(producer.meter_id, ctx)
        if meter is not None:
            zone = meter.place.zone_code
            prices = await self.board.load(zone, input.period.first_day, ctx)
            kwh = sum_kwh(await self._usages(meter, "feed", input, ctx))
            rate = feed_in_rate(producer, average(prices.values()))
            amount = priced(kwh, Decimal(str(rate)))
        credit = FeedInCredit(
            producer_id=producer.id, period=input.period, kwh=kwh, amount=amount.cents
        )
        await self.announcer.feed_in_credited(FeedInCredited(credit=credit), ctx)
        return credit

    async def estimate_cost(self, input: EstimateCostIn, ctx: Ctx) -> Estimate | UnknownTariff:
        tariff = self.catalogue.on(input.tariff_code, input.day)
        if tariff is None:
            return UnknownTariff(tariff_code=input.tariff_code)
        await self.board.load(input.zone, input.day, ctx)
        wanted = GetForecastIn(zone=input.zone, day=input.day)
        forecast = await patiently(
            lambda: self.board.market.get_forecast(wanted, ctx),
            pause_seconds=self.board.pause_seconds,
        )
        usage = Usage(midnight(input.day), input.kwh)
        lines = RATERS[tariff.kind](tariff, [usage], self.board.price_at(input.zone))
        amount = Money.total(each.amount for each in lines) + Money(tariff.base_fee)
        low, high = band_of(forecast, amount)
        return Estimate(
            tariff_code=tariff.code,
            low=low.cents,
            high=high.cents,
            confidence=forecast.confidence,
        )

    async def zone_report(self, input: ZoneReportIn, ctx: Ctx) -> ZoneSummary | ZoneNotFound:
        zone = await patiently(
            lambda: self.board.market.get_zone(GetZoneIn(code=input.zone), ctx),
            pause_seconds=self.board.pause_seconds,
        )
        if isinstance(zone, UnknownZone):
            return ZoneNotFound(zone=zone.zone)
        prices = await self.board.load(zone.code, input.day, ctx)
        states = self.book.states(self.book.contracts)
        return ZoneSummary(
            zone=zone.code,
            title=zone_title(zone),
            contracts=sum(states.values()),
            by_state=dict(states),
            average_price=average(prices.values()),
            outages=self.outages.running(zone.code, midnight(input.day)),
        )

    async def record_reading(self, event: ReadingTaken, ctx: Ctx) -> None:
        if self.readings.add(event.reading):
            log.info("%s", describe(event.reading))

    async def move_contracts(self, event: MeterReplaced, ctx: Ctx) -> None:
        """Contracts go on with the new meter; what has ended stays with the old one."""
        for contract in self.book.of_meter(event.old_id):
            if contract.state != ContractState.ENDED:
                moved = contract.model_copy(update={"meter_id": event.new_meter.id})
                self.book.contracts.put(moved)
                log.info("contract %s: meter %d at %s", moved.number, moved.meter_id, event.at)

    async def open_outage(self, event: OutageReported, ctx: Ctx) -> None:
        outage = self.outages.open(event)
        log.warning("%s", outage_line(outage))

    async def refresh_prices(self, event: PricesPublished, ctx: Ctx) -> None:
        """Prices that are final make those in the cache old."""
        if event.product in FINAL_PRODUCTS and self.board.forget(event.zone, event.day):
            log.info("prices of %s: now %.2f on average", event.zone, event.average_price)

    async def _meter(self, meter_id: MeterId, ctx: Ctx) -> Meter | None:
        found = await patiently(
            lambda: self.metering.get_meter(GetMeterIn(id=meter_id), ctx),
            pause_seconds=self.board.pause_seconds,
        )
        return None if isinstance(found, MeterNotFound) else found

    async def _usages(
        self, meter: Meter, direction: str, input: BillContractIn | CreditFeedInIn, ctx: Ctx
    ) -> list[Usage]:
        """Fetches what is missing of a period's readings, then counts."""
        since, until = bounds(input.period)
        if not self.readings.usages(meter, direction, since, until):
            for reading in await fetch_readings(self.metering, meter.id, since, until, ctx):
                self.readings.add(reading)
        return self.readings.usages(meter, direction, since, until)
