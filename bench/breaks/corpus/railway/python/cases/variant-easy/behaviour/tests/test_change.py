from dispatch.custom.seats import FEES, fee
from dispatch.custom.values import Money
from dispatch.generated_sales import Card, TravelClass, a_ticket


def test_a_sleeper_has_a_fee_of_its_own() -> None:
    assert TravelClass.SLEEPER in FEES
    ticket = a_ticket(travel_class=TravelClass.SLEEPER)
    assert fee(ticket) == FEES[TravelClass.SLEEPER]
    assert fee(ticket, Card.FULL) == Money(0)
    assert fee(a_ticket(travel_class=TravelClass.FIRST)) == Money(590)
