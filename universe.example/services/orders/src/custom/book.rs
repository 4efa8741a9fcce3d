//! All orders, in memory: by number, and by who placed them.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::basket;
use crate::generated::{Order, OrderLine, OrderStatus};

#[derive(Debug, Default)]
pub struct OrderBook {
    orders: HashMap<i64, Order>,
    by_user: HashMap<i32, Vec<i64>>,
    last: i64,
}

impl OrderBook {
    /// Writes a new order down under the next number.
    pub fn place(&mut self, user_id: i32, label: String, lines: Vec<OrderLine>) -> Order {
        self.last += 1;
        let order = Order {
            id: self.last,
            user_id,
            label,
            total_cents: basket::total(&lines),
            lines,
            status: OrderStatus::Pending,
        };
        let numbers = self.by_user.entry(order.user_id).or_default();
        numbers.push(order.id);
        self.orders.insert(order.id, order.clone());
        order
    }

    /// Orders of one person, newest first.
    pub fn of(&self, user_id: &i32) -> Vec<Order> {
        let numbers = self.by_user.get(user_id).into_iter().flatten().rev();
        numbers
            .filter_map(|id| self.orders.get(id))
            .cloned()
            .collect()
    }

    /// Notes that an order is paid; paying twice changes nothing.
    pub fn pay(&mut self, id: i64) -> Option<Order> {
        let order = self.orders.get_mut(&id)?;
        if order.status == OrderStatus::Pending {
            order.status = OrderStatus::Paid;
        }
        Some(order.clone())
    }

    /// What the warehouse sees of an order.
    pub fn slip(order: &Order) -> Value {
        let pieces: i32 = order.lines.iter().map(|line| line.quantity).sum();
        json!({ "id": order.id, "display_name": order.label, "pieces": pieces })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::builders::a_order_line;

    #[test]
    fn a_person_sees_the_newest_order_first() {
        let mut book = OrderBook::default();
        let user_id = 7;
        let first = book.place(user_id, "Ada #7".to_string(), vec![a_order_line()]);
        let second = book.place(first.user_id, "Ada #7".to_string(), Vec::new());
        let numbers: Vec<i64> = book
            .of(&second.user_id)
            .iter()
            .map(|order| order.id)
            .collect();
        assert_eq!(numbers, [2, 1]);
        assert!(book.of(&8).is_empty());
    }

    #[test]
    fn an_order_is_paid_once() {
        let mut book = OrderBook::default();
        let order = book.place(7, "Ada #7".to_string(), Vec::new());
        assert_eq!(
            book.pay(order.id).map(|order| order.status),
            Some(OrderStatus::Paid)
        );
        assert_eq!(
            book.pay(order.id).map(|order| order.status),
            Some(OrderStatus::Paid)
        );
        assert!(book.pay(99).is_none());
    }

    #[test]
    fn a_slip_counts_pieces() {
        let mut book = OrderBook::default();
        let line = OrderLine {
            quantity: 3,
            ..a_order_line()
        };
        let order = book.place(7, "Ada #7".to_string(), vec![line.clone(), line]);
        let slip = OrderBook::slip(&order);
        assert_eq!(slip["pieces"], 6);
        assert_eq!(slip["display_name"], "Ada #7");
    }
}
