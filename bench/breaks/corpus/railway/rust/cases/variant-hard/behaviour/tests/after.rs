use chrono::DateTime;
use dispatch::custom::delays::announcement;
use dispatch::custom::timetable::Timetable;
use dispatch::generated::builders::{a_stop, a_train};
use dispatch::generated::{Cause, Stop, Train, TrainState};

#[test]
fn loudspeakers_know_of_strikes() {
    let said = announcement("IC 17", 40, &Cause::Strike);
    assert!(
        said.starts_with("IC 17 is 40 minutes late ") && !said.contains("unknown"),
        "{said}"
    );
}

#[test]
fn nobody_waits_for_a_train_that_passes_elsewhere() {
    let start = DateTime::UNIX_EPOCH;
    let mut timetable = Timetable::default();
    timetable.put(Train {
        state: TrainState::Diverted,
        stops: vec![Stop {
            station: "BRN".to_string(),
            departs: Some(start),
            ..a_stop()
        }],
        ..a_train()
    });
    assert!(timetable.departures("BRN", start, 5).is_empty());
}
