//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: i64,
    pub user_id: i32,
    pub quantity: i32,
}

pub struct MarkPaidIn {
    pub id: i64,
}
