use chrono::DateTime;
use playhouse::custom::journal;
use playhouse::generated::builders::{a_ticket, a_ticket_order};
use playhouse::generated::{Guest, Ticket, TicketOrder};

#[test]
fn guests_are_kept_by_name() -> anyhow::Result<()> {
    let ada = Guest {
        name: "Ada".to_string(),
        age: None,
    };
    let named = Ticket {
        holder: Some(ada),
        ..a_ticket()
    };
    let order = TicketOrder {
        tickets: vec![named, a_ticket()],
        placed_at: DateTime::UNIX_EPOCH,
        ..a_ticket_order()
    };
    assert_eq!(journal::read(&journal::line(&order))?, order);
    Ok(())
}
