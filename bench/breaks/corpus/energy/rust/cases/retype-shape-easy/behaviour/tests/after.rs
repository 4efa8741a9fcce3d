//! Where a meter with notes is.

use supply::custom::report::address;
use supply::generated::metering::Meter;
use supply::generated::metering::builders::a_meter;

#[test]
fn notes_follow_the_serial() {
    let meter = Meter {
        serial: "E-9".to_string(),
        note: Vec::new(),
        ..a_meter()
    };
    assert!(address(&meter).ends_with("serial E-9"));
    let noted = Meter {
        note: vec!["behind the door".to_string()],
        ..meter
    };
    assert!(address(&noted).contains("behind the door"));
}
