//! What the intent says, stamped.

use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq)]
pub struct Pot {
    pub id: i32,
    pub grams: Decimal,
}
