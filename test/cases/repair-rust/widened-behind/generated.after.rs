#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: i64,
    pub quantity: i32,
}
