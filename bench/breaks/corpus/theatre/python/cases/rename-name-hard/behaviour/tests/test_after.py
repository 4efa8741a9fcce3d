"""Orders of what is called an admission now."""

from decimal import Decimal

from foyer.custom.journal import order_line, order_of
from foyer.custom.orders import Draft, OrderBook
from foyer.custom.seats import ticket_for
from foyer.generated import Admission, a_admission, a_ticket_order

from .support import NOON, a_night


def test_orders_hold_admissions() -> None:
    one = ticket_for(a_night(), "B-2")
    assert one == Admission(seat="B-2", band="circle", price=Decimal("29.50"))
    order = OrderBook().place(Draft(7, 11).seat(one, a_admission(seat="A-1")), NOON)
    assert [each.seat for each in order.tickets] == ["B-2", "A-1"]
    assert order_of(order_line(order)) == order
    assert a_ticket_order(tickets=[one]).tickets == [one]
