"""The service over upstream services that answer from memory."""

import asyncio
from datetime import timedelta
from decimal import Decimal

from foyer import generated_box_office as box_office
from foyer import generated_programme as programme
from foyer.custom.app import App
from foyer.generated import (
    Ctx,
    ListOrdersIn,
    OrderNotFound,
    OrderPaid,
    OrderRefunded,
    OrderState,
    PaymentDeclined,
    PayOrderIn,
    PrintLeafletIn,
    RecordTakingIn,
    RedeemVoucherIn,
    ReportEveningIn,
    ReserveSeatsIn,
    SalesClosed,
    SeatsReleased,
    SeatTaken,
    TicketOrder,
    VoucherKind,
)

from .support import EVENING, House, Till, a_foyer, a_night, ids

CARD = box_office.PaymentMethod.CARD


def reserve(app: App, *seats: str) -> TicketOrder:
    wanted = ReserveSeatsIn(customer_id=7, performance_id=11, seats=list(seats))
    order = asyncio.run(app.reserve_seats(wanted, Ctx()))
    assert isinstance(order, TicketOrder)
    return order


def pay(app: App, id: int) -> TicketOrder | OrderNotFound | PaymentDeclined:
    return asyncio.run(app.pay_order(PayOrderIn(id=id, method=CARD), Ctx()))


def test_seats_are_reserved_once() -> None:
    house = House()
    app, _ = a_foyer(house, Till(points=900))
    order = reserve(app, "A-2", "B-1")
    assert (order.total, order.state) == (Decimal("69.75"), OrderState.RESERVED)
    again = ReserveSeatsIn(customer_id=8, performance_id=11, seats=["B-2", "B-1"])
    assert asyncio.run(app.reserve_seats(again, Ctx())) == SeatTaken(seat="B-1")
    assert house.asked == ["performance 11"]


def test_nothing_is_sold_for_what_is_not_on_sale() -> None:
    app, _ = a_foyer(House(a_night(state=programme.PerformanceState.PLANNED)))
    for id in (11, 12):
        wanted = ReserveSeatsIn(customer_id=7, performance_id=id, seats=["A-1"])
        assert asyncio.run(app.reserve_seats(wanted, Ctx())) == SalesClosed(performance_id=id)


def test_an_order_is_paid_after_another_attempt() -> None:
    till = Till(away=2)
    app, told = a_foyer(till=till)
    order = reserve(app, "A-1")
    paid = pay(app, order.id)
    assert isinstance(paid, TicketOrder)
    assert (paid.state, paid.payment_id) == (OrderState.PAID, 501)
    assert till.charged[0].reference == "order/1"
    assert till.charged[0].amount == Decimal("48.00")
    assert told.events == [OrderPaid(order=paid)]


def test_payments_may_be_declined() -> None:
    app, told = a_foyer(till=Till(refuses=True))
    assert pay(app, reserve(app, "A-1").id) == PaymentDeclined(reason="no cover")
    assert pay(app, 99) == OrderNotFound(id=99)
    assert told.events == []


def test_a_payment_may_settle_later() -> None:
    till = Till()
    till.state = box_office.PaymentState.AUTHORISED
    app, told = a_foyer(till=till)
    waiting = pay(app, reserve(app, "A-1").id)
    assert isinstance(waiting, TicketOrder)
    assert waiting.state == OrderState.RESERVED
    event = box_office.a_payment_settled(payment=box_office.a_payment(id=501))
    asyncio.run(app.settle(event, Ctx()))
    asyncio.run(app.settle(event, Ctx()))
    assert [type(event) for event in told.events] == [OrderPaid]


def test_a_cancelled_performance_is_refunded() -> None:
    app, told = a_foyer()
    pay(app, reserve(app, "A-1", "A-2").id)
    event = programme.PerformanceCancelled(performance_id=11, reason="Illness", instead=12)
    asyncio.run(app.refund_all(event, Ctx()))
    assert app.letters == ["to 7: Illness: C26-0001; see performance 12"]
    assert told.events[1:] == [
        OrderRefunded(order_id=1, voucher_code="C26-0001", amount=9600),
        SeatsReleased(performance_id=11, seats=["A-1", "A-2"]),
    ]


def test_guests_hear_of_another_time() -> None:
    app, _ = a_foyer()
    reserve(app, "A-1")
    event = programme.PerformanceMoved(
        performance_id=11,
        starts_at=EVENING + timedelta(minutes=45),
        delay=timedelta(minutes=45),
    )
    asyncio.run(app.tell_guests(event, Ctx()))
    assert app.letters == ["to 7: 02.05. 20:15, 45 minutes later"]


def test_orders_are_listed_page_by_page() -> None:
    app, _ = a_foyer()
    for place in range(1, 4):
        reserve(app, f"A-{place}")
    page = asyncio.run(app.list_orders(ListOrdersIn(customer_id=7, limit=2), Ctx()))
    assert (ids(page.orders), page.next) == ([1, 2], 2)
    page = asyncio.run(app.list_orders(ListOrdersIn(customer_id=7, after=2), Ctx()))
    assert (ids(page.orders), page.next) == ([3], None)


def test_a_voucher_lowers_what_is_to_be_paid() -> None:
    till = Till()
    app, _ = a_foyer(till=till)
    voucher = app.vouchers.issue(VoucherKind.GIFT, 1000, app.today)
    order = reserve(app, "A-1")
    wanted = RedeemVoucherIn(code=voucher.code, order_id=order.id)
    left = asyncio.run(app.redeem_voucher(wanted, Ctx()))
    assert left == voucher.model_copy(update={"balance": 0})
    pay(app, order.id)
    assert till.charged[0].amount == Decimal("38.00")


def test_an_evening_is_reported() -> None:
    app, _ = a_foyer()
    taking = RecordTakingIn(counter="circle", day=EVENING.date(), drinks={"beer": 2})
    asyncio.run(app.record_taking(taking, Ctx()))
    pay(app, reserve(app, "A-1").id)
    report = asyncio.run(app.report_evening(ReportEveningIn(performance_id=11), Ctx()))
    assert not isinstance(report, SalesClosed)
    assert (report.sold, report.bar, report.by_band) == (1, 960, {"stalls": 1})


def test_a_leaflet_is_printed() -> None:
    app, _ = a_foyer()
    wanted = PrintLeafletIn(production_id=3, language="en", copies=50)
    leaflet = asyncio.run(app.print_leaflet(wanted, Ctx()))
    assert leaflet.heading == "The Cherry Orchard (en)"
    assert "02.05. 19:30 Main house" in leaflet.text
