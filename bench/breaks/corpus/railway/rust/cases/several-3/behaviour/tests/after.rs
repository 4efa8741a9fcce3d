use chrono::{DateTime, Utc};
use dispatch::custom::timetable::{Timetable, line};
use dispatch::generated::builders::{a_stop, a_train};
use dispatch::generated::{Category, Departure, Stop, Train};

fn board(platform: Option<&str>) -> Option<Departure> {
    let mut timetable = Timetable::default();
    timetable.put(Train {
        number: 17,
        category: Category::Express,
        delay: 4,
        stops: vec![Stop {
            station: "BRN".to_string(),
            departs: Some(DateTime::<Utc>::UNIX_EPOCH),
            platform: platform.map(str::to_string),
            ..a_stop()
        }],
        ..a_train()
    });
    timetable
        .departures("BRN", DateTime::UNIX_EPOCH, 1)
        .into_iter()
        .next()
}

#[test]
fn a_platform_is_shown_where_there_is_one() {
    let told = board(Some("3")).map(|one| (one.late_by, line(&one)));
    assert_eq!(told, Some((4, "00:00 IC 17    pl. 3 +4".to_string())));
}

#[test]
fn without_a_platform_there_is_a_line_all_the_same() {
    assert!(board(None).is_some_and(|one| one.train == 17));
}
