use chrono::{DateTime, TimeDelta};
use dispatch::custom::timetable::{Timetable, expected_end};
use dispatch::generated::builders::{a_stop, a_train};
use dispatch::generated::{Stop, Train};

#[test]
fn trains_are_shown_and_end_without_a_delay_of_their_own() {
    let start = DateTime::UNIX_EPOCH;
    let train = Train {
        number: 17,
        stops: vec![
            Stop {
                station: "BRN".to_string(),
                departs: Some(start),
                ..a_stop()
            },
            Stop {
                arrives: Some(start + TimeDelta::hours(2)),
                ..a_stop()
            },
        ],
        ..a_train()
    };
    assert_eq!(expected_end(&train), Some(start + TimeDelta::hours(2)));
    let mut timetable = Timetable::default();
    timetable.put(train);
    let board = timetable.departures("BRN", start, 5);
    assert_eq!(board.len(), 1);
}
