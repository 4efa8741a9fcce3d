//! Orders of a shop.

use std::collections::{BTreeMap, HashMap};

use crate::generated::{MarkPaidIn, Order};

const FIRST_ORDER: i32 = 1000;

#[derive(Default)]
pub struct Book {
    orders: BTreeMap<i32, Order>,
    by_user: HashMap<i32, Vec<i32>>,
    counter: i32,
}

impl Book {
    pub fn place(&mut self, user_id: i32, quantity: i32) -> Order {
        self.counter += 1;
        let order = Order {
            id: FIRST_ORDER + self.counter,
            user_id,
            quantity,
        };
        self.orders.insert(order.id, order.clone());
        self.by_user.entry(user_id).or_default().push(order.id);
        order
    }

    pub fn find(&self, input: &MarkPaidIn) -> Option<&Order> {
        self.orders.get(&input.id)
    }

    pub fn of_user(&self, user_id: i32) -> Vec<&Order> {
        let mut ids = self.by_user.get(&user_id).cloned().unwrap_or_default();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.iter().filter_map(|id| self.orders.get(id)).collect()
    }

    pub fn total(&self, user_id: i32) -> i32 {
        self.of_user(user_id)
            .iter()
            .map(|order| order.quantity)
            .sum()
    }

    pub fn number(&self, order: &Order) -> i32 {
        order.id - FIRST_ORDER
    }

    pub fn shard(&self, order: &Order, shards: usize) -> usize {
        let id = order.id;
        (id as usize) % shards.max(1)
    }

    pub fn checksum(&self, order: &Order) -> u32 {
        let quantity = order.quantity as u32;
        self.mix(order.id as u32, quantity)
    }

    fn mix(&self, id: u32, quantity: u32) -> u32 {
        id.rotate_left(7) ^ quantity
    }

    pub fn is_close(&self, order: &Order, other: i32, tolerance: i32) -> bool {
        (order.id - other).abs() <= tolerance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_numbered() {
        let mut book = Book::default();
        let order = book.place(7, 2);
        assert_eq!(order.id, 1001);
        assert_eq!(book.number(&order), 1);
        assert_eq!(book.total(7), 2);
        assert!(book.find(&MarkPaidIn { id: 1001 }).is_some());
        assert!(book.is_close(&order, 1000, 1));
    }
}
