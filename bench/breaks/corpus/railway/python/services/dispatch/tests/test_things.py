"""Freight, lost property, and what is written down of them."""

import asyncio
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from dispatch.custom.archive import DELAYS, ITEMS, RESERVATIONS, seats_csv
from dispatch.custom.freight import (
    by_deadline,
    charge,
    days_left,
    is_wagon_number,
    overdue_for_review,
    shunting_list,
    too_heavy,
    train_length,
    waybill,
)
from dispatch.custom.lost import Query, by_station, matching, reserve_price, shelf_label, to_auction
from dispatch.custom.shelf import every_page, paged, patiently
from dispatch.generated import (
    Cause,
    ClaimItemIn,
    Consignment,
    Ctx,
    FindItemsIn,
    ItemNotFound,
    ItemState,
    LoadConsignmentIn,
    LostItem,
    Overloaded,
    RegisterItemIn,
    RemoteError,
    a_consignment,
    a_delay,
    a_lost_item,
    a_reservation,
    a_wagon,
)
from dispatch.generated_infra import a_track

from .neighbours import Infra, at, desk

FIRST, SECOND = UUID(int=1), UUID(int=2)


def coal(load: int = 50_000, rate: str = "12.50") -> Consignment:
    wagon = a_wagon(number="W1", tare=20_000, axles=4, length=14.02)
    return a_consignment(
        shipper="Kohle AG",
        wagons=[wagon],
        loads={"W1": load},
        rate=Decimal(rate),
        deliver_by=date(2026, 5, 9),
    )


def test_wagon_numbers() -> None:
    assert is_wagon_number("21812471217-3")
    assert not is_wagon_number("21812471217-4")
    assert not is_wagon_number("W1")


def test_charges() -> None:
    assert charge(coal()) == Decimal("625.00")
    assert charge(coal(rate="12.505")) == Decimal("625.25")
    assert charge(coal().model_copy(update={"dangerous": True})) == Decimal("781.25")


def test_weak_tracks() -> None:
    assert too_heavy(coal(), [a_track(axle_load=20_000)]) is None
    refusal = too_heavy(coal(), [a_track(axle_load=20_000), a_track(axle_load=17_000)])
    assert refusal == Overloaded(wagon="W1", excess=2_000)


def test_wagons() -> None:
    wagons = [
        a_wagon(number="A", tare=11_000, axles=2, length=9.1, reviewed=date(2018, 1, 1)),
        a_wagon(number="B", tare=20_000, axles=4, length=14.02, reviewed=date(2024, 1, 1)),
    ]
    assert train_length(wagons) == 23.12
    assert overdue_for_review(wagons, date(2026, 5, 4)) == ["A"]
    assert shunting_list(wagons) == "B:4;A:2"


def test_deadlines() -> None:
    late = a_consignment(id=FIRST, deliver_by=date(2026, 5, 9))
    soon = a_consignment(id=SECOND, deliver_by=date(2026, 5, 9), dangerous=True)
    assert by_deadline([late, soon]) == [SECOND, FIRST]
    assert days_left(late, date(2026, 5, 4)) == 5


def test_waybills() -> None:
    assert waybill(coal()).splitlines() == [
        "Kohle AG, by 09.05.2026",
        "  W1  50000 kg",
        "  = 70.0 t gross",
    ]


def test_loading_asks_for_each_track_once() -> None:
    infra = Infra([a_track(id=7, axle_load=20_000)])
    app = desk(infra)
    for _ in range(2):
        wanted = LoadConsignmentIn(consignment=coal(), route=[7, 9])
        assert asyncio.run(app.load_consignment(wanted, Ctx())) == Decimal("625.00")
    assert infra.asked == [7, 9]


def test_lost_things_are_found_again() -> None:
    items = [
        a_lost_item(id=1, description="black umbrella", colours=["Black"]),
        a_lost_item(id=2, description="umbrella with ducks", colours=["yellow"]),
        a_lost_item(id=3, description="umbrella", state=ItemState.RETURNED),
    ]
    page = matching(items, Query.read("my yellow umbrella", ["yellow"]), limit=1)
    assert ([item.id for item in page.items], page.total, page.next_offset) == ([2], 2, 1)


def test_old_things_are_sold() -> None:
    old = a_lost_item(id=1, found_on=date(2026, 1, 1), worth=Decimal(60))
    new = a_lost_item(id=2, found_on=date(2026, 4, 30))
    assert to_auction([old, new], date(2026, 5, 4)) == [old]
    assert reserve_price([old, new]) == Decimal(61)


def test_tags() -> None:
    item = a_lost_item(
        id=7, station="KIL", found_on=date(2026, 5, 4), worth=Decimal(60), colours=["red"]
    )
    assert shelf_label(item) == "00007 KIL 04.05.26 red *"
    assert by_station([item, item], str.lower) == [("kil", 2)]


def test_an_item_is_claimed_once() -> None:
    app = desk()
    wanted = RegisterItemIn(
        description="a blue scarf", station="KIL", found_on=date(2026, 5, 1), colours=["blue"]
    )
    item = asyncio.run(app.register_item(wanted, Ctx()))
    assert asyncio.run(app.find_items(FindItemsIn(text="scarf", colours=[]), Ctx())) == [item]
    claim = ClaimItemIn(id=item.id, passenger_id=5)
    claimed = asyncio.run(app.claim_item(claim, Ctx()))
    assert isinstance(claimed, LostItem)
    assert claimed.state == ItemState.CLAIMED
    assert asyncio.run(app.claim_item(claim, Ctx())) == ItemNotFound(id=item.id)


def test_rows_come_back() -> None:
    delays = [a_delay(minutes=7, cause=Cause.CREW, noticed=at(9), note="again")]
    items = [a_lost_item(id=1, worth=Decimal("9.90"), found_on=date(2026, 5, 1), colours=["red"])]
    seats = [a_reservation(id=4, ticket=2**40, booked=at(9))]
    text = DELAYS.lines(delays) + ITEMS.lines(items) + RESERVATIONS.lines(seats)
    assert list(DELAYS.parse(text)) == delays
    assert list(ITEMS.parse(text)) == items
    assert list(RESERVATIONS.parse(text)) == seats


def test_the_tablet_of_the_conductor() -> None:
    seats = [
        a_reservation(coach="2", seat=4, ticket=9, fee=450),
        a_reservation(coach="1", seat=8, ticket=3, fee=0),
    ]
    assert seats_csv(seats).splitlines() == ["coach;seat;ticket;fee", "1;8;3;0", "2;4;9;450"]


def test_pages() -> None:
    page = paged([1, 2, 3], 1, 1)
    assert (page.items, page.next_offset) == ([2], 2)
    parts = [[1, 2], [3]]

    async def ask(number: int) -> list[int]:
        return parts[number] if number < len(parts) else []

    assert asyncio.run(every_page(ask)) == [1, 2, 3]


def test_patience_ends_with_a_refusal() -> None:
    asked: list[int] = []

    async def call(status: int) -> None:
        asked.append(status)
        raise RemoteError("sales", status, "internal", "away")

    for status in (503, 403):
        with pytest.raises(RemoteError):
            asyncio.run(patiently(lambda status=status: call(status), pause=0.0))
    assert asked == [503, 503, 503, 403]
