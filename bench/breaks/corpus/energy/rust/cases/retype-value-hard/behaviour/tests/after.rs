//! Readings that say when they were taken in words.

use chrono::{DateTime, Utc};
use supply::custom::readings::{DRAWN, ReadingLog};
use supply::generated::metering::builders::{a_meter, a_reading};
use supply::generated::metering::{Meter, Reading};

fn log() -> ReadingLog {
    let mut log = ReadingLog::default();
    for (id, day, watt_hours) in [(2, "02", 90_000), (1, "01", 50_000), (3, "03", 140_000)] {
        log.note(Reading {
            id,
            meter_id: 4,
            register: DRAWN.to_string(),
            taken_at: format!("2026-01-{day}T00:00:00Z"),
            watt_hours,
            ..a_reading()
        });
    }
    log
}

#[test]
fn readings_are_in_order() {
    let at = |day: &str| -> DateTime<Utc> {
        format!("2026-01-{day}T00:00:00Z")
            .parse()
            .expect("a moment")
    };
    let meter = Meter {
        id: 4,
        multiplier: 1,
        ..a_meter()
    };
    assert_eq!(log().consumed(&meter, at("01"), at("03")), Some(90));
    let steps = log().steps(&meter, at("01"), at("03"));
    assert_eq!(steps, [(at("02"), 40), (at("03"), 50)]);
}

#[test]
fn what_is_saved_is_loaded() {
    assert_eq!(
        ReadingLog::load(&log().save()).map(|log| log.save()),
        Ok(log().save())
    );
}
