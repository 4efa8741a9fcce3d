//! Corrected readings survive a restart.

use supply::custom::readings::{ReadingLog, trust};
use supply::generated::metering::builders::a_reading;
use supply::generated::metering::{Quality, Reading};

#[test]
fn what_was_corrected_is_loaded() {
    let reading = Reading {
        quality: Quality::Corrected,
        ..a_reading()
    };
    assert!(trust(&reading) <= 100);
    let mut log = ReadingLog::default();
    log.note(reading);
    assert_eq!(ReadingLog::load(&log.save()), Ok(log));
}
