use chrono::DateTime;
use playhouse::custom::journal;
use playhouse::custom::orders::OrderBook;
use playhouse::generated::builders::a_ticket_order;
use playhouse::generated::{Channel, TicketOrder};

#[test]
fn an_order_keeps_its_channel() -> anyhow::Result<()> {
    let mut book = OrderBook::default();
    let order = book.place(7, 40, Vec::new(), 0, DateTime::UNIX_EPOCH);
    assert_eq!(order.channel, Channel::Web);
    let phoned = TicketOrder {
        channel: Channel::Phone,
        ..a_ticket_order()
    };
    assert_eq!(journal::read(&journal::line(&phoned))?, phoned);
    let old = journal::read("3|7|40|paid|1970-01-01T00:00:00+00:00|0|-|")?;
    assert_eq!(old.channel, Channel::Web);
    Ok(())
}
