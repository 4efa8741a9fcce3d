use chrono::{DateTime, TimeDelta};
use dispatch::custom::network::{Network, page};
use dispatch::generated::infra::builders::{a_path, a_possession};
use dispatch::generated::infra::{Path, Possession};

fn possession() -> Possession {
    Possession {
        id: "X-1".to_string(),
        track_id: 5,
        starts: DateTime::UNIX_EPOCH,
        lasts: 90,
        contractor: Some("Digger & Co".to_string()),
        ..a_possession()
    }
}

#[test]
fn it_lasts_as_many_minutes() {
    let mut network = Network::default();
    for (code, minutes) in [("P-1", 89), ("P-2", 91)] {
        network.take_path(Path {
            code: code.to_string(),
            tracks: vec![5],
            departs: DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes),
            ..a_path()
        });
    }
    assert_eq!(network.possess(possession()), ["P-1"]);
    let late = DateTime::UNIX_EPOCH + TimeDelta::minutes(89);
    assert!(network.contractors(late).contains("Digger & Co"));
    assert!(network.contractors(late + TimeDelta::minutes(1)).is_empty());
}

#[test]
fn the_book_shows_minutes() {
    assert!(page(&possession()).contains(" +90 min,"));
}
