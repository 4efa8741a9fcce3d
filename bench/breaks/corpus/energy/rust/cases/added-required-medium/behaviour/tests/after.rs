//! A statement that is due adds up as before.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use supply::custom::billing::StatementBuilder;
use supply::generated::builders::{a_contract, a_period};

#[test]
fn a_statement_is_due_on_a_day() {
    let bill = StatementBuilder::new(&a_contract(), a_period())
        .line("Base fee", 1.0, Decimal::from(9))
        .line("Energy", 10.0, Decimal::from(3));
    let statement = bill.finish(4, "2026-02-01T00:00:00Z".parse().expect("a moment"));
    let _: NaiveDate = statement.due_on;
    assert_eq!(statement.total, Decimal::from(12));
    assert!(statement.number.ends_with("-4"));
}
