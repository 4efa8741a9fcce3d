//! What changed at once holds together.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use supply::custom::billing::{Usage, draw_up};
use supply::custom::tariffs::parse;
use supply::generated::builders::{a_contract, a_tariff};
use supply::generated::market::Surcharge;
use supply::generated::{EstimateCostIn, Period, TariffKind};

#[test]
fn a_dynamic_sheet_is_read() {
    let tariff = parse("code: SPOT-26\nkind: dynamic\ntier: * 0.30\n").expect("a good sheet");
    assert_eq!(tariff.kind, TariffKind::Dynamic);
    let asked = EstimateCostIn {
        tariff: tariff.code,
        kwh: 1200,
    };
    assert_eq!(asked.kwh, 1200);
}

#[test]
fn only_surcharges_that_hold_are_billed() {
    let since = |name: &str, text: &str| Surcharge {
        name: name.to_string(),
        per_kwh: Decimal::ONE,
        since: text.parse::<DateTime<Utc>>().expect("a moment"),
    };
    let surcharges = [
        since("old", "2025-06-01T12:00:00Z"),
        since("new", "2026-06-01T12:00:00Z"),
    ];
    let period = Period {
        from: "2026-01-01".parse().expect("a day"),
        until: "2026-02-01".parse().expect("a day"),
    };
    let bill = draw_up(
        &a_contract(),
        &a_tariff(),
        &surcharges,
        &Usage::default(),
        period,
    );
    let statement = bill.finish(0, "2026-02-01T00:00:00Z".parse().expect("a moment"));
    let texts: Vec<&str> = statement
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert!(texts.contains(&"old") && !texts.contains(&"new"));
}
