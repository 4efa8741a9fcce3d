//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub display_name: String,
    pub email: String,
}

pub struct RegisterUserIn {
    pub email: String,
    pub display_name: String,
}
