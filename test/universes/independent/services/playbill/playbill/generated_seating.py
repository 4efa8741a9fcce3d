# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=e49bf0e6312779ce35acc31a02dc3e9330b03768f6dcc067152a9f1965b64111 templates=21e7571d682f0fe4
"""What `playbill` uses of `seating`."""

from __future__ import annotations

from . import generated_wire as _wire


class Seat(_wire.Model):
    row: str
    number: _wire.I32


def a_seat(*, row: str = "row", number: _wire.I32 = 1) -> Seat:
    return Seat(row=row, number=number)
