"""Orders, vouchers, the cloakroom, the bar and the journal."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from foyer.custom.cloakroom import BarBook, Cloakroom, tag
from foyer.custom.journal import Journal, order_line, order_of
from foyer.custom.orders import Draft, OrderBook, label, split
from foyer.custom.vouchers import VoucherBook
from foyer.generated import (
    CloakroomFull,
    CloakroomToken,
    OrderState,
    Voucher,
    VoucherKind,
    VoucherRefused,
    a_cloakroom_token,
    a_leaflet,
)

from .support import NOON, a_seat, an_order, ids

TODAY = date(2026, 5, 1)


def test_drafts_become_orders() -> None:
    book = OrderBook()
    draft = Draft(7, 11, discount=10).seat(a_seat("A-1"), a_seat("A-2"))
    order = book.place(draft, NOON)
    assert (order.id, order.total, order.state) == (1, Decimal("86.40"), OrderState.RESERVED)
    assert book.place(draft, NOON).id == 2
    assert label(order) == "#000001? for 7: 2 tickets, 86.40"


def test_orders_change_along_their_ways_alone() -> None:
    heard: list[tuple[OrderState, OrderState]] = []
    book = OrderBook(heard=[lambda order, was: heard.append((was, order.state))])
    paid = book.paid(an_order(4), 501)
    assert book.by_payment(501) == paid
    book.move(paid, OrderState.COLLECTED)
    assert heard == [
        (OrderState.RESERVED, OrderState.PAID),
        (OrderState.PAID, OrderState.COLLECTED),
    ]
    with pytest.raises(ValueError, match="order 4 is collected"):
        book.move(book.shelf.where(lambda _: True)[0], OrderState.PAID)


def test_a_performance_lists_its_orders_as_they_came() -> None:
    book = OrderBook()
    book.restore([an_order(1, minutes=5), an_order(2, minutes=1), an_order(3, minutes=9)])
    assert ids(book.at(11)) == [2, 1, 3]
    rows, following = book.of_guest(7, 1, 1)
    assert (ids(rows), following) == ([2], 2)
    assert book.of_guest(8, None, 5) == ([], None)


def test_a_party_parts() -> None:
    order = an_order(1, "A-1", "A-2", "A-3").model_copy(update={"note": "aisle"})
    stay, left = split(order, 2, {"A-2"})
    assert [ticket.seat for ticket in stay.tickets] == ["A-1", "A-3"]
    assert (left.id, left.total, left.note) == (2, Decimal("48.00"), "aisle")
    assert stay.total == Decimal("96.00")


def test_vouchers_are_spent_bit_by_bit() -> None:
    book = VoucherBook()
    voucher = book.issue(VoucherKind.GIFT, 6000, TODAY)
    assert (voucher.code, voucher.valid_until) == ("G26-0001", date(2029, 4, 30))
    redeemed = book.redeem(voucher.code, an_order(1, total="48.00"), TODAY)
    assert redeemed == (voucher.model_copy(update={"balance": 1200}), Decimal("0.00"))
    rest = book.redeem(voucher.code, an_order(2, total="20.00"), TODAY)
    assert not isinstance(rest, VoucherRefused)
    assert (rest[0].balance, rest[1]) == (0, Decimal("8.00"))


def test_vouchers_are_refused() -> None:
    given = Voucher(
        code="G26-0001", kind=VoucherKind.GIFT, balance=500, valid_until=TODAY, holder=7
    )
    odd: list[tuple[dict[str, object], str]] = [
        ({"balance": 0}, "nothing to pay or nothing left"),
        ({"holder": 8}, "it is somebody else's"),
        ({"valid_until": date(2026, 4, 30)}, "expired on 30.04.2026"),
        ({"code": "G26-0009"}, "unknown"),
    ]
    for update, reason in odd:
        book = VoucherBook()
        book.shelf.put(given.model_copy(update=update))
        refused = book.redeem("G26-0001", an_order(1), TODAY)
        assert refused == VoucherRefused(voucher="G26-0001", reason=reason)


def test_the_cloakroom_counts_what_hangs() -> None:
    room = Cloakroom(capacity=3)
    token = room.hand_in(11, {"coat": 2})
    assert token == CloakroomToken(number=1, performance_id=11, garments={"coat": 2}, fee=400)
    assert room.hand_in(11, {"bag": 2}) == CloakroomFull(capacity=3)
    assert room.hand_out(11, 1).collected
    assert room.pieces(11) == 0
    with pytest.raises(KeyError):
        room.hand_out(11, 1)
    token = a_cloakroom_token(number=17, garments={"umbrella": 1, "coat": 2}, fee=450)
    assert tag(token) == "017 | 2 coat, 1 umbrella | 4.50 EUR"


def test_a_counter_adds_to_what_it_said() -> None:
    bar = BarBook()
    bar.record("circle", TODAY, {"beer": 2})
    taking = bar.record("circle", TODAY, {"beer": 1, "water": 1})
    assert (taking.sum, taking.drinks) == (1760, {"beer": 3, "water": 1})
    bar.record("stalls", TODAY, {"sekt": 1})
    assert bar.total(TODAY) == 2510


def test_lines_are_read_back() -> None:
    order = an_order(3, "A-1", "B-2")
    assert order_of(order_line(order)) == order
    row = json.loads(order_line(order))
    assert (row["customer"], row["tickets"][0]) == (7, ["A-1", "stalls", "48.00"])
    assert row["placed_at"] == "2026-05-01T12:00:00+00:00"


def test_the_last_line_counts(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "orders.jsonl")
    assert journal.read() == []
    for order in (an_order(2), an_order(10), an_order(2, total="40.00")):
        journal.write(order)
    assert [(order.id, order.total) for order in journal.read()] == [
        (2, Decimal("40.00")),
        (10, Decimal("48.00")),
    ]


def test_what_the_printer_gets() -> None:
    leaflet = a_leaflet(production_id=3, language="de", pages=2, copies=200)
    assert leaflet.model_dump(mode="json", by_alias=True) == {
        "productionId": "3",
        "language": "de",
        "heading": "heading",
        "pages": 2,
        "copies": 200,
        "text": "text",
    }
