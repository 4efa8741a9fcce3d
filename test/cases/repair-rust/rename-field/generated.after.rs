//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub full_name: String,
    pub email: String,
}

pub struct RegisterUserIn {
    pub email: String,
    pub display_name: String,
}
