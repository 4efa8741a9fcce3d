//! Orders of a shop.

use crate::generated::ids::Uuid;
use std::collections::HashMap;
use std::fmt::Write as _;

use crate::generated::{MarkPaidIn, Order};

#[derive(Default)]
pub struct Book {
    orders: HashMap<Uuid, Order>,
    sizes: HashMap<Uuid, i32>,
    next: i32,
}

impl Book {
    pub fn keep(&mut self, order: Order, size: i32) {
        self.sizes.insert(order.id, size);
        self.orders.insert(order.id, order);
    }

    pub fn place(&mut self, user_id: i32) -> Order {
        self.next += 1;
        Order {
            id: self.next,
            user_id,
        }
    }

    pub fn find(&self, input: &MarkPaidIn) -> Option<Order> {
        self.orders.get(&input.id).cloned()
    }

    pub fn sizes(&self, wanted: &[Uuid]) -> Vec<(Uuid, i32)> {
        wanted
            .iter()
            .filter_map(|id| self.sizes.get(id).map(|size| (*id, *size)))
            .collect()
    }

    pub fn print(&self) -> String {
        let mut text = String::new();
        for (id, order) in &self.orders {
            let _ = writeln!(text, "{id}: {}", order.user_id);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_kept() {
        let mut book = Book::default();
        book.keep(
            Order {
                id: Uuid::from_u128(3),
                user_id: 3,
            },
            3,
        );
        assert!(
            book.find(&MarkPaidIn {
                id: Uuid::from_u128(3)
            })
            .is_some_and(|order| order.id == Uuid::from_u128(3) && order.user_id == 3)
        );
        assert_eq!(
            book.sizes(&[Uuid::from_u128(3), Uuid::from_u128(4)]),
            vec![(Uuid::from_u128(3), 3)]
        );
        assert!(book.print().contains("3"));
    }
}
