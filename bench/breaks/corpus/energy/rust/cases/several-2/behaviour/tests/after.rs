//! Wide multipliers, and meters that are paid in advance.

use chrono::{DateTime, Utc};
use supply::custom::readings::{DRAWN, ReadingLog};
use supply::custom::report::kinds;
use supply::generated::metering::builders::{a_meter, a_reading};
use supply::generated::metering::{Meter, MeterKind, Reading};

#[test]
fn a_wide_multiplier() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a moment");
    let mut log = ReadingLog::default();
    for (id, day, watt_hours) in [(1, "2026-01-01", 0), (2, "2026-01-02", 3)] {
        log.note(Reading {
            id,
            meter_id: 1,
            register: DRAWN.to_string(),
            taken_at: at(&format!("{day}T00:00:00Z")),
            watt_hours,
            ..a_reading()
        });
    }
    let meter = Meter {
        multiplier: 4_000_000_000,
        ..a_meter()
    };
    let used = log.consumed(
        &meter,
        at("2026-01-01T00:00:00Z"),
        at("2026-01-03T00:00:00Z"),
    );
    assert_eq!(used, Some(12_000_000));
}

#[test]
fn prepaid_meters_are_counted() {
    let meter = Meter {
        kind: MeterKind::Prepaid,
        ..a_meter()
    };
    assert!(kinds(&[meter]).starts_with("1 "));
}
