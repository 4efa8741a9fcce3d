# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=f448993703c0d9da771920aaac17d50d2233b711eec22195a83fa6409fc4ebef templates=8e7f7ba9dc6f0e19
"""What `playbill` uses of `seating`."""

from __future__ import annotations

from . import generated_wire as _wire


class Seat(_wire.Model):
    row: str
    number: _wire.I32


def a_seat(*, row: str = "row", number: _wire.I32 = 1) -> Seat:
    return Seat(row=row, number=number)
