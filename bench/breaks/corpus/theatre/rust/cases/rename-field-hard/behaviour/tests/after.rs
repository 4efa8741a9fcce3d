use chrono::DateTime;
use playhouse::custom::journal;
use playhouse::custom::orders::OrderBook;
use playhouse::generated::Ticket;
use playhouse::generated::builders::a_ticket;

#[test]
fn a_voucher_lowers_what_is_due_and_not_the_total() -> anyhow::Result<()> {
    let ticket = Ticket {
        cents: 4_000,
        ..a_ticket()
    };
    let mut book = OrderBook::default();
    let order = book.place(7, 40, vec![ticket], 1_500, DateTime::UNIX_EPOCH);
    assert_eq!((order.total, order.due), (4_000, 2_500));
    assert_eq!(journal::read(&journal::line(&order))?.due, 2_500);
    Ok(())
}
