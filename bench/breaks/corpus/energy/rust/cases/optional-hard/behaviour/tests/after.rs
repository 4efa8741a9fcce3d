//! Tiers with ends, reports with shares.

use rust_decimal::Decimal;
use supply::custom::report::csv;
use supply::custom::tariffs::{parse, split};
use supply::generated::builders::a_zone_report;
use supply::generated::{Tier, ZoneReport};

#[test]
fn tiers_end() {
    let tier = |up_to_kwh: i64, cents: i64| Tier {
        up_to_kwh,
        price: Decimal::new(cents, 2),
    };
    let parts = split(&[tier(100, 30), tier(400, 20)], 250);
    assert_eq!(
        parts,
        [(100, Decimal::new(30, 2)), (150, Decimal::new(20, 2))]
    );
    let tariff = parse("code: HOME\ntier: 100 0.30\ntier: 400 0.20\n").expect("a good sheet");
    assert_eq!(
        tariff.tiers.iter().map(|tier| tier.up_to_kwh).sum::<i64>(),
        500
    );
}

#[test]
fn a_table_shows_the_share() {
    let report = ZoneReport {
        renewable: 0.5,
        ..a_zone_report()
    };
    assert!(csv(&report).contains("renewable;50 %\n"));
}
