//! Counts with decimals.

use chrono::{DateTime, Utc};
use supply::custom::readings::{DRAWN, ReadingLog};
use supply::generated::metering::builders::{a_meter, a_reading};
use supply::generated::metering::{Meter, Reading};

fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T00:00:00Z").parse().expect("a moment")
}

fn log() -> ReadingLog {
    let mut log = ReadingLog::default();
    for (id, day, watt_hours) in [(1, "2026-01-01", 500.25), (2, "2026-01-02", 12_500.25)] {
        log.note(Reading {
            id,
            meter_id: 4,
            register: DRAWN.to_string(),
            taken_at: at(day),
            watt_hours,
            ..a_reading()
        });
    }
    log
}

#[test]
fn differences_are_whole() {
    let meter = Meter {
        id: 4,
        multiplier: 2,
        ..a_meter()
    };
    assert_eq!(
        log().consumed(&meter, at("2026-01-01"), at("2026-01-02")),
        Some(24)
    );
}

#[test]
fn decimals_survive() {
    assert_eq!(ReadingLog::load(&log().save()), Ok(log()));
}
