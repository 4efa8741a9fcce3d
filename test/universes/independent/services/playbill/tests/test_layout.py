from playbill.custom.layout import bill, duration, evening_line, letter_body, phrase
from playbill.generated_box_office import a_booking
from playbill.generated_programme import Genre, a_performance, a_production
from playbill.generated_seating import a_seat
from playbill.generated_wire import timestamp_of


def test_durations_read_like_speech() -> None:
    assert [duration(each) for each in (49, 60, 155)] == ["49 min", "1 h 00", "2 h 35"]


def test_a_line_fills_the_sheet() -> None:
    performance = a_performance(hall="main", starts_at=timestamp_of("2026-05-04T18:00:00Z"))
    line = evening_line(performance)
    assert line.startswith("Mon 04 May, 18:00 ...")
    assert line.endswith("... main")
    assert len(line) == 44


def test_a_bill_goes_month_by_month() -> None:
    play = a_production(title="Jenufa", genre=Genre.OPERA, minutes=125, interval_minutes=30)
    evenings = [
        a_performance(id=id, hall="studio", starts_at=timestamp_of(at), price_cents=1250)
        for id, at in ((101, "2026-05-30T18:00:00Z"), (107, "2026-06-02T18:00:00Z"))
    ]
    lines = bill(play, evenings).splitlines()
    assert lines[0].strip() == "JENUFA"
    assert lines[1] == "an opera, sung in the original language, 2 h 35"
    assert [line for line in lines if line.startswith("--")] == ["-- May --", "-- June --"]
    assert lines[-1].endswith("studio (no. 107, from 12.50)")


def test_phrases_for_genres() -> None:
    assert phrase(Genre.DANCE) == "an evening of dance"
    assert phrase(Genre("mime")) == "mime"


def test_a_letter_names_the_seats() -> None:
    booking = a_booking(
        guest="Ada", performance_id=12, cents=2405, seats=[a_seat(row="A", number=3)]
    )
    body = letter_body(booking)
    assert "we keep A3 for you at performance 12." in body
    assert body.endswith("24.05.")
