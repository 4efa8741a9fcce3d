//! Meters have wide numbers.

use std::collections::BTreeSet;

use supply::custom::outages::OutageLog;
use supply::custom::readings::ReadingLog;
use supply::generated::metering::builders::{a_outage, a_reading};
use supply::generated::metering::{Outage, Reading};

const WIDE: i64 = 5_000_000_000;

#[test]
fn wide_numbers_are_dark() {
    let mut log = OutageLog::default();
    log.note(Outage {
        meters: vec![WIDE, 7],
        ended_at: None,
        ..a_outage()
    });
    assert_eq!(log.dark(), BTreeSet::from([7, WIDE]));
}

#[test]
fn wide_numbers_are_kept() {
    let mut log = ReadingLog::default();
    log.note(Reading {
        meter_id: WIDE,
        ..a_reading()
    });
    assert_eq!(ReadingLog::load(&log.save()), Ok(log));
}
