//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: String,
    pub email: String,
    pub login_count: i32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct UserNotFound {
    pub id: String,
}

#[derive(Debug, Clone)]
pub struct GetUserIn {
    pub id: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    pub id: i32,
    pub stock: i32,
}

pub mod builders {
    use super::UserProfile;

    pub fn a_user_profile() -> UserProfile {
        UserProfile {
            id: "id".to_string(),
            email: "email".to_string(),
            login_count: 0,
        }
    }
}
