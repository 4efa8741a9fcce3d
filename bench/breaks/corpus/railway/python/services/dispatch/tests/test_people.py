"""Seats, fees, delays and crews."""

import asyncio
from datetime import date, timedelta

from dispatch.custom.crew import breaches, on_day, roster_line, staffed, worked
from dispatch.custom.disruption import (
    announcement,
    headline,
    punctuality,
    refund_line,
    severity,
    share_back,
    worst,
)
from dispatch.custom.seats import (
    Wish,
    anniversary,
    extras_wanted,
    fee,
    needs_ramp,
    price_of,
    reached_by,
    seat_label,
    takings,
)
from dispatch.custom.values import Money
from dispatch.generated import (
    AssignDutyIn,
    Cause,
    CoachFull,
    Ctx,
    Duty,
    DutyTooLong,
    ReportDelayIn,
    Reservation,
    ReserveSeatIn,
    Role,
    Train,
    TrainState,
    a_delay,
    a_duty,
    a_reservation,
    a_train,
    a_train_delayed,
)
from dispatch.generated_sales import (
    Card,
    RefundReason,
    TravelClass,
    a_passenger,
    a_refund,
    a_ticket,
    a_ticket_cancelled,
    a_ticket_sold,
)

from .neighbours import Sales, a_run, at, desk


def test_money() -> None:
    assert Money.of_euros(19.99) == Money(1999)
    assert str(Money(-5) + Money(0)) == "-0.05 €"
    assert Money(999).share(50) == Money(499)


def test_wishes_are_read() -> None:
    assert Wish.read("Coach 2, window") == Wish("2", True)
    assert Wish.read("near the buffet") == Wish()
    assert Wish.read(None) == Wish()


def test_fees() -> None:
    ticket = a_ticket(travel_class=TravelClass.FIRST, price=80.0)
    assert fee(ticket) == Money(590)
    assert fee(ticket, Card.HALF) == Money(295)
    assert price_of(ticket, a_reservation(fee=590)) == Money(8590)


def test_takings_by_train() -> None:
    tickets = [a_ticket(train="IC 1", price=10.5), a_ticket(train="IC 1", price=4.5)]
    assert takings(tickets) == {"IC 1": 15.0}


def test_labels_and_ways_to_reach_people() -> None:
    assert seat_label(a_reservation(coach="12", seat=4, ticket=77)) == "12/04 #00000077"
    assert reached_by(a_passenger(phone="040 12")) == "tel:04012"
    assert reached_by(a_passenger(email="ada@example.org")) == "mailto:ada@example.org"
    assert anniversary(a_passenger(customer_since=date(2019, 3, 1)), 2026) == 7


def test_ramps_and_extras() -> None:
    people = [a_passenger(id=9, wheelchair=True), a_passenger(id=4, wheelchair=True)]
    assert needs_ramp([*people, a_passenger(id=1)]) == [4, 9]
    tickets = [a_ticket(extras=["bicycle", "meal"]), a_ticket(extras=["meal"])]
    assert extras_wanted(tickets) == {"bicycle": 1, "meal": 2}


def test_a_seat_is_reserved_where_it_was_wished_for() -> None:
    app = desk(None, None, a_run())
    wanted = ReserveSeatIn(train_id=1, ticket=77, wish="coach 2, window")
    answer = asyncio.run(app.reserve_seat(wanted, Ctx()))
    assert isinstance(answer, Reservation)
    assert (answer.coach, answer.seat, answer.fee) == ("2", 1, 450)


def test_a_full_train() -> None:
    app = desk(None, None, a_run().model_copy(update={"coaches": {}}))
    answer = asyncio.run(app.reserve_seat(ReserveSeatIn(train_id=1, ticket=77), Ctx()))
    assert answer == CoachFull(coach="any")


def test_a_sold_ticket_gets_a_seat_and_loses_it_again() -> None:
    sales = Sales(passengers=[a_passenger(id=5, card=Card.FULL)])
    app = desk(None, sales, a_run())
    ticket = a_ticket(number=31, train="IC 512", passenger_id=5)
    asyncio.run(app.seat_passenger(a_ticket_sold(ticket=ticket, wish="coach 1"), Ctx()))
    assert [(each.ticket, each.fee) for each in app.reservations] == [(31, 0)]
    assert app.plan.load(a_run()) == 100 / 12
    asyncio.run(app.free_seat(a_ticket_cancelled(number=31), Ctx()))
    assert len(app.reservations) == 0
    assert app.plan.load(a_run()) == 0


def test_announcements() -> None:
    delay = a_delay(minutes=15, cause=Cause.WEATHER, note="Sorry")
    assert announcement(delay) == "due to the weather about 15 minutes later. Sorry"
    assert announcement(a_delay(minutes=8, cause=Cause.SIGNALLING)) == "about 8 minutes later."


def test_severity() -> None:
    assert severity(a_delay(minutes=4)) == "green"
    assert severity(a_delay(minutes=29)) == "amber"
    assert severity(a_delay(minutes=30, cause=Cause.CREW)) == "red"
    assert severity(a_delay(minutes=30, cause=Cause.WEATHER)) == "purple"


def test_shares() -> None:
    assert share_back(a_delay(minutes=60, cause=Cause.CREW)) == 25
    assert share_back(a_delay(minutes=125, cause=Cause.CREW)) == 50
    assert share_back(a_delay(minutes=125, cause=Cause.WEATHER)) == 0


def test_a_late_train_is_paid_for_once() -> None:
    tickets = [a_ticket(number=each, train="IC 512", price=40.0) for each in (1, 2, 3)]
    sales = Sales(tickets=tickets)
    app = desk(None, sales, a_run())
    wanted = ReportDelayIn(train_id=1, minutes=70, cause=Cause.SIGNALLING)
    for _ in range(2):
        answer = asyncio.run(app.report_delay(wanted, Ctx()))
        assert isinstance(answer, Train)
        assert answer.state == TrainState.DELAYED
    assert sales.paid == {1: 10.0, 2: 10.0, 3: 10.0}


def test_headlines_and_refund_lines() -> None:
    event = a_train_delayed(number="IC 512", minutes=12, cause=Cause.ROLLING_STOCK)
    assert headline(event) == "IC 512 +12' (rolling stock)"
    refund = a_refund(ticket=31, amount=12.5, reason=RefundReason.DELAY, paid_at=at(9))
    assert refund_line(refund) == "2026-05-04       31 delay        12.50 €"


def test_a_day_in_numbers() -> None:
    trains = [a_train(id=each, state=TrainState.RUNNING) for each in (1, 2, 3)]
    delays = [
        a_delay(train_id=1, minutes=7, cause=Cause.CREW, noticed=at(9)),
        a_delay(train_id=1, minutes=9, cause=Cause.CREW, noticed=at(10)),
        a_delay(train_id=2, minutes=2, noticed=at(10)),
        a_delay(train_id=3, minutes=50, noticed=at(10, day=5)),
    ]
    found = punctuality(trains, delays, date(2026, 5, 4))
    assert (found.trains, found.on_time, found.causes) == (3, 66.7, {"crew": 2})
    assert worst(delays, 2) == [(3, 50), (1, 16)]


def test_rosters() -> None:
    duties = [
        a_duty(crew="Ada", role=Role.DRIVER, starts=at(6), length=timedelta(hours=10)),
        a_duty(crew="Ada", role=Role.DRIVER, starts=at(22), length=timedelta(hours=4)),
        a_duty(crew="Ben", role=Role.CONDUCTOR, starts=at(6), length=timedelta(hours=8)),
    ]
    assert [str(each) for each in breaches(duties)] == [
        "Ada: too long (10.0 h)",
        "Ada: too little rest (6.0 h)",
    ]
    assert worked(duties) == {"Ada": 14.0, "Ben": 8.0}
    assert on_day(duties, date(2026, 5, 4)) == {"driver": 2, "conductor": 1}
    assert roster_line(duties[2]).startswith("Ben         conductor  06:00-14:00")


def test_a_train_is_staffed_by_two() -> None:
    duties = [
        a_duty(train_id=1, role=Role.DRIVER),
        a_duty(train_id=1, role=Role.CONDUCTOR),
        a_duty(train_id=2, role=Role.DRIVER),
    ]
    assert staffed(duties) == {1}


def test_duties_are_assigned_within_limits() -> None:
    app = desk(None, None, a_run())
    wanted = AssignDutyIn(
        crew="Ada", train_id=1, role=Role.SHUNTER, starts=at(6), length=timedelta(hours=8)
    )
    assert isinstance(asyncio.run(app.assign_duty(wanted, Ctx())), Duty)
    longer = wanted.model_copy(update={"length": timedelta(hours=9)})
    assert asyncio.run(app.assign_duty(longer, Ctx())) == DutyTooLong(crew="Ada", hours=9.0)
