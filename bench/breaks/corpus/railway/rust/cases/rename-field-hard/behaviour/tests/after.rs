use chrono::{DateTime, TimeDelta};
use dispatch::custom::timetable::{Timetable, line};
use dispatch::generated::builders::{a_stop, a_train};
use dispatch::generated::{Category, Stop, Train};

#[test]
fn a_board_has_both_moments() {
    let start = DateTime::UNIX_EPOCH;
    let mut timetable = Timetable::default();
    timetable.put(Train {
        number: 17,
        category: Category::Express,
        delay: 12,
        stops: vec![Stop {
            station: "BRN".to_string(),
            departs: Some(start),
            platform: "3".to_string(),
            ..a_stop()
        }],
        ..a_train()
    });
    let board = timetable.departures("BRN", start, 1);
    assert_eq!(board[0].planned, start);
    assert_eq!(board[0].at, start + TimeDelta::minutes(12));
    assert_eq!(line(&board[0]), "00:00 IC 17    pl. 3 +12");
}
