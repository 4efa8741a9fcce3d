use std::collections::BTreeMap;

use chrono::DateTime;
use dispatch::custom::delays::{DelayLog, Sighting, report};
use dispatch::generated::Cause;

#[test]
fn every_train_has_its_part() {
    let mut log = DelayLog::default();
    let seen = DateTime::UNIX_EPOCH;
    for (train, minutes, cause) in [
        (17, 40, Cause::Crew),
        (1204, 7, Cause::Crew),
        (23, 45, Cause::Works),
    ] {
        log.note(Sighting {
            train,
            minutes,
            cause,
            seen,
        });
    }
    let told = log.punctuality(seen.date_naive(), &[]);
    assert_eq!(
        told.by_cause.get("crew"),
        Some(&BTreeMap::from([(17, 40), (1204, 7)]))
    );
    assert_eq!(
        told.by_cause
            .get("works")
            .and_then(|trains| trains.get(&23)),
        Some(&45)
    );
    assert!(report(&told).contains("\n  crew: 47 min\n  works: 45 min\n"));
}
