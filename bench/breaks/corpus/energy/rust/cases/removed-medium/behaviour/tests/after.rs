//! Outages without megawatts.

use std::collections::BTreeSet;

use supply::custom::outages::{OutageLog, headline};
use supply::generated::metering::Outage;
use supply::generated::metering::builders::a_outage;

#[test]
fn open_outages_are_known() {
    let mut log = OutageLog::default();
    let open = Outage {
        zone: "west".to_string(),
        meters: vec![1, 5],
        ended_at: None,
        ..a_outage()
    };
    log.note(open.clone());
    assert_eq!(log.open(), [&open]);
    assert_eq!(log.dark(), BTreeSet::from([1, 5]));
    let line = headline(&open);
    assert!(line.starts_with("west: storm or flood since 00:00 and goes on, 2 meters"));
    assert!(!line.contains("MW"));
}
