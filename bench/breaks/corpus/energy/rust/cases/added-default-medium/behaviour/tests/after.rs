//! Producers with batteries are paid for their plants.

use rust_decimal::Decimal;
use supply::custom::producers::ProducerRegister;
use supply::generated::{RegisterProducerIn, Source};

#[test]
fn a_battery_does_not_change_the_rate() {
    let mut register = ProducerRegister::default();
    let wish = RegisterProducerIn {
        name: "Ada".to_string(),
        meter_id: 7,
        source: Source::Wind,
        capacity_kw: 80.0,
        battery_kwh: 12.5,
    };
    let entered = register.enter(wish).expect("large enough");
    assert_eq!(entered.rate, Decimal::new(735, 4));
    assert_eq!(entered.capacity_kw, 80.0);
    assert_eq!(register.of_meter(7), Some(&entered));
}
