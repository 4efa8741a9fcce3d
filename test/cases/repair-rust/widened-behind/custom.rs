use crate::generated::Order;

pub fn total(orders: &[Order]) -> i64 {
    orders.iter().map(|one| i64::from(one.quantity)).sum()
}

pub fn largest(orders: &[Order]) -> i64 {
    orders.iter().map(|one| i64::from(one.id)).max().unwrap_or(0)
}
