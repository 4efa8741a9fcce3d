use playhouse::custom::journal;
use playhouse::generated::builders::{a_ticket, a_ticket_order};
use playhouse::generated::{PriceBand, Ticket, TicketOrder};

#[test]
fn a_line_keeps_the_bands_of_its_tickets() -> anyhow::Result<()> {
    let ticket = |band| Ticket { band, ..a_ticket() };
    let order = TicketOrder {
        tickets: vec![ticket(PriceBand::Loge), ticket(PriceBand::Gallery)],
        ..a_ticket_order()
    };
    assert_eq!(journal::read(&journal::line(&order))?, order);
    Ok(())
}
