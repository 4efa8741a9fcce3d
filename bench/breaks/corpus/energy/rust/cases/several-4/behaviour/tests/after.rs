//! Zones of two kinds, and plants that are too small.

use supply::custom::producers::ProducerRegister;
use supply::custom::report::address;
use supply::generated::metering::builders::{a_meter, a_place};
use supply::generated::metering::{Meter, Place};
use supply::generated::{BelowMinimum, RegisterProducerIn, Source};

#[test]
fn an_address_names_the_operators_zone() {
    let place = Place {
        zone: "DK1".to_string(),
        grid_zone: "islands".to_string(),
        ..a_place()
    };
    assert!(address(&Meter { place, ..a_meter() }).contains("(islands)"));
}

#[test]
fn small_plants_are_below_the_minimum() {
    let wish = RegisterProducerIn {
        name: "Ada".to_string(),
        meter_id: 7,
        source: Source::Solar,
        capacity_kw: 0.2,
    };
    let refused = ProducerRegister::default().enter(wish);
    assert_eq!(refused, Err(BelowMinimum { capacity_kw: 0.2 }));
}
