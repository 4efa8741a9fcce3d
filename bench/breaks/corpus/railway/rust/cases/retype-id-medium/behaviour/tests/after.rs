use chrono::NaiveDate;
use dispatch::custom::network::{Network, page};
use dispatch::generated::infra::builders::{a_possession, a_restriction, a_track};
use dispatch::generated::infra::{Possession, Restriction, Track};

#[test]
fn tracks_are_told_apart_by_their_names() {
    let mut network = Network::default();
    let since = NaiveDate::default();
    network.restrict(Restriction {
        track_id: "BRN-04".to_string(),
        kmh: 30,
        since,
        until: None,
        ..a_restriction()
    });
    let track = |id: &str| Track {
        id: id.to_string(),
        max_kmh: 120,
        ..a_track()
    };
    assert_eq!(network.speed(&track("BRN-04"), since), 30);
    assert_eq!(network.speed(&track("BRN-4"), since), 120);
    network.tracks.put("BRN-04".to_string(), track("BRN-04"));
    assert_eq!(
        network.tracks.get(&"BRN-04".to_string()),
        Some(track("BRN-04"))
    );
}

#[test]
fn the_book_names_the_track() {
    let one = Possession {
        track_id: "BRN-04".to_string(),
        ..a_possession()
    };
    assert!(page(&one).contains(" track BRN-04 "));
}
