use chrono::DateTime;
use dispatch::custom::network::page;
use dispatch::generated::infra::Possession;
use dispatch::generated::infra::builders::a_possession;

#[test]
fn the_book_still_has_a_line() {
    let one = Possession {
        id: "X-9".to_string(),
        track_id: 5,
        starts: DateTime::UNIX_EPOCH,
        lasts: std::time::Duration::from_secs(5_400),
        contractor: None,
        ..a_possession()
    };
    assert!(page(&one).starts_with("X-9 track 5 01.01. 00:00 +90 min, own gang"));
}
