//! All orders, by number, by customer and by evening.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::generated::{Cents, OrderState, Ticket, TicketOrder};

#[derive(Debug, Default)]
pub struct OrderBook {
    orders: BTreeMap<i64, TicketOrder>,
    by_customer: HashMap<i32, Vec<i64>>,
    by_performance: HashMap<i64, BTreeSet<i64>>,
}

/// Whether an order still holds its seats.
pub fn is_open(state: &OrderState) -> bool {
    matches!(state, OrderState::Reserved | OrderState::Paid)
}

impl OrderBook {
    /// Writes an order down under the next number.
    pub fn place(
        &mut self,
        customer_id: i32,
        performance_id: i64,
        tickets: Vec<Ticket>,
        off: Cents,
        now: DateTime<Utc>,
    ) -> TicketOrder {
        let full: Cents = tickets.iter().map(|ticket| ticket.cents).sum();
        let id = self.orders.keys().next_back().map_or(1, |last| last + 1);
        let order = TicketOrder {
            id,
            customer_id,
            performance_id,
            tickets,
            total: (full - off).max(0),
            state: OrderState::Reserved,
            placed_at: now,
            payment_id: None,
        };
        self.file(order.clone());
        order
    }

    /// Takes an order in as it is.
    pub fn file(&mut self, order: TicketOrder) {
        let numbers = self.by_customer.entry(order.customer_id).or_default();
        if let Err(at) = numbers.binary_search(&order.id) {
            numbers.insert(at, order.id);
        }
        let evening = self.by_performance.entry(order.performance_id).or_default();
        evening.insert(order.id);
        self.orders.insert(order.id, order);
    }

    pub fn get(&self, id: i64) -> Option<&TicketOrder> {
        self.orders.get(&id)
    }

    /// Changes an order and gives it as it is then.
    pub fn change(
        &mut self,
        id: i64,
        change: impl FnOnce(&mut TicketOrder),
    ) -> Option<TicketOrder> {
        let order = self.orders.get_mut(&id)?;
        change(order);
        Some(order.clone())
    }

    pub fn pay(&mut self, id: i64, payment_id: Uuid) -> Option<TicketOrder> {
        self.change(id, |order| {
            order.state = OrderState::Paid;
            order.payment_id = Some(payment_id);
        })
    }

    /// A customer's orders after a given one, by their numbers.
    pub fn page(&self, customer_id: i32, after: Option<i64>, limit: u32) -> Vec<TicketOrder> {
        let numbers = self
            .by_customer
            .get(&customer_id)
            .map_or(&[][..], Vec::as_slice);
        let start = after.map_or(0, |after| numbers.partition_point(|id| *id <= after));
        numbers[start..]
            .iter()
            .take(limit as usize)
            .filter_map(|id| self.orders.get(id).cloned())
            .collect()
    }

    /// Orders of an evening that still hold seats.
    pub fn open_on(&self, performance_id: i64) -> Vec<TicketOrder> {
        let numbers = self.by_performance.get(&performance_id);
        numbers
            .into_iter()
            .flatten()
            .filter_map(|id| self.orders.get(id))
            .filter(|order| is_open(&order.state))
            .cloned()
            .collect()
    }

    /// Gives one customer's orders to another and says how many they were.
    pub fn hand_over(&mut self, gone: i32, kept: i32) -> usize {
        let numbers = self.by_customer.remove(&gone).unwrap_or_default();
        for id in &numbers {
            if let Some(order) = self.orders.get_mut(id) {
                order.customer_id = kept;
            }
        }
        let kept = self.by_customer.entry(kept).or_default();
        kept.extend(&numbers);
        kept.sort_unstable();
        numbers.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::{a_ticket, a_ticket_order};

    fn book(count: usize) -> OrderBook {
        let mut book = OrderBook::default();
        for _ in 0..count {
            let ticket = Ticket {
                cents: 4_000,
                ..a_ticket()
            };
            book.place(7, 40, vec![ticket], 1_500, DateTime::UNIX_EPOCH);
        }
        book
    }

    fn ids(orders: &[TicketOrder]) -> Vec<i64> {
        orders.iter().map(|order| order.id).collect()
    }

    #[test]
    fn a_voucher_never_makes_a_total_negative() {
        let mut book = book(1);
        assert_eq!(book.get(1).map(|order| order.total), Some(2_500));
        let free = book.place(7, 40, Vec::new(), 1_500, DateTime::UNIX_EPOCH);
        assert_eq!(free.total, 0);
    }

    #[test]
    fn pages_follow_one_another() {
        let book = book(5);
        assert_eq!(ids(&book.page(7, None, 2)), [1, 2]);
        assert_eq!(ids(&book.page(7, Some(2), 2)), [3, 4]);
        assert_eq!(ids(&book.page(7, Some(4), 20)), [5]);
        assert!(book.page(8, None, 20).is_empty());
    }

    #[test]
    fn orders_of_an_evening_stay_open_until_refunded() {
        let mut book = book(3);
        book.pay(2, Uuid::nil());
        book.change(3, |order| order.state = OrderState::Refunded);
        assert_eq!(ids(&book.open_on(40)), [1, 2]);
    }

    #[test]
    fn merged_customers_keep_the_order_of_numbers() {
        let mut book = book(2);
        let other = TicketOrder {
            id: 9,
            customer_id: 8,
            performance_id: 41,
            ..a_ticket_order()
        };
        book.file(other);
        assert_eq!(book.hand_over(7, 8), 2);
        assert_eq!(ids(&book.page(8, None, 20)), [1, 2, 9]);
        assert!(book.page(7, None, 20).is_empty());
    }
}
