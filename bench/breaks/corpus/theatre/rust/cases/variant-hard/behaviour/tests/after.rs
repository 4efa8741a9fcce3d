use anyhow::Context;
use chrono::DateTime;
use playhouse::custom::journal;
use playhouse::custom::orders::OrderBook;
use playhouse::generated::OrderState;

#[test]
fn disputed_orders_hold_their_seats() -> anyhow::Result<()> {
    let mut book = OrderBook::default();
    let order = book.place(7, 40, Vec::new(), 0, DateTime::UNIX_EPOCH);
    let disputed = book.change(order.id, |order| order.state = OrderState::Disputed);
    assert_eq!(book.open_on(40).len(), 1);
    let order = disputed.context("the order is gone")?;
    assert_eq!(journal::read(&journal::line(&order))?, order);
    Ok(())
}
