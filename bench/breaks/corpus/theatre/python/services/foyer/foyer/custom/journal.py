"""Orders on disk: a line for each, the last word counts."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..generated import OrderState, Ticket, TicketOrder


def order_line(order: TicketOrder) -> str:
    """One order as one line of JSON; keys are short, for a season has many."""
    row = {
        "id": order.id,
        "customer": order.customer_id,
        "performance": order.performance_id,
        "tickets": [[one.seat, one.band, str(one.price)] for one in order.tickets],
        "total": str(order.total),
        "state": order.state,
        "payment_id": order.payment_id,
        "placed_at": order.placed_at.isoformat(),
        "note": order.note,
    }
    return json.dumps({key: value for key, value in row.items() if value is not None})


def order_of(line: str) -> TicketOrder:
    """Reads a line; the first season wrote neither notes nor states."""
    row: dict[str, Any] = json.loads(line)
    return TicketOrder(
        id=row["id"],
        customer_id=row["customer"],
        performance_id=row["performance"],
        tickets=[
            Ticket(seat=seat, band=band, price=Decimal(price))
            for seat, band, price in row["tickets"]
        ],
        total=Decimal(row["total"]),
        state=OrderState(row.get("state", "paid")),
        payment_id=row.get("payment_id"),
        placed_at=datetime.fromisoformat(row["placed_at"]),
        note=row.get("note"),
    )


@dataclass
class Journal:
    """The file of a season; without a path it is kept nowhere."""

    path: Path | None = None

    def write(self, order: TicketOrder) -> None:
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(order_line(order) + "\n")

    def read(self) -> list[TicketOrder]:
        if self.path is None or not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        last = {order.id: order for order in map(order_of, lines)}
        return [last[id] for id in sorted(last)]
