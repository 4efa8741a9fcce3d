//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub email: Option<String>,
    pub nickname: String,
    pub plan: Plan,
    pub country: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Plan {
    Free,
    Pro,
    Team,
    Unknown(String),
}
