# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=4b2da1d09fa49e569f8a4f66e76a548ff38f77171d448e0cadb43750de7f9749 templates=4bec17885c765106
"""What `playbill` uses of `seating`."""

from __future__ import annotations

from . import generated_wire as _wire


class Seat(_wire.Model):
    row: str
    number: _wire.I32


def a_seat(*, row: str = "row", number: _wire.I32 = 1) -> Seat:
    return Seat(row=row, number=number)
