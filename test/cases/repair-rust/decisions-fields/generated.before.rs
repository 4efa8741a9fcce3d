//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub email: String,
    pub nickname: Option<String>,
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Plan {
    Free,
    Pro,
    Unknown(String),
}
