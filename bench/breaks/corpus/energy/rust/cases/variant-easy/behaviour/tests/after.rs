//! Vandalism is a cause with a name.

use supply::custom::outages::{OutageLog, headline, label};
use supply::generated::metering::builders::a_outage;
use supply::generated::metering::{Cause, Outage};

#[test]
fn vandalism_is_counted() {
    let outage = Outage {
        zone: "east".to_string(),
        cause: Cause::Vandalism,
        ..a_outage()
    };
    let name = label(&Cause::Vandalism).to_string();
    assert!(headline(&outage).contains(&name));
    let mut log = OutageLog::default();
    log.note(outage);
    assert_eq!(log.causes("east").get(&name), Some(&1));
}
