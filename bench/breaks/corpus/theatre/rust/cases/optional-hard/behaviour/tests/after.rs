use chrono::{DateTime, TimeDelta};
use playhouse::custom::{leaflet, takings};
use playhouse::generated::programme::Performance;
use playhouse::generated::programme::builders::a_performance;

fn evening(id: i64, hours: Option<i64>) -> Performance {
    Performance {
        id,
        hall: "Main".to_string(),
        starts_at: hours.map(|hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours)),
        ..a_performance()
    }
}

#[test]
fn evenings_without_an_hour_come_last() {
    let all = vec![evening(3, None), evening(1, Some(30)), evening(2, Some(20))];
    let ids: Vec<i64> = leaflet::upcoming(all).iter().map(|one| one.id).collect();
    assert_eq!(ids, [2, 1, 3]);
}

#[test]
fn papers_tell_the_hour_where_it_is_known() {
    assert_eq!(
        takings::heading(&evening(4, Some(20))),
        "Main · 01.01.1970 20:00 · #4"
    );
    assert!(takings::heading(&evening(4, None)).starts_with("Main · "));
}
