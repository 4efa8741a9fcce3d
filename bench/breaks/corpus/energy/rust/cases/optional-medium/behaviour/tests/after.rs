//! Meters with and without a serial.

use supply::custom::report::address;
use supply::generated::metering::builders::{a_meter, a_place};
use supply::generated::metering::{Meter, Place};

#[test]
fn a_serial_stands_in_an_address() {
    let place = Place {
        street: "1 Quay".to_string(),
        ..a_place()
    };
    let meter = Meter {
        serial: Some("Q-5".to_string()),
        place,
        ..a_meter()
    };
    assert!(address(&meter).ends_with("serial Q-5"));
    assert!(
        address(&Meter {
            serial: None,
            ..meter
        })
        .starts_with("1 Quay, ")
    );
}
