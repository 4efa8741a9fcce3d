"""Leaflets and reports."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from foyer.custom.app import greet
from foyer.custom.leaflets import LeafletBuilder, cast_lines, clock, ends_at, genre_word
from foyer.custom.reports import band_lines, discount_for, evening, headline, youngest
from foyer.generated import OrderState
from foyer.generated_box_office import a_customer
from foyer.generated_programme import Genre

from .support import CAST, EVENING, ORCHARD, a_night, an_order


def test_the_cast_is_billed() -> None:
    assert cast_lines(CAST) == [
        "Ranevskaya: Nadia",
        "Gaev / A stranger: Omar",
        "Anya: Ida (understudy)",
    ]


def test_words_and_lengths() -> None:
    assert clock(timedelta(hours=2, minutes=5)) == "2 h 05"
    assert ends_at(a_night(), ORCHARD) == datetime(2026, 5, 2, 21, 55, tzinfo=UTC)
    assert ends_at(a_night(interval=None), ORCHARD) == datetime(2026, 5, 2, 21, 35, tzinfo=UTC)
    assert genre_word(Genre.DRAMA, "de") == "Schauspiel"
    assert genre_word(Genre.BALLET, "fr") == "Dance"
    assert genre_word(Genre.CONCERT, "de") == "Concert"


def test_a_leaflet() -> None:
    nights = [a_night(12, starts_at=EVENING + timedelta(days=1)), a_night()]
    built = LeafletBuilder(ORCHARD, "de").head().cast(CAST).dates(nights).synopsis().build(200)
    lines = built.text.splitlines()
    assert lines[:4] == [
        "The Cherry Orchard",
        "Schauspiel, 2 h 05",
        "First night 18.04.2026",
        "From 12 years",
    ]
    assert lines[-6:-3] == ["", "02.05. 19:30 Main house", "03.05. 19:30 Main house"]
    assert (built.heading, built.pages, built.copies) == ("The Cherry Orchard (de)", 2, 200)


def test_an_evening_is_counted() -> None:
    paid = an_order(1, "A-1", "A-2", total="96.00").model_copy(update={"state": OrderState.PAID})
    report = evening(a_night(), [paid, an_order(2, "B-1")], 2510)
    assert (report.sold, report.revenue, report.occupancy) == (2, Decimal("96.00"), 0.1)
    assert headline(report) == "2026-05-02 Main house: 2 sold (10%, thin), 96.00 EUR, bar 25.10 EUR"
    assert band_lines(report) == ["Stalls: 2", "Dress circle: 0", "Gallery: 0"]


def test_guests_are_known() -> None:
    assert discount_for(a_customer(points=500)) == 10
    assert discount_for(a_customer(points=499, member_since=date(2020, 1, 1))) == 5
    assert discount_for(a_customer()) == 0
    ada = a_customer(name="Ada Byron", language="de")
    assert greet(ada, ["B-12", "B-2"]) == "Guten Abend, Byron: B-2, B-12"


def test_the_last_first_night() -> None:
    older = ORCHARD.model_copy(update={"id": 9, "premiere": date(2025, 1, 2)})
    assert youngest([older, ORCHARD]) == ORCHARD
    assert youngest([]) is None
