from dispatch.custom.seats import extras_wanted, needs_ramp
from dispatch.generated_sales import Assistance, a_passenger, a_ticket


def test_who_needs_no_help_needs_no_ramp() -> None:
    people = [a_passenger(id=1, wheelchair=Assistance.NONE)]
    people.append(a_passenger(id=2, wheelchair=Assistance.RAMP))
    assert needs_ramp(people) == [2]


def test_extras_are_counted() -> None:
    tickets = [a_ticket(extras={"meal": 3}), a_ticket(extras={"meal": 1, "bicycle": 2})]
    assert extras_wanted(tickets) == {"meal": 4, "bicycle": 2}
