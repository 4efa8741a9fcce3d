use chrono::DateTime;
use playhouse::custom::seating::Seating;
use playhouse::custom::{journal, leaflet, orders::OrderBook};
use playhouse::generated::TicketOrder;
use playhouse::generated::builders::a_ticket_order;
use playhouse::generated::programme::Performance;
use playhouse::generated::programme::builders::a_performance;

#[test]
fn an_evening_is_known_by_a_text() -> anyhow::Result<()> {
    let order = TicketOrder {
        performance_id: "tosca-2".to_string(),
        placed_at: DateTime::UNIX_EPOCH,
        ..a_ticket_order()
    };
    assert_eq!(journal::read(&journal::line(&order))?, order);
    assert_eq!(journal::link(&order), "/evenings/tosca-2/orders/1?seats=");
    let mut book = OrderBook::default();
    book.file(order.clone());
    assert_eq!(book.page(order.customer_id, None, 5), [order]);
    assert_eq!(Seating::default().seat("Main", "R1-1"), None);
    Ok(())
}

#[test]
fn evenings_of_the_same_hour_are_all_upcoming() {
    let evening = |id: &str| Performance {
        id: id.to_string(),
        ..a_performance()
    };
    let left = leaflet::upcoming(vec![evening("10"), evening("9")]);
    assert_eq!(left.len(), 2);
}
