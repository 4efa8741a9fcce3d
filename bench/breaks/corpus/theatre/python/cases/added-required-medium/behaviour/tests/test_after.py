"""Tickets that name their row."""

import json

from foyer.custom.journal import order_line, order_of
from foyer.custom.seats import ticket_for
from foyer.generated import a_ticket, a_ticket_order

from .support import a_night


def test_a_ticket_names_its_row() -> None:
    assert ticket_for(a_night(), "AA-3").row == "AA"
    order = a_ticket_order(tickets=[a_ticket(seat="B-12", row="B")])
    assert order_of(order_line(order)) == order


def test_lines_of_last_week_are_read() -> None:
    row = json.loads(order_line(a_ticket_order(tickets=[])))
    row["tickets"] = [["B-12", "circle", "29.50"]]
    assert [one.seat for one in order_of(json.dumps(row)).tickets] == ["B-12"]
