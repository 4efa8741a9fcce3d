//! What the intent says, stamped.

#[derive(Debug, Clone, PartialEq)]
pub struct UserProfile {
    pub id: i32,
    pub display_name: String,
    pub fax: Option<String>,
}

pub trait GetUser: Send + Sync + 'static {
    fn get_user(&self, id: i32) -> Option<UserProfile>;
}

pub trait Users: GetUser {}
impl<T: GetUser> Users for T {}

pub fn router(app: impl Users) -> usize {
    usize::from(app.get_user(1).is_some())
}
