use dispatch::custom::seats::slip;
use dispatch::generated::Reservation;
use dispatch::generated::builders::a_reservation;

#[test]
fn a_slip_shows_the_largest_number() {
    let last = Reservation {
        id: u64::MAX,
        ..a_reservation()
    };
    assert!(slip(&last).starts_with("#18446744073709551615 train "));
}
