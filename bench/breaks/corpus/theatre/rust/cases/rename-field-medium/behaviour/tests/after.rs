use chrono::{DateTime, TimeDelta};
use playhouse::custom::{leaflet, takings};
use playhouse::generated::programme::Performance;
use playhouse::generated::programme::builders::a_performance;

fn evening(id: i64, hours: i64) -> Performance {
    Performance {
        id,
        hall: "Main".to_string(),
        curtain_at: DateTime::UNIX_EPOCH + TimeDelta::hours(hours),
        ..a_performance()
    }
}

#[test]
fn papers_tell_when_the_curtain_rises() {
    assert_eq!(
        takings::heading(&evening(4, 20)),
        "Main · 01.01.1970 20:00 · #4"
    );
    let sorted = leaflet::upcoming(vec![evening(1, 30), evening(2, 20)]);
    assert_eq!(sorted, [evening(2, 20), evening(1, 30)]);
}
