from decimal import Decimal

from dispatch.custom.disruption import refund_line
from dispatch.custom.seats import price_of, takings
from dispatch.custom.values import Money
from dispatch.generated import a_reservation
from dispatch.generated_sales import a_refund, a_ticket


def test_cents_of_decimals() -> None:
    assert Money.of_euros(Decimal("0.29")) == Money(29)
    ticket = a_ticket(price=Decimal("80.10"))
    assert price_of(ticket, a_reservation(fee=450)) == Money(8460)
    assert refund_line(a_refund(amount=Decimal("12.30"))).endswith(" 12.30 €")


def test_takings_lose_nothing() -> None:
    tickets = [a_ticket(train="IC 1", price=Decimal("0.10")) for _ in range(3)]
    assert takings(tickets) == {"IC 1": Decimal("0.30")}
    assert isinstance(takings(tickets)["IC 1"], Decimal)
