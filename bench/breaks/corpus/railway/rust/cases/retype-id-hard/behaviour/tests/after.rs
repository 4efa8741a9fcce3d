use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use dispatch::custom::roster::Roster;
use dispatch::generated::Duty;
use dispatch::generated::builders::a_duty;

fn duty(crew_id: &str, start: i64, hours: u64) -> Duty {
    Duty {
        crew_id: crew_id.to_string(),
        starts: DateTime::UNIX_EPOCH + TimeDelta::hours(start),
        lasts: Duration::from_secs(hours * 3_600),
        ..a_duty()
    }
}

#[test]
fn badges_are_people() {
    let mut roster = Roster::default();
    assert!(roster.assign(duty("K-7", 0, 4)).is_ok());
    assert!(roster.assign(duty("K-8", 0, 6)).is_ok());
    let tired = roster.assign(duty("K-7", 10, 2));
    assert_eq!(tired.map_err(|one| one.crew_id), Err("K-7".to_string()));
    let first = roster.worked().into_iter().next();
    assert_eq!(
        first,
        Some(("K-8".to_string(), Duration::from_secs(6 * 3_600)))
    );
    assert!(roster.table().contains("  K-7 | "));
}
