//! Orders as lines of text: what the night audit reads, and what is read again after a restart.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};

use crate::generated::{OrderState, Ticket, TicketOrder};

/// The line's parts: number, customer, evening, state, placed, total, payment, tickets.
const PARTS: usize = 8;

fn ticket(ticket: &Ticket) -> String {
    let holder = ticket.holder.as_deref().unwrap_or("-");
    format!("{}@{}@{holder}", ticket.seat, ticket.cents)
}

fn read_ticket(text: &str) -> anyhow::Result<Ticket> {
    let [seat, cents, holder] = text.split('@').collect::<Vec<_>>()[..] else {
        bail!("no ticket: {text}");
    };
    Ok(Ticket {
        seat: seat.to_string(),
        cents: cents.parse()?,
        holder: (holder != "-").then(|| holder.to_string()),
    })
}

/// One order as one line.
pub fn line(order: &TicketOrder) -> String {
    let tickets: Vec<String> = order.tickets.iter().map(ticket).collect();
    let payment = order
        .payment_id
        .map_or("-".to_string(), |id| id.to_string());
    [
        order.id.to_string(),
        order.customer_id.to_string(),
        order.performance_id.to_string(),
        order.state.to_string(),
        order.placed_at.to_rfc3339(),
        order.total.to_string(),
        payment,
        tickets.join(","),
    ]
    .join("|")
}

/// Reads what `line` writes.
pub fn read(line: &str) -> anyhow::Result<TicketOrder> {
    let parts: Vec<&str> = line.splitn(PARTS, '|').collect();
    let [
        id,
        customer,
        evening,
        state,
        placed,
        total,
        payment,
        tickets,
    ] = parts[..]
    else {
        bail!("{} parts in {line}", parts.len());
    };
    let state = match OrderState::from(state.to_string()) {
        OrderState::Unknown(raw) => bail!("state {raw}"),
        known => known,
    };
    Ok(TicketOrder {
        id: id.parse().context("number")?,
        customer_id: customer.parse().context("customer")?,
        performance_id: evening.parse().context("evening")?,
        tickets: tickets
            .split(',')
            .filter(|text| !text.is_empty())
            .map(read_ticket)
            .collect::<Result<_, _>>()?,
        total: total.parse().context("total")?,
        state,
        placed_at: placed.parse::<DateTime<Utc>>().context("placed")?,
        payment_id: match payment {
            "-" => None,
            id => Some(id.parse().context("payment")?),
        },
    })
}

/// Seats of an order under the address where they are shown.
pub fn link(order: &TicketOrder) -> String {
    let seats: Vec<&str> = order
        .tickets
        .iter()
        .map(|ticket| ticket.seat.as_str())
        .collect();
    format!(
        "/evenings/{}/orders/{}?seats={}",
        order.performance_id,
        order.id,
        seats.join("+")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_ticket, a_ticket_order};

    fn order() -> TicketOrder {
        let named = Ticket {
            seat: "R1-2".to_string(),
            cents: 4_800,
            holder: Some("Ada".to_string()),
        };
        TicketOrder {
            id: 3,
            customer_id: 7,
            performance_id: 40,
            tickets: vec![named, a_ticket()],
            total: 4_801,
            state: OrderState::Paid,
            payment_id: Some(uuid::Uuid::nil()),
            ..a_ticket_order()
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() -> anyhow::Result<()> {
        assert!(line(&order()).starts_with("3|7|40|paid|"));
        assert!(line(&order()).ends_with("R1-2@4800@Ada,seat@1@-"));
        assert_eq!(read(&line(&order()))?, order());
        let unpaid = TicketOrder {
            payment_id: None,
            tickets: Vec::new(),
            ..order()
        };
        assert_eq!(read(&line(&unpaid))?, unpaid);
        Ok(())
    }

    #[test]
    fn broken_lines_are_told() {
        for wrong in ["", "3|7|40", "3|7|40|lost|x|1|-|", "x|7|40|paid|x|1|-|"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_link_names_the_seats() {
        assert_eq!(link(&order()), "/evenings/40/orders/3?seats=R1-2+seat");
    }
}
