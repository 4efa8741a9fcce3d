//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct Pot {
    pub id: i32,
    pub grams: i32,
}
