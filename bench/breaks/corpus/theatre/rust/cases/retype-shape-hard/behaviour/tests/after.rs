use playhouse::custom::seating::{Seating, code_of, parse_code};
use playhouse::generated::Seat;
use playhouse::generated::builders::a_seat;

fn seat(place: &str) -> Seat {
    Seat {
        code: code_of(1, place.to_string()),
        row: 1,
        place: place.to_string(),
        ..a_seat()
    }
}

#[test]
fn places_with_letters_are_found() {
    let mut seating = Seating::default();
    let seats = ["2", "12", "1", "12a"].map(seat).to_vec();
    assert_eq!(seating.open("Main".to_string(), seats), 4);
    for code in ["R1-1", "R1-2", "R1-12", "R1-12a"] {
        assert_eq!(
            seating.seat("Main", code).map(|seat| seat.code.as_str()),
            Some(code)
        );
    }
    assert!(seating.seat("Main", "R1-12b").is_none());
    assert_eq!(parse_code("R0-1"), None);
}
