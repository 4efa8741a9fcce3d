//! From what somebody wants to lines with prices.

use crate::generated::catalog::Product;
use crate::generated::{Item, OrderLine, OutOfStock};

/// The most of one thing that an order may hold.
const QUANTITY_MAX: i32 = 99;

/// Items of the same thing together, in the order in which they came first; what nobody wants is left out.
pub fn merge(items: Vec<Item>) -> Vec<Item> {
    let mut merged: Vec<Item> = Vec::new();
    for item in items.into_iter().filter(|item| item.quantity > 0) {
        match merged.iter_mut().find(|other| other.sku == item.sku) {
            Some(other) => other.quantity = other.quantity.saturating_add(item.quantity),
            None => merged.push(item),
        }
    }
    for item in &mut merged {
        item.quantity = item.quantity.min(QUANTITY_MAX);
    }
    merged
}

/// The line for an item, where enough of it is there.
pub fn line(item: &Item, product: &Product) -> Result<OrderLine, OutOfStock> {
    if product.stock < item.quantity {
        return Err(OutOfStock {
            sku: product.sku.clone(),
        });
    }
    Ok(OrderLine {
        sku: product.sku.clone(),
        quantity: item.quantity,
        price_cents: product.price_cents,
    })
}

/// What all lines cost together.
pub fn total(lines: &[OrderLine]) -> i64 {
    lines
        .iter()
        .map(|line| line.price_cents * i64::from(line.quantity))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::catalog::builders::a_product;

    fn item(sku: &str, quantity: i32) -> Item {
        Item {
            sku: sku.to_string(),
            quantity,
        }
    }

    #[test]
    fn the_same_thing_twice_is_one_item() {
        let items = vec![
            item("tea", 2),
            item("mug", 1),
            item("tea", 3),
            item("jar", 0),
        ];
        let merged: Vec<(String, i32)> = merge(items)
            .into_iter()
            .map(|item| (item.sku, item.quantity))
            .collect();
        assert_eq!(merged, [("tea".to_string(), 5), ("mug".to_string(), 1)]);
    }

    #[test]
    fn nobody_gets_more_than_there_is() {
        let tea = Product {
            sku: "tea".to_string(),
            stock: 3,
            price_cents: 450,
            ..a_product()
        };
        let cost = line(&item("tea", 3), &tea).map(|line| total(&[line]));
        assert_eq!(cost, Ok(1350));
        let refused = line(&item("tea", 4), &tea).map_err(|error| error.sku);
        assert_eq!(refused, Err("tea".to_string()));
    }
}
