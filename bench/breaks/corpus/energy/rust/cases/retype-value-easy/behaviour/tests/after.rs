//! Factors are exact.

use rust_decimal::Decimal;
use supply::custom::billing::{Usage, draw_up};
use supply::custom::tariffs::parse;
use supply::generated::builders::{a_contract, a_period};

#[test]
fn the_night_costs_a_tenth() {
    let sheet = "code: NIGHT\nkind: time-of-use\nbase: 0\ntier: * 0.30\nband: night 0 360 0.1\n";
    let tariff = parse(sheet).expect("a good sheet");
    assert_eq!(tariff.bands[0].factor, Decimal::new(1, 1));
    let usage = Usage {
        kwh: 300,
        steps: vec![
            ("2026-01-01T01:00:00Z".parse().expect("a moment"), 100),
            ("2026-01-01T12:00:00Z".parse().expect("a moment"), 200),
        ],
    };
    let bill = draw_up(&a_contract(), &tariff, &[], &usage, a_period());
    let statement = bill.finish(0, "2026-02-01T00:00:00Z".parse().expect("a moment"));
    assert_eq!(statement.total, Decimal::from(63));
}
