//! Quantities are exact.

use rust_decimal::Decimal;
use supply::custom::billing::{StatementBuilder, Usage, draw_up};
use supply::generated::builders::{a_contract, a_period, a_tariff};
use supply::generated::{Tariff, TariffKind};

#[test]
fn lines_have_exact_quantities() {
    let bill = StatementBuilder::new(&a_contract(), a_period());
    let bill = bill.line("Half a meter", Decimal::new(5, 1), Decimal::from(3));
    let statement = bill.finish(0, "2026-02-01T00:00:00Z".parse().expect("a moment"));
    assert_eq!(statement.lines[0].quantity, Decimal::new(5, 1));
}

#[test]
fn energy_is_counted() {
    let tariff = Tariff {
        kind: TariffKind::Flat,
        ..a_tariff()
    };
    let usage = Usage {
        kwh: 1_234,
        steps: Vec::new(),
    };
    let bill = draw_up(&a_contract(), &tariff, &[], &usage, a_period());
    let statement = bill.finish(0, "2026-02-01T00:00:00Z".parse().expect("a moment"));
    let quantities: Vec<Decimal> = statement.lines.iter().map(|line| line.quantity).collect();
    assert_eq!(quantities, [Decimal::ONE, Decimal::from(1_234)]);
}
