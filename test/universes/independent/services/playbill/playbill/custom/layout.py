"""Words and lines; nothing in here remembers anything."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ..generated_box_office import Booking
from ..generated_programme import Genre, Performance, Production

WIDTH = 44

_PHRASES = {
    Genre.DRAMA: "a drama",
    Genre.COMEDY: "a comedy",
    Genre.OPERA: "an opera, sung in the original language",
    Genre.DANCE: "an evening of dance",
}


def phrase(genre: Genre) -> str:
    return _PHRASES.get(genre, str(genre))


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"


def evening_line(performance: Performance) -> str:
    """`Mon 04 May, 18:00 ......... main`"""
    left = f"{performance.starts_at:%a %d %b, %H:%M} "
    right = f" {performance.hall}"
    return left + "." * (WIDTH - len(left) - len(right)) + right


def bill(production: Production, evenings: Iterable[Performance]) -> str:
    """The sheet for the foyer, month by month."""
    title = production.title.upper()
    lines = [title.center(WIDTH).rstrip()]
    if production.subtitle:
        lines.append(production.subtitle.center(WIDTH).rstrip())
    running = duration(production.minutes + production.interval_minutes)
    lines.append(f"{phrase(production.genre)}, {running}")
    for month, group in groupby(evenings, key=lambda each: f"{each.starts_at:%B}"):
        lines.append(f"-- {month} --")
        lines.extend(
            f"{evening_line(each)} (no. {each.id}, from {each.price_cents / 100:.2f})"
            for each in group
        )
    return "\n".join(lines)


def letter_body(booking: Booking) -> str:
    seats = ", ".join(f"{seat.row}{seat.number}" for seat in booking.seats) or "standing room"
    return (
        f"Dear {booking.guest},\n"
        f"we keep {seats} for you at performance {booking.performance_id}.\n"
        f"Please bring {booking.cents / 100:.2f}."
    )
