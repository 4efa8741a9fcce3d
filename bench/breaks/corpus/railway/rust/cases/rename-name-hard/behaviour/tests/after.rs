use chrono::DateTime;
use dispatch::custom::timetable::Timetable;
use dispatch::generated::builders::{a_call, a_train};
use dispatch::generated::{Call, Train};

#[test]
fn calls_stand_on_the_board() {
    let call = Call {
        station: "BRN".to_string(),
        departs: Some(DateTime::UNIX_EPOCH),
        platform: "9".to_string(),
        ..a_call()
    };
    let mut timetable = Timetable::default();
    timetable.put(Train {
        stops: vec![call],
        ..a_train()
    });
    let board = timetable.departures("BRN", DateTime::UNIX_EPOCH, 1);
    assert_eq!(board[0].platform, "9");
}
