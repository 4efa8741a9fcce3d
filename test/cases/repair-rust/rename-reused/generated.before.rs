//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub display_name: String,
}

pub mod builders {
    use super::UserProfile;

    pub fn a_user_profile() -> UserProfile {
        UserProfile {
            id: 1,
            display_name: "display-name".to_string(),
        }
    }
}
