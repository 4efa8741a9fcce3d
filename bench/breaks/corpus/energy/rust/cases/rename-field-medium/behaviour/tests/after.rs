//! Counts make consumption, and survive a restart.

use chrono::{DateTime, Utc};
use supply::custom::readings::{DRAWN, ReadingLog};
use supply::generated::metering::builders::{a_meter, a_reading};
use supply::generated::metering::{Meter, Reading};

#[test]
fn counts_become_kilowatt_hours() {
    let moment = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
    let mut log = ReadingLog::default();
    for (id, day, count) in [(1, "2026-01-01", 5_000), (2, "2026-01-02", 17_000)] {
        log.note(Reading {
            id,
            meter_id: 3,
            register: DRAWN.to_string(),
            taken_at: moment(&format!("{day}T00:00:00Z")),
            count,
            ..a_reading()
        });
    }
    let meter = Meter {
        id: 3,
        multiplier: 1,
        ..a_meter()
    };
    let log = ReadingLog::load(&log.save()).expect("what was saved");
    let used = log.consumed(
        &meter,
        moment("2026-01-01T00:00:00Z"),
        moment("2026-01-03T00:00:00Z"),
    );
    assert_eq!(used, Some(12));
}
