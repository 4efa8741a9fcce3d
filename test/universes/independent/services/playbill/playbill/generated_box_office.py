# Stamped by Flywheel from the intent of `playbill`. Do not edit: the next stamp overwrites it.
# flywheel:stamp v1 service=playbill digest=7c4fd254cfa4f5d49b4380a129bf645fccd5d9d22cd86e1ee3c9a3e3984ba375 templates=db387c6c339653b8
"""What `playbill` uses of `box-office`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from . import generated_wire as _wire

if TYPE_CHECKING:
    from . import generated_seating as _seating
else:
    _seating = _wire.later(__name__, "generated_seating")


class BookingStatus(_wire.OpenEnum):
    RESERVED: ClassVar[BookingStatus]
    PAID: ClassVar[BookingStatus]
    REFUNDED: ClassVar[BookingStatus]


BookingStatus.RESERVED = BookingStatus("reserved")
BookingStatus.PAID = BookingStatus("paid")
BookingStatus.REFUNDED = BookingStatus("refunded")


class Booking(_wire.Model):
    number: _wire.I32
    performance_id: Annotated[_wire.I32, _wire.name("performanceId")]
    guest: str
    seats: list[_seating.Seat]
    cents: _wire.I64
    status: BookingStatus = BookingStatus.RESERVED


class BookingMade(_wire.Model):
    booking: Booking
    title: str


def a_booking(
    *,
    number: _wire.I32 = 1,
    performance_id: _wire.I32 = 1,
    guest: str = "guest",
    seats: list[_seating.Seat] | None = None,
    cents: _wire.I64 = 1,
    status: BookingStatus = BookingStatus.RESERVED,
) -> Booking:
    return Booking(
        number=number,
        performance_id=performance_id,
        guest=guest,
        seats=_wire.given(seats, list),
        cents=cents,
        status=status,
    )


def a_booking_made(*, booking: Booking | None = None, title: str = "title") -> BookingMade:
    return BookingMade(booking=_wire.given(booking, a_booking), title=title)
