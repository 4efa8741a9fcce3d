#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: i32,
    pub quantity: i32,
}
