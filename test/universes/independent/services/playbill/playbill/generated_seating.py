# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=d1921ae0ad603a4da655faa4928fb6fd85abf0afd7e8cc17ef19a6552926e23c templates=fe906ef1007b1218
"""What `playbill` uses of `seating`."""

from __future__ import annotations

from . import generated_wire as _wire


class Seat(_wire.Model):
    row: str
    number: _wire.I32


def a_seat(*, row: str = "row", number: _wire.I32 = 1) -> Seat:
    return Seat(row=row, number=number)
