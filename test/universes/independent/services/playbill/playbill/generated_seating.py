# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=d5d2125e982c8cc2fb15ffa5e96fcfc412470102b6175567a34c450da059d7fe templates=0e559e7420435f2d
"""What `playbill` uses of `seating`."""

from __future__ import annotations

from . import generated_wire as _wire


class Seat(_wire.Model):
    row: str
    number: _wire.I32


def a_seat(*, row: str = "row", number: _wire.I32 = 1) -> Seat:
    return Seat(row=row, number=number)
