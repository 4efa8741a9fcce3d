use chrono::{DateTime, Days, TimeDelta};
use dispatch::custom::network::Network;
use dispatch::generated::infra::builders::{a_restriction, a_track};
use dispatch::generated::infra::{Restriction, Track};

#[test]
fn a_restriction_holds_on_the_day_of_its_end() {
    let mut network = Network::default();
    let begin = DateTime::UNIX_EPOCH;
    let day = begin.date_naive();
    network.restrict(Restriction {
        track_id: 4,
        limit_kmh: 30,
        since: day,
        until: Some(begin + TimeDelta::hours(26)),
        ..a_restriction()
    });
    let track = Track {
        id: 4,
        max_kmh: 120,
        ..a_track()
    };
    assert_eq!(network.speed(&track, day + Days::new(1)), 30);
    assert_eq!(network.speed(&track, day + Days::new(2)), 120);
    assert_eq!(network.warnings(day).len(), 1);
    assert!(network.warnings(day + Days::new(2)).is_empty());
}
