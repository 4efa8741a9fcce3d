//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone)]
pub struct ListUsersIn {
    pub limit: i32,
}

pub mod builders {
    use super::UserProfile;

    pub fn a_user_profile() -> UserProfile {
        UserProfile {
            id: 1,
            name: "name".to_string(),
        }
    }
}
