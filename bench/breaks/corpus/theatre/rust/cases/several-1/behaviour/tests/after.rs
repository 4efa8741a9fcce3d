use chrono::DateTime;
use playhouse::custom::journal;
use playhouse::custom::orders::OrderBook;

use playhouse::custom::takings::Ledger;
use playhouse::generated::Taking;
use playhouse::generated::builders::a_taking;

#[test]
fn large_numbers_of_customers_are_kept() -> anyhow::Result<()> {
    let large = 5_000_000_000;
    let mut book = OrderBook::default();
    let order = book.place(large, 40, Vec::new(), 0, DateTime::UNIX_EPOCH);
    assert_eq!(journal::read(&journal::line(&order))?, order);
    assert_eq!(book.hand_over(large, large + 1), 1);
    assert_eq!(book.page(large + 1, None, 20).len(), 1);
    assert!(book.page(large, None, 20).is_empty());
    Ok(())
}

#[test]
fn a_taking_keeps_its_cashier() {
    let taking = Taking {
        cashier: "Ida".to_string(),
        ..a_taking()
    };
    assert_eq!(Ledger::default().note(taking).cashier, "Ida");
}
