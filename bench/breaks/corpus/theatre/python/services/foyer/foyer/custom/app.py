"""The foyer as a service."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol, final

from .. import generated as foyer
from .. import generated_box_office as box_office
from .. import generated_programme as programme
from ..generated import OrderState, SeatKey, TicketOrder, Voucher
from .cloakroom import BarBook, Cloakroom
from .journal import Journal
from .keyed import Memo, tried
from .leaflets import LeafletBuilder
from .money import to_cents
from .orders import Draft, OrderBook, label
from .reports import discount_for, evening, headline
from .seats import SeatPlan, in_order, ticket_for
from .vouchers import VoucherBook

log = logging.getLogger("foyer")

PAGE_MAX = 50
SEASON = timedelta(days=300)


class Programme(Protocol):
    """What is asked of the programme; in production its client."""

    async def get_performance(
        self, input: programme.GetPerformanceIn, ctx: foyer.Ctx | None = None
    ) -> programme.Performance | programme.PerformanceNotFound: ...
    async def get_production(
        self, input: programme.GetProductionIn, ctx: foyer.Ctx | None = None
    ) -> programme.Production | programme.ProductionNotFound: ...
    async def list_performances(
        self, input: programme.ListPerformancesIn, ctx: foyer.Ctx | None = None
    ) -> list[programme.Performance]: ...
    async def get_cast(
        self, input: programme.GetCastIn, ctx: foyer.Ctx | None = None
    ) -> list[programme.CastMember]: ...


class BoxOffice(Protocol):
    """What is asked of the box office."""

    async def get_customer(
        self, input: box_office.GetCustomerIn, ctx: foyer.Ctx | None = None
    ) -> box_office.Customer | box_office.CustomerNotFound: ...
    async def charge(
        self, input: box_office.ChargeIn, ctx: foyer.Ctx | None = None
    ) -> box_office.Payment | box_office.PaymentRefused: ...


class Events(Protocol):
    """Whom the foyer tells."""

    async def order_paid(self, event: foyer.OrderPaid, ctx: foyer.Ctx | None = None) -> None: ...
    async def order_refunded(
        self, event: foyer.OrderRefunded, ctx: foyer.Ctx | None = None
    ) -> None: ...
    async def seats_released(
        self, event: foyer.SeatsReleased, ctx: foyer.Ctx | None = None
    ) -> None: ...


@final
@dataclass
class App(foyer.Foyer):
    """The service over its upstream services and what it keeps itself."""

    plays: Programme
    till: BoxOffice
    publisher: Events
    journal: Journal = field(default_factory=Journal)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    pause_seconds: float = 0.05

    def __post_init__(self) -> None:
        self.orders = OrderBook(heard=[lambda order, _: self.journal.write(order)])
        self.vouchers = VoucherBook()
        self.seats = SeatPlan()
        self.cloakroom = Cloakroom()
        self.bar = BarBook()
        self.letters: list[str] = []
        self._performances = Memo[int, programme.Performance | None](self._load_performance)

    @property
    def today(self) -> date:
        return self.now().date()

    async def reserve_seats(
        self, input: foyer.ReserveSeatsIn, ctx: foyer.Ctx
    ) -> TicketOrder | foyer.SeatTaken | foyer.SalesClosed:
        performance = await self._performances.get(input.performance_id)
        if performance is None or performance.state != programme.PerformanceState.ON_SALE:
            return foyer.SalesClosed(performance_id=input.performance_id)
        tickets = [ticket_for(performance, seat) for seat in input.seats]
        gone = self.seats.claim(performance.id, input.seats)
        if gone is not None:
            return foyer.SeatTaken(seat=gone)
        discount = await self._discount(input.customer_id, ctx)
        draft = Draft(input.customer_id, performance.id, discount=discount, note=input.note)
        order = self.orders.place(draft.seat(*tickets), self.now())
        self.journal.write(order)
        log.info("%s at %s", label(order), " ".join(in_order(input.seats)))
        return order

    async def pay_order(
        self, input: foyer.PayOrderIn, ctx: foyer.Ctx
    ) -> TicketOrder | foyer.OrderNotFound | foyer.PaymentDeclined:
        order = self.orders.shelf.get(input.id)
        if order is None:
            return foyer.OrderNotFound(id=input.id)
        wanted = box_office.ChargeIn(
            customer_id=order.customer_id,
            amount=order.total,
            method=input.method,
            reference=f"order/{order.id}",
        )
        charged = await tried(
            lambda: self.till.charge(wanted, ctx), pause_seconds=self.pause_seconds
        )
        if isinstance(charged, box_office.PaymentRefused):
            return foyer.PaymentDeclined(reason=charged.reason)
        if charged.state != box_office.PaymentState.CAPTURED:
            return self.orders.shelf.put(order.model_copy(update={"payment_id": charged.id}))
        return await self._paid(order, charged.id, ctx)

    async def cancel_order(
        self, input: foyer.CancelOrderIn, ctx: foyer.Ctx
    ) -> Voucher | foyer.OrderNotFound:
        order = self.orders.shelf.get(input.id)
        if order is None:
            return foyer.OrderNotFound(id=input.id)
        return await self._refund(order, ctx)

    async def list_orders(self, input: foyer.ListOrdersIn, ctx: foyer.Ctx) -> foyer.OrderPage:
        limit = min(max(input.limit, 1), PAGE_MAX)
        orders, following = self.orders.of_guest(input.customer_id, input.after, limit)
        return foyer.OrderPage(orders=orders, next=following)

    async def redeem_voucher(
        self, input: foyer.RedeemVoucherIn, ctx: foyer.Ctx
    ) -> Voucher | foyer.VoucherRefused | foyer.OrderNotFound:
        order = self.orders.shelf.get(input.order_id)
        if order is None:
            return foyer.OrderNotFound(id=input.order_id)
        redeemed = self.vouchers.redeem(input.code, order, self.today)
        if isinstance(redeemed, foyer.VoucherRefused):
            return redeemed
        voucher, rest = redeemed
        self.orders.shelf.put(order.model_copy(update={"total": rest}))
        return voucher

    async def hand_in(
        self, input: foyer.HandInIn, ctx: foyer.Ctx
    ) -> foyer.CloakroomToken | foyer.CloakroomFull:
        return self.cloakroom.hand_in(input.performance_id, input.garments)

    async def record_taking(self, input: foyer.RecordTakingIn, ctx: foyer.Ctx) -> foyer.BarTaking:
        return self.bar.record(input.counter, input.day, input.drinks)

    async def report_evening(
        self, input: foyer.ReportEveningIn, ctx: foyer.Ctx
    ) -> foyer.EveningReport | foyer.SalesClosed:
        performance = await self._performances.get(input.performance_id)
        if performance is None:
            return foyer.SalesClosed(performance_id=input.performance_id)
        bar = self.bar.total(performance.starts_at.date())
        report = evening(performance, self.orders.at(performance.id), bar)
        log.info("%s", headline(report))
        return report

    async def print_leaflet(self, input: foyer.PrintLeafletIn, ctx: foyer.Ctx) -> foyer.Leaflet:
        production = await self._production(input.production_id, ctx)
        cast = await self.plays.get_cast(
            programme.GetCastIn(production_id=input.production_id), ctx
        )
        season = await self.plays.list_performances(
            programme.ListPerformancesIn(from_=self.today, to=self.today + SEASON), ctx
        )
        dates = [one for one in season if one.production_id == production.id]
        builder = LeafletBuilder(production, input.language).head().cast(cast)
        return builder.dates(dates).synopsis().build(input.copies)

    async def refund_all(self, event: programme.PerformanceCancelled, ctx: foyer.Ctx) -> None:
        self._performances.forget(event.performance_id)
        for order in self.orders.at(event.performance_id):
            if order.state in (OrderState.RESERVED, OrderState.PAID):
                voucher = await self._refund(order, ctx)
                hint = "" if event.instead is None else f"; see performance {event.instead}"
                self.letters.append(f"to {order.customer_id}: {event.reason}: {voucher.code}{hint}")

    async def tell_guests(self, event: programme.PerformanceMoved, ctx: foyer.Ctx) -> None:
        self._performances.forget(event.performance_id)
        late = int(event.delay.total_seconds()) // 60
        for order in self.orders.at(event.performance_id):
            start = f"{event.starts_at:%d.%m. %H:%M}"
            self.letters.append(f"to {order.customer_id}: {start}, {late} minutes later")

    async def settle(self, event: box_office.PaymentSettled, ctx: foyer.Ctx) -> None:
        payment = event.payment
        order = self.orders.by_payment(payment.id)
        if order is None or order.state != OrderState.RESERVED:
            log.info("payment %s over %s is none of ours", payment.id, payment.amount)
            return
        await self._paid(order, payment.id, ctx)

    async def _paid(self, order: TicketOrder, payment_id: int, ctx: foyer.Ctx) -> TicketOrder:
        paid = self.orders.paid(order, payment_id)
        await self.publisher.order_paid(foyer.OrderPaid(order=paid), ctx)
        return paid

    async def _refund(self, order: TicketOrder, ctx: foyer.Ctx) -> Voucher:
        """A voucher over what was paid; the seats are anybody's again."""
        moved = self.orders.move(order, OrderState.REFUNDED)
        amount = to_cents(order.total) if order.state == OrderState.PAID else 0
        voucher = self.vouchers.issue(
            foyer.VoucherKind.COMPENSATION, amount, self.today, order.customer_id
        )
        seats = [ticket.seat for ticket in moved.tickets]
        freed = self.seats.release(moved.performance_id, seats)
        refunded = foyer.OrderRefunded(order_id=moved.id, voucher_code=voucher.code, amount=amount)
        await self.publisher.order_refunded(refunded, ctx)
        released = foyer.SeatsReleased(performance_id=moved.performance_id, seats=freed)
        await self.publisher.seats_released(released, ctx)
        return voucher

    async def _discount(self, customer_id: int, ctx: foyer.Ctx) -> int:
        customer = await self.till.get_customer(box_office.GetCustomerIn(id=customer_id), ctx)
        if isinstance(customer, box_office.CustomerNotFound):
            return 0
        return discount_for(customer)

    async def _production(self, id: int, ctx: foyer.Ctx) -> programme.Production:
        found = await self.plays.get_production(programme.GetProductionIn(id=id), ctx)
        if isinstance(found, programme.ProductionNotFound):
            raise LookupError(f"there is no production {found.id}")
        return found

    async def _load_performance(self, id: int) -> programme.Performance | None:
        wanted = programme.GetPerformanceIn(id=id)
        found = await tried(
            lambda: self.plays.get_performance(wanted), pause_seconds=self.pause_seconds
        )
        return None if isinstance(found, programme.PerformanceNotFound) else found


def greet(customer: box_office.Customer, seats: list[SeatKey]) -> str:
    """What the usher says."""
    words = {"de": "Guten Abend", "fr": "Bonsoir"}
    hello = words.get(customer.language, "Good evening")
    surname = customer.name.split()[-1]
    return f"{hello}, {surname}: {', '.join(in_order(seats))}"
