//! Biomass is paid as biogas was.

use rust_decimal::Decimal;
use supply::custom::producers::{is_steerable, rate, source_of};
use supply::generated::Source;

#[test]
fn biomass_has_a_rate_and_a_letter() {
    assert_eq!(rate(&Source::Biomass, 100.0), Decimal::new(1267, 4));
    assert_eq!(source_of("B-000001-75.0"), Some(Source::Biomass));
    assert!(is_steerable(&Source::Biomass));
}
